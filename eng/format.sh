#!/bin/sh
# Formats C#, and the guest's Rust where rustfmt is installed.
set -eu
cd "$(dirname "$0")/.."
dotnet format Rlm.slnx --no-restore --verbosity minimal || dotnet format Rlm.slnx --verbosity minimal
if command -v rustfmt > /dev/null 2>&1; then
    rustfmt --edition 2021 --config max_width=110 $(find guest -name '*.rs' -not -path '*/target/*' -not -path '*/template/*')
fi
