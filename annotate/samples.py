"""Sample sentences: how the newest articles name an entity, to compare it with another."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from .nlp.sentences import sentences

BEFORE, WINDOW = 300, 700  # characters read before a name, and in all
LONGEST = 160  # characters shown on either side

NEWEST = """
    SELECT own.entity, article.id, article.title, article.source, named.quote,
        least(named.start, %(before)s), substr(article.text, greatest(named.start - %(before)s, 0) + 1, %(window)s)
    FROM unnest(%(entities)s::bigint[]) AS own (entity)
    CROSS JOIN LATERAL (
        SELECT article_id, published_at FROM annotate_appearance
        WHERE entity_id = own.entity AND (%(articles)s::bigint[] IS NULL OR article_id = ANY(%(articles)s))
        ORDER BY published_at DESC, article_id DESC LIMIT %(most)s
    ) AS newest
    CROSS JOIN LATERAL (
        SELECT start, quote FROM annotate_mention
        WHERE article_id = newest.article_id AND entity_id = own.entity ORDER BY start LIMIT 1
    ) AS named
    JOIN newsroom_article AS article ON article.id = newest.article_id
    ORDER BY own.entity, newest.published_at DESC, newest.article_id DESC
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence of an article that names an entity: the name is `quote`."""

    article: int
    title: str
    source: str
    before: str
    quote: str
    after: str


def samples_of(entities: Collection[int], *, most: int, articles: Collection[int] | None = None) -> dict[int, list]:
    """Entity -> Samples of the newest articles that name it, or of these articles only. One query."""
    found = defaultdict(list)
    asked = {"entities": list(entities), "articles": None if articles is None else list(articles), "most": most}
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, {**asked, "before": BEFORE, "window": WINDOW})
        for entity, *row in cursor.fetchall():
            found[entity].append(_sample(*row))
    return found


def _sample(article: int, title: str, source: str, quote: str, at: int, text: str) -> Sample:
    start, end = next(((a, b) for a, b in sentences(text) if a <= at < b), (0, len(text)))
    before, after = text[start:at], text[at + len(quote) : max(end, at + len(quote))]
    if len(before) > LONGEST or (start == 0 and at == BEFORE):
        before = f"… {before[-LONGEST:].partition(' ')[2]}"
    if len(after) > LONGEST:
        after = f"{after[:LONGEST].rpartition(' ')[0]} …"
    return Sample(article, title, source, before, quote, after)
