#!/usr/bin/env python3
"""The questions over the sample documents, and their true answers.

Every function answers its question straight from the documents, with nothing
but the Python standard library; its docstring is the question.

    python3 truths.py            writes tasks.jsonl anew
    python3 truths.py --check    compares, and exits with 1 on any difference
"""

import csv
import datetime
import json
import math
import re
import statistics
import sys
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parent / "documents"
TASKS = HERE / "tasks.jsonl"

QUESTIONS = []


def task(name, files, match, **more):
    def register(function):
        QUESTIONS.append((name, files.split(), match, more, function))
        return function
    return register


@lru_cache(None)
def text(name):
    return (DOCUMENTS / name).read_bytes().decode("utf-8")


def lines(name):
    return text(name).splitlines()


def rows(name):
    with open(DOCUMENTS / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def letters(name):
    """Unbroken runs of the letters a to z, in lower case."""
    return re.findall("[a-z]+", text(name).lower())


def matches():
    return [json.loads(line) for line in lines("football.jsonl")]


REQUEST = re.compile(r'(\S+) \S+ \S+ \[([^]]+)\] "([^"]*)" (\d+) (\d+) "([^"]*)" "([^"]*)" ([\d.]+)')


def requests():
    for line in lines("access.log"):
        address, time, request, status, size, referrer, agent, seconds = REQUEST.fullmatch(line).groups()
        method, target, _ = request.split(" ")
        yield dict(address=address, time=datetime.datetime.strptime(time, "%d/%b/%Y:%H:%M:%S %z"), method=method,
                   target=target, status=int(status), bytes=int(size), agent=agent, ms=round(1000 * float(seconds)))


def top(counts, n):
    """The keys of the greatest counts. The question must leave no doubt which they are."""
    order = sorted(counts, key=lambda k: -counts[k])
    assert len(order) == n or counts[order[n - 1]] > counts[order[n]], "the question has several answers"
    return order[:n]


def nearest_rank(values, percent):
    return sorted(values)[math.ceil(percent * len(values) / 100) - 1]


# ---------------------------------------------------------------- novels and plays

@task("alice-chapters", "alice.txt", "number")
def _():
    """How many chapters does the book have? Answer with the number alone."""
    return len(re.findall(r"(?m)^ *CHAPTER [IVX]+\b", text("alice.txt")))


@task("alice-last-chapter", "alice.txt", "contains")
def _():
    """What is the title of the last chapter?"""
    return re.split(r"(?m)^ *CHAPTER XII$", text("alice.txt"))[1].strip().splitlines()[0].strip()


@task("alice-queen-lines", "alice.txt", "number")
def _():
    """In how many lines of the text does the word "Queen" stand, written exactly so and not as part of a longer word? Answer with the number alone."""
    return sum(bool(re.search(r"(?<![A-Za-z])Queen(?![A-Za-z])", line)) for line in lines("alice.txt"))


@task("alice-longest-chapter", "alice.txt", "set")
def _():
    """Which chapter has the most words? A word is anything between blanks and line ends; the line with the chapter's heading counts too. Answer with the chapter's Roman numeral alone."""
    parts = re.split(r"(?m)^ *(?=CHAPTER [IVX]+\b)", text("alice.txt"))[1:]
    return top({re.match("CHAPTER ([IVX]+)", p).group(1): len(p.split()) for p in parts}, 1)


@task("alice-most-frequent-long", "alice.txt", "set")
def _():
    """Which three words of at least eight letters are the most frequent in the text? A word is an unbroken run of the letters a to z; upper and lower case are the same. Answer with the words alone, one a line."""
    return top(Counter(w for w in letters("alice.txt") if len(w) >= 8), 3)


@task("moby-ahab", "moby-dick.txt", "number")
def _():
    """How often does the name Ahab, written exactly so, stand in the text, "Ahab's" included? Take a word as an unbroken run of letters. Answer with the number alone."""
    return Counter(re.findall("[A-Za-z]+", text("moby-dick.txt")))["Ahab"]


@task("moby-first-line-queequeg", "moby-dick.txt", "number")
def _():
    """Which line of the file is the first in which "Queequeg" stands? Count the lines from 1. Answer with the number alone."""
    return next(i for i, line in enumerate(lines("moby-dick.txt"), 1) if "Queequeg" in line)


@task("moby-chapters-with-pequod", "moby-dick.txt", "number")
def _():
    """A chapter begins with a line that holds only the word CHAPTER, a blank and a number, perhaps with a point after it and blanks at its end, and goes on to the next such line; the last goes on to the line "Epilogue". How many chapters mention the Pequod by name, written "Pequod"? Answer with the number alone."""
    whole = re.split(r"(?m)^Epilogue\s*$", text("moby-dick.txt"))[0]
    parts = re.split(r"(?m)^CHAPTER \d+\.? *$", whole)[1:]
    return sum("Pequod" in p for p in parts)


@task("emma-once", "emma.txt", "number")
def _():
    """How many different words stand in the text exactly once? A word is an unbroken run of the letters a to z; upper and lower case are the same. Answer with the number alone."""
    return sum(n == 1 for n in Counter(letters("emma.txt")).values())


@task("emma-marks", "emma.txt", "number")
def _():
    """How many more exclamation marks than question marks are there? Answer with the difference alone."""
    return text("emma.txt").count("!") - text("emma.txt").count("?")


@task("the-in-two-novels", "moby-dick.txt emma.txt", "number", tolerance=0.005)
def _():
    """How many times more frequent is the word "the" in Moby Dick than in Emma, each measured against all words of its book? A word is an unbroken run of the letters a to z; upper and lower case are the same. Answer with the ratio alone, rounded to two decimals."""
    share = lambda name: letters(name).count("the") / len(letters(name))
    return round(share("moby-dick.txt") / share("emma.txt"), 2)


@task("hamlet-longest-words", "plays/hamlet.txt", "set")
def _():
    """Which words of the play are the longest, all those of the greatest length? A word is an unbroken run of the letters a to z; upper and lower case are the same. Answer with the words alone, one a line."""
    words = set(letters("plays/hamlet.txt"))
    return sorted(w for w in words if len(w) == max(map(len, words)))


@task("plays-common-start", "plays", "set")
def _():
    """In which of the three plays does the word "loue" (love, in the old spelling) stand most often, upper and lower case being the same? Answer with the name of its file without the folder."""
    return top({p.name: letters(f"plays/{p.name}").count("loue") for p in (DOCUMENTS / "plays").iterdir()}, 1)


# ---------------------------------------------------------------- other languages

@task("zitate-goethe", "zitate.txt", "number")
def _():
    """The quotations are apart by lines that hold only %. How many of them have a line that begins, after blanks and tabs, with "-- Johann Wolfgang von Goethe"? Answer with the number alone."""
    return sum(bool(re.search(r"(?m)^[ \t]*-- Johann Wolfgang von Goethe", q)) for q in re.split(r"(?m)^%$", text("zitate.txt")))


@task("zitate-sharp-s", "zitate.txt", "number")
def _():
    """How often does the letter ß stand in the text? Answer with the number alone."""
    return text("zitate.txt").count("ß")


@task("zitate-characters", "zitate.txt", "number")
def _():
    """How many bytes does the file have more than it has characters (Unicode code points), encoded as UTF-8? Answer with the number alone."""
    return len(text("zitate.txt").encode()) - len(text("zitate.txt"))


@task("manuel-apostrophes", "manuel.txt", "number")
def _():
    """How often does the typographic apostrophe ’ (U+2019) stand in the text? Answer with the number alone."""
    return text("manuel.txt").count("\u2019")


@task("manuel-apt", "manuel.txt", "number")
def _():
    """In how many lines does the command apt-get stand? Answer with the number alone."""
    return sum("apt-get" in line for line in lines("manuel.txt"))


# ---------------------------------------------------------------- flights and airports

@task("airports-texas", "airports.csv", "number")
def _():
    """How many airports are in Texas? Answer with the number alone."""
    return sum(r["state"] == "TX" for r in rows("airports.csv"))


@task("airports-same-city", "airports.csv", "contains")
def _():
    """Which city has the most airports, leaving out those whose city is NA? Cities of the same name in different states are different ones. Answer with city and state in the form City, ST."""
    return ", ".join(top(Counter((r["city"], r["state"]) for r in rows("airports.csv") if r["city"] != "NA"), 1)[0])


@task("flights-airports-without", "flights.csv airports.csv", "number")
def _():
    """How many airports of airports.csv does no flight of flights.csv start from or go to? Answer with the number alone."""
    served = {c for r in rows("flights.csv") for c in (r["origin"], r["destination"])}
    return sum(r["iata"] not in served for r in rows("airports.csv"))


@task("flights-busiest-pair", "flights.csv", "set")
def _():
    """Between which two airports were there the most flights, both directions together? Answer with the two codes in alphabetical order, one a line."""
    pairs = Counter()
    for r in rows("flights.csv"):
        pairs[tuple(sorted((r["origin"], r["destination"])))] += int(r["count"])
    return list(top(pairs, 1)[0])


@task("flights-within-state", "flights.csv airports.csv", "number", tolerance=0.05)
def _():
    """What percentage of all flights whose two airports are both in airports.csv starts and ends in the same state? Answer with the percentage alone, rounded to one decimal."""
    state = {r["iata"]: r["state"] for r in rows("airports.csv")}
    both = [(state[r["origin"]] == state[r["destination"]], int(r["count"])) for r in rows("flights.csv") if r["origin"] in state and r["destination"] in state]
    return round(100 * sum(n for same, n in both if same) / sum(n for _, n in both), 1)


@task("flights-one-way", "flights.csv", "number")
def _():
    """How many pairs of origin and destination have flights in one direction only? Answer with the number alone."""
    pairs = {(r["origin"], r["destination"]) for r in rows("flights.csv")}
    return sum((b, a) not in pairs for a, b in pairs if a != b)


# ---------------------------------------------------------------- weather, birds, earthquakes

@task("weather-hottest-day", "weather.csv", "set")
def _():
    """On which day was it hottest in Seattle (the highest temp_max)? Answer with the date alone, in the form YYYY-MM-DD."""
    return top({r["date"]: float(r["temp_max"]) for r in rows("weather.csv") if r["location"] == "Seattle"}, 1)


@task("weather-wet-days", "weather.csv", "number")
def _():
    """On how many days did it rain or snow in both cities (precipitation above 0 in both on the same date)? Answer with the number alone."""
    wet = defaultdict(set)
    for r in rows("weather.csv"):
        if float(r["precipitation"]) > 0:
            wet[r["date"]].add(r["location"])
    return sum(len(c) == 2 for c in wet.values())


@task("weather-median-wind", "weather.csv", "number", tolerance=0.001)
def _():
    """What is the median of the wind in New York in the year 2014? Answer with the number alone."""
    return statistics.median(float(r["wind"]) for r in rows("weather.csv") if r["location"] == "New York" and r["date"].startswith("2014"))


@task("weather-biggest-range", "weather.csv", "set")
def _():
    """In which year and month was the mean of the daily difference between temp_max and temp_min greatest in Seattle? Answer in the form YYYY-MM."""
    days = defaultdict(list)
    for r in rows("weather.csv"):
        if r["location"] == "Seattle":
            days[r["date"][:7]].append(float(r["temp_max"]) - float(r["temp_min"]))
    return top({m: statistics.mean(d) for m, d in days.items()}, 1)


@task("strikes-top-species", "birdstrikes.csv", "set")
def _():
    """Which three kinds of wildlife (Wildlife Species) were struck most often at night (Time of day is Night), leaving out those whose name begins with Unknown? Answer with the names alone, one a line."""
    return top(Counter(r["Wildlife Species"] for r in rows("birdstrikes.csv")
                       if r["Time of day"] == "Night" and not r["Wildlife Species"].startswith("Unknown")), 3)


@task("strikes-most-expensive", "birdstrikes.csv", "number")
def _():
    """How much did the most expensive strike cost in all (Cost Total $)? Answer with the number alone."""
    return max(int(r["Cost Total $"]) for r in rows("birdstrikes.csv"))


@task("strikes-per-year", "birdstrikes.csv", "number")
def _():
    """In which year were there the most strikes? Answer with the year alone."""
    return int(top(Counter(r["Flight Date"][:4] for r in rows("birdstrikes.csv")), 1)[0])


@task("quakes-percentile", "earthquakes.csv", "number", tolerance=0.0001)
def _():
    """What is the 95th percentile of the magnitude of the events of type earthquake, by the nearest-rank method? Rows without a magnitude do not count. Answer with the number alone."""
    return nearest_rank([float(r["mag"]) for r in rows("earthquakes.csv") if r["type"] == "earthquake" and r["mag"]], 95)


@task("quakes-not-earthquakes", "earthquakes.json", "set")
def _():
    """Which types of events are there in the file besides earthquake (the property "type" of the properties of a feature)? Answer with the types alone, one a line."""
    return sorted({f["properties"]["type"] for f in json.loads(text("earthquakes.json"))["features"]} - {"earthquake"})


@task("quakes-most-felt", "earthquakes.json", "contains")
def _():
    """At which place was the earthquake that most people reported to have felt (the property "felt")? Answer with the place as it stands in the file."""
    events = [f["properties"] for f in json.loads(text("earthquakes.json"))["features"]]
    return top({e["place"]: e["felt"] or 0 for e in events}, 1)[0]


@task("quakes-csv-and-json", "earthquakes.csv earthquakes.json", "number")
def _():
    """Join the two files by code. How many events that have status reviewed in the JSON file have a depth of more than 100 in the table? Answer with the number alone."""
    reviewed = {f["properties"]["code"] for f in json.loads(text("earthquakes.json"))["features"] if f["properties"]["status"] == "reviewed"}
    return sum(r["code"] in reviewed and float(r["depth"]) > 100 for r in rows("earthquakes.csv"))


# ---------------------------------------------------------------- football

@task("football-draws", "football.jsonl", "number")
def _():
    """How many matches ended in a draw? Matches without a score do not count. Answer with the number alone."""
    return sum(m["home_score"] is not None and m["home_score"] == m["away_score"] for m in matches())


@task("football-most-away-goals", "football.jsonl", "contains")
def _():
    """Which team scored the most goals away from home over all matches? Answer with the team's name as it stands in the file."""
    goals = Counter()
    for m in matches():
        goals[m["away_team"]] += m["away_score"] or 0
    return top(goals, 1)[0]


@task("football-weekday", "football.jsonl", "set")
def _():
    """On which day of the week were most matches of the English Premier League? Answer with the English name of the day alone."""
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    return top(Counter(days[datetime.date.fromisoformat(m["date"]).weekday()] for m in matches() if m["division"] == "English Premier League"), 1)


@task("football-teams", "football.jsonl", "number")
def _():
    """How many different teams are there in the division Serie A? Answer with the number alone."""
    return len({t for m in matches() if m["division"] == "Serie A" for t in (m["home_team"], m["away_team"])})


# ---------------------------------------------------------------- a web server's log

@task("log-errors", "access.log", "number")
def _():
    """How many requests were answered with a status of 400 or more? Answer with the number alone."""
    return sum(r["status"] >= 400 for r in requests())


@task("log-errors-minute", "access.log", "set")
def _():
    """In which minute were there the most answers with a status of 400 or more? Answer with hour and minute alone, in the form HH:MM."""
    return top(Counter(r["time"].strftime("%H:%M") for r in requests() if r["status"] >= 400), 1)


@task("log-errors-per-minute", "access.log", "exact")
def _():
    """How many answers with a status of 400 or more are there in each minute of the log, leaving out minutes without one? Answer with one line a minute, in order: hour and minute in the form HH:MM, a blank, the count; nothing else."""
    minutes = Counter(r["time"].strftime("%H:%M") for r in requests() if r["status"] >= 400)
    return "\n".join(f"{m} {minutes[m]}" for m in sorted(minutes))


@task("log-clients", "access.log", "number")
def _():
    """From how many different addresses came requests that were answered with status 403? Answer with the number alone."""
    return len({r["address"] for r in requests() if r["status"] == 403})


@task("log-percentile", "access.log", "number")
def _():
    """The last field of a line is the response time in seconds. What is the 99th percentile of the response time of all GET requests, by the nearest-rank method? Answer with whole milliseconds, the number alone."""
    return nearest_rank([r["ms"] for r in requests() if r["method"] == "GET"], 99)


@task("log-duration", "access.log", "number")
def _():
    """How many seconds lie between the time of the first line and that of the last? Answer with the number alone."""
    times = [r["time"] for r in requests()]
    return int((times[-1] - times[0]).total_seconds())


# ---------------------------------------------------------------- source code

@task("code-largest", "code", "regex")
def _():
    """Which file has the most lines?"""
    names = {p.name: p.read_text("utf-8").count("\n") for p in (DOCUMENTS / "code").iterdir()}
    return rf"(?i)\b{re.escape(top(names, 1)[0])}\b"


@task("code-unsafe", "code", "number")
def _():
    """How many lines of the source code hold the word "unsafe"? Answer with the number alone."""
    return sum("unsafe" in line for p in (DOCUMENTS / "code").iterdir() for line in p.read_text("utf-8").splitlines())


def main(check):
    made = []
    for name, files, match, more, function in QUESTIONS:
        line = {"id": name, "query": function.__doc__, "files": [f"../documents/{f}" for f in files], "truth": function(), "match": match, **more}
        made.append(json.dumps(line, ensure_ascii=False) + "\n")
    there = TASKS.read_bytes().decode("utf-8").splitlines(keepends=True) if TASKS.exists() else []
    if not check:
        TASKS.write_bytes("".join(made).encode("utf-8"))
    bad = [m for m in made if m not in there] + [t for t in there if t not in made] if check else []
    for line in bad:
        print("differs:", line, end="")
    bad = bool(bad) or check and made != there
    print(f"{len(made)} tasks {'checked' if check else 'written'}" + (", and tasks.jsonl is not as it should be" if bad else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
