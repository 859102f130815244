"""Deed: take in what lines of JSON say of articles that are stored: the machine's word and the editors'."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from .called import named_edit, named_entities, named_user
from .carrying import find_places
from .entities import name_entities
from .judgements import meant
from .lines import ARTICLE, RULED, WORDS
from .models import WHERE, WHO, Edit, Evidence, Judgement, Review, Rule, Tagging
from .nlp.spans import KINDS
from .settling import settle

UNTOLD = "import"  # the pipeline of mentions that come without what the machine read


def make_edits(edits: Iterable[dict]) -> int:
    """Make the edits of all lines that are not there yet, in the order in which editors made them; returns how many.

    The order counts: of two words on one thing the newer edit's stands. Their rules are made with them, so that they
    speak in what is taken in next; the articles that are here already wait for spreading.spread_waiting(). An editor
    unknown here gets an account that nobody can sign in with, which keeps the name.
    """
    made = 0
    for edit in sorted(edits, key=lambda edit: edit["made"]):
        retired = {
            "retired_at": edit["retired"],
            "retired_by": named_user(edit["retired_by"] or "") if edit["retired"] else None,
        }
        stored, is_new = Edit.objects.get_or_create(**named_edit(edit), defaults=retired)
        made += is_new
        _rule(stored, [rule for rule in edit["rules"] if rule["scope"] != ARTICLE], None)
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
            _say(Edit.objects.get(**named_edit(edit)), article, edit)
    settle(articles)
    _aim(articles)


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
    for name, (model, _) in WORDS.items():
        if not model.objects.filter(edit=edit, article=article).exists():
            model.objects.bulk_create(_word(model, edit, article, each) for each in said[name])
    if not edit.reviews.filter(article=article).exists():
        Review.objects.bulk_create(Review(edit=edit, article=article, revision=number) for number in said["reviews"])
    _rule(edit, [rule for rule in said["rules"] if rule["scope"] == ARTICLE], article)


def _word(model, edit: Edit, article, said: dict):
    let_go = said["let_go"] and Edit.objects.filter(**named_edit(said["let_go"])).first()
    word = model(
        edit=edit, article=article, **said | {"let_go": let_go, "revision": said["revision"] or article.revision}
    )
    if model is Judgement:
        word.said = _numbered(word)
    return word


def _rule(edit: Edit, said: Sequence[dict], article) -> None:
    """Make the rules of an edit for an article, or for all where it is None, but those that are there."""
    if not said or edit.rules.filter(article=article).exists():
        return
    waits = article is None and edit.retired_at is None
    below = Rule.all_articles() if waits else 1
    Rule.objects.bulk_create(
        Rule(edit=edit, article=article, unsettled_below=below if below > 1 else None, **_ruled(each)) for each in said
    )


def _ruled(said: dict) -> dict:
    return {name: said[name] for name in RULED}


def _numbered(judgement: Judgement):
    """What a judgement says with the numbers that entities have here."""
    said = judgement.said
    named = said if judgement.verb == WHO else [said] if judgement.verb == WHERE and said else []
    ids = named_entities(named)
    if judgement.verb == WHO:
        return ids
    return ids[0] if ids else None if judgement.verb == WHERE else said


def _aim(articles: Sequence) -> None:
    """Let edits point to the event that they judge, which has another number here."""
    unaimed = Judgement.objects.filter(article__in=articles, edit__event=None)
    for judgement, place in find_places(articles, unaimed.order_by("id")).items():
        if row := meant(Evidence.objects.filter(article=judgement.article_id), judgement, place):
            Edit.objects.filter(pk=judgement.edit_id, event=None).update(event=row.event_id)
