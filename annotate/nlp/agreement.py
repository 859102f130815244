"""Agreement: one text calls one name by one label, so what a tagger saw clearly once corrects what it saw badly."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .gazetteer import common_name
from .names import ARABIC_PARTICLES, clean
from .spans import GROUP, PLACE, Span, flatten

OPENING = re.compile(r"[“”„\"«»\n]")
LOCATED = re.compile(
    r"\b(?:in|at|near|from|to|into|across|around|outside|inside|throughout|toward|towards)\s+(?:the\s+)?$"
)
# What the last word of a longer name says about the whole of it.
HEADS = dict.fromkeys(
    "Street Square Bridge Airport Stadium Hospital Mosque Palace Road Avenue Boulevard Cathedral Museum".split(),
    "FAC",
) | dict.fromkeys(
    "Party Ministry Army Council Court University Agency Commission Committee Alliance Coalition Movement Union"
    " Brigade Brigades Association Federation Corporation Company Group Institute Parliament Police".split(),
    "ORG",
)
HEADED = re.compile(r"\b(?:bridge|square|mosque|church|palace|gate|tower|hill|field) of the $")
NAMES = frozenset(["PERSON", "GPE", "LOC", "FAC", "ORG"])


def agree(text: str, spans: Sequence[Span]) -> list[Span]:
    """The names of one text, made to agree with each other; gives spans in order, none overlapping.

    A quote mark ends a name, and the head of a building's name belongs to it. A word that is the surname of someone
    named in full is that person, unless it stands where only a place can; the first word of a name such as "Hashd al
    Shaabi" is that group, and a body that everyone knows is one. A name of several words has the label it was given
    most often. Surnames and names of several words are found wherever they stand, as surely as where they were seen.
    """
    whole = [_headed(text, cut) for span in spans if (cut := _unquoted(text, span))]
    surnames, heads = _short_forms(text, whole)
    labels = _labels(text, whole)
    agreed = []
    for span in whole:
        quote = text[span.start : span.end]
        if quote in heads or _is_known_body(quote):
            span = replace(span, label="ORG")
        elif quote in surnames and not LOCATED.search(text, max(0, span.start - 20), span.start):
            span = replace(span, label="PERSON")
        elif quote in labels:
            span = replace(span, label=labels[quote])
        agreed.append(span)
    return flatten([*agreed, *_missed(text, agreed, labels | dict.fromkeys(surnames, "PERSON"))])


def _is_known_body(quote: str) -> bool:
    """True for a body of several words that the gazetteer knows, as "African National Congress" may seem an event."""
    return " " in quote and bool(common_name(quote, GROUP)) and not common_name(quote, PLACE)


def _unquoted(text: str, span: Span) -> Span | None:
    """The part of a span before a quote mark or a line's end inside it; None when no capital letter is left."""
    mark = OPENING.search(text, span.start, span.end)
    if mark is None:
        return span
    quote = text[span.start : mark.start()].rstrip()
    return replace(span, end=span.start + len(quote)) if any(c.isupper() for c in quote) else None


def _headed(text: str, span: Span) -> Span:
    """The span from the head of its name on, as in "the bridge of the Republic", which is a name without capitals."""
    head = HEADED.search(text, max(0, span.start - 20), span.start)
    return replace(span, start=head.start(), label="FAC") if head and span.label in NAMES else span


def _short_forms(text: str, spans: Sequence[Span]) -> tuple[set[str], set[str]]:
    """Surnames of the people, and first words of the Arabic groups, that the text names in full."""
    surnames, heads = set(), set()
    for span in spans:
        words = clean(text[span.start : span.end]).replace("-", " ").split()
        if len(words) < 2:
            continue
        if span.label == "PERSON" and words[-1][:1].isupper():
            surnames.add(words[-1])
        elif span.label == "ORG" and not ARABIC_PARTICLES.isdisjoint(word.lower() for word in words[1:]):
            heads.add(words[0])
    return surnames, heads


def _labels(text: str, spans: Sequence[Span]) -> dict[str, str]:
    """The label each name of several words was given most often, the first given winning a tie."""
    given: dict[str, Counter] = {}
    for span in spans:
        quote = text[span.start : span.end]
        if span.label in NAMES and " " in quote and quote[0].isupper():
            given.setdefault(quote, Counter())[span.label] += 1
    return {
        quote: HEADS.get(quote.rsplit(maxsplit=1)[-1]) or counted.most_common(1)[0][0]
        for quote, counted in given.items()
    }


def _missed(text: str, spans: Sequence[Span], labels: dict[str, str]) -> list[Span]:
    """Names of several words where the tagger passed over them, clear of every span it saw."""
    taken, sure = bytearray(len(text)), {}
    for span in spans:
        quote = text[span.start : span.end]
        sure.setdefault(quote, span.score)
        for surname in quote.replace("-", " ").split()[-1:]:
            sure.setdefault(surname, span.score)
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return [
        Span(found.start(), found.end(), label, score=sure.get(quote))
        for quote, label in labels.items()
        for found in re.finditer(rf"\b{re.escape(quote)}\b", text)
        if not any(taken[found.start() : found.end()])
    ]
