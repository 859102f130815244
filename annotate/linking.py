"""Deed: join what several articles tell of one happening into events."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import connection
from django.db.models import Q

from .models import Event, Evidence
from .near import near
from .nlp.stories import SAME, TOGETHER, bond, circles, groups
from .summing_up import sum_up
from .told import Told, read_told

LINKING = 7_202  # advisory lock held while evidence is linked, so that no two links miss each other
CROWD = 400  # pieces of evidence in a circle above which a new one joins the event it is most like, and none moves
BATCH = 200
Alike = dict[int, list[tuple[Told, float]]]

# Many small questions asked at once seem dear enough to compile, which costs more than to answer them; and Postgres
# does not know how dear it is to compare arrays row by row.
BEGIN = """
    SELECT pg_advisory_xact_lock(%s), set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true)
"""
MOVE = """
    UPDATE annotate_evidence AS old SET circle = new.circle, event_id = new.event
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS new (id, circle, event) WHERE old.id = new.id
"""
SIZES = "SELECT circle, count(*) FROM annotate_evidence WHERE circle = ANY(%s) GROUP BY circle"
OTHERS = "SELECT event_id, count(*) FROM annotate_evidence WHERE event_id = ANY(%s) AND id <> %s GROUP BY event_id"
TAKEN = "SELECT DISTINCT event_id FROM annotate_evidence WHERE event_id = ANY(%s) AND id <> ALL(%s)"
JUDGED = "judged <> '{}' AND article_id IN (SELECT article_id FROM annotate_judgement WHERE edit_id = ANY(%s))"
NEW_EVENTS = """
    INSERT INTO annotate_event (title, first_day, last_day, precision, kind, source_count, hidden)
    SELECT *, 1, false FROM unnest(%s::text[], %s::date[], %s::date[], %s::text[], %s::text[]) RETURNING id
"""


def link(
    articles: Iterable[int],
    before: Iterable[tuple[int | None, int | None]] = (),
    *,
    touched: Collection[int] | None = None,
) -> int:
    """Cluster again all that the evidence of these articles may change; returns how many rows changed.

    `touched` are the ids of that which changed, all of it where they are not said, `before` the (event, circle) that it
    and what is gone had until now. Only the circles are read that the evidence falls into (see nlp.stories), and always
    in one order, so the outcome does not depend on the order in which articles arrive, but where a CROWD hangs
    together. An event stays with the cluster that has most of its evidence; one that loses all of it redirects to the
    event that took most.
    """
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [LINKING])
    which, ids = ("article_id", articles) if touched is None else ("id", touched)
    touched = read_told(f"{which} = ANY(%s)", list(ids))
    events, gone = ({old[place] for old in before if old[place]} for place in (0, 1))
    events |= {row.event for row in touched.values()}
    alike, read = _alike(touched)
    reached = _reached(touched, alike, gone)
    sizes = Counter(dict(_rows(SIZES, list(set().union(*(old for _, old in reached))))))
    changed, calm = 0, []
    for new, old in reached:
        if sum(sizes[circle] for circle in old) + len(new) > CROWD:
            changed += _join(new, old, alike, events)
        else:
            calm.append((new, old))
    moved, heirs = _cluster(_members(calm, read))
    events |= heirs.keys() | {row.event for row in moved} | {row.event for row in touched.values()}
    return changed + len(moved) + sum_up(events - {None}, heirs)


def link_all() -> int:
    """Cluster again the evidence of all articles; returns how many rows changed."""
    articles = list(Evidence.objects.order_by("article").values_list("article", flat=True).distinct())
    empty = Event.objects.filter(source_count__gt=0, evidence=None).values_list("pk", flat=True)
    return sum_up(set(empty), {}) + sum(link(articles[n : n + BATCH]) for n in range(0, len(articles), BATCH))


def _alike(touched: dict[int, Told]) -> tuple[Alike, dict[int, Told]]:
    """For each touched piece of evidence the others that are SAME or more alike or kept apart; and all it read."""
    pairs = near({pk: row.telling for pk, row in touched.items()}) + _judged(touched)
    read = touched | read_told("id = ANY(%s)", list({other for _, other in pairs} - touched.keys()))
    alike: Alike = {pk: [] for pk in touched}
    for one, other in dict.fromkeys(pairs):
        found = bond(read[one].telling, read[other].telling, far=0)
        if found >= SAME or found < 0:
            alike[one].append((read[other], found))
    return alike, read


def _judged(touched: dict[int, Told]) -> list[tuple[int, int]]:
    """The pairs of this evidence with any other of which an edit says whether they are one."""
    edits = {pk: row.telling.edits for pk, row in touched.items() if row.telling.edits}
    if not edits:
        return []
    others = read_told(JUDGED, list(set().union(*edits.values())))
    return [(one, pk) for one in edits for pk, row in others.items() if one != pk and edits[one] & row.telling.edits]


def _reached(touched: dict[int, Told], alike: Alike, gone: set[int]) -> list[tuple[list[Told], set[int]]]:
    """Touched evidence that hangs together, with the circles it had or now falls into; `gone` lost some evidence."""
    parents: dict[tuple[str, int], tuple[str, int]] = {("circle", circle): ("circle", circle) for circle in gone}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parents.setdefault(node, node) != node:
            node = parents[node]
        return node

    for pk, row in touched.items():
        root(("evidence", pk))
        for other in (row, *(other for other, found in alike[pk] if found >= SAME)):
            if other.circle:
                parents[root(("circle", other.circle))] = root(("evidence", pk))
            if other.id in touched:
                parents[root(("evidence", other.id))] = root(("evidence", pk))
    found: dict[tuple[str, int], tuple[list[Told], set[int]]] = defaultdict(lambda: ([], set()))
    for sort, number in sorted(parents):
        new, old = found[root((sort, number))]
        if sort == "circle":
            old.add(number)
        else:
            new.append(touched[number])
    return list(found.values())


def _members(reached: list[tuple[list[Told], set[int]]], read: dict[int, Told]) -> list[dict[int, Told]]:
    """All evidence of what was reached, by id: what is new and all of the circles; what is not `read` yet is read."""
    places = {circle: place for place, (_, old) in enumerate(reached) for circle in old}
    known = read | read_told("circle = ANY(%s) AND id <> ALL(%s)", list(places), list(read))
    members = [{row.id: row for row in new} for new, _ in reached]
    for pk, row in known.items():
        if row.circle in places:
            members[places[row.circle]][pk] = row
    return [dict(sorted(each.items())) for each in members]


def _cluster(parts: list[dict[int, Told]]) -> tuple[list[Told], dict[int, Counter]]:
    """Give rows their circles and events, kept or new; the rows that moved, and where each event's evidence went.

    Rows of different parts are not compared.
    """
    before = {pk: (row.circle, row.event) for part in parts for pk, row in part.items()}
    clusters, heirs = [], defaultdict(Counter)
    for part in parts:
        rows = list(part.values())
        for circle in circles([row.telling for row in rows], far=0):
            lowest = min(rows[number].id for number in circle.members)
            for number in circle.members:
                rows[number].circle = lowest
            clusters += [[rows[number] for number in group] for group in groups(circle)]
    kept = _keepers(clusters)
    made = iter(_new_events([members[0] for members, event in zip(clusters, kept, strict=True) if not event]))
    for members, event in zip(clusters, kept, strict=True):
        event = event or next(made)
        for row in members:
            if row.event and row.event != event:
                heirs[row.event][event] += 1
            row.event = event
    moved = [row for part in parts for pk, row in part.items() if before[pk] != (row.circle, row.event)]
    _move(moved)
    return moved, heirs


def _keepers(clusters: Sequence[list[Told]]) -> list[int | None]:
    """The event that each cluster keeps: of all overlaps of clusters with events the largest first."""
    votes = Counter((number, row.event) for number, rows in enumerate(clusters) for row in rows if row.event)
    here = [row.id for rows in clusters for row in rows]
    taken = {event for (event,) in _rows(TAKEN, list({event for _, event in votes}), here)}
    kept: dict[int, int] = {}
    for number, event in sorted(votes, key=lambda vote: (-votes[vote], vote[1], vote[0])):
        if number not in kept and event not in taken:
            kept[number] = event
            taken.add(event)
    return [kept.get(number) for number in range(len(clusters))]


def _join(new: list[Told], old: set[int], alike: Alike, events: set[int | None]) -> int:
    """Let what is new to the crowd join that event of it which it is most like on average, else make it one.

    What an editor has judged may leave its event for another.
    """
    moved = []
    circle = min(old, default=new[0].id if new else 0)
    judged = {row.id for row in new if any(abs(found) >= TOGETHER for _, found in alike[row.id])}
    newcomers = [row for row in new if not (row.event and row.circle) or row.id in judged]
    for row in sorted(newcomers, key=lambda row: row.telling.order):
        sums: Counter = Counter()
        for other, found in alike[row.id]:
            sums[other.event] += found
        sums.pop(None, None)
        sizes = dict(_rows(OTHERS, [*sums, row.event], row.id))
        likely = [(sums[event] / sizes[event], -event) for event in sums if sums[event] >= SAME * sizes.get(event, 1)]
        alone = row.event if row.event not in sizes else None
        event = -max(likely)[1] if likely else alone or _new_events([row])[0]
        if event != row.event:
            events.add(row.event)
            row.event = event
            _move([row])
            moved.append(row)
        events.add(event)
    others = Q(circle__in=old - {circle}) | Q(pk__in=[row.id for row in new if row.circle != circle])
    return len(moved) + Evidence.objects.filter(others).update(circle=circle)


def _new_events(rows: Sequence[Told]) -> list[int]:
    """An event for each piece of evidence, as if it were its only one; sum_up() makes it say what all of it does."""
    said = ("title", "first_day", "last_day", "precision", "kind")
    return [event for (event,) in _rows(NEW_EVENTS, *([getattr(row, name) for row in rows] for name in said))]


def _move(rows: Sequence[Told]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [[getattr(row, name) for row in rows] for name in ("id", "circle", "event")])


def _rows(question: str, first: list, *more) -> list[tuple]:
    """What Postgres answers, nothing when the first list it is asked about is empty."""
    if not first:
        return []
    with connection.cursor() as cursor:
        cursor.execute(question, [first, *more])
        return cursor.fetchall()
