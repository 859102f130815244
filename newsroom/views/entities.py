"""People, places and groups: the lists, and a page for each."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotate.models import Entity, entity_url

from .. import sql
from ..paging import most_first, newest
from ..search import NAME_KINDS
from ..timeline import COLUMNS as EVENT_COLUMNS
from .article import by_ref, query_of
from .event_lists import rows_of as event_rows_of
from .identities import identity_of
from .lists import COLUMNS, rows_of
from .splits import split

PLURALS = {"people": "person", "places": "place", "groups": "group"}
SIZE = 90
NEWEST = 200  # articles in which companions are counted
MOST_COMPANIONS = 12
MOST_EVENTS = 8

ARTICLES = f"""
    SELECT {COLUMNS} FROM annotate_appearance AS named
    JOIN newsroom_article AS article ON article.id = named.article_id
    WHERE named.entity_id = %(entity)s AND (named.published_at, named.article_id) < (%(moment)s, %(number)s)
    ORDER BY named.published_at DESC, named.article_id DESC LIMIT %(size)s
"""
SPELLINGS = """
    SELECT DISTINCT name FROM annotate_alias WHERE entity_id = %(entity)s AND name <> %(name)s ORDER BY name
"""
NAMED_TOGETHER = """
    SELECT entity.id AS pk, entity.name, entity.kind, count(*) AS count
    FROM (
        SELECT article_id FROM annotate_appearance
        WHERE entity_id = %(entity)s ORDER BY published_at DESC, article_id DESC LIMIT %(newest)s
    ) AS newest
    JOIN annotate_appearance AS beside USING (article_id)
    JOIN annotate_entity AS entity ON entity.id = beside.entity_id
    WHERE entity.id <> %(entity)s
    GROUP BY entity.id ORDER BY count DESC, entity.id LIMIT %(most)s
"""
EVENTS = f"""
    SELECT {EVENT_COLUMNS} FROM annotate_event AS event
    WHERE source_count > 0 AND event.id IN (
        SELECT event_id FROM annotate_evidence WHERE who @> ARRAY[%(entity)s]::bigint[] OR place_id = %(entity)s
    )
    ORDER BY event.first_day DESC, event.id DESC LIMIT %(most)s
"""


@require_safe
def people(request):
    return entities(request, "people")


@require_safe
def places(request):
    return entities(request, "places")


@require_safe
def groups(request):
    return entities(request, "groups")


def entities(request, plural: str):
    """The entities of a kind, most named first; ?q= keeps those of whose name it is a part."""
    typed = typed_name(request)
    rows, after = most_first(
        known(plural, typed).values("pk", "name", "kind", "article_count"),
        request.GET.get("after", ""),
        field="article_count",
        size=SIZE,
    )
    for row in rows:
        row |= {"url": entity_url(row["pk"], row["name"]), "count": row["article_count"]}
    context = {
        "title": plural.title(),
        "here": plural,
        "rows": rows,
        "after": after,
        "q": typed,
        "atom": f"{reverse(plural)[:-1]}.atom{'?' if typed else ''}{urlencode({'q': typed}) if typed else ''}",
        "atom_title": plural.title(),
    }
    return render(request, "entities.html", context)


def typed_name(request) -> str:
    """The part of a name that ?q= asks for."""
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]


def known(plural: str, typed: str):
    """The entities of a kind that an article names; with something typed those of whose name it is a part."""
    found = Entity.objects.filter(kind=PLURALS[plural], article_count__gt=0, merged_into=None)
    return found.filter(pk__in=found.filter(aliases__name__icontains=typed).values("pk")) if typed else found


@require_safe
def entity(request, ref):
    found = by_ref(Entity.objects, ref)
    if found.merged_into_id:
        return redirect(f"{found.merged_into.get_absolute_url()}{query_of(request)}")  # for now: a merge can be undone
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    if "split" in request.GET and request.user.has_perm("annotate.correct"):
        return split(request, found)
    return show(request, found)


def show(request, found: Entity, *, status: int = 200, **more):
    """The page of an entity; `more` is what went wrong with what an editor said of it."""
    page, after = newest(ARTICLES, request.GET.get("before", ""), entity=found.pk)
    context = {
        "entity": found,
        "spellings": [row["name"] for row in sql.read(SPELLINGS, entity=found.pk, name=found.name)],
        "rows": rows_of(page),
        "after": after,
        "companions": companions(found),
        "events": event_rows_of(sql.read(EVENTS, entity=found.pk, most=MOST_EVENTS)),
        "timeline": f"{reverse('events')}?{urlencode({found.kind: found.pk})}" if found.kind in NAME_KINDS else "",
        "atom": f"{found.get_absolute_url()[:-1]}.atom",
        "atom_title": found.name,
        **identity_of(request, found),
        **more,
    }
    return render(request, "entity.html", context, status=status)


def companions(found: Entity) -> list[dict]:
    """Who and what is named with an entity in most of its newest articles."""
    rows = sql.read(NAMED_TOGETHER, entity=found.pk, newest=NEWEST, most=MOST_COMPANIONS)
    return [row | {"url": entity_url(row["pk"], row["name"])} for row in rows]
