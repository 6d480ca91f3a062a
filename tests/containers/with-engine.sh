#!/usr/bin/env bash
# Runs a command with a container engine at its side: podman, with a store and a socket of its own in a folder that is removed
# afterwards, bound to nothing outside. The image localhost/eclipse-mosquitto:2 is there. Ends with the command's exit code.
#   bash tests/containers/with-engine.sh COMMAND ARGUMENT...
# Needs Debian's packages podman, runc, netavark, aardvark-dns, iptables, busybox-static and mosquitto.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
folder="$(mktemp -d /var/tmp/certharness-engine-XXXXXX)"

# The engine's Docker API swaps soft and hard limits: equal ones make no difference. crun refuses some machines' control groups.
cat >"$folder/containers.conf" <<CONF
[containers]
default_ulimits=["nofile=4096:4096","nproc=4096:4096"]
[engine]
runtime="runc"
[network]
network_backend="netavark"
network_config_dir="$folder/networks"
CONF
export CONTAINERS_CONF="$folder/containers.conf"
engine=(podman --root "$folder/store" --runroot "$folder/run")

finish() {
    status=$?
    set +e
    trap '' INT TERM
    [ -n "${service:-}" ] && kill "$service" 2>/dev/null && wait "$service" 2>/dev/null
    "${engine[@]}" rm --all --force --time 0 >/dev/null 2>&1
    rm -rf "$folder" 2>/dev/null
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

bash "$here/mosquitto-image.sh" "$folder/mosquitto.tar"
"${engine[@]}" import -q -c 'CMD ["/usr/sbin/mosquitto","-c","/mosquitto/config/mosquitto.conf"]' -c 'EXPOSE 1883/tcp' \
    "$folder/mosquitto.tar" localhost/eclipse-mosquitto:2 >/dev/null

"${engine[@]}" system service --time=0 "unix://$folder/engine.sock" >"$folder/engine.log" 2>&1 &
service=$!
for _ in $(seq 100); do
    [ -S "$folder/engine.sock" ] && break
    kill -0 "$service" || { cat "$folder/engine.log" >&2; exit 1; }
    sleep 0.1
done

export DOCKER_HOST="unix://$folder/engine.sock"
"$@"
