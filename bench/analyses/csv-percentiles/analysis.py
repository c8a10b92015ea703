import csv
import io


def analyze(text):
    rows = csv.reader(io.StringIO(text))
    column = next(rows).index("latency_ms")
    values = sorted(int(row[column]) for row in rows)
    if not values:
        return "none"
    at = lambda p: values[(len(values) - 1) * p // 100]
    return f"n {len(values)} p50 {at(50)} p95 {at(95)} p99 {at(99)}"
