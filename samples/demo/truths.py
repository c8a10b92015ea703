#!/usr/bin/env python3
"""Computes the true answers of the demo questions from the documents.

    python3 truths.py            writes the field "truth" of questions.jsonl and page.jsonl anew
    python3 truths.py --check    compares, and exits with 1 on any difference
"""

import csv
import json
import math
import re
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parent / "documents"
QUESTIONS = [HERE / "questions.jsonl", HERE / "page.jsonl"]


def text(name):
    return (DOCUMENTS / name).read_text("utf-8")


def rows(name):
    with open(DOCUMENTS / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moby_words():
    counts = Counter(w for w in re.findall("[a-z]+", text("moby-dick.txt").lower()) if len(w) >= 7)
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
    return "\n".join(f"{w} {n}" for w, n in top)


def busiest_states():
    state = {r["iata"]: r["state"] for r in rows("airports.csv")}
    airports = defaultdict(Counter)
    for r in rows("flights.csv"):
        if r["origin"] in state:
            airports[state[r["origin"]]][r["origin"]] += int(r["count"])
    top = sorted(airports, key=lambda s: (-sum(airports[s].values()), s))[:3]
    return "\n".join("%s %d %s" % (s, sum(airports[s].values()), max(airports[s], key=airports[s].get)) for s in top)


def slow_pages():
    times = []
    for line in text("access.log").splitlines():
        _, request, answer, *_ = line.split('"')
        status, size = answer.split()
        if request.startswith("GET ") and status == "200" and int(size) >= 100_000:
            times.append(round(1000 * float(line.rsplit(" ", 1)[1])))
    times.sort()
    at = lambda p: times[math.ceil(len(times) * p / 100) - 1]
    return f"{len(times)} requests, p50 {at(50)} ms, p90 {at(90)} ms, p99 {at(99)} ms"


def goals():
    matches, total = Counter(), Counter()
    for m in map(json.loads, text("football.jsonl").splitlines()):
        if m["home_score"] is not None and m["away_score"] is not None:
            matches[m["division"]] += 1
            total[m["division"]] += m["home_score"] + m["away_score"]
    order = sorted(matches, key=lambda d: -total[d] / matches[d])
    return "\n".join(f"{d}: {total[d] / matches[d]:.3f}" for d in order)


def bloody_plays():
    found = []
    for name, file in (("Julius Caesar", "caesar"), ("Hamlet", "hamlet"), ("Macbeth", "macbeth")):
        words = re.findall(r"[^\W\d_]+", text(f"plays/{file}.txt").lower())
        bloody = sum(w.startswith(("blood", "bloud")) for w in words)
        found.append((bloody * 10_000 / len(words), f"{name}: {bloody} in {len(words)}"))
    return "\n".join(line for _, line in sorted(found, reverse=True))


def wettest_months():
    rain = defaultdict(lambda: defaultdict(Decimal))
    for r in rows("weather.csv"):
        rain[r["location"]][r["date"][:7]] += Decimal(r["precipitation"])
    wettest = {city: min(months, key=lambda m: (-months[m], m)) for city, months in rain.items()}
    return "\n".join(f"{city}: {wettest[city]}, {rain[city][wettest[city]]:.1f} mm" for city in sorted(rain))


TRUTHS = {
    "moby-words": moby_words,
    "busiest-states": busiest_states,
    "slow-pages": slow_pages,
    "goals": goals,
    "bloody-plays": bloody_plays,
    "wettest-months": wettest_months,
}


def main(check):
    number = bad = 0
    for path in QUESTIONS:
        questions = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        number += len(questions)
        for q in questions:
            answer = TRUTHS[q["id"]]()
            if check and q["truth"] != answer:
                print("differs:", q["id"])
                bad += 1
            q["truth"] = answer
        if not check:
            lines = [json.dumps(q, ensure_ascii=False) + "\n" for q in questions]
            path.write_bytes("".join(lines).encode("utf-8"))
    print(f"{number} truths {'checked' if check else 'written'}, {bad} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
