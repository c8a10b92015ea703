#!/usr/bin/env python3
"""Computes the expected outputs of the sample analyses.

Every function answers the question of one analysis straight from the
documents, with nothing but the Python standard library.

    python3 truths.py            rewrites expected/NAME.txt
    python3 truths.py --check    compares, and exits with 1 on any difference
    python3 truths.py NAME ...   limits either to the analyses named
"""

import csv
import datetime
import fnmatch
import io
import itertools
import json
import math
import re
import statistics
import string
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parent / "documents"
EXPECTED = HERE / "expected"

TRUTHS = {}


def truth(name):
    def register(function):
        TRUTHS[name] = function
        return function
    return register


# ---------------------------------------------------------------- documents

_cache = {}


def doc(pattern):
    """The text of a document; of a folder or a glob, all its files joined."""
    if pattern not in _cache:
        files = sorted(
            (p.relative_to(DOCUMENTS).as_posix(), p)
            for p in DOCUMENTS.rglob("*") if p.is_file()
        )
        if pattern.endswith("/"):
            chosen = [p for name, p in files if name.startswith(pattern)]
        else:
            chosen = [p for name, p in files if fnmatch.fnmatchcase(name, pattern)]
        if not chosen:
            raise SystemExit("no document matches " + pattern)
        texts = [p.read_bytes().decode("utf-8") for p in chosen]
        if len(texts) > 1 or pattern.endswith("/") or "*" in pattern:
            texts = [t if not t or t.endswith("\n") else t + "\n" for t in texts]
        _cache[pattern] = "".join(texts)
    return _cache[pattern]


def lines(pattern):
    """The lines of a document, without a last empty one."""
    parts = doc(pattern).split("\n")
    return parts[:-1] if parts[-1] == "" else parts


def table(pattern):
    return list(csv.DictReader(io.StringIO(doc(pattern), newline="")))


def records(pattern):
    return [json.loads(line) for line in lines(pattern) if line.strip()]


# ---------------------------------------------------------------- helpers

def words(text, lower=True):
    """The runs of letters of a text."""
    if lower:
        text = text.lower()
    if text.isascii():
        return re.findall("[A-Za-z]+", text)
    return ["".join(run) for letter, run in itertools.groupby(text, str.isalpha) if letter]


def ranked(counts, limit=None):
    """Most frequent first, ties by key."""
    order = sorted(counts, key=lambda k: (-counts[k], k))
    return [(k, counts[k]) for k in order[:limit]]


def nearest_rank(values, percent):
    values = sorted(values)
    return values[max(1, math.ceil(percent * len(values) / 100)) - 1]


# ---------------------------------------------------------------- novels

@truth("word-frequency")
def _():
    return "\n".join(f"{w} {n}" for w, n in ranked(Counter(words(doc("moby-dick.txt"))), 10))


@truth("unique-words")
def _():
    return str(len(set(words(doc("emma.txt")))))


@truth("word-lengths")
def _():
    counts = Counter(map(len, words(doc("moby-dick.txt"))))
    return "".join(f"{k}: {counts[k]}\n" for k in sorted(counts))


@truth("long-words-merge")
def _():
    counts = Counter(re.findall("[a-z]{7,}", doc("emma.txt").lower()))
    return "\n".join(f"{n}\t{w}" for w, n in ranked(counts, 15))


@truth("text-totals")
def _():
    text = doc("moby-dick.txt")
    assert text.endswith("\n")
    return "lines=%d words=%d bytes=%d" % (text.count("\n"), len(text.split()), len(text.encode()))


@truth("longest-sentence")
def _():
    sentences = re.findall(r"[^.!?]*[.!?]|[^.!?]+$", doc("emma.txt"))
    longest = max(sentences, key=lambda s: len(s.split()))
    return f"{len(longest.split())}\n{' '.join(longest.split())}"


@truth("longest-line")
def _():
    all_lines = lines("manuel.txt")
    most = max(map(len, all_lines))
    at = next(i for i, line in enumerate(all_lines) if len(line) == most)
    line = all_lines[at]
    return f"{at + 1}\n{most}\n{len(line.encode('utf-8'))}\n{line.strip()}"


@truth("palindromes")
def _():
    return ", ".join(sorted(w for w in set(words(doc("moby-dick.txt"))) if len(w) > 3 and w == w[::-1]))


@truth("bigrams")
def _():
    w = words(doc("emma.txt"))
    return "\n".join(f"{a} {b}: {n}" for (a, b), n in ranked(Counter(zip(w, w[1:])), 15))


@truth("letter-trigrams")
def _():
    counts = Counter()
    for w in words(doc("zitate.txt")):
        counts.update(w[i:i + 3] for i in range(len(w) - 2))
    return "".join(f"{g} {n}\n" for g, n in ranked(counts, 12))


@truth("co-occurrence")
def _():
    people = sorted("Emma Harriet Knightley Elton Weston Fairfax Churchill Bates".split())
    counts = Counter()
    for paragraph in re.split(r"\n[ \t]*(?:\n[ \t]*)+", doc("emma.txt")):
        counts.update(itertools.combinations([p for p in people if p in paragraph], 2))
    return "\n".join(f"{a} + {b}: {n}" for (a, b), n in ranked(counts))


def edits(word):
    """Every string at one edit from the word."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    letters = string.ascii_lowercase
    return (
        {a + b[1:] for a, b in cuts if b}
        | {a + c + b[1:] for a, b in cuts if b for c in letters}
        | {a + c + b for a, b in cuts for c in letters}
    )


@truth("near-whale")
def _():
    vocabulary = set(words(doc("moby-dick.txt")))
    one = edits("whale") - {"whale"}
    two = set().union(*map(edits, one)) - one - {"whale"}
    return "1: %s\n2: %s" % (" ".join(sorted(one & vocabulary)), " ".join(sorted(two & vocabulary)))


@truth("chapter-lengths")
def _():
    text = re.split(r"(?m)^\s*epilogue\s*$", doc("moby-dick.txt"), flags=re.I)[0]
    pieces = re.split(r"(?m)^CHAPTER (\d+)\.?[ ]*$", text)[1:]
    sizes = {int(n): len(body.split()) for n, body in zip(pieces[::2], pieces[1::2])}
    longest = sorted(sizes, key=lambda n: (-sizes[n], n))[:5]
    shortest = sorted(sizes, key=lambda n: (sizes[n], n))[:3]
    show = lambda n: f"{n}: {sizes[n]}"
    return "\n".join([*map(show, longest), "--", *map(show, shortest)])


@truth("hapax-initials")
def _():
    once = [w for w, n in Counter(words(doc("emma.txt"))).items() if n == 1]
    initials = Counter(w[0].upper() for w in once)
    return "".join(f"{c} {initials[c]}\n" for c in sorted(initials))


@truth("sentence-stats")
def _():
    lengths = [len(s.split()) for s in re.split("[.!?]", doc("moby-dick.txt"))]
    lengths = [n for n in lengths if n > 1]
    return "sentences %d, mean %.2f, median %.1f" % (
        len(lengths), sum(lengths) / len(lengths), statistics.median(lengths))


@truth("dialogue-share")
def _():
    text = doc("emma.txt")
    return repr(round(sum(map(len, text.split('"')[1::2])) / len(text), 4))


@truth("anagrams")
def _():
    groups = defaultdict(set)
    for w in words(doc("moby-dick.txt")):
        if len(w) >= 4:
            groups["".join(sorted(w))].add(w)
    rows = [(-len(g), " ".join(sorted(g))) for g in groups.values() if len(g) > 1]
    return "\n".join(row for _, row in sorted(rows)[:10])


@truth("vocabulary-growth")
def _():
    w = words(doc("moby-dick.txt"))
    marks = list(range(25000, len(w) + 1, 25000))
    if not marks or marks[-1] != len(w):
        marks.append(len(w))
    return "".join(f"{m} {len(set(w[:m]))}\n" for m in marks)


@truth("only-in-emma")
def _():
    moby = set(words(doc("moby-dick.txt")))
    top = ranked(Counter(words(doc("emma.txt"))), 1500)
    return ", ".join(f"{w} ({n})" for w, n in top if w not in moby)


@truth("three-novels")
def _():
    out, vocabularies = [], []
    for name, file in (("Alice", "alice.txt"), ("Emma", "emma.txt"), ("Moby", "moby-dick.txt")):
        w = words(doc(file))
        vocabularies.append(set(w))
        out.append("%s %d %d %.2f" % (name, len(w), len(set(w)), sum(map(len, w)) / len(w)))
    return "\n".join(out + ["shared %d" % len(set.intersection(*vocabularies))])


@truth("rare-letters")
def _():
    text = doc("moby-dick.txt").lower()
    return min(string.ascii_lowercase, key=text.count)


@truth("capital-names")
def _():
    all_words = Counter(words(doc("moby-dick.txt"), lower=False))
    names = {w: n for w, n in all_words.items() if re.fullmatch("[A-Z][a-z]{2,}", w)}
    # Not a name if the word also stands anywhere with a small first letter.
    names = {w: n for w, n in names.items() if w.lower() not in all_words}
    return "\n".join(f"{w} {n}" for w, n in ranked(names, 15))


# ---------------------------------------------------------------- plays

@truth("speakers")
def _():
    counts = Counter()
    for line in lines("plays/hamlet.txt"):
        indent = len(line) - len(line.lstrip(" "))
        name, dot, rest = line[indent:].partition(". ")
        if indent in (2, 3) and dot and name.isascii() and name.isalpha() and name[0].isupper():
            counts[name] += 1
    return "\n".join(f"{w} {n}" for w, n in ranked(counts, 8))


@truth("stage-directions")
def _():
    out = []
    for name in ("caesar", "hamlet", "macbeth"):
        rows = lines(f"plays/{name}.txt")
        title = rows[0].strip("[]")
        first = Counter(re.split(r"\W", row.lstrip(" "), maxsplit=1)[0] for row in rows)
        out.append(f"{title} | enter {first['Enter']}, exit {first['Exit']}, exeunt {first['Exeunt']}")
    return "\n".join(out)


# ---------------------------------------------------------------- quotations

@truth("umlauts")
def _():
    text = doc("zitate.txt")
    out = [f"{c} {text.count(c)}" for c in "äöüÄÖÜß"]
    hits = [line for line in text.split("\n") if re.search("[äöüÄÖÜß]", line)]
    return "\n".join(out + [f"lines {len(hits)}"])


@truth("quoted-authors")
def _():
    counts, without = Counter(), 0
    for quotation in re.split(r"(?m)^%\n", doc("zitate.txt")):
        if not quotation.strip():
            continue
        marks = re.findall(r"(?m)^\s*-- (.*)$", quotation)
        name = re.split("[(,]", marks[-1])[0].strip() if marks else ""
        if name:
            counts[name] += 1
        else:
            without += 1
    return "".join(f"{a}: {n}\n" for a, n in ranked(counts, 10)) + f"without author: {without}"


@truth("longest-german-words")
def _():
    vocabulary = set(words(doc("zitate.txt"), lower=False))
    longest = sorted(vocabulary, key=lambda w: (-len(w), w))[:12]
    return "\n".join(f"{len(w)} {w.upper()}" for w in longest)


# ---------------------------------------------------------------- manual

@truth("accented-words")
def _():
    all_words = words(doc("manuel.txt"))
    accented = [w for w in all_words if any(c not in string.ascii_lowercase for c in w)]
    out = [f"{w} {n}" for w, n in ranked(Counter(accented), 10)]
    return "\n".join(out + ["%.2f%%" % (100 * len(accented) / len(all_words))])


@truth("manual-tables")
def _():
    announced = set(re.findall(r"Tableau[\s]([0-9]+)\.([0-9]+)\.", doc("manuel.txt")))
    chapters = Counter(int(chapter) for chapter, _ in announced)
    return "\n".join(f"{c}: {chapters[c]}" for c in sorted(chapters))


@truth("manual-pages")
def _():
    sections = defaultdict(Counter)
    text = doc("manuel.txt")
    for mark in re.finditer(r"\(([1-8])\)", text):
        start = mark.start()
        name = ""
        while start and text[start - 1] in string.ascii_letters + string.digits + "._+-":
            start -= 1
            name = text[start] + name
        name = name.lstrip("._+-")
        if name:
            sections[mark.group(1)][name] += 1
    out = ""
    for section in sorted(sections):
        (top, n), = ranked(sections[section], 1)
        out += f"section {section}: {len(sections[section])} names, most frequent {top} ({n})\n"
    return out


@truth("non-ascii-characters")
def _():
    counts = Counter(c for c in doc("manuel.txt") if ord(c) > 127)
    out = ["U+%04X %d" % (ord(c), n) for c, n in ranked(counts, 20)]
    return "\n".join(out + [f"distinct {len(counts)}"])


@truth("reversed-headings")
def _():
    seen = {}
    for number, title in re.findall(r"(?m)^([0-9]+)\. (.*)$", doc("manuel.txt")):
        seen[number, title] = f"{number}: {title.rstrip()[::-1].swapcase()}"
    return "\n".join(seen.values())


# ---------------------------------------------------------------- airports and flights

@truth("airports-by-state")
def _():
    rows = table("airports.csv")
    out = [f"{s} {n}" for s, n in ranked(Counter(r["state"] for r in rows), 10)]
    return "\n".join(out + [f"total {len(rows)}"])


def departures():
    counts = Counter()
    for r in table("flights.csv"):
        counts[r["origin"]] += int(r["count"])
    return counts


@truth("busiest-airports")
def _():
    airports = {r["iata"]: r for r in table("airports.csv")}
    joined = Counter({code: n for code, n in departures().items() if code in airports})
    return "\n".join("%s, %s, %s, %s: %d" % (c, airports[c]["name"], airports[c]["city"], airports[c]["state"], n)
                     for c, n in ranked(joined, 10))


@truth("state-pivot")
def _():
    states = "TX CA FL IL GA".split()
    state = {r["iata"]: r["state"] for r in table("airports.csv")}
    cells = Counter()
    for r in table("flights.csv"):
        cells[state.get(r["origin"]), state.get(r["destination"])] += int(r["count"])
    out = ["from " + " ".join(states)]
    for a in states:
        out.append(" ".join([a] + [str(cells[a, b]) for b in states]))
    return "\n".join(out)


@truth("longest-routes")
def _():
    at = {r["iata"]: (math.radians(float(r["latitude"])), math.radians(float(r["longitude"])))
          for r in table("airports.csv")}

    def distance(a, b):
        # The angle between the two position vectors.
        (p, l), (q, m) = at[a], at[b]
        u = (math.cos(p) * math.cos(l), math.cos(p) * math.sin(l), math.sin(p))
        v = (math.cos(q) * math.cos(m), math.cos(q) * math.sin(m), math.sin(q))
        return 6371 * math.acos(max(-1.0, min(1.0, sum(x * y for x, y in zip(u, v)))))

    pairs = {tuple(sorted((r["origin"], r["destination"]))) for r in table("flights.csv")}
    far = sorted(((distance(*p), p) for p in pairs if p[0] in at and p[1] in at), reverse=True)
    return "\n".join("%s-%s %.0f km" % (*p, km) for km, p in far[:10])


@truth("northernmost-served")
def _():
    served = departures()
    r = max((r for r in table("airports.csv") if r["iata"] in served), key=lambda r: float(r["latitude"]))
    return f"{r['iata']} {r['latitude']}"


@truth("departures-by-state")
def _():
    state = {r["iata"]: r["state"] for r in table("airports.csv")}
    counts = Counter()
    for code, n in departures().items():
        if code in state:
            counts[state[code]] += n
    return "\n".join(f"{s} {n}" for s, n in ranked(counts, 8))


# ---------------------------------------------------------------- bird strikes

def strikes():
    return table("birdstrikes.csv")


@truth("struck-species")
def _():
    counts = Counter(r["Wildlife Species"] for r in strikes())
    counts = {s: n for s, n in counts.items() if not s.startswith("Unknown")}
    return "\n".join(f"{n} {s}" for s, n in ranked(counts, 10))


@truth("strike-costs")
def _():
    number, cost = Counter(), Counter()
    for r in strikes():
        number[r["Phase of flight"]] += 1
        cost[r["Phase of flight"]] += int(r["Cost Total $"])
    order = sorted(number, key=lambda p: (-cost[p], p))
    return "\n".join(f"{p or '(not given)'}: {number[p]} strikes, ${cost[p]:,}" for p in order)


@truth("strike-weekdays")
def _():
    days = Counter(datetime.date.fromisoformat(r["Flight Date"]).weekday() for r in strikes())
    names = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    return "\n".join(f"{name} {days[i]}" for i, name in enumerate(names))


@truth("strike-pivot")
def _():
    sizes, times = ["Small", "Medium", "Large"], ["Dawn", "Day", "Dusk", "Night"]
    cells = Counter((r["Wildlife Size"] if r["Wildlife Size"] in sizes else "other",
                     r["Time of day"] if r["Time of day"] in times else "other") for r in strikes())
    out = "size,Dawn,Day,Dusk,Night,other\n"
    for size in sizes + ["other"]:
        out += ",".join([size] + [str(cells[size, t]) for t in times + ["other"]]) + "\n"
    return out


@truth("strike-speeds")
def _():
    speeds = [int(r["Speed IAS in knots"]) for r in strikes() if r["Speed IAS in knots"].strip() not in ("", "0")]
    out = [f"p{p} {nearest_rank(speeds, p)}" for p in (10, 50, 90, 99)]
    return ", ".join(out + [f"max {max(speeds)}"])


@truth("damage-rate")
def _():
    total, damaged = Counter(), Counter()
    for r in strikes():
        total[r["Aircraft Make Model"]] += 1
        damaged[r["Aircraft Make Model"]] += r["Effect Amount of damage"] not in ("", "None")
    models = sorted((m for m in total if total[m] >= 100), key=lambda m: (-damaged[m] / total[m], m))
    return "\n".join("%s %.1f%% (%d of %d)" % (m, 100.0 * damaged[m] / total[m], damaged[m], total[m])
                     for m in models[:5])


# ---------------------------------------------------------------- weather

@truth("dry-spells")
def _():
    out = []
    for city in ("New York", "Seattle"):
        rows = [r for r in table("weather.csv") if r["location"] == city]
        spells = [list(g) for dry, g in itertools.groupby(rows, lambda r: float(r["precipitation"]) == 0) if dry]
        spell = max(spells, key=len)
        out.append(f"{city}: {len(spell)} days, {spell[0]['date']} to {spell[-1]['date']}")
    return "\n".join(out)


@truth("warmest-week")
def _():
    rows = [(r["date"], round(float(r["temp_max"]) * 10)) for r in table("weather.csv") if r["location"] == "Seattle"]
    start = max(range(len(rows) - 6), key=lambda i: sum(t for _, t in rows[i:i + 7]))
    week = rows[start:start + 7]
    return "%s to %s: mean %.2f" % (week[0][0], week[-1][0], sum(t for _, t in week) / 70)


@truth("temperature-correlation")
def _():
    city = defaultdict(dict)
    for r in table("weather.csv"):
        city[r["location"]][r["date"]] = float(r["temp_max"])
    days = sorted(city["Seattle"].keys() & city["New York"].keys())
    r = statistics.correlation([city["Seattle"][d] for d in days], [city["New York"][d] for d in days])
    return f"{len(days)} days, r = {r:.4f}"


@truth("monthly-rain")
def _():
    tenths = Counter()
    for r in table("weather.csv"):
        tenths[r["date"].split("-")[1], r["location"]] += round(float(r["precipitation"]) * 10)
    out = ""
    for month in sorted({m for m, _ in tenths}):
        out += "%s: New York %.1f, Seattle %.1f\n" % (
            month, tenths[month, "New York"] / 10, tenths[month, "Seattle"] / 10)
    return out


# ---------------------------------------------------------------- earthquakes

def events():
    return json.loads(doc("earthquakes.json"))["features"]


@truth("quake-networks")
def _():
    nets = defaultdict(list)
    for e in events():
        nets[e["properties"]["net"]].append(e["properties"]["mag"])
    order = sorted(nets, key=lambda n: (-len(nets[n]), n))
    return "\n".join("%s %d max %.2f" % (n, len(nets[n]), max(nets[n])) for n in order)


@truth("strongest-quakes")
def _():
    rows = sorted((-round(e["properties"]["mag"] * 100), e["properties"]["place"]) for e in events())
    return "\n".join("%.2f %s" % (-m / 100, place) for m, place in rows[:8])


@truth("quakes-per-day")
def _():
    days = Counter()
    for e in events():
        moment = datetime.datetime.fromtimestamp(e["properties"]["time"] // 1000, datetime.timezone.utc)
        days[moment.date().isoformat()] += 1
    return "\n".join(f"{d} {days[d]}" for d in sorted(days))


@truth("quake-depths")
def _():
    groups = {"shallow": [], "crustal": [], "intermediate": [], "deep": []}
    for r in table("earthquakes.csv"):
        if r["type"] != "earthquake":
            continue
        km = float(r["depth"])
        name = "shallow" if km < 10 else "crustal" if km < 35 else "intermediate" if km < 300 else "deep"
        groups[name].append(float(r["mag"]))
    return "\n".join(f"{n} {len(m)} mean {sum(m) / len(m):.2f}" if m else f"{n} 0" for n, m in groups.items())


@truth("quake-directions")
def _():
    found = defaultdict(list)
    for r in table("earthquakes.csv"):
        head, of, _ = r["place"].partition(" of ")
        parts = head.split(" ")
        if of and len(parts) == 2 and parts[0].endswith("km") and parts[0][:-2].isdigit():
            found[parts[1]].append(int(parts[0][:-2]))
    return "".join("%s %d mean %.1f\n" % (d, len(found[d]), sum(found[d]) / len(found[d])) for d in sorted(found))


@truth("quake-regions")
def _():
    regions = Counter(e["properties"]["place"].split(",")[-1].strip() for e in events())
    return "\n".join(f"{r}: {n}" for r, n in ranked(regions, 10))


# ---------------------------------------------------------------- football

def played():
    return [m for m in records("football.jsonl") if m["home_score"] is not None and m["away_score"] is not None]


@truth("league-table")
def _():
    points, scored, conceded = Counter(), Counter(), Counter()
    for m in played():
        if m["division"] != "English Premier League" or not "2015-08-01" <= m["date"] <= "2016-06-30":
            continue
        h, a = m["home_team"], m["away_team"]
        x, y = m["home_score"], m["away_score"]
        points[h] += 3 if x > y else 1 if x == y else 0
        points[a] += 3 if y > x else 1 if x == y else 0
        scored[h] += x; conceded[h] += y
        scored[a] += y; conceded[a] += x
    order = sorted(points, key=lambda t: (-points[t], conceded[t] - scored[t], -scored[t], t))
    return "\n".join(f"{i}. {t} {points[t]} ({scored[t]}:{conceded[t]})" for i, t in enumerate(order[:6], 1))


@truth("home-advantage")
def _():
    tally = defaultdict(Counter)
    for m in played():
        tally[m["division"]][(m["home_score"] > m["away_score"]) - (m["home_score"] < m["away_score"])] += 1
    return "\n".join("%s: %d home, %d draw, %d away, %.1f%% home" % (
        d, t[1], t[0], t[-1], t[1] / sum(t.values()) * 100) for d, t in sorted(tally.items()))


@truth("biggest-wins")
def _():
    def order(m):
        h, a = m["home_score"], m["away_score"]
        return (-abs(h - a), -(h + a), m["date"], m["home_team"])
    return "\n".join(f"{m['date']} {m['home_team']} {m['home_score']}-{m['away_score']} {m['away_team']}"
                     for m in sorted(played(), key=order)[:10])


@truth("winning-streaks")
def _():
    results = defaultdict(list)
    for m in sorted(played(), key=lambda m: m["date"]):
        difference = m["home_score"] - m["away_score"]
        results[m["home_team"]].append((difference > 0, m["date"]))
        results[m["away_team"]].append((difference < 0, m["date"]))
    best = {}
    for team, series in results.items():
        runs = [list(g) for won, g in itertools.groupby(series, lambda r: r[0]) if won]
        if runs:
            run = max(runs, key=len)
            best[team] = (len(run), run[0][1], run[-1][1])
    order = sorted(best, key=lambda t: (-best[t][0], t))
    return "\n".join("%s: %d wins from %s to %s" % (t, *best[t]) for t in order[:5])


@truth("missing-scores")
def _():
    return "\n".join(f"line {i}: {m['home_team']} - {m['away_team']} ({m['date']})"
                     for i, m in enumerate(records("football.jsonl"), 1)
                     if m["home_score"] is None or m["away_score"] is None)


@truth("divisions")
def _():
    teams = defaultdict(set)
    for m in records("football.jsonl"):
        teams[m["division"]] |= {m["home_team"], m["away_team"]}
    return "\n".join(f"{d.upper()}: {len(teams[d])}" for d in sorted(teams))


# ---------------------------------------------------------------- access log

REQUEST = re.compile(
    r'(?P<client>\S+) - (?P<user>\S+) \[(?P<time>[^]]+)\] "(?P<request>[^"]*)" (?P<status>\d+) (?P<bytes>\d+)'
    r' "(?P<referrer>[^"]*)" "(?P<agent>[^"]*)" (?P<seconds>[0-9.]+)')


def requests():
    found = []
    for line in lines("access.log"):
        r = REQUEST.fullmatch(line).groupdict()
        r["method"], r["target"], _ = r["request"].split(" ")
        r["moment"] = datetime.datetime.strptime(r["time"], "%d/%b/%Y:%H:%M:%S %z")
        r["bytes"] = int(r["bytes"])
        found.append(r)
    return found


@truth("log-statuses")
def _():
    counts = Counter((r["method"], r["status"]) for r in requests())
    return "\n".join(f"{m} {s} {counts[m, s]}" for m, s in sorted(counts))


@truth("response-times")
def _():
    times = [round(float(r["seconds"]) * 1000) for r in requests() if (r["method"], r["status"]) == ("GET", "200")]
    out = [f"p{p} {nearest_rank(times, p)}" for p in (50, 90, 95, 99)]
    return "\n".join(out + [f"max {max(times)}"])


@truth("log-sessions")
def _():
    clients = defaultdict(list)
    for r in requests():
        clients[r["client"]].append(r["moment"])
    out = []
    for client in sorted(clients, key=lambda c: int(c.split(".")[-1])):
        moments = clients[client]
        starts = [0] + [i for i in range(1, len(moments)) if (moments[i] - moments[i - 1]).total_seconds() > 5]
        sizes = [b - a for a, b in zip(starts, starts[1:] + [len(moments)])]
        out.append(f"{client}: {len(sizes)} sessions, longest {max(sizes)} requests, {len(moments)} requests")
    return "\n".join(out)


@truth("top-paths")
def _():
    clients = defaultdict(list)
    for r in requests():
        if r["method"] == "GET":
            clients[r["target"].partition("?")[0]].append(r["client"])
    top = ranked({path: len(c) for path, c in clients.items()}, 10)
    return "\n".join(f"{n} {len(set(clients[path]))} {path}" for path, n in top)


@truth("bytes-by-agent")
def _():
    sent, number = Counter(), Counter()
    for r in requests():
        product = r["agent"].partition("/")[0]
        sent[product] += r["bytes"]
        number[product] += 1
    return "".join(f"{p}: {n} bytes in {number[p]} requests\n" for p, n in ranked(sent))


@truth("size-histogram")
def _():
    classes = Counter(r["bytes"].bit_length() for r in requests())
    out = []
    for c in sorted(classes):
        name = str(c) if c < 2 else f"{2 ** (c - 1)}-{2 ** c - 1}"
        out.append(f"{name} {classes[c]}")
    return "\n".join(out)


@truth("busiest-minute")
def _():
    (minute, n), = ranked(Counter(r["moment"].strftime("%H:%M") for r in requests()), 1)
    return f"{minute} {n}"


@truth("missing-pages")
def _():
    missing = defaultdict(list)
    for r in requests():
        if r["status"] == "404":
            missing[r["target"]].append(r["referrer"])
    return "\n".join("%s: %d requests, %d referrers" % (p, len(missing[p]), len(set(missing[p]) - {"-"}))
                     for p in sorted(missing))


# ---------------------------------------------------------------- source code

@truth("code-items")
def _():
    counts, public = Counter(), Counter()
    for line in lines("code/"):
        tokens = line.lstrip(" ")
        shown = False
        if re.match(r"pub(\([a-z]+\))? ", tokens):
            shown = True
            tokens = tokens.split(" ", 1)[1]
        if tokens.startswith("unsafe "):
            tokens = tokens[len("unsafe "):]
        for keyword in ("fn", "struct", "enum", "trait", "impl"):
            if tokens.startswith(keyword + " ") or keyword == "impl" and tokens.startswith("impl<"):
                counts[keyword] += 1
                public[keyword] += shown
    return "\n".join(f"{k}: {counts[k]} ({public[k]} public)" for k in ("fn", "struct", "enum", "trait", "impl"))


@truth("code-lines")
def _():
    counts = Counter()
    for line in lines("code/"):
        bare = line.strip()
        counts["blank" if not bare else
               "documentation" if bare[:3] in ("///", "//!") else
               "comments" if bare[:2] == "//" else "code"] += 1
    return ", ".join(f"{k} {counts[k]}" for k in ("blank", "documentation", "comments", "code"))


@truth("code-identifiers")
def _():
    tokens = re.findall(r"[A-Za-z0-9_]+", doc("code/"))
    counts = Counter(t for t in tokens if "_" in t and re.fullmatch(r"[a-z][a-z0-9_]*[a-z0-9]", t))
    return "\n".join(f"{t} {n}" for t, n in ranked(counts, 15))


@truth("code-nesting")
def _():
    noise = r"""//[^\n]*|'\{'|'\}'|'"'|"(?:[^"\\]|\\.)*\""""
    braces = re.findall("[{}]", re.sub(noise, " ", doc("code/"), flags=re.S))
    depths = itertools.accumulate((1 if b == "{" else -1 for b in braces), lambda d, x: max(0, d + x))
    return str(max(depths))


# ---------------------------------------------------------------- main

def main(arguments):
    check = "--check" in arguments
    names = [a for a in arguments if not a.startswith("--")] or list(TRUTHS)
    listed = [json.loads(line)["name"] for line in (HERE / "analyses.jsonl").read_text("utf-8").splitlines()]
    bad = 0
    for name in sorted(set(listed) ^ set(TRUTHS)):
        print("only in one of analyses.jsonl and truths.py:", name)
        bad += 1
    EXPECTED.mkdir(exist_ok=True)
    for name in names:
        data = TRUTHS[name]().encode("utf-8")
        path = EXPECTED / (name + ".txt")
        if not check:
            path.write_bytes(data)
        elif not path.is_file() or path.read_bytes() != data:
            print("differs:", name)
            bad += 1
    print(f"{len(names)} truths {'checked' if check else 'written'}, {bad} problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main(sys.argv[1:]))
