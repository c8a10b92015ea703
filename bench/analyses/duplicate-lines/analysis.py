from collections import Counter


def analyze(text):
    # Without the time, which makes every line another one.
    counts = Counter(line.split(" ", 1)[1] for line in text.splitlines())
    if not counts:
        return "none"
    repeated = sum(1 for n in counts.values() if n > 1)
    line, n = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return f"{len(counts)} different, {repeated} repeated, {n} times: {line}"
