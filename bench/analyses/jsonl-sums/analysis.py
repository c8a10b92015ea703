import json
from collections import defaultdict


def analyze(text):
    sums = defaultdict(lambda: [0, 0])
    for line in text.splitlines():
        value = json.loads(line)
        sum = sums[value["event"]]
        sum[0] += 1
        sum[1] += value["amount"] or 0
    return "\n".join(f"{event} {n} {amount}" for event, (n, amount) in sorted(sums.items()))
