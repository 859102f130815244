"""Where a telling is filed by its keys and days, so that an index finds all that may tell the same and little else.

Two tellings can only be one happening when their days agree (likeness.agreement): of two that state their days one lies
inside the other, one that does not reports what is at most WINDOW days off. So that each finds the other under

    on DAY        short intervals that are stated
    about WEEK    short ones that are not
    in MONTH      all short ones, for longer intervals
    for MONTH     intervals of a few weeks
    for YEAR      longer ones
    DAY/DAY       those of years, that agree only with the same
"""

from collections.abc import Iterable
from datetime import date, timedelta
from zlib import crc32

from .likeness import A_WEEK, A_YEAR, WINDOW, When

TWO_MONTHS = 63  # days from which an interval is filed by its years


def filed(keys: Iterable[str], when: When) -> list[int]:
    """The numbers of each key with its times; a key that is alone stands twice, so that it counts as two."""
    days = (when.last - when.first).days
    if days >= A_YEAR:
        times = [f"{when.first}/{when.last}"]
    elif days >= A_WEEK:
        times = _years(when.first, when.last) if days >= TWO_MONTHS else _months("for", when.first, when.last)
    else:
        times = _days(when.first, when.last) if when.stated else _weeks(when.first, when.last)
        times += _months("in", when.first, when.last)
    keys = list(keys)
    return _numbers(keys * 2 if len(keys) == 1 else keys, times)


def sought(keys: Iterable[str], when: When) -> list[int]:
    """Under which of filed() everything stands that can agree with `when`, and a little more."""
    days = (when.last - when.first).days
    if days >= A_YEAR:
        return _numbers(keys, [f"{when.first}/{when.last}"])
    first, last = when.first - timedelta(WINDOW), when.last + timedelta(WINDOW)
    times = _months("for", first, last) + _years(first, last)
    if days >= A_WEEK:
        times += _months("in", first, last)
    else:
        times += _weeks(first, last) + (_days(when.first, when.last) if when.stated else _days(first, last))
    return _numbers(keys, times)


def _days(first: date, last: date) -> list[str]:
    return [f"on {date.fromordinal(day)}" for day in range(first.toordinal(), last.toordinal() + 1)]


def _weeks(first: date, last: date) -> list[str]:
    return [f"about {week}" for week in range(first.toordinal() // 7, last.toordinal() // 7 + 1)]


def _months(which: str, first: date, last: date) -> list[str]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{which} {month // 12}-{month % 12 + 1}" for month in months]


def _years(first: date, last: date) -> list[str]:
    return [f"for {year}" for year in range(first.year, last.year + 1)]


def _numbers(keys: Iterable[str], times: Iterable[str]) -> list[int]:
    """A number of 32 bits for each, in order: as good as the words, but that two may share one, and far smaller."""
    return sorted(crc32(f"{key} {time}".encode()) - 2**31 for key in keys for time in times)
