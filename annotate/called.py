"""What has a number only here, as other archives call it: editors, edits, and entities by their names."""

from collections.abc import Collection, Sequence

from django.contrib.auth import get_user_model

from .entities import Name, learnt_entities
from .models import NAME, Alias, Edit, Entity, Identity
from .nlp.keys import key
from .nlp.names import fold
from .nlp.titles import ANY_SEX

SEXES = ANY_SEX[1:]


def edit_called(edit: Edit) -> dict:
    """By what an edit is known in another archive: its editor, its moment and what it says of itself."""
    return {"editor": edit.editor.get_username(), "made": edit.made_at.isoformat(), "summary": edit.summary}


def named_edit(said: dict) -> dict:
    """The fields of an Edit that edit_called() told."""
    return {"editor": named_user(said["editor"]), "made_at": said["made"], "summary": said["summary"]}


def named_user(name: str):
    """The editor of this name; one unknown here gets an account that nobody can sign in with."""
    users, name = get_user_model().objects, name or "nobody"
    return users.filter(username=name).first() or users.create_user(name, is_active=False)


def entities_called(ids: Collection[int]) -> dict[int, dict]:
    """How each entity is called: {"kind", "name"}, and only where there is need what tells it from its namesakes.

    sex    of a person "man" or "woman", as a title told
    after  what the other is called who bore this name first: the one of the other sex, meant where no title stands
    of     the edit that made it, when it took a name from another: the name itself still leads to the other

    Two of one name and sex that no edit made cannot be told apart: they were kept apart by an older way to fold names
    alone, and where they come in they are one.
    """
    entities = Entity.objects.in_bulk(list(ids))
    sexes, untitled = {}, set()
    for pk, folded in Alias.objects.filter(learnt__in=entities).values_list("learnt", "key"):
        if sex := next((sex for sex in SEXES if folded.endswith(f" ({sex})")), ""):
            sexes[pk] = sex
        else:
            untitled.add(pk)
    later = {pk: (entities[pk].kind, key(entities[pk].name, entities[pk].kind)) for pk in sexes.keys() - untitled}
    firsts = Alias.objects.filter(key__in=[folded for _, folded in later.values()]).order_by("-learnt")
    names = {(kind, folded): name for kind, folded, name in firsts.values_list("kind", "key", "learnt__name")}
    taken = Identity.objects.filter(verb=NAME, entity__in=entities.keys() - sexes.keys() - untitled)
    makers = {
        word.entity_id: edit_called(word.edit)
        for word in taken.select_related("edit__editor").order_by("-edit__made_at", "-pk")
        if fold(word.name) == fold(entities[word.entity_id].name)
    }
    told = {"sex": sexes, "after": {pk: names[which] for pk, which in later.items() if which in names}, "of": makers}
    return {
        pk: {"kind": entity.kind, "name": entity.name} | {how: known[pk] for how, known in told.items() if pk in known}
        for pk, entity in entities.items()
    }


def named_entities(called: Sequence[dict]) -> list[int]:
    """Which entity is called so here, whatever editors say of it; made where nobody has the name yet."""
    made = [_made(each) if each["of"] else None for each in called]
    names = [name for each, known in zip(called, made, strict=True) if not known for name in _names(each)]
    learnt = learnt_entities(names)
    return [known or learnt[_names(each)[-1]] for each, known in zip(called, made, strict=True)]


def _made(called: dict) -> int | None:
    """The entity that an edit made for a name."""
    said = called["of"]
    words = Identity.objects.filter(verb=NAME, entity__kind=called["kind"], entity__name=called["name"])
    words = words.filter(
        edit__editor__username=said["editor"], edit__made_at=said["made"], edit__summary=said["summary"]
    )
    return words.values_list("entity", flat=True).first()


def _names(called: dict) -> list[Name]:
    """Its name, after that of the one who has to have the name first."""
    kind, sex = called["kind"], called["sex"]
    firsts = [(kind, called["after"], other) for other in SEXES if sex and called["after"] and other != sex]
    return [*firsts, (kind, called["name"], sex)]
