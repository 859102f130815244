"""Deed: read what waits with the pipeline, in batches, and settle it."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.apps import apps
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from .models import Tagging
from .nlp.reading import read
from .pipelines import hold, load_in_use
from .settling import settle

BATCH = 32
MOST = 200_000  # characters read at a time: what stands further down in one article is not read
LATER = timedelta(hours=1)

log = logging.getLogger(__name__)


def tag_waiting(progress: Callable[[int], None] = lambda done: None) -> int:
    """Tag and settle every article that waits; returns how many. Any number of workers may do this at once.

    Each batch is claimed, read by the version in use and settled in one transaction: a killed worker gives its batch
    back, and nobody switches in the middle of it. A batch that is long or fails is read one by one; the article that
    fails then carries the reason and waits an hour.
    """
    done = 0
    while number := _tag_batch(BATCH):
        done += number
        progress(number)
    return done


def requeue_all() -> int:
    """Let every article wait for the background pass again, for a new pipeline version say; returns how many."""
    return _articles().update(tag_after=timezone.now())


def _tag_batch(size: int) -> int:
    now, claimed = timezone.now(), []
    try:
        with transaction.atomic():
            hold()
            pipeline = load_in_use()
            claimed = list(_articles().waiting(now).select_for_update(skip_locked=True)[:size])
            fits = len(claimed) < 2 or sum(len(article.text) for article in claimed) <= MOST
            if claimed and fits:
                tag(claimed, pipeline)
        return len(claimed) if fits else _tag_batch(1)
    except Exception as error:
        if not claimed or _is_lost(error):
            raise
        if size > 1:
            return _tag_batch(1)
        log.exception("could not read article %s", claimed[0].pk)
        _articles().filter(pk=claimed[0].pk).update(tag_after=now + LATER, tag_error=f"{type(error).__name__}: {error}")
        return 1


def _is_lost(error: Exception) -> bool:
    """True when the database went away, which is no article's fault: SQLSTATE says so, or there is none."""
    state = getattr(error.__cause__, "sqlstate", None) or "08"
    return isinstance(error, OperationalError | InterfaceError) and state.startswith(("08", "57P"))


def tag(articles: Sequence, pipeline) -> None:
    """Write what `pipeline` reads in the newest revision of the locked articles, and settle them."""
    texts = [(article.text[:MOST], article.published_at.date(), asides(article.parts)) for article in articles]
    taggings = [
        Tagging(
            article=article,
            revision=article.revision,
            pipeline=pipeline.version,
            spans=[[s.start, s.end, s.label, s.value, s.score] for s in spans],
        )
        for article, spans in zip(articles, read(pipeline, texts, batch_size=BATCH), strict=True)
    ]
    Tagging.objects.bulk_create(
        taggings,
        update_conflicts=True,
        unique_fields=["article", "revision", "pipeline"],
        update_fields=["spans", "created_at", "shadow", "changes"],
    )
    settle(articles)
    _articles().filter(pk__in=[article.pk for article in articles]).update(tag_after=None, tag_error="")


def asides(parts: list) -> list[tuple[int, int]]:
    """The ranges of an article that are not its story."""
    return [(start, end) for kind, start, end, *_ in parts if kind == "aside"]


def _articles():
    return apps.get_model("newsroom", "Article").objects
