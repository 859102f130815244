"""Happenings: one dated event as a text tells it, with where it was and who took part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..spans import GROUP, PERSON, PLACE, Span

Range = tuple[int, int]

MAIN, OTHER, ANNOUNCED, STATEMENT = "main", "other", "announced", "statement"

LOCATED = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across)\s+(?:the\s+|central\s+|\w+ern\s+)*(?:\w+\s+of\s+)?$"
)
PLACED = re.compile(r"\b(?:of|on|from|to)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Happening:
    """One dated event as a text tells it.

    value, first, last, precision   the TIMEX3 value and its calendar interval, as precise as the text
    where, who                      full names: one place or "", people and groups in order of mention
    evidence                        sentence ranges, the one that tells it best first
    """

    title: str
    value: str
    first: date
    last: date
    precision: str
    kind: str
    where: str
    who: tuple[str, ...]
    evidence: tuple[Range, ...]


def where(text: str, spans: Sequence[Span], *, located: bool = False) -> str:
    """The place the spans happen at: the first that something is said to be in, else the first, if any will do."""
    places = [span for span in spans if span.kind == PLACE]
    best = next((span for span in places if LOCATED.search(text, max(0, span.start - 30), span.start)), None)
    if best is None and places and not located:
        best = next((span for span in places if PLACED.search(text, max(0, span.start - 30), span.start)), places[0])
    return (best.entity or text[best.start : best.end]) if best else ""


def who(spans: Sequence[Span]) -> tuple[str, ...]:
    """People and groups; a people ("Iraqi") mostly modifies someone else and is nobody by itself."""
    members = (span for span in spans if span.kind in (PERSON, GROUP) and span.label != "NORP")
    return tuple(dict.fromkeys(span.entity for span in members if span.entity))
