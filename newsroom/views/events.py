"""Events: the timeline, one event with all its sources, one day."""

from datetime import date, timedelta

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from annotate.models import Entity, Event, Evidence, entity_url, event_url
from annotate.nlp.dates import describe

from .. import sql
from ..models import Article, article_url
from ..paging import SIZE
from .article import by_ref
from .lists import listed
from .lists import rows_of as article_rows_of

KIND_WORDS = {"announced": "announced", "statement": "said"}
MOST_BESIDE = 5
DIGITS = {"month": 7, "year": 4}  # of a date in ISO 8601 that are as precise as the event
LAST_YEAR = 9998  # of pages for days: a day reaches for the days around it

TOLD = """
    SELECT evidence.event_id AS event, evidence.value, place.name AS place
    FROM annotate_evidence AS evidence
    JOIN newsroom_article AS article ON article.id = evidence.article_id
    LEFT JOIN annotate_entity AS place ON place.id = evidence.place_id
    WHERE evidence.event_id = ANY(%(events)s)
    ORDER BY article.published_at, evidence.id
"""


def events(request):
    """Events by day, the newest first; ?person=, ?place= and ?group= take ids, ?from= and ?to= days."""
    found = Event.objects.filter(source_count__gt=0, merged_into=None)
    for name in ("person", "place", "group"):
        if (number := request.GET.get(name, "")).isdecimal() and len(number) < 18:
            told = Evidence.objects.filter(Q(who__contains=[int(number)]) | Q(place=int(number)))
            found = found.filter(pk__in=told.values("event"))
    first, last = _day(request.GET.get("from", "")), _day(request.GET.get("to", ""))
    if first:
        found = found.filter(last_day__gte=first)
    if last:
        found = found.filter(first_day__lte=last)
    found, after = _page(found, request.GET.get("before", ""))
    rows = rows_of(found)
    days = {}
    for row in rows:
        days.setdefault(row["heading"], []).append(row | {"when": row["part"]})
    query = request.GET.copy()
    query["before"] = after
    context = {
        "here": "events",
        "days": days.items(),
        "more": query.urlencode() if after else "",
        "first": first,
        "last": last,
    }
    return render(request, "events.html", context | {"atom": "/events.atom", "atom_title": "Events"})


def event(request, ref):
    found = by_ref(Event.objects.select_related("merged_into"), ref)
    if found.merged_into:
        return redirect(found.merged_into, permanent=True)
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    told = list(
        found.evidence.order_by("article__published_at", "id").values(
            "article", "article__title", "article__source", "article__published_at", "value", "kind", "ranges", "quote",
            "who", "place",
        )
    )  # fmt: skip
    for row in told:
        row["url"] = f"{article_url(row['article'], row['article__title'])}#s-{row['ranges'][0][0]}"
        row["when"] = describe(row["value"])
    ids = dict.fromkeys(pk for row in told for pk in (*row["who"], row["place"]) if pk)
    named = Entity.objects.in_bulk(ids)
    entities = [
        {"name": named[pk].name, "kind": named[pk].kind, "url": entity_url(pk, named[pk].name)}
        for pk in ids
        if pk in named
    ]
    people = [pk for pk in ids if pk in named and named[pk].kind in ("person", "group")]
    beside = Evidence.objects.filter(who__overlap=people).exclude(event=found).values("event")
    earlier = Event.objects.filter(pk__in=beside, source_count__gt=0, first_day__lt=found.first_day)
    later = Event.objects.filter(pk__in=beside, source_count__gt=0, first_day__gt=found.first_day)
    context = {
        "event": found,
        "when": told[0]["when"] if told else "",
        "told": told,
        "entities": entities,
        "earlier": [_row(row) for row in earlier.order_by("-first_day", "-pk").values(*EVENT_FIELDS)[:MOST_BESIDE]],
        "later": [_row(row) for row in later.order_by("first_day", "pk").values(*EVENT_FIELDS)[:MOST_BESIDE]],
    }
    return render(request, "event.html", context)


def on_day(request, day):
    """All that happened on a day, what most sources tell first, and all that was published on it."""
    wanted = _day(day)
    if wanted is None or not 1 < wanted.year < LAST_YEAR:
        raise Http404("There is no such day.")
    happened = Event.objects.filter(source_count__gt=0, first_day__lte=wanted, last_day__gte=wanted)
    rows = rows_of(happened.filter(last_day__lte=wanted + timedelta(400)).values("pk"), most=100)
    rows.sort(key=lambda row: -row["sources"])
    reported = Article.objects.filter(published_at__date=wanted).latest_first()
    context = {
        "day": wanted,
        "title": describe(wanted.isoformat()),
        "on_day": [row | {"when": row["part"]} for row in rows if row["is_day"]],
        "around": [row for row in rows if not row["is_day"]],
        "rows": article_rows_of(list(listed(reported)[:100])),
        "before": reverse("date", args=[(wanted - timedelta(1)).isoformat()]),
        "after": reverse("date", args=[(wanted + timedelta(1)).isoformat()]),
    }
    return render(request, "date.html", context)


EVENT_FIELDS = ("pk", "title", "first_day", "last_day", "precision", "kind", "source_count")


def rows_of(events, most: int = SIZE) -> list[dict]:
    """Events' rows for a list, newest first; `events` is a queryset of ids or a list of values with EVENT_FIELDS."""
    if not isinstance(events, list):
        shown = Event.objects.filter(pk__in=events, source_count__gt=0).order_by("-first_day", "-pk")
        events = list(shown.values(*EVENT_FIELDS)[:most])
    said = {}
    for told in sql.read(TOLD, events=[row["pk"] for row in events]):
        when, where = said.get(told["event"], ("", ""))
        said[told["event"]] = when or describe(told["value"]), where or told["place"] or ""
    return [_row(row, *said.get(row["pk"], ("", ""))) for row in events]


def _row(row: dict, when: str = "", place: str = "") -> dict:
    is_day = row["first_day"] == row["last_day"]
    day = describe(row["first_day"].isoformat()[: DIGITS.get(row["precision"], 4 + 6 * is_day)])
    if not is_day:
        day = when or day
    return {
        "title": row["title"],
        "url": event_url(row["pk"], row["title"]),
        "when": when or day,
        "heading": day[:1].upper() + day[1:],
        "part": when.removeprefix(day).strip(", "),
        "place": place,
        "kind": KIND_WORDS.get(row["kind"], ""),
        "sources": row["source_count"],
        "is_day": is_day,
    }


def _page(found, cursor: str) -> tuple[list[dict], str]:
    moment, _, number = cursor.partition("_")
    if (day := _day(moment)) and number.isdecimal() and len(number) < 18:
        found = found.filter(first_day__lte=day).exclude(first_day=day, pk__gte=int(number))
    rows = list(found.order_by("-first_day", "-pk").values(*EVENT_FIELDS)[: SIZE + 1])
    last = rows[SIZE - 1] if len(rows) > SIZE else None
    return rows[:SIZE], f"{last['first_day']}_{last['pk']}" if last else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
