"""The queue of the desk: which of the machine's doubtful names are most worth a look, and what it can be kept to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.core.cache import cache

from annotate.models import WHOLE
from annotate.nlp.spans import KINDS

from . import sql

MOST = 20  # rows
MOST_CHOICES = 12  # sources or entities that the queue can be kept to
COUNTED = 300  # seconds for which the numbers beside sources, which take reading every doubt, are good enough

# The order is that of annotate.models.Doubted.worth, an index walk: 3 ms with its samples among 5 million mentions
# in 100,000 articles, where counting the mentions anew took seconds. Kept to a source only what stands there counts.
RANKED = """
    SELECT id, quote, label, entity_id AS entity, mentions, articles, readers,
        doubt::float / mentions / %(whole)s AS doubt
    FROM annotate_doubted WHERE mentions > 0 {kept} ORDER BY worth DESC, id LIMIT %(most)s OFFSET %(skip)s
"""
OF_SOURCE = """
    SELECT id, quote, label, entity_id AS entity, here.mentions, here.articles, here.readers,
        here.doubt::float / here.mentions / %(whole)s AS doubt
    FROM (
        SELECT doubted_id, sum(mentions)::int AS mentions, count(*)::int AS articles, sum(doubt)::bigint AS doubt,
            coalesce(sum(count), 0)::bigint AS readers
        FROM newsroom_article AS article JOIN annotate_doubt AS doubt ON doubt.article_id = article.id
        LEFT JOIN annotate_readership AS readership ON readership.article_id = article.id
        WHERE source = %(source)s GROUP BY doubted_id
    ) AS here JOIN annotate_doubted AS doubted ON doubted.id = doubted_id
    WHERE true {kept}
    ORDER BY here.doubt::float / here.mentions * (here.articles + here.readers) DESC, id LIMIT %(most)s OFFSET %(skip)s
"""
KEPT = {"label": "AND label = %(label)s", "entity": "AND entity_id = %(entity)s"}
# The newest article that bears a name stands for all: there readers are now.
SAMPLED = """
    SELECT doubted.id, mention.start, mention."end", mention.value, mention.origin, article.id AS article,
        article.title, article.source, article.revision, article.text, entity.name
    FROM annotate_doubted AS doubted
    CROSS JOIN LATERAL (
        SELECT article.id FROM annotate_doubt AS doubt JOIN newsroom_article AS article ON article.id = doubt.article_id
        WHERE doubted_id = doubted.id AND (source = %(source)s OR %(source)s = '')
        ORDER BY doubt.article_id DESC LIMIT 1
    ) AS newest
    JOIN newsroom_article AS article ON article.id = newest.id
    CROSS JOIN LATERAL (
        SELECT * FROM annotate_mention
        WHERE article_id = newest.id AND quote = doubted.quote AND label = doubted.label AND origin = 'machine'
            AND entity_id IS NOT DISTINCT FROM doubted.entity_id
        ORDER BY score LIMIT 1
    ) AS mention
    LEFT JOIN annotate_entity AS entity ON entity.id = doubted.entity_id
    WHERE doubted.id = ANY(%(ids)s)
"""
LABELS = """
    SELECT label AS value, label AS words, sum(mentions)::int AS count
    FROM annotate_doubted WHERE mentions > 0 GROUP BY label ORDER BY count DESC
"""
ENTITIES = """
    SELECT entity.id AS value, entity.name AS words, sum(mentions)::int AS count
    FROM annotate_doubted AS doubted JOIN annotate_entity AS entity ON entity.id = doubted.entity_id
    WHERE mentions > 0 AND entity_id IN (
        SELECT entity_id FROM annotate_doubted WHERE mentions > 0 ORDER BY worth DESC LIMIT 2 * %(most)s
    )
    GROUP BY entity.id ORDER BY count DESC, words LIMIT %(most)s
"""
SOURCES = """
    SELECT source AS value, source AS words, sum(mentions)::int AS count
    FROM annotate_doubt AS doubt JOIN newsroom_article AS article ON article.id = doubt.article_id
    WHERE source <> '' GROUP BY source ORDER BY count DESC, source LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the queue is kept to: a source, an OntoNotes label, the id of an entity; empty where to none."""

    source: str = ""
    label: str = ""
    entity: int = 0

    def asked(self) -> dict:
        """The query string of it as a dict."""
        return {name: value for name, value in asdict(self).items() if value}


def read(query: Mapping[str, str]) -> Kept:
    """What a query string keeps the queue to; what it cannot be kept to is left aside."""
    label, entity = query.get("label", ""), query.get("entity", "")
    return Kept(
        source=query.get("source", "").replace("\x00", "")[:500],
        label=label if label in KINDS else "",
        entity=int(entity) if entity.isdecimal() and len(entity) < 19 else 0,
    )


def find(kept: Kept, skip: int = 0) -> tuple[list[dict], bool]:
    """What is most worth a look, after the first `skip`, and whether there is more: names with quote, label, entity,
    mentions, articles, readers, doubt from 0 to 1, and one of their mentions with its article. Two queries."""
    asked = asdict(kept) | {"most": MOST + 1, "skip": skip, "whole": WHOLE}
    statement = (OF_SOURCE if kept.source else RANKED).format(kept=" ".join(KEPT[k] for k in KEPT if getattr(kept, k)))
    rows = sql.read(statement, **asked)
    samples = sql.read(SAMPLED, ids=[row["id"] for row in rows[:MOST]], source=kept.source) if rows else []
    found = {sample["id"]: sample for sample in samples}
    return [row | found[row["id"]] for row in rows[:MOST] if row["id"] in found], len(rows) > MOST


def choices() -> dict[str, list[dict]]:
    """ "source", "label" and "entity" -> what the queue can be kept to: value, words, and how many mentions wait there.

    Of entities those that are most worth a look. The numbers of sources are up to COUNTED seconds old.
    """
    sources = cache.get_or_set("queue-sources", lambda: sql.read(SOURCES, most=MOST_CHOICES), COUNTED)
    return {"source": sources, "label": sql.read(LABELS), "entity": sql.read(ENTITIES, most=MOST_CHOICES)}
