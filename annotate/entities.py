"""Who is meant: names of spans to Entity rows, made when nobody has the name yet."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from .identities import standing_words
from .models import Alias, Appearance, Entity
from .nlp.keys import key, key_of
from .nlp.names import fold
from .nlp.senses import Words
from .nlp.titles import ANY_SEX

NAMING = 7_201  # advisory lock held while a name gets its entity, so that it gets one
LOCK = "SELECT FROM annotate_entity WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
RECOUNT = """
    UPDATE annotate_entity AS entity SET article_count = article_count + gain
    FROM unnest(%s::bigint[], %s::int[]) AS gained (id, gain) WHERE entity.id = gained.id
"""
KNOWN = "SELECT kind, key, name, learnt_id FROM annotate_alias WHERE key = ANY(%s) ORDER BY learnt_id DESC"

Name = tuple[str, str, str]  # kind, full name, and of a person "man" or "woman" where a title tells


def name_entities(names: Iterable[Name]) -> dict[Name, int]:
    """The entity id of every (kind, full name, sex), made where nobody has the name; context that splits one aside."""
    words = standing_words()
    return {name: words.root(entity) for name, entity in first_meant(names, words).items()}


def first_meant(names: Iterable[Name], words: Words) -> dict[Name, int]:
    """The entity of every name before what `words` make of entities: whose an editor said it is, else by its key.

    An entity is called as it was first spelt; a spelling that is new to it becomes an alias, and so does the sex that a
    title tells of it: a woman and a man of one name stay two, and who has no title is the one who was named first.
    What is learnt does not depend on what editors say, so that nothing is left of it when they take it back.
    """
    wanted = list(dict.fromkeys(names))
    aliases, known = _known(wanted)
    if not all(_is_learnt(name, aliases, known) for name in wanted):
        known = _learn_all(wanted, words)
    return {name: words.names.get((name[0], fold(name[1]))) or _meant(name, known) for name in wanted}


def learnt_entities(names: Iterable[Name]) -> dict[Name, int]:
    """The entity that has every name and sex as its own, whatever editors say; a name is learnt where nobody has it."""
    wanted = list(dict.fromkeys(names))
    keys = {name: (name[0], key_of(name[1], name[0], name[2])) for name in wanted}
    _, known = _known(wanted)
    if missing := [name for name in wanted if keys[name] not in known]:
        known |= _learn_all(missing, standing_words())
    return {name: known[keys[name]] for name in wanted}


def find_entity(name: str, kind: str) -> Entity | None:
    """The entity of this name, however it is spelt, or None."""
    words = standing_words()
    learnt = Alias.objects.filter(kind=kind, key=key(name, kind)).order_by("learnt").values_list("learnt", flat=True)
    entity = words.names.get((kind, fold(name))) or learnt.first()
    return entity and Entity.objects.get(pk=words.root(entity))


def known_entities(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Entity]:
    """The entity of each (kind, full name) that has one, however it is spelt; nothing is made."""
    keys = {(kind, name): key(name, kind) for kind, name in names}
    aliases = Alias.objects.filter(key__in=set(keys.values())).select_related("entity__merged_into")
    found = {(alias.kind, alias.key): alias.entity for alias in aliases.order_by("-entity")}
    meant = {name: found.get((name[0], folded)) for name, folded in keys.items()}
    return {name: entity.merged_into or entity for name, entity in meant.items() if entity}


def recount(gained: Counter) -> None:
    """Add to the article counts of entities what each gained or, below zero, lost; rows are locked in order of id."""
    ids = sorted(entity for entity, gain in gained.items() if gain)
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [ids])
            cursor.execute(RECOUNT, [ids, [gained[pk] for pk in ids]])


def recount_all() -> int:
    """Make the article count of every entity what its appearances say; returns how many were wrong."""
    appearing = Appearance.objects.filter(entity=OuterRef("pk")).order_by().values("entity").values(n=Count("pk"))
    counted = Entity.objects.annotate(counted=Coalesce(Subquery(appearing), 0))
    return counted.exclude(article_count=F("counted")).update(article_count=F("counted"))


def _known(wanted: Iterable[Name]) -> tuple[set[tuple[str, str, str]], dict[tuple[str, str], int]]:
    """The (kind, name, key) that are aliases already, and (kind, key) -> entity for every wanted key that is known."""
    keys = {key_of(name, kind, each) for kind, name, sex in wanted for each in (ANY_SEX if sex else ("",))}
    aliases, known = set(), {}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [list(keys)])
        for kind, folded, name, entity in cursor:
            aliases.add((kind, name, folded))
            known[kind, folded] = entity
    return aliases, known


def _is_learnt(name: Name, aliases: set, known: dict) -> bool:
    kind, spelt, sex = name
    return (kind, spelt, key_of(spelt, kind, sex)) in aliases and _meant(name, known) is not None


def _meant(name: Name, known: dict[tuple[str, str], int]) -> int | None:
    """Whom a name means; of one with a sex, not the entity that is known to be of the other."""
    kind, spelt, sex = name
    if sex and (own := known.get((kind, key_of(spelt, kind, sex)))):
        return own
    first = known.get((kind, key(spelt, kind)))
    others = {known.get((kind, key_of(spelt, kind, each))) for each in ANY_SEX[1:] if each != sex} if sex else set()
    return None if first in others else first


def _learn_all(wanted: Iterable[Name], words: Words) -> dict[tuple[str, str], int]:
    """Learn what is not learnt yet, one name after the other; (kind, key) -> entity for every key known then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NAMING])
    aliases, known = _known(wanted)
    for name in wanted:
        if not _is_learnt(name, aliases, known):
            _learn(name, aliases, known, words)
    return known


def _learn(name: Name, aliases: set, known: dict[tuple[str, str], int], words: Words) -> None:
    """Keep a spelling, and a sex, as aliases of the entity that is meant, a new one where there is none."""
    kind, spelt, sex = name
    entity = _meant(name, known) or Entity.objects.create(kind=kind, name=spelt).pk
    whose = words.root(words.names.get((kind, fold(spelt)), entity))
    for folded in dict.fromkeys((key(spelt, kind), key_of(spelt, kind, sex))):
        if known.setdefault((kind, folded), entity) == entity and (kind, spelt, folded) not in aliases:
            Alias.objects.create(entity_id=whose, learnt_id=entity, kind=kind, key=folded, name=spelt)
            aliases.add((kind, spelt, folded))
