from collections import Counter


def analyze(text):
    counts = Counter()
    for line in text.splitlines():
        time, level, _ = line.split(" ", 2)
        counts[time[:13], level] += 1
    return "\n".join(f"{hour} {level} {n}" for (hour, level), n in sorted(counts.items()))
