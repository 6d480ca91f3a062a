#!/usr/bin/env bash
# Renders Allure result files with Allure 3 and makes the report one that asks nothing of any network.
# usage: render.sh RESULTS OUT
#   RESULTS  a folder of result files, such as reports/<run id>/allure-results
#   OUT      the folder for the report; it is made anew
# Needs node and npx; ALLURE names another renderer than the one from npm.
set -euo pipefail

if [[ $# -ne 2 || ! -f $1/categories.json ]]; then
  echo "usage: render.sh RESULTS OUT (RESULTS is a folder with result files and their categories.json)" >&2
  exit 3
fi
results=$1 out=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
read -ra allure <<< "${ALLURE:-npx --yes --prefer-offline allure@3.18.0}"

if [[ -e $out && ! -f $out/index.html && -n $(ls -A "$out") ]]; then
  echo "render.sh: $out is not empty and holds no report; give another folder" >&2
  exit 3
fi
rm -rf "$out"

# Allure 2 reads the categories beside the results, Allure 3 from its configuration only.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
printf '{"name":"CertHarness","categories":%s}\n' "$(cat "$results/categories.json")" > "$scratch/allurerc.json"

"${allure[@]}" awesome "$results" --config "$scratch/allurerc.json" --output "$out" \
  --report-name CertHarness --group-by epic,feature,story --report-language en
node "$here/detach.mjs" "$out"
