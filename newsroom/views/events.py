"""The timeline: what happened, day by day, the newest first, with a chart of how much is told of when."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from .. import timeline
from ..coverage import coverage
from ..paging import SIZE
from .chart import draw
from .event_lists import rows_of

A_DAY = timedelta(1)


@require_safe
def events(request):
    """Events by day, from what is announced for the weeks after the newest article; what lies further is a click away.

    ?person=, ?place= and ?group= take a name or an id, ?from= and ?to= a day, month or year.
    """
    kept = timeline.read(request.GET)
    cursor = request.GET.get("before", "")
    ahead = None if cursor or kept.first or kept.last else timeline.horizon(kept)
    found, after = timeline.page(kept, cursor or (f"{ahead + A_DAY}_0" if ahead else ""), SIZE)
    days: dict[str, list] = {}
    for row in rows_of(found):
        days.setdefault(row["heading"], []).append(row | {"when": row["part"]})
    bars = coverage(kept)
    query = kept.query()
    context = {
        "here": "events",
        "days": [(heading, rows[0]["day"], rows) for heading, rows in days.items()],
        "ahead": kept.query(**{"from": (ahead + A_DAY).isoformat()}) if ahead else "",
        "more": kept.query(before=after) if after else "",
        "kept": kept,
        "fields": [(kind, next((n.name for n in kept.names if n.kind == kind), "")) for kind in timeline.KINDS],
        "active": active(kept),
        "chart": draw(bars, lambda bar: _narrowed(kept, bar)) if any(bar.reports for bar in bars) else "",
        "query": f"?{query}" if query else "",
        "atom": f"{reverse('events-atom')}{'?' if query else ''}{query}",
        "atom_title": f"Events · {kept}" if query else "Events",
    }
    return render(request, "events.html", context)


def active(kept: timeline.Filter) -> list[dict]:
    """What the timeline is kept to, each with the address that lets go of it."""
    here = reverse("events")
    names = [
        {
            "kind": each.kind,
            "words": each.name,
            "is_nobody": not each.ids,
            "off": f"{here}?{kept.query(**{each.kind: ''})}",
        }
        for each in kept.names
    ]
    off = f"{here}?{kept.query(**{'from': '', 'to': ''})}"
    return names + ([{"kind": "date", "words": kept.span, "is_nobody": False, "off": off}] if kept.span else [])


def _narrowed(kept: timeline.Filter, bar) -> str:
    return f"?{kept.query(**{'from': bar.first.isoformat(), 'to': bar.last.isoformat()})}"
