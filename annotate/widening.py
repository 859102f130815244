"""Deed: let a correction hold for an article, a source or everywhere, once its editor has seen what that reaches."""

from collections.abc import Iterable, Sequence

from django.apps import apps
from django.db import transaction

from .editing import Invalid, Stale, say, summary
from .models import Correction, Edit, Mention, Rule
from .nlp.rules import WORD
from .settling import settle
from .surveying import Survey, survey

SCOPES = ("article", "source", "everywhere")


@transaction.atomic
def preview(article, *, scope: str, **said) -> Survey:
    """What widen() would reach, without doing it; it raises what widen() raises."""
    correction, old = say(article, **said)
    found = survey(_rule(correction, scope, is_meant=True), correction, old)
    transaction.set_rollback(True)
    return found


@transaction.atomic
def widen(article, *, scope: str, is_meant: bool, leave: Iterable[Sequence[int]] = (), **said) -> Edit:
    """Correct words of an article as say() takes it, and say the same of them in all of a scope, from now on.

    `is_meant`: they also mean the same one, or day, there. `leave` are (article, revision, start) of places that stay
    as they are. This article and those with such places are settled before this returns; all others wait for
    spreading.spread_waiting(). Raises Stale and Invalid as say() does.
    """
    leave = list(leave)
    articles = _locked({article.pk, *(pk for pk, _, _ in leave)})
    correction, old = say(article, **said)
    edit = correction.edit
    rule = _rule(correction, scope, is_meant=is_meant)
    Correction.objects.bulk_create(word for place in leave for word in _left(correction, articles, *place))
    if not rule.article_id:
        rule.unsettled_below = Rule.all_articles()
    rule.save()
    edit.summary = f"{_reach(rule)}: {summary(old, rule.quote, rule.label, rule.entity or rule.value)}"
    edit.save(update_fields=["summary"])
    settle(articles.values())
    return edit


def _locked(ids: Iterable[int]) -> dict:
    """The articles by id, locked in the order of their ids, as settling does."""
    articles = apps.get_model("newsroom", "Article").objects.filter(pk__in=ids)
    return {article.pk: article for article in articles.order_by("pk").select_for_update()}


def _rule(correction: Correction, scope: str, *, is_meant: bool) -> Rule:
    if scope not in SCOPES:
        raise Invalid(f"“{scope}” is no scope.")
    source = correction.article.source if scope == "source" else ""
    if scope == "source" and not source:
        raise Invalid("This article has no source.")
    if not WORD.search(correction.quote):
        raise Invalid("Without a letter or a digit this can only be said of one place.")
    return Rule(
        edit=correction.edit,
        article=correction.article if scope == "article" else None,
        source=source,
        quote=correction.quote,
        label=correction.label,
        entity=correction.entity if is_meant else "",
        value=correction.value if is_meant else "",
    )


def _left(said: Correction, articles: dict, pk: int, revision: int, start: int) -> list[Correction]:
    """Corrections that keep a place as its editor saw it: the mentions on it, or that there is none."""
    article, end = articles.get(pk), start + len(said.quote)
    if article is None or article.revision != revision or article.text[start:end] != said.quote:
        raise Stale("A source has changed an article since you looked.", f"Leave “{said.quote}” out there.")
    standing = Mention.objects.filter(article=article, start__lt=end, end__gt=start).select_related("entity")
    words = [(m.start, m.end, m.label, m.entity.name if m.entity else "", m.value) for m in standing]
    return [
        Correction(
            edit=said.edit,
            article=article,
            revision=revision,
            start=first,
            end=last,
            quote=article.text[first:last],
            label=label,
            entity=entity,
            value=value,
        )
        for first, last, label, entity, value in words or [(start, end, "", "", "")]
    ]


def _reach(rule: Rule) -> str:
    return (
        "All through this article" if rule.article_id else f"In all of {rule.source}" if rule.source else "Everywhere"
    )
