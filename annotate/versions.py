"""Which names came into an article and which went when its publisher changed it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .carrying import find_places
from .entities import known_entities
from .models import Correction, Entity, Tagging
from .nlp.keys import key
from .nlp.settle import settle
from .nlp.spans import DATE, Span
from .rules import spoken, standing_rules


@dataclass(frozen=True, slots=True)
class Version:
    """One revision of an article, the newest or an older one, as settling knows an article; `pk` is the article's."""

    pk: int
    revision: int
    title: str
    text: str
    parts: list
    published_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a version has it; `entity` is None where no entity bears it."""

    kind: str
    name: str
    entity: int | None


def names_that_changed(older: Version, newer: Version, newest: Version) -> tuple[list[Name], list[Name]] | None:
    """The names that came with a version and those that went with the one before, in the order of the texts.

    Both are read as they would be settled now: the newest machine's word on each, rules, and corrections where they
    stand in it, also those made of the `newest`. None where the machine has not read both. Names of one
    entity are one name.
    """
    tagged = _tagged(older.pk, (older.revision, newer.revision))
    if len(tagged) < 2:
        return None
    words = list(Correction.objects.standing().filter(article=older.pk).order_by("edit", "id"))
    known = {(each.pk, each.revision): each.text for each in (older, newer, newest)}
    before, after = (_spans(each, tagged[each.revision], words, known) for each in (older, newer))
    entities = known_entities({(span.kind, span.entity) for span in (*before, *after)})
    before, after = (_by_bearer(spans, entities) for spans in (before, after))
    return (
        [name for bearer, name in after.items() if bearer not in before],
        [name for bearer, name in before.items() if bearer not in after],
    )


def _tagged(article: int, revisions: Sequence[int]) -> dict[int, list[Span]]:
    found = Tagging.objects.filter(article=article, revision__in=revisions).order_by("created_at", "id")
    return {each.revision: [Span(*span[:4], score=span[4]) for span in each.spans] for each in found}


def _spans(version: Version, tagged: list[Span], words: list[Correction], known: Mapping) -> list[Span]:
    """The names of a version, an entity on each."""
    places = find_places([version], words, known)
    ruled = [Span(*place, word.label, word.value, word.entity) for word, place in places.items() if place]
    spans = settle(version.text, tagged, ruled, spoken(standing_rules(), version))
    return [span for span, _ in spans if span.kind not in ("", DATE) and span.entity]


def _by_bearer(spans: Iterable[Span], entities: Mapping[tuple[str, str], Entity]) -> dict:
    names = {}
    for span in spans:
        entity = entities.get((span.kind, span.entity))
        bearer = entity.pk if entity else (span.kind, key(span.entity, span.kind))
        shown = Name(span.kind, entity.name if entity else span.entity, entity.pk if entity else None)
        names.setdefault(bearer, shown)
    return names
