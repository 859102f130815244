"""Tags as CoNLL-2003 IOB2: a word a line, its tag last, a blank line after each sentence."""

from bisect import bisect_right
from collections.abc import Iterator

from ..sentences import sentences
from ..spans import Span
from .tagged import Tagged, fitted, words

OPENING = "-DOCSTART- -X- -X- O\n\n"


def write(tagged: Tagged) -> str:
    """One document, with the columns of Tjong Kim Sang and De Meulder (2003); -X- stands for what nobody has read.

    A word in which a tag begins or ends is cut in two, and two sentences that a tag reaches over are one, so that
    every tag can be read back.
    """
    spans = [span for span in tagged.spans if tagged.text[span.start : span.end].strip()]
    lines = [OPENING]
    for sentence in _sentences(tagged.text, spans):
        lines += [f"{tagged.text[start:end]} -X- -X- {tag}\n" for start, end, tag in sentence]
        lines.append("\n")
    return "".join(lines)


def _sentences(text: str, spans: list[Span]) -> Iterator[list[tuple[int, int, str]]]:
    """The words of each sentence with their tags."""
    ends = [end for _, end in sentences(text)]
    sentence: list[tuple[int, int, str]] = []
    opened, at, passed = None, 0, 0
    for start, end in fitted(words(text), spans):
        while at < len(spans) and spans[at].end <= start:
            at += 1
        span = spans[at] if at < len(spans) and spans[at].start <= start else None
        goes_on = span is not None and span is opened
        here = bisect_right(ends, start)
        if here > passed and sentence and not goes_on:
            yield sentence
            sentence = []
        passed, opened = here, span
        sentence.append((start, end, f"{'I' if goes_on else 'B'}-{span.label}" if span else "O"))
    if sentence:
        yield sentence
