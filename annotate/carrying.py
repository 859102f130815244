"""Where the words of editors on an older revision stand in the newest, and which of them found no place there."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from django.apps import apps

from .nlp.carrying import way
from .nlp.spans import fits

Range = tuple[int, int]
NOTHING = MappingProxyType({})
Word = TypeVar("Word")  # a row with article, revision, start, end and quote: Correction, Judgement, Note


def find_places(articles: Iterable, words: Iterable[Word], known: Mapping = NOTHING) -> dict[Word, Range | None]:
    """Where each word stands in the newest revision of its article, None where that is not certain.

    Worked out from the revision that the word was said of, whatever came between: what a publisher takes back is as it
    was. One query where a word is of an older revision, none otherwise.
    """
    words = list(words)
    newest = {article.pk: article for article in articles}
    older = {(word.article_id, word.revision) for word in words if word.revision != newest[word.article_id].revision}
    texts = dict(known) | {(article.pk, article.revision): article.text for article in newest.values()}
    texts |= _texts(older - texts.keys())
    return {word: _place(word, texts, newest[word.article_id]) for word in words}


def listed(lost: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """Of words that found no place those to ask an editor about: what a later of all `words` replaced is settled."""
    return [word for word in lost if not any(later.pk > word.pk and later.replaces(word) for later in words)]


def revision_of(article, start: int, end: int, quote: str) -> int:
    """The newest revision with this quote there: what readers see is of an older one while the newest waits."""
    if article.is_tagged or fits(article.text, start, end, quote):
        return article.revision
    older = article.revisions.order_by("-number").values_list("number", "text")
    return next((number for number, text in older if fits(text, start, end, quote)), article.revision)


def flag(words: Iterable[Word], detached: Iterable[Word]) -> int:
    """Write down which words are detached; returns of how many that changed."""
    detached, changed = set(detached), []
    for word in words:
        if word.is_detached != (word in detached):
            word.is_detached = not word.is_detached
            changed.append(word)
    if changed:
        type(changed[0]).objects.bulk_update(changed, ["is_detached"])
    return len(changed)


def _texts(revisions: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
    wanted = set(revisions)
    if not wanted:
        return {}
    articles, numbers = zip(*wanted, strict=True)
    stored = apps.get_model("newsroom", "Revision").objects.filter(article__in=articles, number__in=numbers)
    rows = stored.order_by().values_list("article", "number", "text")
    return {(article, number): text for article, number, text in rows if (article, number) in wanted}


def _place(word: Word, texts: dict[tuple[int, int], str], article) -> Range | None:
    text = texts.get((article.pk, word.revision), "")
    if not fits(text, word.start, word.end, word.quote):
        return None
    if word.revision == article.revision:
        return word.start, word.end
    return way(text, article.text).place(word.start, word.end)
