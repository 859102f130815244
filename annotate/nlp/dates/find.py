"""Finds the time expressions of a text: every rule is tried around calendar words, the longest match wins."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..timex import DAYS, MONTHS, interval
from . import clocks, counted, days, holidays, months, periods, quarters, years  # noqa: F401  they register rules
from .grammar import RULES
from .scene import Scene


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression `text[start:end]`: type DATE, TIME, DURATION or SET; value "" when none can be given.

    range: for a length of time that ends or begins with the day of publication ("the past two weeks"), its days A/B.
    """

    start: int
    end: int
    type: str
    value: str
    range: str = ""

    @property
    def calendar(self) -> str:
        """The value of what can be put on a calendar, else ""."""
        return self.range or (self.value if self.type in ("DATE", "TIME") and interval(self.value) else "")


class Candidate(NamedTuple):
    """What one rule takes for a time expression; the rule may still decline."""

    start: int
    end: int
    rank: int
    type: str
    rule: Callable
    match: re.Match


TRIGGER = re.compile(
    rf"{'|'.join(DAYS)}|{'|'.join(MONTHS)}|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|\b(?:1\d|20)\d\d"
    r"|\b(?:yesterday|today|tomorrow|tonight|overnight|now|current|recent|noon|mid|christmas|easter|halloween|new year"
    r"|thanksgiving|good friday|spring|summer|autumn|fall|winter|quarter|hour|minute|second|day|week|month|year|decade"
    r"|centur|morning|afternoon|evening|night|annual|daily|yearly|future|the past|half|nineteen|same time|period)"
    r"|(?:day|week|month|year|time|quarter|night)\b|\d\s?[ap]\.?m|\d[:.]\d\d|\b\d0s\b|\d/\d|o['’]clock|ties\b|['’]\d\d\b"
    r"|\d\d (?:UTC|GMT)|\d (?:BC|B\.C|AD)|\bAD \d",
    re.I,
)
REACH = 60  # characters around a trigger that an expression may take


def find_dates(text: str, published: date | None) -> list[Timex]:
    """All time expressions of a text, in order and without overlaps; any text is safe.

    Relative ones are resolved against `published` and, for "the next day", against the day named last before; their
    value is "" where neither says enough. The longest expression wins, then the earlier rule; where its rule declines,
    the next best is read.
    """
    found = []
    for begin, end in _windows(text):
        for rank, (pattern, kind, rule) in enumerate(RULES):
            for match in pattern.finditer(text, begin, end):
                found.append(Candidate(*match.span("all"), rank, kind, rule, match))
    found.sort(key=lambda candidate: candidate[:3])
    scene, read, declined, reach = Scene(text, published), [], set(), 0
    waiting = deque(_choose(found))
    while waiting:
        first = waiting.popleft()
        try:
            value = first.rule(scene, first.match)
        except OverflowError:  # a day before the year 1 or after 9999
            value = None
        if value is None:
            declined.add(first[:3])
            stop = waiting[0].start if waiting else len(text)
            rivals = _between(found, max(reach, first.start - REACH), min(first.end, stop))
            next_best = _choose(each for each in rivals if each.end <= stop and each[:3] not in declined)
            waiting.extendleft(reversed(next_best))
        else:
            value, days = value if isinstance(value, tuple) else (value, "")
            read.append(Timex(first.start, first.end, first.type, value, days))
            if first.type in ("DATE", "TIME"):
                scene.remember(value, first.end)
            reach = first.end
    return read


def resolve(quote: str, published: date | None, context: str = "") -> str:
    """The TIMEX3 value of one expression marked by hand, read in its context; "" when it names no calendar time."""
    where = context.find(quote)
    scenes = [(context, where)] if where >= 0 else []
    for text, start in [*scenes, (quote, 0)]:
        for found in find_dates(text, published):
            if found.start < start + len(quote) and start < found.end and found.calendar:
                return found.calendar
    return ""


def names_calendar_time(timex: Timex) -> bool:
    """True for what readers see marked: a date, a time of day, or a length of time that ends now.

    "Friday" is one even where nothing says of which week; its value is "" then, and its mark says so.
    """
    return timex.calendar != "" or (timex.type in ("DATE", "TIME") and timex.value == "")


def _choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best of some candidates, in order and without overlaps."""
    chosen: list[Candidate] = []
    taken: set[int] = set()
    for each in sorted(candidates, key=lambda candidate: (candidate.start - candidate.end, *candidate[:3])):
        if taken.isdisjoint(range(each.start, each.end)):
            chosen.append(each)
            taken.update(range(each.start, each.end))
    return sorted(chosen, key=lambda candidate: candidate.start)


def _between(found: list[Candidate], begin: int, end: int) -> list[Candidate]:
    """Those of the sorted candidates that start in this range."""
    return found[bisect_left(found, (begin,)) : bisect_left(found, (end,))]


def _windows(text: str) -> list[tuple[int, int]]:
    """The ranges around calendar words, joined where they meet: the rules look nowhere else."""
    windows: list[tuple[int, int]] = []
    for match in TRIGGER.finditer(text):
        begin, end = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
        if windows and begin <= windows[-1][1]:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((begin, end))
    return windows
