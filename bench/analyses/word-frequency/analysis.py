import re
from collections import Counter


def analyze(text):
    counts = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"{word} {n}" for word, n in ranked[:10])
