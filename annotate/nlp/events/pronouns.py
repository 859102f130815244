"""Whom "he" or "she" means at the start of a title, where the sentences before leave no doubt."""

import re
from collections.abc import Sequence

from ..spans import PERSON, Span
from ..titles import MAN, WOMAN, sex

Range = tuple[int, int]

PRONOUN = re.compile(r"(?:(he)|(she)|(his)|(her))\s+(?=\w)", re.I)
REACH = 3  # sentences back
A_TITLE = 24  # code points before a name in which its title stands


def antecedent(text: str, title: str, number: int, inside: Sequence[tuple[Range, list[Span]]]) -> Span | None:
    """The person whom the pronoun that opens a title stands for; None without a pronoun, and where it may be another.

    `inside` are the sentences with their names, `number` that of the one which tells the event. The nearest sentence
    before it that names people, in its paragraph, must name one alone, of the right sex as far as is known; what lies
    between must open with the pronoun, and the sentence itself names nobody before it.
    """
    pronoun = PRONOUN.match(title)
    if not pronoun:
        return None
    other = WOMAN if pronoun[1] or pronoun[3] else MAN
    (start, end), here = inside[number]
    at = re.compile(rf"\b{pronoun[0].strip()}\b", re.I).search(text, start, end)
    if not at or any(span.kind == PERSON and span.start < at.start() for span in here):
        return None
    for (begin, _), spans in reversed(inside[max(0, number - REACH) : number]):
        people = [span for span in spans if span.kind == PERSON and span.entity]
        if "\n\n" in text[begin:start]:
            return None
        if people:
            is_alone = len({span.entity for span in people}) == 1
            told = sex(text[max(0, people[0].start - A_TITLE) : people[0].start], people[0].entity)
            return people[0] if is_alone and told != other else None
        if not PRONOUN.match(text, begin):
            return None
    return None


def spoken_out(title: str, name: str) -> str:
    """A title with the name in place of the pronoun that opens it."""
    pronoun = PRONOUN.match(title)
    return f"{name}{'’s' if pronoun[3] or pronoun[4] else ''} {title[pronoun.end() :]}"
