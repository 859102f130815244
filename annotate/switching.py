"""Deeds: use another version of the pipeline, and go back to the one before."""

from collections.abc import Callable, Sequence

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from . import pipelines
from .models import Tagging
from .nlp.pipeline import load
from .settling import settle

BATCH = 100

Progress = Callable[[int], None]


def use(name: str, *, everything: bool = False, progress: Progress = lambda done: None) -> int:
    """Read with this version from now on, `everything` also what was read before; returns how many articles wait.

    With `everything`, what it read on trial counts at once, and only what it has not read waits for the background.
    """
    version = load(pipelines.place(name)).version  # what cannot be loaded would stop every worker
    pipelines.switch_on(name)
    if not everything:
        return 0
    for batch in _batches(Tagging.objects.filter(pipeline=version, shadow=True), progress):
        batch.update(shadow=False, changes=[], created_at=timezone.now())
    newest = Tagging.objects.counted().filter(article=OuterRef("pk"), revision=OuterRef("revision"))
    known = newest.filter(pipeline=version)
    return _articles().filter(~Exists(known)).update(tag_after=timezone.now())


def back(*, progress: Progress = lambda done: None) -> tuple[str, str, int]:
    """Use the version before again, and what was read before; returns what was left, what is in use, and how many wait.

    What the version left had read steps aside, kept as if read on trial; no article is read again but those that no
    other version has read.
    """
    left, now = pipelines.go_back()
    version = pipelines.version_of(left)
    others = Tagging.objects.counted().filter(article=OuterRef("article"), revision=OuterRef("revision"))
    others = others.exclude(pipeline=version)
    for batch in _batches(Tagging.objects.counted().filter(Exists(others), pipeline=version), progress):
        batch.update(shadow=True)
    alone = Tagging.objects.counted().filter(article=OuterRef("pk"), revision=OuterRef("revision"), pipeline=version)
    return left, now, _articles().filter(Exists(alone)).update(tag_after=timezone.now())


def _batches(taggings, progress: Progress):
    """The taggings of a hundred articles at a time; each batch is settled with what is done to it in between."""
    last = 0
    while ids := _next(taggings, last):
        with transaction.atomic():
            articles = list(_articles().filter(pk__in=ids).select_for_update().order_by("pk"))
            yield taggings.filter(article__in=ids)
            settle(articles)
        last = ids[-1]
        progress(len(ids))


def _next(taggings, last: int) -> Sequence[int]:
    rows = taggings.filter(article__gt=last).order_by("article").values_list("article", flat=True).distinct()
    return list(rows[:BATCH])


def _articles():
    return apps.get_model("newsroom", "Article").objects
