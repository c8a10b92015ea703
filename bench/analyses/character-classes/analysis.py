import string
from collections import Counter


def analyze(text):
    classes = [0] * 6
    for c, n in Counter(text).items():
        if c in string.ascii_lowercase:
            classes[0] += n
        elif c in string.ascii_uppercase:
            classes[1] += n
        elif c in string.digits:
            classes[2] += n
        elif c in " \n\t\r":
            classes[3] += n
        elif c.isascii():
            classes[4] += n
        else:
            classes[5] += n
    return " ".join(map(str, classes))
