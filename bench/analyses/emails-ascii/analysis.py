import re
from collections import Counter


def analyze(text):
    counts = Counter(re.findall(r"\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\b", text, re.ASCII))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join([f"{len(counts)} different"] + [f"{address} {n}" for address, n in ranked[:5]])
