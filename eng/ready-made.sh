#!/bin/sh
# Compiles guest/analyses to the modules that are shipped in src/Rlm/ReadyMade, and says their sizes. Needed after every
# change of guest/analyses or guest/rlm; what it writes is committed.
set -eu
cd "$(dirname "$0")/.."
eng/setup.sh
dotnet build tests/Rlm.Tests -c Release --nologo -v quiet
RLM_WRITE_READY_MADE=1 dotnet tests/Rlm.Tests/bin/Release/net10.0/Rlm.Tests.dll -noColor -noLogo \
    -class Rlm.Tests.ReadyMade.ShippedModulesTests
wc -c src/Rlm/ReadyMade/*.wasm
