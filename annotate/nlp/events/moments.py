"""Moments: the times one sentence dates something by, each said once and as long as the text makes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..spans import DATE, Span
from ..timex import interval
from .verbs import VERB

NAME = re.compile(
    r"\b(?!(?:In|By|Since|From|Until|During|After|Before|Around|About|Of|The|At|On|Late|Early|Mid|Back|For|To|And|Between"
    r"|Through|This|That|His|Her|Its|Their|A|An)\b)[A-Z]\w+ $"
)  # "WWDC 2005" is a name
NAMED = {"day", "week", "part"}
DIGIT = re.compile(r"\d")
CLOCK = ("time", "part")
# "the last five years", "two weeks", "the 20th century" of today: how long or since when, not when.
DURATION = re.compile(
    r".*\b(?:last|past|previous|next|coming)\s+(?:few|several|couple of|\w+-\w+|\w+|\d+)\s+\w+s|.*\bcentury"
    r"|.*\ba day|now|currently|current|recent(?:ly)?|future|(?:the )?(?:year|month|week|day)",
    re.I,
)
BRACKET = re.compile(r"\s*\(\s*")
RANGE = re.compile(
    r",?\s*(?:[–—-]|(?:all the way |through |up )?(?:to|until|till|through|into))(?:\s+(?:early|late|mid))?\s*", re.I
)
AND = re.compile(r"\s+(?:and|or)(?:\s+(?:on|in|early|late))?\s+", re.I)
TIMETABLE = re.compile(r"\b(?:from|between)\s+$", re.I)
NEAR = 30  # characters between a clock time and the part of the day that says the same


@dataclass(frozen=True, slots=True)
class Moment:
    """What `text[start:end]` dates something by: a TIMEX3 value and its calendar interval, both days included."""

    start: int
    end: int
    value: str
    first: date
    last: date
    precision: str


def moments(text: str, spans: Sequence[Span]) -> list[Moment]:
    """The moments among the spans of one sentence, in order.

    "From May 1 to May 4", "Monday and Tuesday" and "between 2003 and 2005" are one; so is a clock time with the same
    time in another zone, or the part of the day it falls in. Lengths of time are none, nor are the hours of a
    timetable ("between 3 p.m. and 6 a.m.").
    """
    found: list[Moment] = []
    for span in spans:
        when = interval(span.value) if span.kind == DATE else None
        if when is None or (when.precision == "year" and NAME.search(text, max(0, span.start - 30), span.start)):
            continue
        if DURATION.fullmatch(text, span.start, span.end):
            continue
        moment = Moment(span.start, span.end, span.value, when.first, when.last, when.precision)
        if not (found and (joined := _joined(text, found[-1], moment))):
            found.append(moment)
        else:
            found[-1] = joined
    return [each for each in found if each.precision]


def _joined(text: str, one: Moment, other: Moment) -> Moment | None:
    """Two neighbours as one moment, or None where each stands for itself; without precision it is none at all."""
    between = text[one.end : other.start]
    from_before = TIMETABLE.search(text, max(0, one.start - 12), one.start)
    ranges = RANGE.fullmatch(between) or (from_before and AND.fullmatch(between))
    if between == ", " and {one.precision, other.precision} <= NAMED:  # "tomorrow, Friday", "next Wednesday, 4 August"
        best = other if DIGIT.search(text, other.start, other.end) else one
        return replace(best, start=one.start, end=other.end)
    if "time" in (one.precision, other.precision) and ranges:
        return Moment(one.start, other.end, "", one.first, other.last, "")
    if "time" in (one.precision, other.precision) and BRACKET.fullmatch(between):  # the same in another zone
        return Moment(one.start, other.end, one.value, one.first, one.last, one.precision)
    if one.first == other.first and one.last == other.last and {one.precision, other.precision} & {*CLOCK}:
        if len(between) <= NEAR and not VERB.search(between):
            return Moment(one.start, other.end, one.value, one.first, one.last, one.precision)
        return None
    follows = one.last < other.first or (one.first < other.first and one.precision == other.precision)
    if follows and (ranges or (AND.fullmatch(between) and other.first - one.last <= timedelta(1))):
        value = f"{_day(one.value)}/{_day(other.value)}"
        return Moment(one.start, other.end, value, one.first, other.last, "range")
    return None


def _day(value: str) -> str:
    """A value without its time of day; of a range its end."""
    return value.rpartition("/")[2].partition("T")[0]
