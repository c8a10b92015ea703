import re
from collections import Counter


def analyze(text):
    digits = re.compile(r"[0-9]+")
    counts = Counter()
    for line in text.splitlines():
        fields = line.split(" ", 6)
        if fields[1] == "ERROR":
            counts[digits.sub("#", fields[6])] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"{n} {message}" for message, n in ranked[:10])
