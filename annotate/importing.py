"""Deed: take in what lines of JSON say of articles that are stored: the machine's word and the editors'."""

from collections.abc import Iterable, Sequence

from django.contrib.auth import get_user_model
from django.db import transaction

from .carrying import find_places
from .entities import name_entities
from .judgements import meant
from .models import WHERE, WHO, Correction, Edit, Evidence, Judgement, Review, Tagging
from .nlp.spans import KINDS
from .settling import settle

UNTOLD = "import"  # the pipeline of mentions that come without what the machine read


def make_edits(edits: Iterable[dict]) -> int:
    """Make the edits of all lines that are not there yet, in the order in which editors made them; returns how many.

    The order counts: of two words on one thing the newer edit's stands. An editor unknown here gets an account that
    nobody can sign in with, which keeps the name.
    """
    made = 0
    for edit in sorted(edits, key=lambda edit: edit["made"]):
        retired = {
            "retired_at": edit["retired"],
            "retired_by": _user(edit["retired_by"] or "") if edit["retired"] else None,
        }
        made += Edit.objects.get_or_create(**_identity(edit), defaults=retired)[1]
    return made


@transaction.atomic
def take_in(articles: Sequence, lines: Sequence[dict]) -> None:
    """Write what each line says of its article, but what stands there already, and settle the articles.

    Lines are as newsroom.ingest.lines reads them; make_edits() has made their edits before.
    """
    for article, line in zip(articles, lines, strict=True):
        _tag(article, line)
        names = [(KINDS[mention["label"]], mention["entity"]) for mention in line["mentions"] or ()]
        name_entities((kind, name, "") for kind, name in names if name)
        for edit in line["edits"]:
            _say(Edit.objects.get(**_identity(edit)), article, edit)
    settle(articles)
    _aim(articles)


def _identity(edit: dict) -> dict:
    """By what an edit is known in another archive, where it has another number."""
    return {"editor": _user(edit["editor"]), "made_at": edit["made"], "summary": edit["summary"]}


def _user(name: str):
    users, name = get_user_model().objects, name or "nobody"
    return users.filter(username=name).first() or users.create_user(name, is_active=False)


def _tag(article, line: dict) -> None:
    """The taggings of a line; of one that has none, its mentions as one."""
    taggings = line["taggings"]
    if not taggings and line["mentions"] is not None and not article.taggings.counted().exists():
        spans = [[m["start"], m["end"], m["label"], m["value"], m["score"]] for m in line["mentions"]]
        taggings = [{"revision": article.revision, "pipeline": UNTOLD, "spans": spans}]
    for tagging in taggings:
        said = {"spans": tagging["spans"]} | ({"created_at": tagging["read"]} if "read" in tagging else {})
        known = {"article": article, "revision": tagging["revision"], "pipeline": tagging["pipeline"]}
        Tagging.objects.filter(**known, shadow=True).delete()  # read on trial before: what is told counts
        Tagging.objects.get_or_create(**known, defaults=said)


def _say(edit: Edit, article, said: dict) -> None:
    if said["is_of_article"] and edit.article_id is None:
        edit.article = article
        edit.save(update_fields=["article"])
    if not edit.corrections.filter(article=article).exists():
        Correction.objects.bulk_create(Correction(edit=edit, article=article, **each) for each in said["corrections"])
    if not edit.reviews.filter(article=article).exists():
        Review.objects.bulk_create(Review(edit=edit, article=article, revision=number) for number in said["reviews"])
    if not edit.judgements.filter(article=article).exists():
        judgements = [Judgement(edit=edit, article=article, **each) for each in said["judgements"]]
        for judgement in judgements:
            judgement.said = _numbered(judgement)
        Judgement.objects.bulk_create(judgements)


def _numbered(judgement: Judgement):
    """What a judgement says with the numbers that entities have here."""
    said = judgement.said
    named = said if judgement.verb == WHO else [said] if judgement.verb == WHERE and said else []
    names = [(each["kind"], each["name"], "") for each in named]
    ids = name_entities(names)
    if judgement.verb == WHO:
        return [ids[name] for name in names]
    return ids[names[0]] if names else None if judgement.verb == WHERE else said


def _aim(articles: Sequence) -> None:
    """Let edits point to the event that they judge, which has another number here."""
    unaimed = Judgement.objects.filter(article__in=articles, edit__event=None)
    for judgement, place in find_places(articles, unaimed.order_by("id")).items():
        if row := meant(Evidence.objects.filter(article=judgement.article_id), judgement, place):
            Edit.objects.filter(pk=judgement.edit_id, event=None).update(event=row.event_id)
