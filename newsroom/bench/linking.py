"""What linking costs: a thousand articles in batches, and new ones one by one, in an archive made up for it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random
from statistics import median, quantiles

from django.db import transaction

from annotate.linking import link
from annotate.models import Evidence
from annotate.tagging import BATCH

from .clock import Clock
from .invented import fill

LAST_DAY = date(2022, 3, 1)  # of the archive: the seeds end there
MANY, SINGLE = 1000, 100  # articles linked in batches, and then one by one

Cost = tuple[float, float]  # CPU milliseconds here and in Postgres


def linking(size: int) -> Iterator[str]:
    """The rows for an archive of `size` articles.

    All of them stand in the database; those of the days around its middle are linked, MANY in such batches as the
    worker takes, then SINGLE ones, each as if it had just come.
    """
    ids = fill(size, LAST_DAY)
    each = Evidence.objects.filter(article__in=ids).count() / size
    clock = Clock()
    yield f"{size:,} articles made up, {each:.1f} pieces of evidence each; CPU here and {clock.theirs}"
    chosen = _around_the_middle(ids, MANY + SINGLE)
    many, single = chosen[:-SINGLE], chosen[-SINGLE:]
    costs = [_cost(many[start : start + BATCH], clock) for start in range(0, len(many), BATCH)]
    yield _row(
        "articles in batches, seconds for 1,000", [[sum(part) / len(many)] for part in zip(*costs, strict=True)], max
    )
    costs = list(zip(*(_cost([article], clock) for article in single), strict=True))
    yield _row("a new article, median milliseconds", costs, median)
    yield _row("a new article, 95th percentile", costs, lambda values: quantiles(values, n=20)[-1])


def _around_the_middle(ids: Sequence[int], wanted: int) -> list[int]:
    """So many articles of as few days as hold them, shuffled as they come."""
    start = max(0, len(ids) - wanted) // 2
    chosen = list(ids[start : start + wanted])
    Random(0).shuffle(chosen)
    return chosen


def _cost(articles: list[int], clock: Clock) -> Cost:
    clock.lap()
    with transaction.atomic():
        link(articles)
    return clock.lap()


def _row(what: str, costs: Sequence[Sequence[float]], figure: Callable) -> str:
    here, there = costs
    both = [a + b for a, b in zip(here, there, strict=True)]
    return f"{what:40s}{figure(here):8.1f} + {figure(there):6.1f}   together {figure(both):6.1f}"
