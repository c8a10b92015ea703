def analyze(text):
    addresses = set()
    users = set()
    for line in text.splitlines():
        fields = line.split(" ", 5)
        addresses.add(fields[3])
        users.add(fields[4])
    return f"{len(addresses)} addresses, {len(users)} users"
