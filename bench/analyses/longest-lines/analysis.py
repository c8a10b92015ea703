import heapq


def analyze(text):
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    longest = heapq.nsmallest(10, enumerate(map(len, lines), 1), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"line {number}: {length}" for number, length in longest)
