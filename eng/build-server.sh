#!/bin/sh
# Publishes the service beside the program of the command line, once however many ask at the same time, and prints its folder.
set -eu
root=$1
program=$2
out="$(dirname "$program")/server"
if [ ! -f "$out/.done" ]; then
    exec 9> "$root/artifacts/cli/.server-lock"
    flock 9
    if [ ! -f "$out/.done" ]; then
        echo "Building rlm-server …" >&2
        log="$root/artifacts/cli/server-build.log"
        if ! dotnet publish "$root/src/Rlm.Server" -c Release -o "$out" --nologo -v quiet --ucr -p:PublishReadyToRun=true --no-self-contained \
            -p:NuGetLockFilePath=obj/publish.lock.json > "$log" 2>&1; then
            cat "$log" >&2
            exit 1
        fi
        touch "$out/.done"
    fi
fi
echo "$out"
