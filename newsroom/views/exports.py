"""The timeline for other programs, with the filters of its page: TimelineJS JSON and iCalendar."""

from datetime import date
from html import escape

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from .. import ical, timeline
from .event_lists import rows_of

MOST = 500  # events, the newest


@require_safe
def timeline_json(request):
    """Events as TimelineJS reads them: a date that the text gives as a month or a year has no day here either.

    TimelineJS takes what stands in `text` for HTML, so it is escaped.
    """
    kept = timeline.read(request.GET)
    return JsonResponse(
        {
            "title": {"text": {"headline": escape(_title(kept)), "text": ""}},
            "events": [_slide(request, event, row) for event, row in _found(kept)],
        }
    )


@require_safe
def calendar(request):
    """Events as days of a calendar that programs can subscribe to."""
    kept = timeline.read(request.GET)
    days = [_day(request, event, row) for event, row in _found(kept)]
    answer = HttpResponse(ical.write(_title(kept), days), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="events.ics"'
    return answer


def _title(kept: timeline.Filter) -> str:
    return f"Newsroom: {kept}" if str(kept) else "Newsroom: events"


def _found(kept: timeline.Filter) -> list[tuple[dict, dict]]:
    """(event, its row) of the newest events, the earliest first; one that lost its evidence meanwhile is left out."""
    events, _ = timeline.page(kept, "", MOST)
    pairs = zip(events, rows_of(events), strict=True)
    return [(event, row) for event, row in pairs if "told_on" in row][::-1]


def _slide(request, event: dict, row: dict) -> dict:
    source = f'<a href="{escape(request.build_absolute_uri(row["told_at"]))}">{escape(row["source"])}</a>'
    slide = {
        "unique_id": f"event-{row['pk']}",
        "start_date": _date(event["first_day"], event["precision"]),
        "display_date": escape(row["when"][:1].upper() + row["when"][1:]),
        "text": {"headline": escape(row["title"]), "text": f"<p>“{escape(row['quote'])}” {source}</p>"},
    }
    if event["last_day"] > event["first_day"] and event["precision"] not in ("month", "year"):
        slide["end_date"] = _date(event["last_day"], event["precision"])
    return slide | ({"group": escape(row["place"])} if row["place"] else {})


def _date(day: date, precision: str) -> dict:
    known = {"year": day.year, "month": day.month, "day": day.day}
    digits = {"month": 2, "quarter": 2, "season": 2, "year": 1, "decade": 1, "century": 1}.get(precision, 3)
    return dict(list(known.items())[:digits])


def _day(request, event: dict, row: dict) -> ical.Day:
    sources = f"{row['sources']} source{'' if row['sources'] == 1 else 's'}"
    return ical.Day(
        uid=f"event-{row['pk']}@{request.get_host().partition(':')[0]}",
        first=event["first_day"],
        last=event["last_day"],
        title=row["title"],
        description=f"{row['when'][:1].upper()}{row['when'][1:]} · {sources}\n“{row['quote']}” {row['source']}",
        place=row["place"],
        url=request.build_absolute_uri(row["url"]),
        told_on=row["told_on"],
    )
