"""Whether an open article still stands as its page shows it: a small number that pages ask for, and what to undo."""

from django.http import Http404, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import sql

# Worked out from the rows themselves, so that nothing that changes them (an edit, its undo, a rule, a new reading) can
# forget to count, and no editor waits for another's counter. 500 mentions cost Postgres about a millisecond.
STANDING = """
    SELECT left(md5(concat_ws('|', article.revision, article.tag_after IS NULL, (
            SELECT string_agg(concat_ws(',', start, "end", label, value, origin, entity_id), ';' ORDER BY start)
            FROM annotate_mention WHERE article_id = article.id
        ), (
            SELECT string_agg(row.told, ';' ORDER BY row.told) FROM (
                SELECT concat_ws(',', title, kind, value, ranges, event_id, place_id) AS told
                FROM annotate_evidence WHERE article_id = article.id
            ) AS row
        ), (
            SELECT max(review.id) FROM annotate_review AS review JOIN annotate_edit AS edit ON edit.id = review.edit_id
            WHERE review.article_id = article.id AND review.revision = article.revision AND retired_at IS NULL
        ))), 8) AS version, edit.id AS edit, edit.summary
    FROM newsroom_article AS article
    LEFT JOIN LATERAL (
        SELECT id, summary FROM annotate_edit
        WHERE article_id = article.id AND editor_id = %(editor)s AND retired_at IS NULL
        ORDER BY id DESC LIMIT 1
    ) AS edit ON true
    WHERE article.id = %(article)s
"""


@require_safe
@never_cache
def version(request, pk):
    """The number an editor's page compares with its own every few seconds: one query, no session, no template."""
    return JsonResponse({"version": standing(pk)["version"]})


def standing(article: int, editor: int | None = None) -> dict:
    """{"version": eight hexadecimal digits, "edit": the editor's last edit that can be undone, "summary": of it}."""
    rows = sql.read(STANDING, article=article, editor=editor)
    if not rows:
        raise Http404
    return rows[0]
