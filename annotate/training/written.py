"""News written to be learned from: plain text with every name marked as [LABEL name], articles parted by ===."""

import re
from collections.abc import Iterator

MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")
PARTING = re.compile(r"^===\s*$", re.M)
LACKS = ["DATE", "TIME"]  # left to the rules of nlp.dates


def records(marked: str, corpus: str) -> Iterator[dict]:
    """The articles as {"text", "spans": [[start, end, label]], "meta": {"corpus", "lacks"}}."""
    for article in PARTING.split(marked):
        text, spans, last = "", [], 0
        article = article.strip()
        for mark in MARK.finditer(article):
            text += article[last : mark.start()]
            spans.append([len(text), len(text) + len(mark[2]), mark[1]])
            text += mark[2]
            last = mark.end()
        if text or article:
            yield {"text": text + article[last:], "spans": spans, "meta": {"corpus": corpus, "lacks": LACKS}}
