"""The read-only JSON API: articles, entities, events and search under /api/v1/."""

from datetime import date

from django.http import Http404
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from annotate.models import Entity, Event, Evidence
from annotate.nlp.spans import KINDS

from .. import search as searching
from ..models import Article, article_url
from ..paging import most_first, newest_first
from .export import router
from .schemas import ArticleOut, Articles, Entities, EntityOut, EventOut, Events

api = NinjaAPI(title="Newsroom", version="1", docs_url=None, docs_decorator=require_safe, urls_namespace="api")
api.add_router("", router)
LISTED = ("pk", "title", "source", "url", "published_at", "published_is_certain", "revision", "tag_after")


@api.get("/articles", response=Articles)
def articles(request, before: str = "", person: str = "", place: str = "", group: str = ""):
    """The newest articles; person, place and group keep those that name somebody so called."""
    terms = [
        searching.Name(kind, name) for kind, name in (("person", person), ("place", place), ("group", group)) if name
    ]
    return _page_of(searching.Query(names=tuple(terms)), before)


@api.get("/search", response=Articles)
def search(request, q: str, before: str = ""):
    """The newest articles that a query of the search page finds."""
    return _page_of(searching.parse(q), before)


@api.get("/articles/{int:id}", response=ArticleOut)
def article(request, id: int):
    """One article with its text, its mentions and the events it tells."""
    found = Article.objects.defer("words").filter(pk=id).first()
    if found is None:
        raise Http404
    mentions = found.mentions.select_related("entity")
    evidence = list(found.evidence.select_related("place"))
    names = dict(Entity.objects.filter(pk__in={pk for row in evidence for pk in row.who}).values_list("pk", "name"))
    line = {name: getattr(found, name) for name in LISTED}
    return _line(line) | {
        "text": found.text,
        "author": found.author,
        "language": found.language,
        "parts": found.parts,
        "mentions": [_mention(mention) for mention in mentions],
        "events": [_telling(row, names) for row in evidence],
    }


@api.get("/entities", response=Entities)
def entities(request, kind: str = "", q: str = "", after: str = ""):
    """Entities, the most named first; q keeps those whose name begins so."""
    found = Entity.objects.filter(article_count__gt=0, merged_into=None)
    if kind:
        found = found.filter(kind=kind)
    if q:
        found = found.filter(aliases__name__istartswith=q.replace("\x00", "")[:100]).distinct()
    rows, cursor = most_first(found.values("pk", "name", "kind", "article_count"), after, field="article_count")
    return {"items": [_entity(row) for row in rows], "next": cursor or None}


@api.get("/entities/{int:id}", response=EntityOut)
def entity(request, id: int):
    """One entity with every spelling of its name; of one that was merged, the one it is now."""
    id = Entity.objects.filter(pk=id, merged_into__isnull=False).values_list("merged_into", flat=True).first() or id
    found = Entity.objects.filter(pk=id).values("pk", "name", "kind", "article_count").first()
    if found is None:
        raise Http404
    spellings = Entity(pk=id).aliases.order_by("name").values_list("name", flat=True).distinct()
    return _entity(found) | {"names": list(spellings)}


@api.get("/events", response=Events)
def events(request, start: date | None = None, end: date | None = None, before: int = 0):
    """Events, the last found first; start and end keep those that happened between two days."""
    found = Event.objects.filter(source_count__gt=0, merged_into=None).order_by("-pk")
    found = found.filter(last_day__gte=start) if start else found
    found = found.filter(first_day__lte=end) if end else found
    found = found.filter(pk__lt=before) if before else found
    rows = list(found[:31])
    return {"items": [_event(row) for row in rows[:30]], "next": str(rows[29].pk) if len(rows) > 30 else None}


@api.get("/events/{int:id}", response=EventOut)
def event(request, id: int):
    """One event with what each article says of it."""
    found = Event.objects.filter(pk=id, hidden=False).first()
    if found is None:
        raise Http404
    told = Evidence.objects.filter(event=found).order_by("article__published_at", "id")
    rows = told.values("article", "article__title", "article__source", "quote", "ranges", "value", "kind")
    return _event(found) | {
        "tellings": [
            {
                "article": row["article"],
                "title": row["article__title"],
                "source": row["article__source"],
                "sentence": row["quote"],
                "evidence": row["ranges"],
                "value": row["value"],
                "kind": row["kind"],
            }
            for row in rows
        ]
    }


def _page_of(query: searching.Query, before: str) -> dict:
    found, _ = searching.find(query)
    rows, cursor = newest_first(found.values(*LISTED), before)
    return {"items": [_line(row) for row in rows], "next": cursor or None}


def _line(row: dict) -> dict:
    return {
        "id": row["pk"],
        "title": row["title"],
        "source": row["source"],
        "page": article_url(row["pk"], row["title"]),
        "original": row["url"],
        "published": row["published_at"],
        "published_is_certain": row["published_is_certain"],
        "revision": row["revision"],
        "is_tagged": row["tag_after"] is None,
    }


def _mention(mention) -> dict:
    entity = mention.entity
    return {
        "start": mention.start,
        "end": mention.end,
        "label": mention.label,
        "kind": KINDS[mention.label],
        "text": mention.quote,
        "value": mention.value,
        "entity": {"id": entity.pk, "name": entity.name, "kind": entity.kind} if entity else None,
        "score": mention.score,
        "origin": mention.origin,
    }


def _telling(row: Evidence, names: dict[int, str]) -> dict:
    return {
        "event": row.event_id,
        "title": row.title,
        "start": row.first_day,
        "end": row.last_day,
        "precision": row.precision,
        "kind": row.kind,
        "who": [names[pk] for pk in row.who if pk in names],
        "where": row.place.name if row.place else "",
        "evidence": row.ranges,
    }


def _entity(row: dict) -> dict:
    page = Entity(pk=row["pk"], name=row["name"]).get_absolute_url()
    return {"id": row["pk"], "name": row["name"], "kind": row["kind"], "page": page, "articles": row["article_count"]}


def _event(row: Event) -> dict:
    return {
        "id": row.pk,
        "title": row.title,
        "page": row.get_absolute_url(),
        "start": row.first_day,
        "end": row.last_day,
        "precision": row.precision,
        "kind": row.kind,
        "sources": row.source_count,
    }
