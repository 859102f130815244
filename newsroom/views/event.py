"""One event: what, when, where and who, every source beside the others, where they differ, and what lies around it."""

import json
from collections import defaultdict

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from annotate.judging import parties
from annotate.models import WHERE, WHO, Event, Evidence, entity_url
from annotate.nlp.dates import describe
from annotate.nlp.differences import Told, differences
from annotate.nlp.spans import DATE, KINDS
from annotate.reasons import reason

from .. import sql
from ..models import article_url
from ..timeline import COLUMNS
from .article import by_ref, query_of
from .event_form import form_of
from .event_lists import row_of
from .lists import moment

MOST_TOLD = 60
MOST_SENTENCES = 3  # of one source, on the page; all of them are compared
MOST_BESIDE = 5

TOLD = """
    SELECT evidence.id AS pk, evidence.told->>1 AS value, evidence.stated, evidence.kind, evidence.ranges,
        evidence.who, evidence.place_id AS place, evidence.judged,
        article.id AS article, article.title, article.source, article.published_at, (
            SELECT array_agg(substr(article.text, (range->>0)::int + 1, (range->>1)::int - (range->>0)::int))
            FROM jsonb_array_elements(evidence.ranges) AS range
        ) AS sentences
    FROM annotate_evidence AS evidence
    JOIN newsroom_article AS article ON article.id = evidence.article_id
    WHERE evidence.event_id = %(event)s
    ORDER BY article.published_at, evidence.id LIMIT %(most)s
"""
MENTIONED = """
    SELECT evidence.id AS told, mention.label, mention.quote, mention.value, mention.entity_id AS entity
    FROM annotate_evidence AS evidence
    CROSS JOIN LATERAL jsonb_array_elements(evidence.ranges) AS range
    JOIN annotate_mention AS mention ON mention.article_id = evidence.article_id
        AND mention.start >= (range->>0)::int AND mention."end" <= (range->>1)::int
    WHERE evidence.id = ANY(%(told)s)
    ORDER BY mention.start
"""
NAMED = "SELECT id AS pk, name, kind FROM annotate_entity WHERE id = ANY(%(entities)s)"

# What the same people and groups did or met with; of these first what happened at the same place, then the nearest in
# time. Without people, what happened at the same place.
SHARES_MOST = f"""
    SELECT {COLUMNS} FROM annotate_event AS event
    JOIN (
        SELECT event_id, bool_or(place_id = ANY(%(places)s)) AS is_there FROM annotate_evidence
        WHERE event_id <> %(event)s
            AND (who && %(people)s::bigint[] OR (cardinality(%(people)s::bigint[]) = 0 AND place_id = ANY(%(places)s)))
        GROUP BY event_id
    ) AS shared ON shared.event_id = event.id
    WHERE source_count > 0 AND event.first_day {{than}} %(day)s
    ORDER BY is_there DESC NULLS LAST, event.first_day {{order}}, source_count DESC, event.id LIMIT %(most)s
"""
BESIDE = (
    f"({SHARES_MOST.format(than='<', order='DESC')}) UNION ALL ({SHARES_MOST.format(than='>', order='ASC')})"
    " ORDER BY first_day, pk"
)


@require_safe
def event(request, ref):
    found = by_ref(Event.objects.select_related("merged_into"), ref)
    if found.merged_into:
        return redirect(found.merged_into, permanent=True)
    if found.hidden and not request.user.has_perm("annotate.correct"):
        raise Http404("An editor has hidden this event.")
    if request.path != found.get_absolute_url():
        return redirect(f"{found.get_absolute_url()}{query_of(request)}", permanent=True)
    return render(request, "event.html", context_of(request, found))


def context_of(request, found: Event, **more) -> dict:
    """All that `event.html` draws: five queries for a reader."""
    told = sql.read(TOLD, event=found.pk, most=MOST_TOLD)
    mentioned = defaultdict(list)
    for mention in sql.read(MENTIONED, told=[row["pk"] for row in told]):
        mentioned[mention["told"]].append(mention)
    named = _named(told)
    asked = request.GET.get("why", "")
    context = {
        "event": found,
        "when": _when(found),
        "is_day": found.first_day == found.last_day,
        "told": [_telling(row, mentioned[row["pk"]], asked) for row in told],
        "differences": differences([_compared(row, mentioned[row["pk"]]) for row in told]),
        "who": [entity for entity in named if entity["kind"] != "place"],
        "where": [entity for entity in named if entity["kind"] == "place"],
        "atom": f"{found.get_absolute_url()[:-1]}.atom",
        "atom_title": found.title,
    }
    if request.user.has_perm("annotate.correct"):
        context["form"] = form_of(found, request.user, more.get("said"))
    return context | _beside(found, named) | more


def _when(found: Event) -> str:
    event = {"pk": found.pk, "title": found.title, "kind": found.kind, "source_count": found.source_count}
    days = {"first_day": found.first_day, "last_day": found.last_day, "precision": found.precision}
    return row_of(event | days)["when"]


def _named(told: list[dict]) -> list[dict]:
    """Whom the event has and where it was: what an editor says, else what the tellings do in their order."""
    for row in told:
        row["judged"] = json.loads(row["judged"])
    who = parties([(row["judged"].get(WHO, 0), row["who"]) for row in told])
    where = parties([(row["judged"].get(WHERE, 0), [row["place"]] if row["place"] else []) for row in told])
    ids = dict.fromkeys((*who, *where))
    known = {row["pk"]: row for row in sql.read(NAMED, entities=list(ids))}
    return [known[pk] | {"url": entity_url(pk, known[pk]["name"])} for pk in ids if pk in known]


def _telling(row: dict, mentions: list[dict], asked: str) -> dict:
    start = json.loads(row["ranges"])[0][0]
    words = [m["quote"] for m in mentions if KINDS[m["label"]] == DATE and m["value"] == row["value"]]
    return {
        "pk": row["pk"],
        "article": row["article"],
        "why": _why(row["pk"]) if asked == str(row["pk"]) else {},
        "source": row["source"] or "Source unknown",
        "title": row["title"],
        "quote": " … ".join(row["sentences"][:MOST_SENTENCES]),
        "url": f"{article_url(row['article'], row['title'])}#s-{start}",
        "published": moment(row["published_at"]),
        "when": describe(row["value"]),
        "words": words[0] if words else "",
    }


def _why(pk: int) -> dict:
    """What joins a telling to the others, in words."""
    found = reason(Evidence.objects.get(pk=pk))
    if found is None:
        return {}
    return {
        "with": found.other.article.source or found.other.article.title,
        "names": ", ".join(found.names),
        "dates": ", ".join(describe(day) for day in found.dates),
        "words": ", ".join(found.words),
        "edit": found.edit,
    }


def _compared(row: dict, mentions: list[dict]) -> Told:
    names = defaultdict(list)
    for mention in mentions:
        if mention["entity"]:
            names[KINDS[mention["label"]], mention["entity"]].append(mention["quote"])
    value = row["value"] if row["stated"] else ""  # the day of publication is no date that a source tells
    return Told(row["source"] or row["title"], row["sentences"], value, names)


def _beside(found: Event, named: list[dict]) -> dict:
    people = [entity["pk"] for entity in named if entity["kind"] in ("person", "group")]
    places = [entity["pk"] for entity in named if entity["kind"] == "place"]
    asked = {"event": found.pk, "day": found.first_day, "people": people, "places": places, "most": MOST_BESIDE}
    rows = sql.read(BESIDE, **asked) if people or places else []
    return {
        "earlier": [row_of(row) for row in rows if row["first_day"] < found.first_day],
        "later": [row_of(row) for row in rows if row["first_day"] > found.first_day],
    }
