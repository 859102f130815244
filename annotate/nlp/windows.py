"""Where a telling is filed by its keys and days, so that an index finds all that may tell the same and little else."""

from collections.abc import Iterable
from datetime import date, timedelta

from .likeness import A_WEEK, A_YEAR, WINDOW, When


def filed(keys: Iterable[str], when: When) -> list[str]:
    """Each key with the weeks and years of a short interval, the years of a longer one, the days of one of years."""
    days = (when.last - when.first).days
    if days >= A_YEAR:
        return _joined(keys, [f"{when.first}/{when.last}"])
    times = _weeks(when.first, when.last) if days < A_WEEK else _years("long", when.first, when.last)
    return _joined(keys, times + _years("all", when.first, when.last))


def sought(keys: Iterable[str], when: When) -> list[str]:
    """Under which of filed() everything stands that can agree with `when`, and more if it is long."""
    days = (when.last - when.first).days
    if days >= A_YEAR:
        return filed(keys, when)
    first, last = when.first - timedelta(WINDOW), when.last + timedelta(WINDOW)
    times = _weeks(first, last) + _years("long", first, last) if days < A_WEEK else _years("all", first, last)
    return _joined(keys, times)


def _weeks(first: date, last: date) -> list[str]:
    return [f"week {week}" for week in range(first.toordinal() // 7, last.toordinal() // 7 + 1)]


def _years(which: str, first: date, last: date) -> list[str]:
    return [f"{which} {year}" for year in range(first.year, last.year + 1)]


def _joined(keys: Iterable[str], times: list[str]) -> list[str]:
    return sorted(f"{key} {time}" for key in keys for time in times)
