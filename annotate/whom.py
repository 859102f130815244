"""What editors say of entities as lines of JSON: out of an archive, and into one where all has other numbers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from django.apps import apps
from django.db import transaction

from .called import edit_called, entities_called, named_edit, named_entities
from .entities import name_entities
from .identities import carry, hold, standing_words
from .models import NAME, ONE, SPLIT, Alias, Edit, Entity, Identity
from .nlp.keys import key_of
from .nlp.names import fold
from .nlp.senses import Words
from .nlp.titles import ANY_SEX

BATCH = 100  # edits in memory at a time
SPOKEN = ("verb", "kind", "name")


def whom_lines() -> Iterator[dict]:
    """One dict for each edit that spoke of entities, undone ones too, the oldest first.

    {"edit": what lines.py tells of an edit, "identities": [{"verb", "entity", "other", "kind", "name", "context",
    "learnt"}]}: entities are called as called.py does; the context of a split has each article's "doc" for its number;
    `learnt` are those whom a name means that nobody gave to another.
    """
    edits = list(dict.fromkeys(_ordered(Identity.objects.all()).values_list("edit", flat=True)))
    for n in range(0, len(edits), BATCH):
        yield from _some(edits[n : n + BATCH])


def say_whom(lines: Sequence[dict]) -> None:
    """Say what lines say of entities, but the splits, as far as it is not said yet; their edits are there.

    Said before articles come in, so that these are settled with it at once; what is here already waits for
    spreading.spread_words(). Of two merges of one entity, the second holds for what it was merged into.
    """
    _say(lines, splits=False)


def say_splits(lines: Sequence[dict], articles: Mapping[str, int]) -> None:
    """Say the splits of the same lines, once the articles are here: the number of each by its "doc"."""
    _say(lines, splits=True, articles=articles)


def _ordered(words):
    return words.order_by("edit__made_at", "edit", "pk")


def _some(edits: Sequence[int]) -> Iterator[dict]:
    words = _ordered(Identity.objects.filter(edit__in=edits).select_related("edit__editor", "edit__retired_by"))
    learnt = _learnt([word for word in words if word.verb == NAME])
    sides = {pk for word in words for pk in (word.entity_id, word.other_id, *learnt.get(word.pk, ())) if pk}
    called = entities_called(sides)
    told = {pk for word in words if word.context for side in word.context["articles"] for pk in side}
    docs = dict(apps.get_model("newsroom", "Article").objects.filter(pk__in=told).values_list("pk", "key"))
    lines: dict[int, dict] = {}
    for word in words:
        line = lines.setdefault(word.edit_id, {"edit": _edit(word.edit), "identities": []})
        line["identities"].append(
            {
                **{field: getattr(word, field) for field in SPOKEN},
                "entity": called[word.entity_id],
                "other": called.get(word.other_id),
                "context": _with_articles(word.context, docs),
                "learnt": [called[pk] for pk in learnt.get(word.pk, ())],
            }
        )
    yield from lines.values()


def _edit(edit: Edit) -> dict:
    return edit_called(edit) | {
        "retired": edit.retired_at and edit.retired_at.isoformat(),
        "retired_by": edit.retired_by.get_username() if edit.retired_by else None,
    }


def _learnt(words: Sequence[Identity]) -> dict[int, list[int]]:
    """Whom each name that words speak of means, titled or not, as texts gave it; by the id of the word."""
    keys = {word.pk: [(word.kind, key_of(word.name, word.kind, sex)) for sex in ANY_SEX] for word in words}
    aliases = Alias.objects.filter(key__in=[folded for each in keys.values() for _, folded in each])
    known = defaultdict(set)
    for kind, folded, learnt in aliases.values_list("kind", "key", "learnt"):
        known[kind, folded].add(learnt)
    return {pk: sorted(set().union(*(known[each] for each in own))) for pk, own in keys.items()}


def _with_articles(context: dict, articles: Mapping) -> dict:
    """The context of a split with other numbers for its articles; one that is not there is left out."""
    if not context:
        return {}
    return context | {
        "articles": [[articles[each] for each in side if each in articles] for side in context["articles"]]
    }


@transaction.atomic
def _say(lines: Sequence[dict], *, splits: bool, articles: Mapping[str, int] | None = None) -> None:
    if not lines:
        return
    hold(())
    before, reached = standing_words(), set()
    merged, own, words = dict(before.merged), {}, []
    for line in lines:
        said = [each for each in line["identities"] if (each["verb"] == SPLIT) == splits]
        edit = Edit.objects.get(**named_edit(line["edit"])) if said else None
        if edit is None or any((verb == SPLIT) == splits for verb in edit.identities.values_list("verb", flat=True)):
            continue
        for each in said:
            word, meant = _word(edit, each, own, _key(line["edit"]))
            word.context = _with_articles(each["context"], articles or {})
            if word.entity_id == word.other_id or not (edit.retired_at or _joins(word, merged)):
                continue
            words.append(word)
            if edit.retired_at is None:
                reached = reached.union(*(before.ends(pk) for pk in _begin(word, meant, before)))
    Identity.objects.bulk_create(words)
    if standing := [word for word in words if word.edit.retired_at is None]:
        carry(standing[-1:], {}, reached)  # one queue for all of them: the articles are gone through once


def _word(edit: Edit, told: dict, own: dict[tuple, int], maker: tuple) -> tuple[Identity, list[int]]:
    """The row of a word, not stored yet; and of one on a name those whom the name means as texts gave it."""
    meant = named_entities(told["learnt"])
    if told["verb"] == NAME:  # so that it is an alias, and of somebody once more when this is undone
        meant += name_entities([(told["kind"], told["name"], "")]).values()
        if told["entity"]["of"] and _key(told["entity"]["of"]) == maker:
            own[maker] = Entity.objects.create(kind=told["entity"]["kind"], name=told["entity"]["name"]).pk
    entity, other = (told[side] and _number(told[side], own) for side in ("entity", "other"))
    return Identity(edit=edit, entity_id=entity, other_id=other, **{name: told[name] for name in SPOKEN}), meant


def _number(called: dict, own: dict[tuple, int]) -> int:
    """The entity called so here; `own` are those made for a name just now, by the edit that made each."""
    return (called["of"] and own.get(_key(called["of"]))) or named_entities([called])[0]


def _key(edit: dict) -> tuple:
    return edit["editor"], edit["made"], edit["summary"]


def _joins(word: Identity, merged: dict[int, int]) -> bool:
    """Let a merge hold beside all others: none is merged twice, nor into itself. False: it is done already."""
    if word.verb != ONE:
        return True
    words = Words(merged)
    if word.other_id in merged:
        word.other_id = words.root(word.other_id)
    if words.root(word.entity_id) == word.other_id:
        return False
    merged[word.other_id] = word.entity_id
    return True


def _begin(word: Identity, meant: Sequence[int], before: Words) -> set[int]:
    """The entities whose names mean another one because of this word."""
    if word.verb == NAME:
        return {*meant, before.names.get((word.kind, fold(word.name)))} - {None}
    return {ONE: {word.other_id}, SPLIT: {word.entity_id}}.get(word.verb, set())
