import re


def analyze(text):
    lengths = [n for n in (len(sentence.split()) for sentence in re.split(r"[.!?]", text)) if n]
    sentences, words = len(lengths), sum(lengths)
    return f"{sentences} sentences, {words} words, longest {max(lengths, default=0)}, mean {words * 100 // max(1, sentences):02}/100"
