"""The form with which an editor puts an event right: what stands, what it may be one with, what was said before."""

from django.db.models import Q

from annotate.judging import evidence_of, facts_of
from annotate.models import Edit, Event
from annotate.nlp.dates import describe
from annotate.rights import may_undo

from .. import sql
from ..timeline import COLUMNS
from .event_lists import row_of
from .lists import moment

NEAR = 31  # days between two events that may be one
MOST_LIKELY = 6
MOST_EDITS = 10

# Events of about the same time that share someone, the place or an article: what shares most first, then the nearest.
LIKELY = f"""
    SELECT {COLUMNS} FROM annotate_event AS event
    JOIN (
        SELECT event_id, max((who && %(who)s::bigint[])::int) + max(coalesce(place_id = ANY(%(where)s), false)::int)
            + max((article_id = ANY(%(articles)s))::int) AS much
        FROM annotate_evidence
        WHERE event_id <> %(event)s AND first_day BETWEEN %(day)s::date - %(near)s AND %(day)s::date + %(near)s
            AND (who && %(who)s::bigint[] OR place_id = ANY(%(where)s) OR article_id = ANY(%(articles)s))
        GROUP BY event_id
    ) AS shared ON shared.event_id = event.id
    WHERE source_count > 0
    ORDER BY much DESC, abs(event.first_day - %(day)s), event.id LIMIT %(most)s
"""


def form_of(event: Event, user, said=None) -> dict:
    """What the correcting form shows an editor: the facts as they stand or as `said` in vain, and what was said before.

    Its queries are for editors only.
    """
    rows = evidence_of(event)
    facts = facts_of(event, rows)
    shared = {"who": list(facts.who), "where": list(facts.where), "articles": [row.article_id for row in rows]}
    likely = sql.read(LIKELY, event=event.pk, day=event.first_day, near=NEAR, most=MOST_LIKELY, **shared)
    edits = Edit.objects.filter(Q(event=event) | Q(event__merged_into=event)).order_by("-pk")
    told = {
        "title": facts.title,
        "when": facts.value,
        "where": next(iter(facts.where.values()), ""),
        "who": "\n".join(facts.who.values()),
        "other": "",
    }
    return {name: said.get(name, "")[:10_000] if said else word for name, word in told.items()} | {
        "words": describe(facts.value),
        "seen": facts.seen,
        "is_open": said is not None,
        "likely": [row_of(row) for row in likely],
        "edits": [
            {"pk": edit.pk, "summary": edit.summary, "editor": edit.editor, "retired": edit.retired_by}
            | {"when": moment(edit.made_at), "may_undo": edit.retired_at is None and may_undo(user, edit.editor_id)}
            for edit in edits.select_related("editor", "retired_by")[:MOST_EDITS]
        ],
    }
