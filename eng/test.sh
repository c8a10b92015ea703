#!/bin/bash
# Builds everything and runs all test projects. The last line is the sum over all of them.
set -uo pipefail
cd "$(dirname "$0")/.."
eng/setup.sh || exit 1
# One layer of the jail; its tests say so and are skipped where it can not be had.
if ! command -v bwrap > /dev/null && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    { apt-get update -qq; apt-get install -y -qq bubblewrap; } > /dev/null 2>&1 || echo "bubblewrap could not be installed"
fi
# The page is looked at in a browser; its tests are skipped where there is none.
if [ ! -x /usr/bin/chromium ] && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    { apt-get update -qq; apt-get install -y -qq chromium; } > /dev/null 2>&1 || echo "chromium could not be installed"
fi
# The browser is that one: none is downloaded.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
# What the sample for node asks with; without it its test is skipped.
if command -v npm > /dev/null && [ ! -d samples/node-client/node_modules/openai ]; then
    npm install --prefix samples/node-client --no-package-lock --no-audit --no-fund --loglevel error ||
        echo "the packages of samples/node-client could not be installed"
fi
# The tests of the command line start the program that users get.
RLM_TEST_PROGRAM=$(eng/build-cli.sh "$PWD") || exit 1
export RLM_TEST_PROGRAM
eng/build-server.sh "$PWD" "$RLM_TEST_PROGRAM" > /dev/null || exit 1
dotnet build Rlm.slnx -c Release --nologo -v quiet || exit 1
passed=0; failed=0; skipped=0; broken=0
for project in tests/*.Tests; do
    name=$(basename "$project")
    echo "== $name"
    report="artifacts/test-results/$name.xml"
    mkdir -p artifacts/test-results
    rm -f "$report"
    dotnet "$project/bin/Release/net10.0/$name.dll" -noColor -noLogo -result-xml "$report" "$@"
    if [ ! -s "$report" ]; then
        echo "$name ended without a report"
        broken=$((broken + 1))
        continue
    fi
    # One <assembly> element a report; its counts are attributes.
    assembly=$(grep -o '<assembly [^>]*>' "$report" | head -n 1)
    count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$assembly"; }
    passed=$((passed + $(count passed)))
    failed=$((failed + $(count failed) + $(count errors)))
    skipped=$((skipped + $(count skipped)))
done
failed=$((failed + broken))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
