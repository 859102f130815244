"""Rows of articles as every list shows them: a handful of queries for a page, dates put into words beforehand."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models.functions import Left

from annotate.models import entity_url

from .. import sql
from ..models import article_url

TEASER = 220  # characters of the opening
OPENING = 400
MOST_CHIPS = 6

FIELDS = ("title", "source", "published_at", "published_is_certain", "revision", "tag_after")
COLUMNS = (
    f"article.id AS pk, {', '.join(f'article.{name}' for name in FIELDS)}, left(article.text, {OPENING}) AS opening"
)
NAMED_MOST = """
    SELECT named.article_id AS article, entity.id AS entity, entity.name, entity.kind
    FROM unnest(%(articles)s::bigint[]) AS listed (article)
    CROSS JOIN LATERAL (
        SELECT article_id, entity_id, count, id FROM annotate_appearance
        WHERE article_id = listed.article
        ORDER BY entity_id = ANY(%(wanted)s) DESC, count DESC, id
        LIMIT %(most)s
    ) AS named
    JOIN annotate_entity AS entity ON entity.id = named.entity_id
    ORDER BY article, entity.id = ANY(%(wanted)s) DESC, named.count DESC, named.id
"""
SAME_STORY = """
    SELECT telling.event_id AS event, article.id AS pk, article.title, article.source
    FROM annotate_evidence AS telling
    JOIN newsroom_article AS article ON article.id = telling.article_id
    WHERE telling.kind = 'main' AND telling.event_id IN (
        SELECT event.id FROM annotate_evidence AS told
        JOIN annotate_event AS event ON event.id = told.event_id
        WHERE told.article_id = ANY(%(articles)s) AND told.kind = 'main' AND event.source_count > 1
    )
    ORDER BY article.published_at, article.id
"""


def moment(at: datetime) -> str:
    """A moment in words, in UTC: "7 November 2021, 06:40"."""
    return f"{at.day} {at:%B %Y, %H:%M}"


def listed(articles):
    """What rows_of() needs of a queryset of articles."""
    return articles.values("pk", *FIELDS, opening=Left("text", OPENING))


def rows_of(articles, wanted: Collection[int] = ()) -> list[dict]:
    """Lists of articles' values made ready for `_rows.html`: addresses, dates, names, and who else reports the story.

    `articles` are dicts with COLUMNS; two queries, however many there are. Of the names of an article
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
            "told_by": ", ".join(other["source"] or "an unnamed source" for other in others[article["pk"]]),
        }
        for article in articles
    ]


def teaser(opening: str) -> str:
    """The first words of a text, to the end of a word."""
    words = " ".join(opening.split())
    return words if len(words) <= TEASER else words[:TEASER].rsplit(" ", 1)[0] + " …"


def _chips(ids: list[int], wanted: Collection[int]) -> dict[int, list[dict]]:
    chips = defaultdict(list)
    for chip in sql.read(NAMED_MOST, articles=ids, wanted=list(wanted), most=MOST_CHIPS):
        chip["url"] = entity_url(chip["entity"], chip["name"])
        chip["is_wanted"] = chip["entity"] in wanted
        chips[chip["article"]].append(chip)
    return chips


def _other_sources(ids: list[int]) -> dict[int, list[dict]]:
    """For each article the other articles whose story is the same event."""
    by_event = defaultdict(list)
    for row in sql.read(SAME_STORY, articles=ids):
        by_event[row["event"]].append(row | {"url": article_url(row["pk"], row["title"])})
    others = defaultdict(list)
    for tellings in by_event.values():
        for telling in tellings:
            others[telling["pk"]] = [other for other in tellings if other["pk"] != telling["pk"]]
    return others
