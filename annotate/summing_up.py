"""What an event says, of all that its evidence tells: the best title, the closest date, how many sources there are."""

from collections import Counter

from .models import ANNOUNCED, HIDDEN, MAIN, OTHER, STATEMENT, TITLE, WHEN, Event, Evidence

TOLD = ("title", "kind", "first_day", "last_day", "precision", "stated", "ranges", "judged")
TOLD += ("article__published_at", "article__source")  # not its text, which costs more than all the rest
RANKS = {kind: rank for rank, kind in enumerate((MAIN, OTHER, ANNOUNCED, STATEMENT))}


def sum_up(events: set[int], heirs: dict[int, Counter]) -> int:
    """Make each event say what the best of its evidence says; one without evidence points to its heir, if any.

    heirs: how much of its evidence went where; returns how many events changed.
    """
    told: dict[int, list[Evidence]] = {event: [] for event in events}
    for row in Evidence.objects.filter(event__in=events).select_related("article").only("event", *TOLD):
        told[row.event_id].append(row)
    changed = 0
    for event in Event.objects.filter(pk__in=events):
        heir = max(heirs.get(event.pk, {}).items(), key=lambda vote: (vote[1], -vote[0]), default=(None, 0))[0]
        said = _said(told[event.pk]) if told[event.pk] else {"source_count": 0, "hidden": False}
        said["merged_into_id"] = None if told[event.pk] else heir or event.merged_into_id
        if any(getattr(event, name) != value for name, value in said.items()):
            Event.objects.filter(pk=event.pk).update(**said)
            changed += 1
    return changed


def _said(rows: list[Evidence]) -> dict:
    """An event's columns: the title of the best evidence, the date most of those state that state it most closely.

    An editor's title and date come first, the newest before all. It is hidden when half of its evidence is.
    """
    rows.sort(key=lambda row: (RANKS[row.kind], row.article.published_at, row.article_id, str(row.ranges), row.title))
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
    return {
        "title": min(rows, key=lambda row: -row.judged.get(TITLE, 0)).title,
        "kind": rows[0].kind,
        "first_day": when.first_day,
        "last_day": when.last_day,
        "precision": when.precision,
        "source_count": 0 if hidden else len({row.article.source or row.article_id for row in rows}),
        "hidden": hidden,
    }
