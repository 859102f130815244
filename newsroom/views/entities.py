"""People, places and groups: the lists, and a page for each."""

from django.db.models import Count
from django.db.models.functions import Left
from django.shortcuts import redirect, render

from annotate.models import Appearance, Entity, Evidence, entity_url

from ..models import Article
from ..paging import most_first, newest_first
from .article import by_ref
from .events import rows_of as event_rows_of
from .front import OPENING
from .lists import FIELDS, rows_of

PLURALS = {"people": "person", "places": "place", "groups": "group"}
SIZE = 90
NEWEST = 200  # articles in which companions are counted
MOST_COMPANIONS = 12
MOST_EVENTS = 8


def people(request):
    return entities(request, "people")


def places(request):
    return entities(request, "places")


def groups(request):
    return entities(request, "groups")


def entities(request, plural: str):
    """The entities of a kind, most named first; ?q= keeps those of whose name it is a part."""
    typed = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    found = Entity.objects.filter(kind=PLURALS[plural], article_count__gt=0, merged_into=None)
    if typed:
        found = found.filter(pk__in=found.filter(aliases__name__icontains=typed).values("pk"))
    rows, after = most_first(
        found.values("pk", "name", "article_count"), request.GET.get("after", ""), field="article_count", size=SIZE
    )
    for row in rows:
        row["url"] = entity_url(row["pk"], row["name"])
    context = {
        "title": plural.title(),
        "here": plural,
        "kind": PLURALS[plural],
        "rows": rows,
        "after": after,
        "q": typed,
    }
    return render(request, "entities.html", context)


def entity(request, ref):
    found = by_ref(Entity.objects.select_related("merged_into"), ref)
    if found.merged_into:
        return redirect(found.merged_into, permanent=True)
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    named = Appearance.objects.filter(entity=found)
    page, after = newest_first(named.values("published_at", "article"), request.GET.get("before", ""), key="article")
    articles = {
        row["pk"]: row
        for row in Article.objects.filter(pk__in=[each["article"] for each in page]).values(
            *FIELDS, opening=Left("text", OPENING)
        )
    }
    told = Evidence.objects.filter(who__contains=[found.pk]) | Evidence.objects.filter(place=found)
    spellings = found.aliases.order_by("name").values_list("name", flat=True).distinct()
    context = {
        "entity": found,
        "spellings": [name for name in spellings if name != found.name],
        "rows": rows_of([articles[each["article"]] for each in page]),
        "after": after,
        "companions": companions(found),
        "events": event_rows_of(told.values("event"), most=MOST_EVENTS),
        "atom": f"{found.get_absolute_url()[:-1]}.atom",
        "atom_title": found.name,
    }
    return render(request, "entity.html", context)


def companions(found: Entity) -> list[dict]:
    """Who and what is named with an entity in most of its newest articles."""
    newest = Appearance.objects.filter(entity=found).order_by("-published_at", "-article").values("article")[:NEWEST]
    together = Appearance.objects.filter(article__in=newest).exclude(entity=found)
    counted = together.values("entity", "entity__name", "entity__kind").annotate(n=Count("pk")).order_by("-n", "entity")
    return [
        {
            "name": row["entity__name"],
            "kind": row["entity__kind"],
            "url": entity_url(row["entity"], row["entity__name"]),
            "count": row["n"],
        }
        for row in counted[:MOST_COMPANIONS]
    ]
