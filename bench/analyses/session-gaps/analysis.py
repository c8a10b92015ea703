from datetime import datetime


def analyze(text):
    last = {}
    sessions = 0
    longest = 0
    for line in text.splitlines():
        fields = line.split(" ", 5)
        now = datetime.fromisoformat(fields[0][:19])
        user = fields[4]
        before = last.get(user)
        if before is None:
            sessions += 1
        else:
            gap = (now - before).total_seconds()
            if gap > 1800:
                sessions += 1
                longest = max(longest, gap)
        last[user] = now
    return f"{sessions} sessions of {len(last)} users, longest gap {int(longest)} s"
