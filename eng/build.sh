#!/bin/sh
set -eu
cd "$(dirname "$0")/.."
dotnet build Rlm.slnx -c Release --nologo
