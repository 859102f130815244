"""Why words are tagged: what the machine, rules and editors said of them; and what was built on an edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import F, Min, Q, Value
from django.db.models.functions import StrIndex

from .carrying import find_places
from .models import EDITOR, RULE, Correction, Edit, Identity, Judgement, Note, Rule, Tagging
from .nlp.spans import Span

MOST_BUILT = 5


@dataclass(frozen=True, slots=True)
class Word:
    """One edit that spoke of certain words.

    note      what an editor noted there; such a word decides nothing
    is_left   True where its editor left these words out of what he said elsewhere
    decides   True when it is why they read as they do
    """

    edit: Edit
    is_rule: bool
    is_left: bool = False
    decides: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What was said of some words: the spans a pipeline read there, and the words of editors, the newest first."""

    pipeline: str
    read: list[Span]
    words: list[Word]


def history_of(article, start: int, end: int, quote: str, origin: str, *, noted: bool = False) -> History:
    """Who said what of `article.text[start:end]`; `origin` is that of the mention there. Three queries.

    `noted` asks for notes too, which are for editors: one query more.
    """
    rules = Rule.objects.on(article, quote).select_related("edit__editor", "edit__retired_by")
    corrections = (
        Correction.objects.filter(article=article)
        .select_related("edit__editor", "edit__retired_by", "let_go")
        .annotate(first=Min("edit__corrections"))
    )
    spoke, decided = [], False
    for correction, place in find_places([article], corrections.order_by("-pk")).items():
        if place and place[0] < end and start < place[1]:
            decides = origin == EDITOR and not decided and place == (start, end) and _stands(correction)
            decided |= decides
            spoke.append(Word(correction.edit, False, correction.pk != correction.first, decides))
    by_hand = {word.edit.pk for word in spoke}
    for rule in rules:
        decides = origin == RULE and not decided and rule.edit.retired_at is None
        decided |= decides
        if rule.edit_id not in by_hand:
            spoke.append(Word(rule.edit, True, decides=decides))
    if noted:
        spoke += _notes(article, start, end)
    return History(*_machine(article, start, end), sorted(spoke, key=lambda word: -word.edit.pk))


def _notes(article, start: int, end: int) -> list[Word]:
    notes = Note.objects.filter(article=article).select_related("edit__editor", "edit__retired_by")
    places = find_places([article], notes)
    return [
        Word(each.edit, False, note=each.text) for each, at in places.items() if at and at[0] < end and start < at[1]
    ]


def _stands(correction: Correction) -> bool:
    is_let_go = correction.let_go is not None and correction.let_go.retired_at is None
    return correction.edit.retired_at is None and not is_let_go


def _machine(article, start: int, end: int) -> tuple[str, list[Span]]:
    """The newest pipeline that read this revision, and what it read there."""
    taggings = Tagging.objects.counted().filter(article=article, revision=article.revision)
    pipeline, spans = taggings.order_by("-created_at", "-pk").values_list("pipeline", "spans").first() or ("", ())
    return pipeline, [Span(*span[:4], score=span[4]) for span in spans if span[0] < end and start < span[1]]


def built_on(edit: Edit) -> list[Edit]:
    """Later edits that stand and spoke of the same words, telling of an event or entity, the newest first.

    They keep their word when the edit is undone; at most MOST_BUILT of them, and one more where there are more.
    """
    later = Edit.objects.filter(pk__gt=edit.pk, retired_at=None)
    corrected = edit.corrections.values_list("article", "start", "end")
    overlapping = [Q(article=article, start__lt=end, end__gt=start) for article, start, end in corrected]
    found = set(_edits(Correction, overlapping, edit))
    for rule in edit.rules.all():
        words = Correction.objects.filter(edit__pk__gt=edit.pk)
        holds = Q(holds__gt=0) | Q(held__gt=0)
        words = words.alias(holds=StrIndex("quote", Value(rule.quote)), held=StrIndex(Value(rule.quote), F("quote")))
        words = words.filter(holds, *_within(rule))
        found |= set(words.values_list("edit", flat=True))
        found |= set(Rule.objects.filter(edit__pk__gt=edit.pk, quote=rule.quote).values_list("edit", flat=True))
    entities = {pk for pair in edit.identities.values_list("entity", "other") for pk in pair if pk}
    if entities:
        found |= set(Identity.objects.about(entities).filter(edit__pk__gt=edit.pk).values_list("edit", flat=True))
    judged = edit.judgements.values_list("article", "start")
    found |= set(_edits(Judgement, [Q(article=article, start=start) for article, start in judged], edit))
    return list(later.filter(pk__in=found).select_related("editor").order_by("-pk")[: MOST_BUILT + 1])


def _edits(model, places: Sequence[Q], edit: Edit) -> list[int]:
    if not places:
        return []
    return model.objects.filter(reduce(or_, places), edit__pk__gt=edit.pk).values_list("edit", flat=True)


def _within(rule: Rule) -> list[Q]:
    """What keeps corrections to the scope of a rule."""
    if rule.article_id:
        return [Q(article=rule.article_id)]
    return [Q(article__source=rule.source)] if rule.source else []
