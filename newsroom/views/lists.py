"""Rows of articles as every list shows them: a handful of queries for a page, dates put into words beforehand."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, When, Window
from django.db.models.functions import RowNumber

from annotate.models import Appearance, Evidence, entity_url

from ..models import article_url

FIELDS = ("pk", "title", "source", "published_at", "published_is_certain", "revision", "tag_after")
TEASER = 220  # characters of the opening
MOST_CHIPS = 6


def moment(at: datetime) -> str:
    """A moment in words, in UTC: "7 November 2021, 06:40"."""
    return f"{at.day} {at:%B %Y, %H:%M}"


def rows_of(articles, wanted: Collection[int] = ()) -> list[dict]:
    """Lists of articles' values made ready for `_rows.html`: addresses, dates, names, and who else reports the story.

    `articles` are dicts with FIELDS and "opening"; two queries, however many there are. Of the names of an article
    those of the `wanted` entities come first, then the most named.
    """
    ids = [article["pk"] for article in articles]
    chips, others = _chips(ids, wanted), _other_sources(ids)
    return [
        article
        | {
            "url": article_url(article["pk"], article["title"]),
            "when": moment(article["published_at"]),
            "iso": article["published_at"].isoformat(),
            "teaser": teaser(article["opening"]),
            "chips": chips[article["pk"]],
            "others": others[article["pk"]],
        }
        for article in articles
    ]


def teaser(opening: str) -> str:
    """The first words of a text, to the end of a word."""
    words = " ".join(opening.split())
    return words if len(words) <= TEASER else words[:TEASER].rsplit(" ", 1)[0] + " …"


def _chips(ids: list[int], wanted: Collection[int]) -> dict[int, list[dict]]:
    first = [Case(When(entity__in=wanted, then=0), default=1)] if wanted else []
    place = Window(RowNumber(), partition_by="article", order_by=[*first, "-count", "pk"])
    named = Appearance.objects.filter(article__in=ids).annotate(place=place).filter(place__lte=MOST_CHIPS)
    chips = defaultdict(list)
    for article, entity, name, kind in named.order_by("article", "place").values_list(
        "article", "entity", "entity__name", "entity__kind"
    ):
        chip = {"name": name, "kind": kind, "url": entity_url(entity, name), "is_wanted": entity in wanted}
        chips[article].append(chip)
    return chips


def _other_sources(ids: list[int]) -> dict[int, list[dict]]:
    """For each article the other articles whose story is the same event."""
    shared = Evidence.objects.filter(article__in=ids, kind="main", event__source_count__gt=1).values("event")
    told = Evidence.objects.filter(event__in=shared, kind="main").order_by("article__published_at", "article")
    by_event = defaultdict(list)
    for event, pk, title, source in told.values_list("event", "article", "article__title", "article__source"):
        by_event[event].append({"pk": pk, "title": title, "source": source, "url": article_url(pk, title)})
    others = defaultdict(list)
    for tellings in by_event.values():
        for telling in tellings:
            others[telling["pk"]] = [other for other in tellings if other["pk"] != telling["pk"]]
    return others
