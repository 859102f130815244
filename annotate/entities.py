"""Who is meant: names of spans to Entity rows, made when nobody has the name yet."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from .models import Alias, Appearance, Entity
from .nlp.keys import key

NAMING = 7_201  # advisory lock held while a name gets its entity, so that it gets one

Named = dict[tuple[str, str], str]  # (kind, full name) -> key


def name_entities(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The entity id of every (kind, full name), found by its key among the aliases, else made.

    An entity is called as it was first spelt; a spelling that is new to it becomes an alias.
    """
    wanted = {(kind, name): key(name, kind) for kind, name in dict.fromkeys(names)}
    spelt, known = _known(wanted)
    if not spelt >= wanted.keys():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NAMING])
        spelt, known = _known(wanted)
        _learn({each: folded for each, folded in wanted.items() if each not in spelt}, known)
    return {(kind, name): known[kind, folded] for (kind, name), folded in wanted.items()}


def find_entity(name: str, kind: str) -> Entity | None:
    """The entity of this name, however it is spelt, or None."""
    alias = Alias.objects.filter(kind=kind, key=key(name, kind)).select_related("entity").order_by("entity").first()
    return alias and alias.entity


def recount(gained: Counter) -> None:
    """Add to the article counts of entities what each gained or, below zero, lost; rows are locked in order of id."""
    by_gain = defaultdict(list)
    for entity, gain in gained.items():
        if gain:
            by_gain[gain].append(entity)
    list(Entity.objects.filter(pk__in=gained).order_by("pk").select_for_update().values_list("pk"))
    for gain, ids in by_gain.items():
        Entity.objects.filter(pk__in=ids).update(article_count=F("article_count") + gain)


def recount_all() -> int:
    """Make the article count of every entity what its appearances say; returns how many were wrong."""
    appearing = Appearance.objects.filter(entity=OuterRef("pk")).order_by().values("entity").values(n=Count("pk"))
    counted = Entity.objects.annotate(counted=Coalesce(Subquery(appearing), 0))
    return counted.exclude(article_count=F("counted")).update(article_count=F("counted"))


def _known(wanted: Named) -> tuple[set[tuple[str, str]], dict[tuple[str, str], int]]:
    """Which (kind, name) are aliases already, and (kind, key) -> entity for every wanted key that is known."""
    spelt, known = set(), {}
    for kind, folded, name, entity, merged in (
        Alias.objects.filter(key__in=set(wanted.values()))
        .order_by("-entity")
        .values_list("kind", "key", "name", "entity", "entity__merged_into")
    ):
        spelt.add((kind, name))
        known[kind, folded] = merged or entity
    return spelt, known


def _learn(unspelt: Named, known: dict[tuple[str, str], int]) -> None:
    """Keep new spellings as aliases of the entity with their key, a new one where there is none."""
    for (kind, name), folded in unspelt.items():
        if (kind, folded) not in known:
            known[kind, folded] = Entity.objects.create(kind=kind, name=name).pk
        Alias.objects.create(entity_id=known[kind, folded], kind=kind, key=folded, name=name)
