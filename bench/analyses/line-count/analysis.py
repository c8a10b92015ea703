def analyze(text):
    return text.count("\n") + (not text.endswith("\n") and text != "")
