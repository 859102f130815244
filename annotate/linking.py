"""Deed: join what several articles tell of one day into events."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection

from .models import ANNOUNCED, MAIN, OTHER, STATEMENT, Event, Evidence
from .nlp.stories import SAME, cluster, telling

Days = tuple[date, date]
A_WEEK = timedelta(7)
SAME_IN_LONGER = 0.35  # similarity wanted where the date is only a month or a year and so says little
RANKS = {kind: rank for rank, kind in enumerate((MAIN, OTHER, ANNOUNCED, STATEMENT))}


def link(days: Iterable[Days]) -> int:
    """Cluster again the evidence of each calendar interval (first day, last day); returns how many rows changed.

    Only evidence of the same interval is compared, and always in one order, so the outcome does not depend on the
    order in which articles arrive. A cluster keeps the event that most of its evidence had; an event that loses all
    of its evidence redirects to the one that took most of it.
    """
    return sum(_link(interval) for interval in sorted(days))


def link_all() -> int:
    """Cluster again the evidence of all days, those whose evidence is gone too; returns how many rows changed."""
    told = Evidence.objects.values_list("first_day", "last_day")
    return link({*told, *Event.objects.filter(source_count__gt=0).values_list("first_day", "last_day")})


def _link(days: Days) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [days[0].toordinal(), days[1].toordinal()])
    rows = list(
        Evidence.objects.filter(first_day=days[0], last_day=days[1])
        .select_related("article")
        .only("event", "title", "kind", "precision", "quote", "who", "place", "article__source")
        .order_by("article__published_at", "article", "ranges", "title")
    )
    same = SAME if days[1] - days[0] < A_WEEK else SAME_IN_LONGER
    numbers = cluster([telling(f"{row.title} {row.quote}", {*row.who, row.place_id} - {None}) for row in rows], same)
    groups: dict[int, list[Evidence]] = {}
    for row, number in zip(rows, numbers, strict=True):
        groups.setdefault(number, []).append(row)
    had = {row.pk: row.event_id for row in rows}
    taken: set[int] = set()
    changed = sum(_keep(members, days, taken) for members in sorted(groups.values(), key=len, reverse=True))
    return changed + _retire(days, rows, had, taken)


def _keep(members: list[Evidence], days: Days, taken: set[int]) -> int:
    """Give a cluster its event, kept or new, and make the event say what the best of its evidence says."""
    best = min(members, key=lambda row: RANKS[row.kind])
    said = {
        "title": best.title,
        "first_day": days[0],
        "last_day": days[1],
        "precision": best.precision,
        "kind": best.kind,
        "source_count": len({row.article.source or row.article_id for row in members}),
    }
    votes = Counter(row.event_id for row in members if row.event_id and row.event_id not in taken)
    kept = max(votes, key=lambda event: (votes[event], -event), default=None)
    if kept is None:
        kept, changed = Event.objects.create(**said).pk, 1
    else:
        event = Event.objects.filter(pk=kept)
        changed = event.exclude(**said, merged_into=None).update(**said, merged_into=None)
    taken.add(kept)
    moved = [row for row in members if row.event_id != kept]
    for row in moved:
        row.event_id = kept
    Evidence.objects.bulk_update(moved, ["event"])
    return changed + len(moved)


def _retire(days: Days, rows: list[Evidence], had: dict[int, int | None], taken: set[int]) -> int:
    """Empty the events of these days that no evidence is left of, each pointing to its heir when it has one."""
    heirs: dict[int, Counter] = {}
    for row in rows:
        heirs.setdefault(had[row.pk], Counter())[row.event_id] += 1
    empty = Event.objects.filter(first_day=days[0], last_day=days[1], merged_into=None, source_count__gt=0)
    changed = 0
    for event in empty.exclude(pk__in=taken):
        votes = heirs.get(event.pk)
        event.source_count = 0
        event.merged_into_id = votes.most_common(1)[0][0] if votes else None
        event.save(update_fields=["source_count", "merged_into"])
        changed += 1
    return changed
