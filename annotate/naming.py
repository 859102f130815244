"""Deeds: say that two entities are one or are two, whose a name is, and which articles mean another by a name."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from .editing import LONGEST, Invalid, Stale
from .entities import NAMING, find_entity, name_entities
from .identities import carry, hold, standing_words
from .models import NAME, ONE, SPLIT, TWO, UNSURE, Alias, Edit, Entity, Identity, Mention
from .nlp.keys import key_of
from .nlp.names import clean, fold, words
from .nlp.senses import Context, features
from .nlp.spans import KINDS
from .nlp.titles import ANY_SEX


@transaction.atomic
def merge(entity: Entity, other: Entity, *, editor) -> Edit:
    """Say that two entities are one: `entity` keeps its address, that of `other` leads there.

    The newest articles change before this returns, the rest in the background. Raises Stale when one of them was merged
    meanwhile, and Invalid with a sentence.
    """
    articles, reached = hold([other.pk])
    entity, other = _as_they_are(entity, other, yours=f"“{other}” and “{entity}” are one.")
    if entity.kind != other.kind:
        raise Invalid(f"“{other}” is a {other.kind} and “{entity}” is a {entity.kind}: they cannot be one.")
    told = standing_words()
    for first, senses in told.splits.items():
        if any({told.root(first), told.root(sense)} == {entity.pk, other.pk} for sense, _ in senses):
            raise Invalid(f"An editor said that “{entity}” and “{other}” share a name and are two: undo that instead.")
    edit = Edit.objects.create(editor=editor, summary=f"“{other}” and “{entity}” are one {entity.kind}.")
    carry([_say(edit, ONE, entity, other)], articles, reached)
    return edit


@transaction.atomic
def tell_apart(entity: Entity, other: Entity, *, is_sure: bool = True, editor) -> Edit:
    """Remember that two entities are two, or that nobody can tell; nothing else changes. Raises as merge() does."""
    summary = f"“{entity}” and “{other}” are {'two' if is_sure else 'perhaps one, perhaps two'}."
    entity, other = _as_they_are(entity, other, yours=summary)
    edit = Edit.objects.create(editor=editor, summary=summary)
    _say(edit, TWO if is_sure else UNSURE, entity, other)
    return edit


@transaction.atomic
def add_name(entity: Entity, name: str, *, editor) -> Edit:
    """Say that a name, however it is written, means an entity; Invalid where articles mean another one by it."""
    name = _name(name)
    articles, reached = hold(())
    _alone()
    [entity] = _as_they_are(entity, yours=f"“{name}” means “{entity}”.")
    holder = find_entity(name, entity.kind)
    if holder == entity:
        raise Invalid(f"“{entity}” is called “{name}” already.")
    if holder and holder.article_count:
        number = f"{holder.article_count} article{'' if holder.article_count == 1 else 's'}"
        raise Invalid(f"“{name}” is the name of “{holder}” in {number}. If they are one, merge the two.")
    return _call(entity, name, f"“{name}” means “{entity}”.", articles, reached, editor)


@transaction.atomic
def remove_name(entity: Entity, name: str, *, editor) -> Edit:
    """Say that a name, however it is written, does not mean an entity: what bears it becomes one of its own."""
    articles, reached = hold([entity.pk])
    _alone()
    [entity] = _as_they_are(entity, yours=f"“{name}” does not mean “{entity}”.")
    if fold(name) == fold(entity.name):
        raise Invalid(f"“{name}” is what it is called by: split it, or merge it into another.")
    if not any(fold(name) == fold(each) for each in entity.aliases.values_list("name", flat=True)):
        raise Invalid(f"“{entity}” is not called “{name}” any more.")
    own = Entity.objects.create(kind=entity.kind, name=name)
    return _call(own, name, f"“{name}” does not mean “{entity}”.", articles, reached, editor)


@transaction.atomic
def split(entity: Entity, name: str, *, out: Iterable[int], shown: Iterable[int], editor) -> Edit:
    """Say that of the articles `shown`, those `out` mean another by the name of an entity: one called `name`.

    Every other article, later ones too, means the one whose context its own resembles; the first where that is not
    plain. Raises as merge() does.
    """
    articles, reached = hold([entity.pk])
    _alone()
    [entity] = _as_they_are(entity, yours=f"“{name}” is another than “{entity}”.")
    name = other_name(entity, name)
    out = set(out)
    if not out:
        raise Invalid("Tick the articles that mean the other one.")
    context = Context.of((pk, found, pk in out) for pk, found in contexts(entity, {*shown, *out}).items())
    if not any(context.articles.values()):
        raise Invalid(f"None of these articles names “{entity}” any more.")
    other = find_entity(name, entity.kind)
    told = standing_words()
    if other and (other == entity or other.pk in told.splits or entity.pk in told.ends(other.pk)):
        raise Invalid(f"“{name}” is “{entity}” already: give the other one a name of its own.")
    other = other or Entity.objects.get(pk=name_entities([(entity.kind, name, "")])[entity.kind, name, ""])
    number = sum(context.articles.values())
    where = f"{number} article{'' if number == 1 else 's'} and what resembles them"
    edit = Edit.objects.create(editor=editor, summary=f"In {where} “{entity}” is “{other}”.")
    carry([_say(edit, SPLIT, entity, other, context=context.packed())], articles, reached)
    return edit


def other_name(entity: Entity, name: str) -> str:
    """The name of another who is called like an entity: "Kim Lee (boxer)", where an editor says "the boxer"."""
    name = _name(name)
    if set(words(name)) & set(words(entity.name)):
        return name
    return _name(f"{entity.name} ({name.removeprefix('the ').strip('()')})")


def contexts(entity: Entity, articles: Iterable[int]) -> dict[int, frozenset[str]]:
    """Article -> what stands beside the names of an entity there, of those of the articles that name it."""
    named: dict[int, list[Mention]] = {}
    found = Mention.objects.filter(article__in=list(articles)).only("article", "start", "end", "label", "entity")
    for mention in found:
        named.setdefault(mention.article_id, []).append(mention)
    texts = dict(Mention.article.field.related_model.objects.filter(pk__in=named).values_list("pk", "text"))
    told = {}
    for pk, mentions in sorted(named.items()):
        about = [(m.start, m.end) for m in mentions if m.entity_id == entity.pk]
        if about:
            told[pk] = features(texts[pk], [(KINDS[m.label], m.start, m.end) for m in mentions], about)
    return told


def _as_they_are(*entities: Entity, yours: str) -> Sequence[Entity]:
    """The entities as they stand; Stale where one was merged since the page was made."""
    now = [Entity.objects.select_related("merged_into").get(pk=entity.pk) for entity in entities]
    for entity in now:
        if entity.merged_into:
            raise Stale(f"“{entity}” is “{entity.merged_into}” now.", yours)
    if len({entity.pk for entity in now}) < len(now):
        raise Invalid("This is one and the same.")
    return now


def _say(edit: Edit, verb: str, entity: Entity, other: Entity | None = None, **more) -> Identity:
    return Identity.objects.create(edit=edit, verb=verb, entity=entity, other=other, **more)


def _call(entity: Entity, name: str, summary: str, articles: dict, reached: set[int], editor) -> Edit:
    """Let a name mean an entity, whomever it meant."""
    name_entities([(entity.kind, name, "")])  # so that it is an alias, and of somebody once more when this is undone
    learnt = Alias.objects.filter(kind=entity.kind, key__in=[key_of(name, entity.kind, sex) for sex in ANY_SEX])
    told = standing_words()
    meant = {told.names.get((entity.kind, fold(name))), *learnt.values_list("learnt", flat=True)} - {None}
    edit = Edit.objects.create(editor=editor, summary=summary)
    word = _say(edit, NAME, entity, kind=entity.kind, name=name)
    carry([word], articles, reached.union(*map(told.ends, meant)))
    return edit


def _alone() -> None:
    """Keep others from giving names to entities."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NAMING])


def _name(name: str) -> str:
    name = clean(name.replace("\x00", ""))
    if not fold(name):
        raise Invalid("A name needs a letter or a digit.")
    if len(name) > LONGEST:
        raise Invalid(f"A name can be at most {LONGEST} characters long.")
    return name
