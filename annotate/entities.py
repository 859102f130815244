"""Who is meant: names of spans to Entity rows, made when nobody has the name yet."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import F

from .models import Alias, Entity
from .nlp.names import keys

NAMING = 7_201  # advisory lock held while a name gets its entity, so that it gets one


def name_entities(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The entity id of every (kind, full name), found by its keys among the aliases, else made.

    An entity is called as it was first spelt; a spelling that is new to it becomes an alias.
    """
    wanted = {name: keys(name[1], name[0]) for name in dict.fromkeys(names)}
    known = _known(wanted)
    if any((kind, folded[0], name) not in known for (kind, name), folded in wanted.items()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NAMING])
        known = _known(wanted)
        _learn(wanted, known)
    return {(kind, name): known[kind, folded[0], name] for (kind, name), folded in wanted.items()}


def find_entity(name: str, kind: str) -> Entity | None:
    """The entity of this name, however it is spelt, or None."""
    folded = keys(name, kind)
    aliases = Alias.objects.filter(kind=kind, key__in=folded).select_related("entity").order_by("pk")
    return min((alias.entity for alias in aliases), key=lambda entity: entity.pk, default=None)


def recount(gained: Counter) -> None:
    """Add to the article counts of entities what each gained or, below zero, lost; rows are locked in order of id."""
    by_gain = defaultdict(list)
    for entity, gain in gained.items():
        if gain:
            by_gain[gain].append(entity)
    list(Entity.objects.filter(pk__in=gained).order_by("pk").select_for_update().values_list("pk"))
    for gain, ids in by_gain.items():
        Entity.objects.filter(pk__in=ids).update(article_count=F("article_count") + gain)


def _known(wanted: dict) -> dict[tuple[str, str, str], int]:
    """(kind, key, name) and (kind, key, "") -> entity, for every alias that shares a key with a wanted name."""
    folded = {key for each in wanted.values() for key in each}
    known: dict[tuple[str, str, str], int] = {}
    for kind, key, name, entity, merged in (
        Alias.objects.filter(key__in=folded)
        .order_by("-entity", "-pk")
        .values_list("kind", "key", "name", "entity", "entity__merged_into")
    ):
        known[kind, key, name] = known[kind, key, ""] = merged or entity
    return known


def _learn(wanted: dict, known: dict) -> None:
    for (kind, name), folded in wanted.items():
        if (kind, folded[0], name) in known:
            continue
        entity = next((known[kind, key, ""] for key in folded if (kind, key, "") in known), None)
        if entity is None:
            entity = Entity.objects.create(kind=kind, name=name).pk
        for key in folded:
            Alias.objects.get_or_create(entity_id=entity, kind=kind, key=key, name=name)
            known.setdefault((kind, key, ""), entity)
        known[kind, folded[0], name] = entity
