"""One day: all that happened on it, what it lies in, and all that was published on it."""

from datetime import UTC, datetime, time, timedelta

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotate.nlp.dates import describe, interval

from .. import sql
from ..timeline import COLUMNS
from .event_lists import rows_of
from .lists import COLUMNS as ARTICLE_COLUMNS
from .lists import rows_of as article_rows_of

LAST_YEAR = 9998  # of pages for days: a day reaches for the days around it
VAGUEST = timedelta(400)  # what is told of more than a year says little of a day
MOST = 100

HAPPENED = f"""
    SELECT {COLUMNS} FROM annotate_event AS event
    WHERE source_count > 0 AND event.first_day BETWEEN %(earliest)s AND %(day)s
        AND event.last_day BETWEEN %(day)s AND %(latest)s
    ORDER BY event.last_day - event.first_day, source_count DESC, event.id LIMIT %(most)s
"""
REPORTED = f"""
    SELECT {ARTICLE_COLUMNS} FROM newsroom_article AS article
    WHERE published_at >= %(begin)s AND published_at < %(end)s
    ORDER BY published_at DESC, id DESC LIMIT %(most)s
"""


@require_safe
def date(request, day):
    """All that happened on a day, what most sources tell first, and all that was published on it."""
    found = interval(day)
    if found is None or found.precision != "day" or not 1 < found.first.year < LAST_YEAR:
        raise Http404("There is no such day.")
    wanted = found.first
    earliest = wanted.fromordinal(max(1, wanted.toordinal() - VAGUEST.days))
    reach = {"earliest": earliest, "latest": wanted + VAGUEST}
    rows = rows_of(sql.read(HAPPENED, day=wanted, most=MOST, **reach))
    begin = datetime.combine(wanted, time(), UTC)
    articles = sql.read(REPORTED, begin=begin, end=begin + timedelta(1), most=MOST)
    context = {
        "day": wanted,
        "title": describe(wanted.isoformat()),
        "on_day": [row | {"when": row["part"]} for row in rows if row["is_day"]],
        "around": [row for row in rows if not row["is_day"]],
        "rows": article_rows_of(articles),
        "before": _address(wanted - timedelta(1)),
        "after": _address(wanted + timedelta(1)),
        "atom": f"{_address(wanted)[:-1]}.atom",
        "atom_title": f"What happened on {describe(wanted.isoformat())}",
    }
    return render(request, "date.html", context)


def _address(day) -> str:
    return reverse("date", args=[day.isoformat()])
