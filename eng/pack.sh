#!/bin/sh
# NuGet packages of the two libraries, in artifacts/packages.
set -eu
cd "$(dirname "$0")/.."
for project in src/Rlm.Wasm src/Rlm; do
    dotnet pack "$project" -c Release --nologo -o artifacts/packages
done
