#!/bin/sh
# Publishes the command line below artifacts/cli, once however many ask at the same time. A build gets a folder of its own,
# so that programs that run keep theirs; `current` names the newest. Prints the folder.
set -eu
root=$1
builds="$root/artifacts/cli"
current="$builds/current"

is_current() {
    [ -f "$current" ] && [ -z "$(find "$root/src" "$root/guest" "$root/samples/demo" "$root/Directory.Build.props" "$root/Directory.Packages.props" \
        \( -name bin -o -name obj -o -name target -o -name packages.lock.json \) -prune -o -type f -newer "$current" -print -quit)" ]
}

if ! is_current; then
    mkdir -p "$builds"
    exec 9> "$builds/.lock"
    flock 9
    # Another process may have built while this one waited.
    if ! is_current; then
        echo "Building rlm …" >&2
        # The time before the build: what changes during it is built the next time.
        touch "$builds/.begun"
        out=$(mktemp -d "$builds/build-XXXXXX")
        # The lock files in the checkout are for no platform; this build is for one.
        if ! dotnet publish "$root/src/Rlm.Cli" -c Release -o "$out" --nologo -v quiet --ucr \
            -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/publish.lock.json > "$builds/build.log" 2>&1; then
            cat "$builds/build.log" >&2
            rm -rf "$out"
            exit 1
        fi
        find "$builds" -maxdepth 1 -name 'build-*' -mtime +1 -exec rm -rf {} +
        echo "$out" > "$builds/.next"
        touch -r "$builds/.begun" "$builds/.next"
        mv "$builds/.next" "$current"
    fi
fi
cat "$current"
