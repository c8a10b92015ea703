"""Answers lines of JSON with lines of JSON: runs an analysis over documents and says how long it took.

Run by CPython as a program, and imported by Pyodide, so that both do the same.
"""

import importlib.util
import json
import sys
import time


def analysis(path):
    spec = importlib.util.spec_from_file_location("analysis", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.analyze


def read(path):
    # Line ends stay as they are: it is faster, and what the others do.
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def answer(request):
    request = json.loads(request)
    try:
        analyze = analysis(request["analysis"])
        began = time.perf_counter()
        texts = [read(path) for path in request["documents"]]
        loaded = time.perf_counter()
        output = str(analyze(*texts))
        ended = time.perf_counter()
    except Exception as error:
        return json.dumps({"error": f"{type(error).__name__} {error}".strip()})
    return json.dumps({"output": output, "run_ms": (ended - loaded) * 1000, "whole_ms": (ended - began) * 1000})


def greeting(load_ms=0.0):
    return json.dumps({"version": sys.version.split()[0], "load_ms": load_ms})


def main():
    import resource

    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    print(greeting(), flush=True)
    for line in sys.stdin:
        print(answer(line), flush=True)


if __name__ == "__main__":
    main()
