"""The article: its text with names marked, a card for the open mark, and who, where and when beside it."""

import json
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from annotate.models import entity_url, event_url
from annotate.nlp.dates import describe
from annotate.nlp.spans import KINDS, fits

from .. import sql
from ..models import Article, article_url
from ..readership import note_opened
from .cards import card_of, seen_of
from .changes import changes, revision
from .keys import shown_keys
from .lists import moment
from .live import standing
from .mentions import VIEW, is_asked, listed
from .text import KIND_WORDS, draw

SECTIONS = (("person", "Who"), ("place", "Where"), ("group", "Groups"), ("event", "Named events"))

MENTIONS = """
    SELECT start, "end", label, quote, value, origin, score, entity.id AS entity, entity.name
    FROM annotate_mention AS mention
    LEFT JOIN annotate_entity AS entity ON entity.id = mention.entity_id
    WHERE mention.article_id = %(article)s
    ORDER BY start
"""
EVIDENCE = """
    SELECT evidence.id AS pk, evidence.event_id AS event, evidence.title, evidence.kind, evidence.value,
        ranges, place.name AS place, source_count
    FROM annotate_evidence AS evidence
    LEFT JOIN LATERAL (
        SELECT hidden, source_count FROM annotate_event WHERE id = evidence.event_id LIMIT 1
    ) AS event ON true
    LEFT JOIN annotate_entity AS place ON place.id = evidence.place_id
    WHERE evidence.article_id = %(article)s AND NOT coalesce(event.hidden, false)
    ORDER BY evidence.kind = 'announced', evidence.first_day, evidence.last_day, evidence.id
"""  # LIMIT lets Postgres look up each event: it would rather read all of them to join a hundred
TELLINGS = """
    SELECT article.id AS pk, article.title, article.source, evidence.ranges
    FROM annotate_evidence AS evidence
    JOIN newsroom_article AS article ON article.id = evidence.article_id
    WHERE evidence.event_id = %(event)s AND article.id <> %(article)s
    ORDER BY article.published_at, evidence.id
"""


def by_ref(queryset, ref: str):
    """The row an address like "7-some-words" names, 404 when there is none."""
    number = ref.partition("-")[0]
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    return get_object_or_404(queryset, pk=int(number))


def query_of(request) -> str:
    """The query string of a request with its question mark, "" when there is none."""
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""


@require_safe
def article(request, ref):
    found = by_ref(Article.objects.for_page(), ref)
    if request.path != found.get_absolute_url():
        return redirect(f"{found.get_absolute_url()}{query_of(request)}", permanent=True)
    if "revision" in request.GET:
        return revision(request, found)
    if "changes" in request.GET:
        return changes(request, found)
    context = context_of(request, found)
    if not request.htmx and not request.GET and "version" not in context:  # editors are no readers
        note_opened(request, found.pk)
    template = "article.html"
    if request.htmx:
        template = "_card.html" if request.htmx.target == "card" else "_article.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def context_of(request, article, **more) -> dict:
    """All that `_article.html` draws: at most eight queries with an open card, five without; for editors one more.

    A card tells editors of a twin too, which costs a dozen.
    """
    editing = _editing(request, article)
    mentions = sql.read(MENTIONS, article=article.pk)
    for mention in mentions:
        mention["kind"] = KINDS[mention["label"]]
        mention["title"] = mention["name"] or describe(mention["value"])
        if editing:
            mention["seen"] = seen_of(mention)
    evidence = sql.read(EVIDENCE, article=article.pk)
    ranges = json.loads(f"[{','.join(row['ranges'] for row in evidence)}]")  # a call for each would cost twice as much
    for row, found in zip(evidence, ranges, strict=True):
        row["ranges"] = found
    sentences = sorted({tuple(range_) for row in evidence for range_ in row["ranges"]})
    if not article.is_tagged:  # what is known may be of older words
        mentions = [m for m in mentions if fits(article.text, m["start"], m["end"], m["quote"])]
        sentences = []
    events = [_event(row) for row in evidence]
    leads = {start: event["id"] for event in reversed(events) for start in event["sentences"]}
    card = card_of(request, article, mentions, more.get("said"))
    as_list, kinds = is_asked(request), {mention["kind"] for mention in mentions}
    return (
        {
            "article": article,
            "view": VIEW if as_list else "",
            "rows": listed(article.text, mentions) if as_list else [],
            "when": moment(article.published_at),
            "reviewed": _reviewed(article.reviewed),
            "text": ""
            if as_list
            else draw(article.text, article.parts, mentions, sentences, opened=card.get("start", -1), events=leads),
            "sections": _sections(mentions),
            "kinds": [(kind, word) for kind, word in KIND_WORDS.items() if kind in kinds],
            "story": _story(article, evidence),
            "events": events if any(row["kind"] != "main" for row in evidence) else [],
            "card": card,
            "atom": "/articles.atom",
        }
        | editing
        | more
    )


def _reviewed(told: dict | None) -> str:
    """Who looked at every mark of the article as it stands, and when."""
    if told is None:
        return ""
    at = datetime.fromisoformat(told["at"])
    return f"Reviewed by {told['by']} on {at.day} {at:%B %Y}"


def _editing(request, article) -> dict:
    """What only an editor's page holds; asked for before the mentions, so that no change after it can be missed."""
    if not request.user.has_perm("annotate.correct"):
        return {}
    now = standing(article.pk, request.user.pk)
    return {"version": now["version"], "last": now if now["edit"] else None, "keys": shown_keys()}


def _sections(mentions: list[dict]) -> list[dict]:
    """Whom and what the article names, by kind, the most named first."""
    named: dict[str, dict[int, dict]] = {kind: {} for kind, _ in SECTIONS}
    for mention in mentions:
        entity = mention["entity"]
        if not entity or (names := named.get(mention["kind"])) is None:
            continue
        if (name := names.get(entity)) is None:
            names[entity] = {
                "name": mention["name"],
                "kind": mention["kind"],
                "url": entity_url(entity, mention["name"]),
                "start": mention["start"],
                "count": 1,
            }
        else:
            name["count"] += 1
    return [
        {"title": title, "names": sorted(named[kind].values(), key=lambda name: (-name["count"], name["start"]))}
        for kind, title in SECTIONS
        if named[kind]
    ]


def _event(row: dict) -> dict:
    starts = [start for start, _ in row["ranges"]]
    return {
        "id": f"e-{row['pk']}",
        "title": row["title"],
        "kind": row["kind"],
        "when": describe(row["value"]),
        "url": event_url(row["event"], row["title"]) if row["event"] else "",
        "place": row["place"],
        "sentence": starts[0],
        "sentences": starts,
        "lights": " ".join(map(str, starts)),
        "sources": row["source_count"] or 1,
    }


def _story(article, evidence: list[dict]) -> dict | None:
    """The article's own event and the other articles that report it, with how many sources they come from."""
    row = next((row for row in evidence if row["kind"] == "main"), None)
    if row is None:
        return None
    others = {}
    for told in sql.read(TELLINGS, event=row["event"], article=article.pk):
        sentence = json.loads(told["ranges"])[0][0]
        others[told["pk"]] = told | {"url": f"{article_url(told['pk'], told['title'])}#s-{sentence}"}
    told_by = len({told["source"] or told["pk"] for told in others.values()} - {article.source})
    return _event(row) | {"tellings": list(others.values()), "told_by": told_by}
