"""Retelling: which happenings of one text are the same one, told again."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..vocabulary import STOP, stem
from .happenings import Happening

Range = tuple[int, int]

WORD = re.compile(r"[^\W_]{4,}")
FURTHER = re.compile(r"\b(?:also|another|again|later)\b", re.I)  # it tells of one more thing
CORE = 6  # words of a title that hold its subject and verb
ALIKE, VERY_ALIKE = 0.5, 0.7  # share of the words of the shorter title
BACK = 50  # happenings of one time that one more is compared with, the newest first


class Story:
    """What a text is about, by the words of its headline and its first sentences."""

    def __init__(self, headline: str, lead: Sequence[tuple[Range, str]]):
        self.headline = content(headline)
        self.lead = [(range_, content(words)) for range_, words in lead]

    def is_told_by(self, happening: Happening, subject: str) -> bool:
        """True for a happening in the story's words, or of a thing its lead speaks of: "the crash".

        Its own sentence says nothing about that, and "also" tells of something else.
        """
        if FURTHER.search(happening.title):
            return False
        known = self.headline.union(*(words for range_, words in self.lead if range_ != happening.evidence[0]))
        words, named = content(" ".join(happening.title.split()[:CORE])), content(subject)
        return len(words & known) >= ALIKE * len(words) or bool(named and named <= known)


def joined(happenings: Sequence[Happening], *, headline: str) -> list[Happening]:
    """Happenings of one text in order of mention, those of one time and like words told once.

    Equal days and half of the words are enough; where one time lies in the other, it takes more of them, and the
    finer one stands. Words of the headline are everywhere and count only in a title that has no others.
    """
    common = content(headline)
    kept: dict[int, Happening] = {}
    near: dict[tuple, deque[int]] = {}
    for number, happening in enumerate(happenings):
        rivals = near.setdefault(_time(happening), deque(maxlen=BACK))
        for other in rivals:
            if _is_same(happening, kept[other], common):
                evidence = tuple(dict.fromkeys((*kept[other].evidence, *happening.evidence)))
                finer = min(kept[other], happening, key=lambda each: each.last - each.first)
                kept[other] = replace(finer, evidence=evidence)
                break
        else:
            kept[number] = happening
            rivals.append(number)
    return list(kept.values())


def _time(happening: Happening) -> tuple[date, date] | tuple[int, int]:
    """What only happenings share that can be the same: the month they lie in, or all of a longer time."""
    first, last = happening.first, happening.last
    within = (first.year, first.month) == (last.year, last.month)
    return (first.year, first.month) if within else (first, last)


def _is_same(one: Happening, other: Happening, common: set[str]) -> bool:
    words, others = content(one.title) - common, content(other.title) - common
    if not words or not others:
        words, others = content(one.title), content(other.title)
    shared = len(words & others) / max(1, min(len(words), len(others)))
    if (one.first, one.last) == (other.first, other.last):
        return shared >= ALIKE
    inside = (one.first <= other.first and other.last <= one.last) or (
        other.first <= one.first and one.last <= other.last
    )
    return inside and one.evidence != other.evidence and shared > VERY_ALIKE


def content(words: str) -> set[str]:
    """The stems of the words that say something."""
    return {stem(word) for word in WORD.findall(words.casefold()) if word not in STOP}
