"""TIMEX3 values: the calendar interval each names, and its words for a reader.

Values follow TimeML 1.2.1: 2021-11-07, 2021-11-07TMO, 2021-11-07T06:00, 2021-W44, 2021-W44-WE, 2021-10, 2021-Q3,
2021-SU, 2021, 202 (a decade), 20 (a century), and A/B for a range.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SEASONS = {"SP": (3, "spring"), "SU": (6, "summer"), "FA": (9, "autumn"), "WI": (12, "winter")}
PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}

FORMS = [
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)")),
    ("part", re.compile(r"(\d{4})-(\d\d)-(\d\d)T([A-Z]{2})")),
    ("time", re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d(?::\d\d){0,2})(Z|[+-]\d\d:?\d\d)?")),
    ("month", re.compile(r"(\d{4})-(\d\d)")),
    ("week", re.compile(r"(\d{4})-W(\d\d)")),
    ("weekend", re.compile(r"(\d{4})-W(\d\d)-WE")),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])")),
    ("season", re.compile(r"(\d{4})-(SP|SU|FA|WI)")),
    ("year", re.compile(r"(\d{4})")),
    ("decade", re.compile(r"(\d{3})")),
    ("century", re.compile(r"(\d{2})")),
]


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `first` to `last`, both included, and how precisely the text names them."""

    first: date
    last: date
    precision: str


def interval(value: str) -> Interval | None:
    """The calendar interval a TIMEX3 value names, None when it names none.

    precision is one of time, part, day, week, weekend, month, quarter, season, year, decade, century, range.
    """
    if "/" in value:
        begin, _, end = value.partition("/")
        first, last = (None, None) if "/" in end else (interval(begin), interval(end))
        if first is None or last is None or first.first > last.last:
            return None
        return Interval(first.first, last.last, "range")
    for precision, form in FORMS:
        if match := form.fullmatch(value):
            try:
                return Interval(*_days(precision, *match.groups()[:3]), precision)
            except (ValueError, OverflowError):
                return None
    return None


def _days(precision: str, first: str, second: str = "", third: str = "") -> tuple[date, date]:
    year = int(first)
    if precision in ("day", "part", "time"):
        day = date(year, int(second), int(third))
        return day, day
    if precision in ("week", "weekend"):
        monday = date.fromisocalendar(year, int(second), 1)
        return monday + timedelta(5 if precision == "weekend" else 0), monday + timedelta(6)
    if precision == "month":
        return _months(year, int(second), 1)
    if precision == "quarter":
        return _months(year, 3 * int(second) - 2, 3)
    if precision == "season":
        return _months(year, SEASONS[second][0], 3)
    span = {"year": 1, "decade": 10, "century": 100}[precision]
    return date(year * span, 1, 1), date(year * span + span - 1, 12, 31)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    after = year * 12 + month - 1 + count
    return date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(1)


@lru_cache(maxsize=4096)  # a page describes hundreds of dates, most of them alike
def describe(value: str) -> str:
    """A value in words: "Sunday 7 November 2021, morning", "October 2021", "week of 1 November 2021"; "" for none."""
    found = interval(value)
    if found is None:
        return ""
    if found.precision == "range":
        begin, _, end = value.partition("/")
        return f"{describe(begin)} to {describe(end)}"
    first, precision = found.first, found.precision
    if precision in ("day", "part", "time"):
        day = f"{DAYS[first.weekday()]} {_plain(first)}"
        _, _, rest = value.partition("T")
        return f"{day}, {PARTS.get(rest, _clock(rest))}" if rest else day
    if precision == "week":
        return f"week of {_plain(first)}"
    if precision == "weekend":
        return f"weekend of {_plain(first)}"
    if precision == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if precision == "quarter":
        return f"{('first', 'second', 'third', 'fourth')[first.month // 3]} quarter of {first.year}"
    if precision == "season":
        return f"{SEASONS[value[-2:]][1]} {first.year}"
    if precision == "century":
        return f"{first.year}–{found.last.year}"
    return f"{first.year}s" if precision == "decade" else str(first.year)


def _plain(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _clock(rest: str) -> str:
    return f"{rest[:-1]} UTC" if rest.endswith("Z") else rest
