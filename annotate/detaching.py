"""Deeds: say where words of an editor stand that a publisher has changed, or let them go; and what is to be decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from .editing import Invalid, Stale, sentence
from .models import APART, SAME, Correction, Edit, Evidence, Judgement, Note
from .nlp.spans import fits, is_whole
from .settling import settle

MODELS = {"correction": Correction, "judgement": Judgement, "note": Note}
MOST_PLACES = 8  # shown of one quote


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one edit said of one place, or telling, of an article that the newest revision has no certain place for.

    words     its rows: a correction, a note, or all judgements on one telling
    old       the text that it was said of, "" where that revision is not kept
    places    where its quote stands in the newest revision as whole words, at most MOST_PLACES
    tellings  what the article tells now, of a judgement that can be said of something else
    """

    words: Sequence
    old: str
    places: Sequence[int]
    tellings: Sequence[Evidence]

    @property
    def kind(self) -> str:
        return type(self.words[0])._meta.model_name


def waiting(articles: Sequence) -> list[Waiting]:
    """All that is detached in these articles, in the order in which it was said. A handful of queries for all."""
    newest = {article.pk: article for article in articles}
    found = [
        word
        for model in MODELS.values()
        for word in model.objects.standing()
        .filter(is_detached=True, article__in=newest)
        .select_related("edit__editor")
        .order_by("id")
    ]
    texts = _texts(found)
    told: dict[int, list[Evidence]] = {}
    if any(isinstance(word, Judgement) for word in found):
        for row in Evidence.objects.filter(article__in=newest).order_by("id"):
            told.setdefault(row.article_id, []).append(row)
    return [
        Waiting(
            words,
            texts.get((words[0].article_id, words[0].revision), ""),
            _places(newest[words[0].article_id].text, words[0]),
            told.get(words[0].article_id, []) if _is_movable(words) else [],
        )
        for words in _grouped(found)
    ]


@transaction.atomic
def attach(words: Sequence, *, revision: int, start: int, editor) -> Edit:
    """Say of a place of the newest revision what these detached words said of an older one, which they let go.

    `start` is where the quote of a correction or a note stands, or the first sentence of what a judgement now speaks
    of. Raises Stale when the article has another revision than the page showed or the words wait no more.
    """
    article, words = _locked(words, revision)
    first = words[0]
    edit = Edit.objects.create(editor=editor, article=article, summary="")
    if isinstance(first, Judgement):
        _judge_again(edit, article, words, start)
    else:
        end = start + len(first.quote)
        if not fits(article.text, start, end, first.quote):
            raise Invalid(f"“{first.quote}” does not stand there.")
        for word in words:
            _say_again(edit, word, revision, start, end)
    return _done(edit, article, words, f"Found again in the changed article: {told(first)}")


@transaction.atomic
def let_go(words: Sequence, *, revision: int, editor) -> Edit:
    """Say that these detached words are no more to be looked for. Raises as attach() does."""
    article, words = _locked(words, revision)
    edit = Edit.objects.create(editor=editor, article=article, summary="")
    return _done(edit, article, words, f"Let go, since the article changed: {told(words[0])}")


def told(word) -> str:
    """What was said, in a sentence."""
    if isinstance(word, Correction):
        return sentence(word.quote, word.label, word.entity or word.value)
    if isinstance(word, Note):
        return f"A note on “{word.quote}”."
    return word.edit.summary


def _done(edit: Edit, article, words: Sequence, summary: str) -> Edit:
    type(words[0]).objects.filter(pk__in=[word.pk for word in words]).update(let_go=edit)
    edit.summary = summary
    edit.save(update_fields=["summary"])
    settle([article])
    return edit


def _locked(words: Sequence, revision: int) -> tuple:
    """The article, locked, with the words that are detached in it still."""
    article = apps.get_model("newsroom", "Article").objects.select_for_update().get(pk=words[0].article_id)
    model, ids = type(words[0]), [word.pk for word in words]
    standing = list(model.objects.standing().filter(pk__in=ids, is_detached=True).select_related("edit").order_by("id"))
    if article.revision != revision or len(standing) != len(ids):
        raise Stale("This has changed since you opened the page.", told(words[0]))
    return article, standing


def _say_again(edit: Edit, word, revision: int, start: int, end: int) -> None:
    said = {"edit": edit, "article": word.article, "revision": revision, "start": start, "end": end}
    if isinstance(word, Note):
        Note.objects.create(**said, quote=word.quote, text=word.text)
    else:
        more = {"label": word.label, "entity": word.entity, "value": word.value}
        Correction.objects.create(**said, quote=word.quote, **more)


def _judge_again(edit: Edit, article, words: Sequence[Judgement], start: int) -> None:
    row = next((row for row in Evidence.objects.filter(article=article) if row.ranges[0][0] == start), None)
    if row is None or not _is_movable(words):
        raise Invalid("The article tells of no event there.")
    edit.event_id = row.event_id
    edit.save(update_fields=["event"])
    Judgement.objects.bulk_create(
        Judgement(
            edit=edit,
            article=article,
            revision=article.revision,
            start=row.ranges[0][0],
            end=row.ranges[0][1],
            quote=row.quote,
            told=[*row.told, row.kind],
            verb=word.verb,
            said=word.said,
            event_id=row.event_id,
        )
        for word in words
    )


def _is_movable(words: Sequence) -> bool:
    """True of judgements that say something of one telling alone: which tellings are one event is said of all."""
    return isinstance(words[0], Judgement) and not any(word.verb in (SAME, APART) for word in words)


def _grouped(words: Iterable) -> list[list]:
    groups: dict[tuple, list] = {}
    for word in words:
        of_telling = (word.start, str(word.told)) if isinstance(word, Judgement) else word.pk
        groups.setdefault((type(word), word.edit_id, word.article_id, of_telling), []).append(word)
    return sorted(groups.values(), key=lambda group: (group[0].edit_id, group[0].pk))


def _texts(words: Sequence) -> dict[tuple[int, int], str]:
    wanted = [Q(article=word.article_id, number=word.revision) for word in words]
    if not wanted:
        return {}
    stored = apps.get_model("newsroom", "Revision").objects.filter(Q(*wanted, _connector=Q.OR)).order_by()
    return {(article, number): text for article, number, text in stored.values_list("article", "number", "text")}


def _places(text: str, word) -> list[int]:
    if isinstance(word, Judgement):
        return []
    places, start = [], text.find(word.quote)
    while start >= 0 and len(places) < MOST_PLACES:
        if is_whole(text, start, start + len(word.quote)):
            places.append(start)
        start = text.find(word.quote, start + 1)
    return places
