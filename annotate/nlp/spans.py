"""The span: a half-open range of code points in a text, with what is said about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from unicodedata import category

PERSON, PLACE, GROUP, DATE, EVENT = "person", "place", "group", "date", "event"

# OntoNotes label -> the kind a reader sees. Labels not listed here (numbers, works, laws) are not shown.
KINDS = {
    "PERSON": PERSON,
    "GPE": PLACE,
    "LOC": PLACE,
    "FAC": PLACE,
    "ORG": GROUP,
    "NORP": GROUP,
    "DATE": DATE,
    "TIME": DATE,
    "EVENT": EVENT,
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]` carries `label`; offsets count Unicode code points, half-open.

    label   OntoNotes name, "PERSON"; "" in a correction means "this is nothing"
    value   TIMEX3 value of a DATE or TIME; "" when the text names no calendar time
    entity  full name of the one meant; "" when unknown or not a name
    score   probability from 0 to 1 that the tag is right; None when the tagger gives none
    """

    start: int
    end: int
    label: str
    value: str = ""
    entity: str = ""
    score: float | None = None

    @property
    def kind(self) -> str:
        return KINDS.get(self.label, "")

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> "Span":
        return replace(self, start=self.start + by, end=self.end + by)


def fits(text: str, start: int, end: int, quote: str) -> bool:
    """True when the range lies inside the text and quotes exactly `quote`."""
    return 0 <= start < end <= len(text) and text[start:end] == quote


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends; start == end when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """The range widened to whole words, after trimming white space at its ends."""
    start, end = trim(text, start, end)
    if start == end:
        return start, end
    while start > 0 and _is_of_word(text[start - 1]) and _is_of_word(text[start]):
        start -= 1
    while end < len(text) and _is_of_word(text[end - 1]) and _is_of_word(text[end]):
        end += 1
    return start, end


def is_whole(text: str, start: int, end: int) -> bool:
    """True when the range cuts no word at its borders."""
    before = start > 0 and _is_of_word(text[start - 1]) and _is_of_word(text[start])
    return not before and not (end < len(text) and _is_of_word(text[end - 1]) and _is_of_word(text[end]))


def _is_of_word(character: str) -> bool:
    """True for letters, digits and what combines with them: accents, vowel signs."""
    return character.isalnum() or category(character).startswith("M")


def flatten(spans: Iterable[Span]) -> list[Span]:
    """The spans in order without overlaps: the longest wins, then the earliest."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            kept.append(span)
            taken.update(range(span.start, span.end))
    return sorted(kept)


def to_utf16(text: str, offset: int) -> int:
    """The browser's index (UTF-16 code units) of a code point offset."""
    return offset + sum(ord(c) > 0xFFFF for c in text[:offset])


def from_utf16(text: str, units: int) -> int:
    """The code point offset of a browser's index; an index inside a pair goes to the character's end."""
    seen = 0
    for offset, character in enumerate(text):
        if seen >= units:
            return offset
        seen += 2 if ord(character) > 0xFFFF else 1
    return len(text)
