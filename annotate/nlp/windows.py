"""Where a telling is filed by its keys and days, so that an index finds all that may tell the same and little else."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from .likeness import A_WEEK, A_YEAR, WINDOW, When


def filed(keys: Iterable[str], when: When) -> list[str]:
    """Each key with the weeks of a short interval, the years of a longer one, the days of one of several years."""
    return _joined(keys, _sort(when)(when.first, when.last))


def sought(keys: Iterable[str], when: When) -> list[str]:
    """Under which of filed() everything stands that can agree with `when`."""
    if (when.last - when.first).days >= A_YEAR:
        return filed(keys, when)
    first, last = when.first - timedelta(WINDOW), when.last + timedelta(WINDOW)
    return _joined(keys, _weeks(first, last) + _years(first, last))


def _sort(when: When) -> Callable[[date, date], list[str]]:
    days = (when.last - when.first).days
    return _weeks if days < A_WEEK else _years if days < A_YEAR else _exactly


def _weeks(first: date, last: date) -> list[str]:
    return [f"w{week}" for week in range(first.toordinal() // 7, last.toordinal() // 7 + 1)]


def _years(first: date, last: date) -> list[str]:
    return [f"y{year}" for year in range(first.year, last.year + 1)]


def _exactly(first: date, last: date) -> list[str]:
    return [f"{first}/{last}"]


def _joined(keys: Iterable[str], times: list[str]) -> list[str]:
    return sorted(f"{key} {time}" for key in keys for time in times)
