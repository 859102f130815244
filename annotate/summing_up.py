"""What an event says, of all that its evidence tells: the best title, the closest date, how many sources there are."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from .models import ANNOUNCED, HIDDEN, MAIN, OTHER, STATEMENT, TITLE, WHEN

RANKS = {kind: rank for rank, kind in enumerate((MAIN, OTHER, ANNOUNCED, STATEMENT))}
TOLD = """
    SELECT event_id, evidence.title, kind, first_day, last_day, precision, stated, ranges, judged,
        article.id, article.published_at, article.source
    FROM annotate_evidence AS evidence JOIN newsroom_article AS article ON article.id = article_id
    WHERE event_id = ANY(%s)
"""
SAID = """
    SELECT id, title, kind, first_day, last_day, precision, source_count, hidden, merged_into_id
    FROM annotate_event WHERE id = ANY(%s)
"""
SAY = """
    UPDATE annotate_event AS event SET title = new.title, kind = new.kind, first_day = new.first_day,
        last_day = new.last_day, precision = new.precision, source_count = new.source_count, hidden = new.hidden,
        merged_into_id = new.merged_into_id
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::date[], %s::date[], %s::text[], %s::int[], %s::boolean[],
        %s::bigint[]) AS new (id, title, kind, first_day, last_day, precision, source_count, hidden, merged_into_id)
    WHERE event.id = new.id
"""


class Row(NamedTuple):
    """What evidence says of its event."""

    title: str
    kind: str
    first_day: date
    last_day: date
    precision: str
    stated: bool
    ranges: str
    judged: dict[str, int]
    article: int
    published_at: datetime
    source: str


class Said(NamedTuple):
    """The columns of an event."""

    title: str
    kind: str
    first_day: date
    last_day: date
    precision: str
    source_count: int
    hidden: bool
    merged_into: int | None


def sum_up(events: Iterable[int], heirs: dict[int, Counter]) -> int:
    """Make each event say what the best of its evidence says; one without evidence points to its heir, if any.

    heirs: how much of its evidence went where; returns how many events changed.
    """
    wanted, told = list(events), defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(TOLD, [wanted])
        for event, *row in cursor:
            row[7] = json.loads(row[7])
            told[event].append(Row(*row))
        cursor.execute(SAID, [wanted])
        changed = []
        for event, *row in cursor.fetchall():
            before = Said(*row)
            if told[event]:
                said = _said(told[event])
            else:
                heir = max(heirs.get(event, {}).items(), key=lambda vote: (vote[1], -vote[0]), default=(None, 0))[0]
                said = before._replace(source_count=0, hidden=False, merged_into=heir or before.merged_into)
            if said != before:
                changed.append((event, *said))
        if changed:
            cursor.execute(SAY, [list(column) for column in zip(*changed, strict=True)])
    return len(changed)


def _said(rows: list[Row]) -> Said:
    """The title of the best evidence, the date most of those state that state it most closely.

    An editor's title and date come first, the newest before all. It is hidden when half of its evidence is.
    """
    rows.sort(key=lambda row: (RANKS[row.kind], row.published_at, row.article, row.ranges, row.title))
    counts = Counter((row.first_day, row.last_day) for row in rows)
    when = min(
        rows,
        key=lambda row: (
            -row.judged.get(WHEN, 0),
            not row.stated,
            row.last_day - row.first_day,
            -counts[row.first_day, row.last_day],
        ),
    )
    hidden = 2 * sum(HIDDEN in row.judged for row in rows) >= len(rows)
    return Said(
        title=min(rows, key=lambda row: -row.judged.get(TITLE, 0)).title,
        kind=rows[0].kind,
        first_day=when.first_day,
        last_day=when.last_day,
        precision=when.precision,
        source_count=0 if hidden else len({row.source or row.article for row in rows}),
        hidden=hidden,
        merged_into=None,
    )
