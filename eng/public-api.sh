#!/bin/sh
# Writes the declared public API of the libraries anew from the code.
set -eu
cd "$(dirname "$0")/.."
for project in Rlm.Wasm Rlm; do
    printf '#nullable enable\n' > "src/$project/PublicAPI.Unshipped.txt"
    dotnet format analyzers "src/$project/$project.csproj" --diagnostics RS0016 --severity warn
done
