"""The preview of a wide correction: what it would reach, in words, with sentences to look at."""

from annotate.editing import CALLED
from annotate.surveying import Survey

from ..models import article_url

CARRIED = ("revision", "seen", "start", "end", "label", "entity", "scope", "nothing", "next")


def preview_of(article, survey: Survey, said) -> dict:
    """What `_preview.html` draws; `said` is what the editor posted, which its form carries on."""
    rule = survey.rule
    places = [
        {
            "value": f"{place.article.pk}-{place.article.revision}-{place.start}",
            "before": place.before,
            "quote": place.quote,
            "after": place.after,
            "now": CALLED.get(place.now, place.now) if place.now else "untagged",
            "url": f"{article_url(place.article.pk, place.article.title)}?mark={place.start}#card",
            "title": "" if place.article.pk == article.pk else place.article.title,
            "source": place.article.source,
        }
        for place in survey.places
    ]
    return {
        "quote": rule.quote,
        "word": CALLED[rule.label],
        "scope": _scope(rule),
        "count": _counted(survey),
        "stays": _stays(survey),
        "is_whole": survey.is_whole,
        "more": survey.mentions - survey.by_hand - 1 - len(places),
        "places": places,
        "meaning": survey.meaning if rule.label else "",
        "is_new": survey.is_new,
        "carried": [(name, said[name]) for name in CARRIED if name in said],
    }


def _scope(rule) -> str:
    if rule.article_id:
        return "all through this article"
    return f"in all of {rule.source}" if rule.source else "everywhere"


def _counted(survey: Survey) -> str:
    least = "" if survey.is_whole else "at least "
    return f"{least}{_number(survey.mentions, 'mention')} in {_number(survey.articles, 'article')}"


def _stays(survey: Survey) -> str:
    """ "3 of them put right by someone else": a rule does not touch them."""
    if not survey.by_hand:
        return ""
    if not survey.by_others:
        return f"{survey.by_hand} of them put right by you"
    whom = "someone else" if survey.by_others == survey.by_hand else f"hand, {survey.by_others} by someone else"
    return f"{survey.by_hand} of them put right by {whom}"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
