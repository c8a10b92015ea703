from collections import defaultdict


def analyze(logs, users):
    countries = {}
    for line in users.splitlines()[1:]:
        id, _, country = line.split(",")
        countries[id] = country
    counts = defaultdict(lambda: [0, 0])
    for line in logs.splitlines():
        fields = line.split(" ", 6)
        country = countries.get(fields[4])
        if country is not None:
            count = counts[country]
            count[0] += 1
            count[1] += int(fields[5])
    return "\n".join(f"{country} {n} {ms}" for country, (n, ms) in sorted(counts.items()))
