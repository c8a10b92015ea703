import csv
import io
from collections import defaultdict


def analyze(text):
    rows = csv.reader(io.StringIO(text))
    next(rows)
    groups = defaultdict(lambda: [0, 0])
    for row in rows:
        group = groups[row[2], row[3]]
        group[0] += 1
        group[1] += int(row[5]) * int(row[6])
    return "\n".join(f"{region},{category},{orders},{cents}" for (region, category), (orders, cents) in sorted(groups.items()))
