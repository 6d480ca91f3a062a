#!/usr/bin/env bash
# Runs a campaign again and again, half of the runs with every core kept busy, and tells whether any verdict differs.
# usage: bench/stability.sh [CAMPAIGN] [RUNS]
# Needs: dotnet build -c Release src/CertHarness.Cli
set -euo pipefail
cd "$(dirname "$0")/.."
campaign=${1:-mosquitto} runs=${2:-20}
tool=src/CertHarness.Cli/bin/Release/net10.0/certharness.dll
reports=$(mktemp -d)
busy=()
trap 'kill "${busy[@]}" 2>/dev/null || true; rm -rf "$reports"' EXIT

verdicts() { # every requirement and its verdict, one a line
    grep -o '<testcase [^>]*\|<failure\|<error\|<skipped' "$1/junit.xml" | sed 's/ time="[^"]*"//'
}

differing=0
for ((n = 1; n <= runs; n++)); do
    if ((n == runs / 2 + 1)); then
        for ((core = 0; core < $(nproc); core++)); do
            (while :; do :; done) & busy+=($!)
        done
    fi
    out="$reports/$n"
    line=$(dotnet "$tool" run "$campaign" --out "$out" --json | tail -n 1) || true
    verdicts "$out"/*/ > "$reports/$n.verdicts"
    cmp -s "$reports/1.verdicts" "$reports/$n.verdicts" && same=same || { same=DIFFERENT; ((differing += 1)); diff "$reports/1.verdicts" "$reports/$n.verdicts" || true; }
    echo "$n $((${#busy[@]})) busy  $same  $line"
done
echo "$runs runs of $campaign, $differing differ from the first"
[[ $differing == 0 ]]
