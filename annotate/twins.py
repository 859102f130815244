"""Suggested twins: pairs of entities that may be one, found by their names in the index, and never by a scan."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log

from django.db import connection, transaction
from django.db.models import Q

from .models import TWO, UNSURE, Alias, Entity, Identity
from .nlp.twins import LEAST, Known, Likeness, kinship, likeness, patterns, shares

ALIKE = 0.45  # trigram similarity from which names may be spellings of one
MOST = 30  # candidates of one pattern, the most named first
WEIGHED = 8  # candidates of one entity whose company is compared
NEWEST = 40  # articles of each in which companions are counted

NAMED_ALIKE = """
    SELECT asked.entity, found.entity_id FROM unnest(%(entities)s::bigint[], %(kinds)s::text[], %(sought)s::text[])
        AS asked (entity, kind, sought)
    CROSS JOIN LATERAL (
        SELECT DISTINCT alias.entity_id, article_count FROM annotate_alias AS alias
        JOIN annotate_entity AS entity ON entity.id = alias.entity_id
        WHERE upper(alias.name) {how} asked.sought AND alias.kind = asked.kind AND article_count > 0
            AND alias.entity_id <> asked.entity
        ORDER BY article_count DESC LIMIT %(most)s
    ) AS found
"""
BESIDE = """
    SELECT own.entity, beside.entity_id, count(*), min(companion.article_count)
    FROM unnest(%(entities)s::bigint[]) AS own (entity)
    CROSS JOIN LATERAL (
        SELECT article_id FROM annotate_appearance
        WHERE entity_id = own.entity ORDER BY published_at DESC, article_id DESC LIMIT %(newest)s
    ) AS newest
    JOIN annotate_appearance AS beside ON beside.article_id = newest.article_id AND beside.entity_id <> own.entity
    JOIN annotate_entity AS companion ON companion.id = beside.entity_id
    GROUP BY own.entity, beside.entity_id
"""
TOGETHER = """
    SELECT pair.one, pair.other, count(*) FROM unnest(%(ones)s::bigint[], %(others)s::bigint[]) AS pair (one, other)
    CROSS JOIN LATERAL (
        SELECT article_id FROM annotate_appearance
        WHERE entity_id = pair.other ORDER BY published_at DESC, article_id DESC LIMIT %(newest)s
    ) AS newest
    JOIN annotate_appearance AS both_named
        ON both_named.article_id = newest.article_id AND both_named.entity_id = pair.one
    GROUP BY pair.one, pair.other
"""  # from the one that is named less


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entities that may be one; `one` is named in more articles. `judged` is UNSURE where an editor was."""

    one: Entity
    other: Entity
    likeness: Likeness
    shared: tuple[str, ...]
    judged: str = ""

    @property
    def score(self) -> float:
        return self.likeness.score


def twins_of(entities: Collection[Entity], *, least: float = LEAST) -> list[Twins]:
    """The pairs of each of these entities with any that may be one with it, the likeliest first.

    A dozen queries, however many entities are asked for. What an editor called two is left out.
    """
    known = {entity.pk: entity for entity in entities}
    near = _near(list(known.values()))
    ids = known.keys() | {pk for others in near.values() for pk in others}
    found = {entity.pk: entity for entity in Entity.objects.filter(pk__in=ids)}
    names = defaultdict(list)
    for pk, name in Alias.objects.filter(entity__in=ids).order_by("pk").values_list("entity", "name"):
        names[pk] += [name] if name not in names[pk] else []
    told = {pk: Known(pk, found[pk].kind, (found[pk].name, *names[pk])) for pk in found}
    judged = _judged(ids)
    pairs = {}
    for one, others in near.items():
        kin = sorted(((kinship(told[one], told[other])[0], other) for other in others if other in told), reverse=True)
        for named, other in kin[:WEIGHED]:
            if named > least and judged.get(frozenset((one, other))) != TWO:
                pairs[tuple(sorted((one, other), key=lambda pk: (-found[pk].article_count, pk)))] = one
    twins = _weighed(pairs, told, found, judged)
    return sorted((pair for pair in twins if pair.score >= least), key=lambda pair: (-pair.score, pair.other.pk))


def compared(one: Entity, other: Entity) -> Twins:
    """Two entities that an editor wants to see side by side, however unlike they are."""
    return Twins(one, other, Likeness(0, "compared as you asked"), ())


def _near(entities: Sequence[Entity]) -> dict[int, set[int]]:
    """Entity -> those of its kind with a name that may be short for one of its own, or a spelling of it."""
    aliases = defaultdict(list)
    for pk, name in Alias.objects.filter(entity__in=entities).order_by("pk").values_list("entity", "name"):
        aliases[pk].append(name)
    parts, wholes = [], []
    for entity in entities:
        own = dict.fromkeys([entity.name, *aliases[entity.pk]])
        parts += [(entity.pk, entity.kind, pattern) for pattern in patterns(own, entity.kind)]
        wholes.append((entity.pk, entity.kind, entity.name.upper()))
    near: dict[int, set[int]] = {entity.pk: set() for entity in entities}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        for how, asked in (("LIKE", parts), ("%%", wholes)):
            if asked:
                columns = dict(zip(("entities", "kinds", "sought"), map(list, zip(*asked, strict=True)), strict=True))
                cursor.execute(NAMED_ALIKE.format(how=how), {**columns, "most": MOST})
                for one, other in cursor.fetchall():
                    near[one].add(other)
    return near


def _judged(ids: Iterable[int]) -> dict[frozenset, str]:
    """Pairs of entities, and of what was merged into them, that an editor called two or could not tell."""
    ids = list(ids)
    sides = [(f"{side}", f"{side}__merged_into") for side in ("entity", "other")]
    about = [Q(**{f"{plain}__in": ids}) | Q(**{f"{merged}__in": ids}) for plain, merged in sides]
    found = Identity.objects.standing().filter(*about, verb__in=(TWO, UNSURE)).order_by("edit__made_at", "pk")
    rows = found.values_list("verb", *(name for side in sides for name in side))
    return {frozenset((merged or one, gone or other)): verb for verb, one, merged, other, gone in rows}


def _weighed(pairs: dict, told: dict[int, Known], found: dict[int, Entity], judged: dict) -> list[Twins]:
    """The pairs with their likeness, company taken in."""
    if not pairs:
        return []
    beside = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, {"entities": list({pk for pair in pairs for pk in pair}), "newest": NEWEST})
        for own, companion, count, named in cursor.fetchall():
            beside[own][companion] = count / log(2 + named)
        ones, others = map(list, zip(*pairs, strict=True))
        cursor.execute(TOGETHER, {"ones": ones, "others": others, "newest": NEWEST})
        together = {(one, other): count for one, other, count in cursor.fetchall()}
    known = {pk: Known(pk, each.kind, each.names, beside[pk]) for pk, each in told.items()}
    alike = {pair: likeness(known[pair[0]], known[pair[1]], together=together.get(pair, 0)) for pair in pairs}
    scores = {}
    for asked in set(pairs.values()):
        own = [pair for pair in pairs if asked in pair]
        for pair, score in zip(own, shares([alike[pair] for pair in own]), strict=True):
            scores[pair] = min(score, scores.get(pair, 1))
    shown = {pk for each in alike.values() for pk in each.shared[:4]}
    called = dict(Entity.objects.filter(pk__in=shown).values_list("pk", "name"))
    return [
        Twins(
            found[one],
            found[other],
            Likeness(scores[one, other], each.why, each.shared),
            tuple(called[pk] for pk in each.shared[:4]),
            judged.get(frozenset((one, other)), ""),
        )
        for (one, other), each in alike.items()
    ]
