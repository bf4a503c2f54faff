"""Articles from JSON lines, plain or .gz, and the words that the Python peers make of them."""

import gzip
import json
import re

WORD = re.compile(r"(?u)\b\w\w+\b")


def texts(path):
    """Title and text of every article."""
    opened = gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    return [f"{article.get('title') or ''}\n{article.get('text') or ''}" for article in articles]


def stemming(stop_words=frozenset()):
    """An analyzer for scikit-learn: lower case, words of two letters or more, C Snowball on each."""
    import Stemmer

    stem = Stemmer.Stemmer("english").stemWords
    return lambda text: stem([word for word in WORD.findall(text.lower()) if word not in stop_words])
