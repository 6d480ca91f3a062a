#!/usr/bin/env bash
# Writes the file system of an image with this machine's mosquitto and little else, in less than a second, as a tar file:
#   bash tests/containers/mosquitto-image.sh FILE
# Needs Debian's packages mosquitto and busybox-static.
set -euo pipefail
root="$(mktemp -d)"
trap 'rm -rf "$root"' EXIT

mkdir -p "$root"/{bin,etc,tmp,usr/sbin,mosquitto/config,mosquitto/data}
cp /usr/sbin/mosquitto "$root/usr/sbin/"
ldd /usr/sbin/mosquitto | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
cp "$(command -v busybox)" "$root/bin/busybox"
for name in sh cat ls kill sleep; do ln -s busybox "$root/bin/$name"; done
echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"
cat >"$root/mosquitto/config/mosquitto.conf" <<'CONF'
user root
listener 1883
allow_anonymous true
persistence true
persistence_location /mosquitto/data/
CONF
tar -cf "$1" -C "$root" .
