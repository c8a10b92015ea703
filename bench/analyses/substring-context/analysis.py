import re
from collections import Counter


def analyze(text):
    counts = Counter(re.findall(r"Captain ([^\W\d_]+)", text))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join([str(sum(counts.values()))] + [f"{word} {n}" for word, n in ranked[:10]])
