"""Deed: read on trial with a version that is not in use, and say what it would change. Readers see nothing of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.apps import apps
from django.db.models import Exists, F, OuterRef

from . import pipelines
from .models import Mention, Tagging
from .nlp import settle as pure
from .nlp.pipeline import load
from .nlp.reading import read
from .nlp.spans import Span
from .pipelines import Refused
from .reviewed import corrected
from .rules import rules_of
from .tagging import BATCH, MOST, asides

ARTICLES = 200  # read on trial unless told otherwise

Change = list  # [came, start, end, label]; came is 1, or 0 for what went


def shadow(name: str, *, most: int = ARTICLES, progress: Callable[[int], None] = lambda done: None) -> int:
    """Read the newest articles on trial with this version, at most so many; returns how many.

    Those that it has read already are passed over.
    """
    if pipelines.place(name) == pipelines.in_use():
        raise Refused(f"“{name}” is in use: all that it reads is seen already.")
    pipeline = load(pipelines.place(name))
    done = 0
    while batch := _unread(pipeline.version, min(BATCH, most - done)):
        texts = [(article.text[:MOST], article.published_at.date(), asides(article.parts)) for article in batch]
        spans = dict(zip([article.pk for article in batch], read(pipeline, texts, batch_size=BATCH), strict=True))
        found = changes(batch, spans)
        Tagging.objects.bulk_create(
            [
                Tagging(
                    article=article,
                    revision=article.revision,
                    pipeline=pipeline.version,
                    spans=[[s.start, s.end, s.label, s.value, s.score] for s in spans[article.pk]],
                    shadow=True,
                    changes=found[article.pk],
                )
                for article in batch
            ],
            ignore_conflicts=True,
        )
        done += len(batch)
        progress(len(batch))
    return done


def weigh_again(taggings: Iterable[Tagging]) -> None:
    """Work out again what taggings on trial would change, after editors said more, and write it down."""
    taggings = [each for each in taggings if each.revision == each.article.revision]
    spans = {each.article_id: [Span(*span[:4], score=span[4]) for span in each.spans] for each in taggings}
    found = changes([each.article for each in taggings], spans)
    stale = [each for each in taggings if each.changes != found[each.article_id]]
    for each in stale:
        each.changes = found[each.article_id]
    Tagging.objects.bulk_update(stale, ["changes"])


def changes(articles: Sequence, spans: dict[int, list[Span]]) -> dict[int, list[Change]]:
    """What readers would see change, by article, were these spans the machine's word; editors' words and rules stand.

    In the order of the text; where a mark changes its label or borders, one goes and one comes. Three queries.
    """
    said, seen = corrected(articles), defaultdict(set)
    for pk, *mark in Mention.objects.filter(article__in=articles).values_list("article", "start", "end", "label"):
        seen[pk].add(tuple(mark))
    rules = rules_of(articles)
    found = {}
    for article in articles:
        settled = pure.settle(article.text, spans[article.pk], said[article.pk], rules[article.pk])
        would = {(span.start, span.end, span.label) for span, _ in settled}
        now = seen[article.pk]
        marks = [[0, *mark] for mark in now - would] + [[1, *mark] for mark in would - now]
        found[article.pk] = sorted(marks, key=lambda mark: (*mark[1:3], mark[0]))
    return found


def _unread(version: str, size: int) -> list:
    if size < 1:
        return []
    known = Tagging.objects.filter(article=OuterRef("pk"), revision=OuterRef("revision"), pipeline=version)
    articles = apps.get_model("newsroom", "Article").objects.filter(~Exists(known), tag_after=None)
    return list(articles.order_by(F("published_at").desc(), "-pk")[:size])
