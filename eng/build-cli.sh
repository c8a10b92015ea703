#!/bin/sh
# Publishes the command line into artifacts/rlm, once however many ask at the same time.
set -eu
root=$1
out="$root/artifacts/rlm"
mkdir -p "$root/artifacts"
exec 9> "$root/artifacts/.build-lock"
flock 9
sources="$root/src $root/guest $root/samples/demo $root/Directory.Build.props $root/Directory.Packages.props"
# Another process may have built while this one waited.
# shellcheck disable=SC2086
if [ -f "$out/.built" ] && [ -z "$(find $sources \( -name bin -o -name obj -o -name target -o -name packages.lock.json \) -prune -o -type f -newer "$out/.built" -print -quit)" ]; then
    exit 0
fi
echo "Building rlm …"
mkdir -p "$out"
# The time before the build: what changes during it is built the next time.
touch "$out/.building"
log="$root/artifacts/build.log"
# The lock files in the checkout are for no platform; this build is for one.
if ! dotnet publish "$root/src/Rlm.Cli" -c Release -o "$out" --nologo -v quiet --ucr \
    -p:PublishReadyToRun=true -p:NuGetLockFilePath=obj/publish.lock.json > "$log" 2>&1; then
    cat "$log"
    exit 1
fi
mv "$out/.building" "$out/.built"
