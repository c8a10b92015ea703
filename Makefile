# Every target does all of its own set-up; a second call does none of it again.
.PHONY: build test test-long test-security demo serve setup format bench eval-models pack docs ready-made clean
.DEFAULT_GOAL := build

build:
	eng/build.sh

# Builds, sets the Rust toolchain up where it is missing, and runs all tests.
test:
	eng/test.sh

# The families that take long: 200 runs that are killed at random moments.
test-long:
	RLM_TEST_LONG=1 eng/test.sh

# The families of docs/reference/security.md in full; `make test` runs a part of each.
test-security:
	RLM_TEST_SECURITY=1 eng/test.sh -trait Category=Security

# Five questions over bundled documents: recorded completions, real commands, compiler and sandbox.
demo: setup
	./rlm demo

# The service on http://127.0.0.1:8642, with its page; OPTIONS are those of `rlm serve --help`.
serve: setup
	exec ./rlm serve $(OPTIONS)

setup:
	eng/setup.sh

format:
	eng/format.sh

bench: setup
	eng/bench.sh

# Asks the tasks over the samples of llama3.2 and qwen3, where an Ollama has them.
eval-models:
	eng/eval-models.sh

pack:
	eng/pack.sh

clean:
	rm -rf artifacts samples/node-client/node_modules
	find . -type d \( -name bin -o -name obj \) -not -path './samples/documents/*' -prune -exec rm -rf {} +

# Compiles guest/analyses to the modules that are shipped; needed after a change of guest/analyses or guest/rlm.
ready-made:
	eng/ready-made.sh

# Writes the reference pages that are made from the code.
docs:
	dotnet build tests/Rlm.Cli.Tests --nologo -v quiet
	RLM_WRITE_DOCS=1 dotnet tests/Rlm.Cli.Tests/bin/Debug/net10.0/Rlm.Cli.Tests.dll -noColor -noLogo -class Rlm.Cli.Tests.Reference.ReferenceTests
