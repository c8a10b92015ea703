#!/bin/sh
set -eu
cd "$(dirname "$0")/.."
dotnet run -c Release --project bench/Rlm.Bench -- "$@"
