"""Rows of events as every list shows them: when, what, where, and one sentence with its source."""

import json

from annotate.models import event_url
from annotate.nlp.dates import describe

from .. import sql
from ..models import article_url
from .lists import teaser

KIND_WORDS = {"announced": "announced", "statement": "said"}
DIGITS = {"month": 7, "year": 4}  # of a date in ISO 8601 that are as precise as the event

# One telling an event: of its very days, a story of its own first, one with a place first, then the earliest.
TOLD = """
    SELECT DISTINCT ON (event.id) event.id AS event, evidence.value, place.name AS place, evidence.quote,
        evidence.ranges, article.id AS article, article.title, article.source, article.published_at
    FROM annotate_event AS event
    JOIN annotate_evidence AS evidence ON evidence.event_id = event.id
    JOIN newsroom_article AS article ON article.id = evidence.article_id
    LEFT JOIN annotate_entity AS place ON place.id = evidence.place_id
    WHERE event.id = ANY(%(events)s)
    ORDER BY event.id, (evidence.first_day, evidence.last_day) = (event.first_day, event.last_day) DESC,
        evidence.kind = 'main' DESC, place.id IS NULL, article.published_at, evidence.id
"""


def rows_of(events: list[dict]) -> list[dict]:
    """Events with timeline.COLUMNS made ready for `_events.html`, in their order; one query, however many there are."""
    told = {row["event"]: row for row in sql.read(TOLD, events=[event["pk"] for event in events])}
    return [row_of(event, told.get(event["pk"])) for event in events]


def row_of(event: dict, told: dict | None = None) -> dict:
    """One event's row, with what TOLD says of it or without a sentence.

    `when` is its date in words; `heading` the container it stands in, a day or a longer span; `part` what of `when`
    its heading does not say, as "morning".
    """
    is_day = event["first_day"] == event["last_day"]
    day = describe(event["first_day"].isoformat()[: DIGITS.get(event["precision"], 4 + 6 * is_day)])
    when = describe(told["value"]) if told else ""
    if not is_day:
        day = when or day
    row = {
        "pk": event["pk"],
        "title": event["title"],
        "url": event_url(event["pk"], event["title"]),
        "when": when or day,
        "heading": day[:1].upper() + day[1:],
        "part": when.removeprefix(day).strip(", "),
        "day": event["first_day"].isoformat() if is_day else "",
        "place": "",
        "kind": KIND_WORDS.get(event["kind"], ""),
        "sources": event["source_count"],
        "is_day": is_day,
    }
    return row | _sentence(told) if told else row


def _sentence(told: dict) -> dict:
    sentence = json.loads(told["ranges"])[0][0]
    return {
        "place": told["place"] or "",
        "quote": teaser(told["quote"]),
        "source": told["source"] or told["title"],
        "told_at": f"{article_url(told['article'], told['title'])}#s-{sentence}",
        "told_on": told["published_at"],
    }
