import csv
import io
from collections import Counter


def analyze(text):
    rows = csv.reader(io.StringIO(text))
    next(rows)
    days = Counter()
    for row in rows:
        if "2025-03-01" <= row[1] <= "2025-05-31":
            days[row[1]] += int(row[5]) * int(row[6])
    ranked = sorted(days.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"{day} {cents}" for day, cents in ranked[:5])
