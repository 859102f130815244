"""What editors say of entities as lines of JSON: out of an archive, and into one where all has other numbers."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

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
    spreading.spread_words(). Of two merges of one entity, the second holds for what it was merged into. A word on two
    that are one here says nothing, and is left out.
    """
    _say(lines, splits=False)


def say_splits(lines: Sequence[dict], articles: Mapping[str, int]) -> None:
    """Say the splits of the same lines, once the articles are here: the number of each by its "doc"."""
    _say(lines, splits=True, articles=articles)


def _ordered(words):
    return words.order_by("edit__made_at", "edit", "pk")


def _some(edits: Sequence[int]) -> Iterator[dict]:
    words = _ordered(Identity.objects.filter(edit__in=edits).select_related("edit__editor", "edit__retired_by"))
    learnt = _learnt({(word.kind, word.name) for word in words if word.verb == NAME})
    sides = {pk for word in words for pk in (word.entity_id, word.other_id) if pk}.union(*learnt.values())
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
                "learnt": [called[pk] for pk in learnt.get((word.kind, word.name), ())],
            }
        )
    yield from lines.values()


def _edit(edit: Edit) -> dict:
    return edit_called(edit) | {
        "retired": edit.retired_at and edit.retired_at.isoformat(),
        "retired_by": edit.retired_by.get_username() if edit.retired_by else None,
    }


def _learnt(names: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """Whom each (kind, name) means, titled or not, as texts gave it."""
    keys = {(kind, name): [(kind, key_of(name, kind, sex)) for sex in ANY_SEX] for kind, name in names}
    aliases = Alias.objects.filter(key__in=[folded for each in keys.values() for _, folded in each])
    known = defaultdict(set)
    for kind, folded, learnt in aliases.values_list("kind", "key", "learnt"):
        known[kind, folded].add(learnt)
    return {name: sorted(set().union(*(known[each] for each in own))) for name, own in keys.items()}


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
    fresh = [(edit, each) for line in lines for edit, each in _unsaid(line, splits)]
    called = [each for _, told in fresh for each in (*told["learnt"], told["entity"], told["other"]) if each]
    numbers = dict(zip(map(_key, called), named_entities(called), strict=True))
    names = {(told["kind"], told["name"]) for _, told in fresh if told["verb"] == NAME}
    name_entities((*name, "") for name in sorted(names))  # so that each is of somebody once more when this is undone
    learnt = _learnt(names)
    before, reached = standing_words(), set()
    merged, words = dict(before.merged), []
    for edit, told in fresh:
        word = _word(edit, told, numbers)
        word.context = _with_articles(told["context"], articles or {})
        if word.entity_id == word.other_id or not (edit.retired_at or _joins(word, merged)):
            continue
        words.append(word)
        if edit.retired_at is None:
            reached = reached.union(*(before.ends(pk) for pk in _begin(word, learnt, before)))
    Identity.objects.bulk_create(words)
    if standing := [word for word in words if word.edit.retired_at is None]:
        carry(standing[-1:], {}, reached)  # one queue for all of them: the articles are gone through once


def _unsaid(line: dict, splits: bool) -> Iterator[tuple[Edit, dict]]:
    """The words of a line with their edit, but where it is here with some already."""
    words = [each for each in line["identities"] if (each["verb"] == SPLIT) == splits]
    edit = Edit.objects.get(**named_edit(line["edit"])) if words else None
    if edit and not any((verb == SPLIT) == splits for verb in edit.identities.values_list("verb", flat=True)):
        yield from ((edit, each) for each in words)


def _key(called: dict) -> tuple:
    """What an entity is called, to look it up by."""
    return *(called[field] for field in ("kind", "name", "sex", "after")), *(called["of"] or {}).values()


def _word(edit: Edit, told: dict, numbers: dict[tuple, int]) -> Identity:
    """The row of a word, not stored yet; of a name that was taken from another also the entity that it made."""
    entity = told["entity"]
    if told["verb"] == NAME and entity["of"] and named_edit(entity["of"]) == _identity(edit):
        numbers[_key(entity)] = Entity.objects.create(kind=entity["kind"], name=entity["name"]).pk
    sides = {f"{side}_id": told[side] and numbers[_key(told[side])] for side in ("entity", "other")}
    return Identity(edit=edit, **sides, **{name: told[name] for name in SPOKEN})


def _identity(edit: Edit) -> dict:
    return {"editor": edit.editor, "made_at": edit.made_at, "summary": edit.summary}


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


def _begin(word: Identity, learnt: Mapping, before: Words) -> set[int]:
    """The entities whose names mean another one because of this word."""
    if word.verb == NAME:
        return {*learnt[word.kind, word.name], before.names.get((word.kind, fold(word.name)))} - {None}
    return {ONE: {word.other_id}, SPLIT: {word.entity_id}}.get(word.verb, set())
