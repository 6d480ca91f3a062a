#!/usr/bin/env bash
# What containers are for: the tests of their provisioner, and a broker in a container that is judged as one that is a process.
#   bash tests/containers/with-engine.sh bash tests/containers/exercise.sh RUN FOLDER
# RUN is the run of the campaign mosquitto; the new run goes into FOLDER. The tests and the tool are built.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet test tests/CertHarness.Drivers.Tests --no-build --nologo --filter FullyQualifiedName~ContainerProvisionerTests

certharness() { dotnet src/CertHarness.Cli/bin/Debug/net10.0/certharness.dll "$@"; }
certharness doctor mosquitto-container --out "$2"
# Exit code 1 says that the broker failed a requirement, which is a result.
certharness run mosquitto-container --out "$2" || [ $? -eq 1 ]
node tests/containers/same-verdicts.mjs "$1" "$(ls -d "$2"/*-mosquitto-container | tail -n 1)"
