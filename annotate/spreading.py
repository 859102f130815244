"""Deed: let what rules and words on entities say, or say no more, reach the rest of the archive, in the background."""

from collections.abc import Callable

from django.apps import apps
from django.db import transaction

from .identities import reached_articles
from .models import Identity, Rule
from .settling import settle

WALKED = 2_000  # articles looked through at a time
BATCH = 16  # articles settled at a time: an undo waits no longer than this takes


def spread_waiting(progress: Callable[[int], None] = lambda done: None) -> int:
    """Settle every article that a new or undone rule or word on entities reaches, the newest first; returns how many.

    The rule, or the word, itself is the queue: it carries below which id articles wait, so that making it costs one
    row however many articles it reaches. Each batch is settled and noted in one transaction, so a killed worker loses
    nothing. Any number of workers may do this at once, each on one of its own.
    """
    done = 0
    while (number := _spread_some()) is not None or (number := _spread_identity()) is not None:
        done += number
        progress(number)
    return done


def spread_words() -> None:
    """Settle every article that a word on entities reaches, as spread_waiting() does, and leave the rules to it."""
    while _spread_identity() is not None:
        pass


@transaction.atomic
def _spread_some() -> int | None:
    """Settle the next articles of a rule; how many, None when no rule waits for a worker.

    The articles are walked and their text compared. The index of words would be faster, and would miss some: it takes
    "Iran/Iraq" for the path of a file.
    """
    rule = Rule.objects.unsettled().select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if rule is None:
        return None
    waiting = apps.get_model("newsroom", "Article").objects.filter(pk__lt=rule.unsettled_below).order_by("-pk")
    lowest = waiting.values_list("pk", flat=True)[WALKED - 1 : WALKED].first()
    walked = waiting.filter(pk__gte=lowest) if lowest else waiting
    articles = list(rule.reached(walked).only("pk")[:BATCH])
    settle(articles)
    rule.unsettled_below = articles[-1].pk if len(articles) == BATCH else lowest
    rule.save(update_fields=["unsettled_below"])
    return len(articles)


@transaction.atomic
def _spread_identity() -> int | None:
    """Settle the next articles that name what a word on entities speaks of; None when no word waits for a worker."""
    waiting = Identity.objects.unsettled().select_for_update(skip_locked=True, of=("self",))
    word = waiting.order_by("pk").first()
    if word is None:
        return None
    ids = reached_articles(word.reaches, below=word.unsettled_below, most=BATCH)
    settle(apps.get_model("newsroom", "Article").objects.filter(pk__in=ids).only("pk"))
    word.unsettled_below = ids[-1] if len(ids) == BATCH else None
    word.save(update_fields=["unsettled_below"])
    return len(ids)


def on_its_way() -> dict[int, int]:
    """Edit -> below which id articles wait, of every rule and word on entities that has still some to reach."""
    return {
        edit: below
        for words in (Rule, Identity)
        for edit, below in words.objects.unsettled().values_list("edit", "unsettled_below")
    }


def gone_through(below: int, last: int) -> int:
    """Per cent of an archive with ids up to `last` that a rule has gone through which still waits `below` an id."""
    return round(100 * (1 - min(1, below / (last + 1))))
