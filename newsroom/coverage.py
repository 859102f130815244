"""Coverage over time: how many reports there are of what happened in each day, month or year of a timeline."""

from dataclasses import dataclass
from datetime import date, timedelta

from annotate.nlp.dates import describe
from annotate.nlp.timex import MONTHS

from . import sql
from .timeline import Filter

ENDS = [0.03, 0.97]  # the chart leaves out the few events that lie far before or after all others
VAGUEST = 31  # days an event may be told to have lasted and still count for where most of them lie
STEPS = (("day", 31), ("week", 26 * 7), ("month", 36 * 31), ("year", 40 * 366), ("decade", 400 * 366))
LIES = """
    SELECT percentile_disc(%(ends)s::float[]) WITHIN GROUP (ORDER BY event.first_day) AS ends
    FROM annotate_event AS event WHERE {where} AND event.last_day - event.first_day <= %(vaguest)s
"""
REPORTS = """
    SELECT bar.first, bar.last, coalesce(sum(event.source_count), 0) AS reports
    FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) AS bar (first, last)
    LEFT JOIN annotate_event AS event
        ON event.first_day BETWEEN bar.first AND bar.last AND event.last_day <= bar.last AND {where}
    GROUP BY bar.first, bar.last ORDER BY bar.first
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of time, its words in full and in short, and how many reports there are of what happened in it."""

    first: date
    last: date
    words: str
    short: str
    reports: int


def coverage(kept: Filter) -> list[Bar]:
    """The bars of a timeline, earliest first; none where they would say nothing: no events, or a single day.

    A report is one source that tells of one event. What is told more vaguely than a bar is in none of them: a
    precision the text does not have is not invented.
    """
    where, values = kept.where()
    first, last = kept.first, kept.last
    if first is None or last is None:
        ends = sql.read(LIES.format(where=where), ends=ENDS, vaguest=VAGUEST, **values)[0]["ends"]
        first, last = first or (ends and ends[0]), last or (ends and ends[1])
    if not (first and last and first < last):
        return []
    name, spans = steps(first, last)
    firsts, lasts = ([span[end] for span in spans] for end in (0, 1))
    rows = sql.read(REPORTS.format(where=where), firsts=firsts, lasts=lasts, **values)
    return [Bar(row["first"], row["last"], *_words(name, row["first"]), row["reports"]) for row in rows]


def steps(first: date, last: date) -> tuple[str, list[tuple[date, date]]]:
    """The name of a step that fits a span of days, and the steps (first day, last day) that cover it."""
    length = (last - first).days
    name = next((name for name, most in STEPS if length <= most), "century")
    spans, day = [], _begin(name, first)
    while day <= last:
        after = _after(name, day)
        spans.append((day, after - timedelta(1) if after else date.max))
        if after is None:
            break
        day = after
    return name, spans


def _begin(name: str, day: date) -> date:
    if name in ("day", "week"):
        return day - timedelta(min(day.weekday(), day.toordinal() - 1) if name == "week" else 0)
    if name == "month":
        return day.replace(day=1)
    years = {"year": 1, "decade": 10, "century": 100}[name]
    return date(max(1, day.year - day.year % years), 1, 1)


def _after(name: str, day: date) -> date | None:
    """The day after a step that begins on a day; None past the end of the calendar."""
    try:
        if name in ("day", "week"):
            return day + timedelta(7 - day.weekday() if name == "week" else 1)
        if name == "month":
            return date(day.year + day.month // 12, day.month % 12 + 1, 1)
        years = {"year": 1, "decade": 10, "century": 100}[name]
        return date(day.year - day.year % years + years, 1, 1)
    except (ValueError, OverflowError):
        return None


def _words(name: str, day: date) -> tuple[str, str]:
    iso, month = day.isoformat(), MONTHS[day.month - 1][:3]
    if name == "week":
        year, week, _ = day.isocalendar()
        return describe(f"{year:04}-W{week:02}"), f"{day.day} {month}"
    if name == "day":
        return describe(iso), f"{day.day} {month}"
    if name == "month":
        return describe(iso[:7]), f"{month} {day.year}"
    words = describe(iso[: {"year": 4, "decade": 3, "century": 2}[name]])
    return words, words
