"""What is said of articles, by the machine, by editors and by rules, worked out by names: not yet rows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model

from .carrying import find_places, flag, listed
from .entities import Name
from .models import Correction, Judgement, Note
from .nlp import settle as pure
from .nlp.events import find_events
from .nlp.people import told_sexes
from .nlp.sentences import sentences
from .nlp.spans import PERSON, Span
from .rules import rules_of

NOT_STORY = ("heading", "aside", "caption")

TAGGED = """
    SELECT DISTINCT ON (article.id) article.id, spans FROM newsroom_article AS article
    JOIN annotate_tagging AS tagging ON tagging.article_id = article.id AND tagging.revision = article.revision
    WHERE article.id = ANY(%s) AND NOT shadow ORDER BY article.id, tagging.created_at DESC, tagging.id DESC
"""
STANDING = """
    SELECT word.* FROM {} AS word JOIN annotate_edit AS edit ON edit.id = word.edit_id
    LEFT JOIN annotate_edit AS let_go ON let_go.id = word.let_go_id
    WHERE word.article_id = ANY(%s) AND edit.retired_at IS NULL AND (let_go.id IS NULL OR let_go.retired_at IS NOT NULL)
    ORDER BY word.edit_id, word.id
"""  # as standing() of each model says; Django takes longer to write it than Postgres to answer


@dataclass(frozen=True, slots=True)
class Settled:
    """What one article says, by names: not yet rows."""

    article: object
    spans: list[tuple[Span, str]]
    sexes: dict[str, str]
    happenings: list
    judgements: dict[Judgement, tuple[int, int] | None]

    def name(self, span: Span) -> Name:
        """What name_entities() wants to know of a span."""
        return span.kind, span.entity, self.sexes.get(span.entity, "") if span.kind == PERSON else ""


def gather(articles: Sequence) -> tuple[list[Settled], int]:
    """What the articles say, and how many corrections and notes lost or found their place."""
    tagged = _tagged(articles)
    revised = [article for article in articles if article.revision > 1]  # elsewhere each note stands where it was left
    corrections, judgements, notes = (
        _standing(model, [article.pk for article in concerned]) if concerned else []
        for model, concerned in ((Correction, articles), (Judgement, articles), (Note, revised))
    )
    places = find_places(articles, [*corrections, *judgements, *notes])
    changed = 0
    for words in (corrections, notes):
        changed += flag(words, listed([word for word in words if places[word] is None], words))
    rules = rules_of(articles)
    settled = [
        _settled(
            article,
            tagged.get(article.pk, []),
            [_said(word, *places[word]) for word in corrections if word.article_id == article.pk and places[word]],
            rules[article.pk],
            {word: places[word] for word in judgements if word.article_id == article.pk},
        )
        for article in articles
    ]
    return settled, changed


def _standing(model: type[Model], articles: Sequence[int]) -> list:
    return list(model.objects.raw(STANDING.format(model._meta.db_table), [articles]))


def _tagged(articles: Sequence) -> dict[int, list[Span]]:
    """The machine's word on each article: what the newest Tagging of its revision that counts says."""
    with connection.cursor() as cursor:
        cursor.execute(TAGGED, [[article.pk for article in articles]])
        return {pk: [Span(*span[:4], score=span[4]) for span in json.loads(spans)] for pk, spans in cursor}


def _said(correction: Correction, start: int, end: int) -> Span:
    return Span(start, end, correction.label, value=correction.value, entity=correction.entity)


def _settled(article, tagged: list[Span], ruled: list[Span], rules: list[Span], judgements: dict) -> Settled:
    published = article.published_at.date()
    spans = pure.settle(article.text, tagged, ruled, rules)
    skipped = [(start, end) for kind, start, end, *_ in article.parts if kind in NOT_STORY]
    story = [(a, b) for a, b in sentences(article.text) if not any(s < b and a < e for s, e in skipped)]
    happenings = (
        find_events(article.text, [span for span, _ in spans], story, published=published, title=article.title)
        if tagged or ruled or rules
        else []
    )
    return Settled(article, spans, told_sexes(article.text, [span for span, _ in spans]), happenings, judgements)
