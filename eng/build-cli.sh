#!/bin/sh
# Publishes the command line below artifacts/cli, once however many ask at the same time. A build gets a folder of its own,
# so that programs that run keep theirs; `current` names the newest program. Prints the program: a native one where a C
# compiler can link it, else Rlm.Cli.dll, precompiled as far as it goes. RLM_BUILD=managed takes the second, which is built
# in a third of the time.
set -eu
root=$1
builds="$root/artifacts/cli"
current="$builds/current"

is_current() {
    [ -f "$current" ] && [ -f "$(cat "$current")" ] && [ -z "$(find "$root/src" "$root/guest" "$root/samples/demo" "$root/eng/build-cli.sh" \
        "$root/Directory.Build.props" "$root/Directory.Packages.props" \
        \( -name bin -o -name obj -o -name target -o -name packages.lock.json \) -prune -o -type f -newer "$current" -print -quit)" ]
}

can_link() {
    command -v "$1" > /dev/null && echo 'int main(void) { return 0; }' | "$1" -x c - -o "$builds/.linked" 2> /dev/null
}

if ! is_current; then
    mkdir -p "$builds"
    exec 9> "$builds/.lock"
    flock 9
    # Another process may have built while this one waited.
    if ! is_current; then
        # The time before the build: what changes during it is built the next time.
        touch "$builds/.begun"
        out=$(mktemp -d "$builds/build-XXXXXX")
        if [ "${RLM_BUILD:-native}" = managed ]; then linker=
        elif can_link clang; then linker=clang
        elif can_link gcc; then linker=gcc
        else linker=
        fi
        if [ -n "$linker" ]; then
            echo "Building rlm as a native program, about a minute …" >&2
            program="$out/Rlm.Cli"
            kind="-p:PublishAot=true -p:CppCompilerAndLinker=$linker"
        else
            echo "Building rlm …" >&2
            program="$out/Rlm.Cli.dll"
            kind="-p:PublishReadyToRun=true"
        fi
        # The lock files in the checkout are for no platform; this build is for one.
        # shellcheck disable=SC2086
        if ! dotnet publish "$root/src/Rlm.Cli" -c Release -o "$out" --nologo -v quiet --ucr $kind \
            -p:NuGetLockFilePath=obj/publish.lock.json > "$builds/build.log" 2>&1; then
            cat "$builds/build.log" >&2
            rm -rf "$out"
            exit 1
        fi
        find "$builds" -maxdepth 1 -name 'build-*' -mtime +1 -exec rm -rf {} +
        echo "$program" > "$builds/.next"
        touch -r "$builds/.begun" "$builds/.next"
        mv "$builds/.next" "$current"
    fi
fi
cat "$current"
