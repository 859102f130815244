"""What editors' words teach a tagger: for every word of a text the tag that is known, or that none is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .spans import DATE, Span

MISSING = -1  # nobody spoke of this word
OUTSIDE = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text as editors left it.

    read      the spans that a pipeline read, dates too
    said      the corrections in the order they were made; an empty label says "nothing"
    settled   the spans that stand, for a text of which an editor said that all of it is right; else None
    """

    text: str
    read: tuple[Span, ...]
    said: tuple[Span, ...]
    settled: tuple[Span, ...] | None = None


def known_tags(lesson: Lesson, words: Sequence[tuple[int, int]], labels: Sequence[str]) -> np.ndarray:
    """For each (start, end) of words the number of its tag in "O", every "B-", every "I-"; MISSING where unknown.

    Positives, explicit negatives, the rest missing. A correction speaks of its words, and of those of the machine's
    spans that it takes the place of: left outside by it, they are nothing. Dates are the rules' and stay missing.
    """
    tags = np.full(len(words), MISSING if lesson.settled is None else OUTSIDE)
    if lesson.settled is not None:
        for span in lesson.settled:
            _write(tags, words, span, labels)
    dates = [span for span in lesson.read if span.kind == DATE]
    for said in lesson.said:
        for span in lesson.read:
            if span.kind != DATE and span.overlaps(said):
                tags[_inside(words, span)] = OUTSIDE
        if said.kind == DATE or (not said.label and any(date.overlaps(said) for date in dates)):
            tags[_inside(words, said)] = MISSING
        else:
            _write(tags, words, said, labels)
    for date in dates:
        if not any(said.overlaps(date) for said in lesson.said):
            tags[_inside(words, date)] = MISSING
    return tags


def mistakes(lesson: Lesson, read: Iterable[Span]) -> int:
    """How often a reading of the text differs from the editors' word, counted in marks; dates do not count.

    Where all is known: the marks that are missed, and those that are too many. Elsewhere: the corrections that the
    reading does not follow.
    """
    names = [span for span in read if span.kind != DATE]
    found = {(span.start, span.end, span.label) for span in names}
    if lesson.settled is not None:
        wanted = {(span.start, span.end, span.label) for span in lesson.settled if span.kind != DATE}
        return len(wanted ^ found)
    return sum(not _follows(said, names, found) for said in questions(lesson))


def questions(lesson: Lesson) -> list[Span]:
    """The marks, or words that are nothing, that mistakes() asks for: of corrections of the same words the last."""
    if lesson.settled is not None:
        return [span for span in lesson.settled if span.kind != DATE]
    asked: list[Span] = []
    for said in lesson.said:
        asked = [span for span in asked if not span.overlaps(said)]
        asked.append(said)
    dates = [span for span in lesson.read if span.kind == DATE]
    return [said for said in asked if said.kind != DATE and (said.label or not any(d.overlaps(said) for d in dates))]


def _follows(said: Span, names: Sequence[Span], found: set[tuple[int, int, str]]) -> bool:
    if said.label:
        return (said.start, said.end, said.label) in found
    return not any(span.overlaps(said) for span in names)


def _write(tags: np.ndarray, words: Sequence[tuple[int, int]], span: Span, labels: Sequence[str]) -> None:
    inside = _inside(words, span)
    if span.label in labels and inside:
        tags[inside] = 1 + len(labels) + labels.index(span.label)
        tags[inside[0]] = 1 + labels.index(span.label)
    else:
        tags[inside] = MISSING if span.label else OUTSIDE


def _inside(words: Sequence[tuple[int, int]], span: Span) -> list[int]:
    return [number for number, (start, end) in enumerate(words) if start < span.end and span.start < end]
