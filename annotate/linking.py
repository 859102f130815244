"""Deed: join what several articles tell of one happening into events."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Count, Q

from .models import APART, Event, Evidence
from .models import SAME as ONE
from .near import near
from .nlp.likeness import Telling, unpacked
from .nlp.stories import SAME, TOGETHER, bond, circles, groups
from .summing_up import sum_up

LINKING = 7_202  # advisory lock held while evidence is linked, so that no two links miss each other
CROWD = 400  # pieces of evidence in a circle above which a new one joins the event it is most like, and none moves
BATCH = 200
SAID = ("title", "first_day", "last_day", "precision", "kind")
Read = dict[int, tuple[Evidence, Telling]]

UNREAD = ("value", "ranges", "quote", "place", "who")  # of evidence that is only compared
# Many small questions asked at once seem dear enough to compile, which costs more than to answer them; and Postgres
# does not know how dear it is to compare arrays row by row.
BEGIN = """
    SELECT pg_advisory_xact_lock(%s), set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true)
"""
MOVE = """
    UPDATE annotate_evidence AS old SET circle = new.circle, event_id = new.event
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS new (id, circle, event) WHERE old.id = new.id
"""


def link(articles: Iterable[int], before: Iterable[tuple[int | None, int | None]] = ()) -> int:
    """Cluster again all that the evidence of these articles may change; returns how many rows changed.

    `before` are the (event, circle) of evidence that the articles had until now. Only the circles are read that the
    evidence falls into (see nlp.stories), and always in one order, so the outcome does not depend on the order in
    which articles arrive, but where a CROWD hangs together. An event stays with the cluster that has most of its
    evidence; one that loses all of it redirects to the event that took most.
    """
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [LINKING])
    touched = {row.pk: row for row in Evidence.objects.filter(article__in=articles)}
    events, gone = ({old[place] for old in before if old[place]} for place in (0, 1))
    events |= {row.event_id for row in touched.values()}
    alike, read = _alike(touched)
    reached = _reached(touched, alike, gone)
    known = Evidence.objects.filter(circle__in=set().union(*(old for _, old in reached)))
    sizes = Counter(dict(known.order_by().values_list("circle").annotate(Count("pk"))))
    changed, calm = 0, []
    for new, old in reached:
        if sum(sizes[circle] for circle in old) + len(new) > CROWD:
            changed += _join(new, old, alike, events)
        else:
            calm.append((new, old))
    moved, heirs = _cluster(_members(calm, read))
    events |= heirs.keys() | {row.event_id for row in moved} | {row.event_id for row in touched.values()}
    return changed + len(moved) + sum_up(events - {None}, heirs)


def link_all() -> int:
    """Cluster again the evidence of all articles; returns how many rows changed."""
    articles = list(Evidence.objects.order_by("article").values_list("article", flat=True).distinct())
    empty = Event.objects.filter(source_count__gt=0, evidence=None).values_list("pk", flat=True)
    return sum_up(set(empty), {}) + sum(link(articles[n : n + BATCH]) for n in range(0, len(articles), BATCH))


def telling_of(evidence: Evidence) -> Telling:
    """What is compared of a piece of evidence; nlp.likeness.why(one, other) says what joins two."""
    one, apart = (frozenset(evidence.judged.get(verb, ())) for verb in (ONE, APART))
    return unpacked(evidence.telling, evidence.when, text=evidence.article_id, same=one, apart=apart)


def _alike(touched: dict[int, Evidence]) -> tuple[dict[int, list[tuple[Evidence, float]]], Read]:
    """For each touched piece of evidence the others that are SAME or more alike or kept apart; and all it read."""
    read = {pk: (row, telling_of(row)) for pk, row in touched.items()}
    pairs = near({pk: telling for pk, (_, telling) in read.items()}) + _judged(read)
    others = Evidence.objects.filter(pk__in={other for _, other in pairs} - touched.keys())
    read |= {row.pk: (row, telling_of(row)) for row in others.order_by().defer(*UNREAD)}
    alike: dict[int, list[tuple[Evidence, float]]] = {pk: [] for pk in touched}
    for one, other in dict.fromkeys(pairs):
        (_, a), (row, b) = read[one], read[other]
        found = bond(a, b, far=0)
        if found >= SAME or found < 0:
            alike[one].append((row, found))
    return alike, read


def _judged(read: Read) -> list[tuple[int, int]]:
    """The pairs of this evidence with any other of which an edit says whether they are one."""
    edits = {pk: telling.edits for pk, (row, telling) in read.items() if row.judged and telling.edits}
    if not edits:
        return []
    spoken = Q(article__judgements__edit__in=set().union(*edits.values()))
    others = {row.pk: telling_of(row).edits for row in Evidence.objects.filter(spoken).exclude(judged={}).distinct()}
    return [(one, other) for one in edits for other in others if one != other and edits[one] & others[other]]


def _reached(touched: dict, alike: dict, gone: set[int]) -> list[tuple[list[Evidence], set[int]]]:
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
            if other.pk in touched:
                parents[root(("evidence", other.pk))] = root(("evidence", pk))
    found: dict[tuple[str, int], tuple[list[Evidence], set[int]]] = defaultdict(lambda: ([], set()))
    for sort, number in sorted(parents):
        new, old = found[root((sort, number))]
        if sort == "circle":
            old.add(number)
        else:
            new.append(touched[number])
    return list(found.values())


def _members(reached: list[tuple[list[Evidence], set[int]]], read: Read) -> list[Read]:
    """All evidence of what was reached, by id: what is new and all of the circles; what is not `read` yet is read."""
    places = {circle: place for place, (_, old) in enumerate(reached) for circle in old}
    missing = Evidence.objects.filter(circle__in=places).exclude(pk__in=read).order_by().defer(*UNREAD)
    known = read | {row.pk: (row, telling_of(row)) for row in missing}
    members: list[Read] = [{row.pk: known[row.pk] for row in new} for new, _ in reached]
    for pk, (row, telling) in known.items():
        if row.circle in places:
            members[places[row.circle]][pk] = row, telling
    return [dict(sorted(each.items())) for each in members]


def _cluster(parts: list[Read]) -> tuple[list[Evidence], dict[int, Counter]]:
    """Give rows their circles and events, kept or new; the rows that moved, and where each event's evidence went.

    Rows of different parts are not compared.
    """
    before = {pk: (row.circle, row.event_id) for part in parts for pk, (row, _) in part.items()}
    clusters, heirs = [], defaultdict(Counter)
    for part in parts:
        rows = [row for row, _ in part.values()]
        for circle in circles([telling for _, telling in part.values()], far=0):
            lowest = min(rows[number].pk for number in circle.members)
            for number in circle.members:
                rows[number].circle = lowest
            clusters += [[rows[number] for number in group] for group in groups(circle)]
    kept = _keepers(clusters)
    made = iter(_new_events([members[0] for members, event in zip(clusters, kept, strict=True) if not event]))
    for members, event in zip(clusters, kept, strict=True):
        event = event or next(made)
        for row in members:
            if row.event_id and row.event_id != event:
                heirs[row.event_id][event] += 1
            row.event_id = event
    moved = [row for part in parts for row, _ in part.values() if before[row.pk] != (row.circle, row.event_id)]
    if moved:
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [[getattr(row, name) for row in moved] for name in ("pk", "circle", "event_id")])
    return moved, heirs


def _keepers(clusters: Sequence[list[Evidence]]) -> list[int | None]:
    """The event that each cluster keeps: of all overlaps of clusters with events the largest first."""
    votes = Counter((number, row.event_id) for number, rows in enumerate(clusters) for row in rows if row.event_id)
    elsewhere = Evidence.objects.filter(event__in={event for _, event in votes})
    elsewhere = elsewhere.exclude(pk__in=[row.pk for rows in clusters for row in rows])
    taken = set(elsewhere.order_by().values_list("event", flat=True).distinct())
    kept: dict[int, int] = {}
    for number, event in sorted(votes, key=lambda vote: (-votes[vote], vote[1], vote[0])):
        if number not in kept and event not in taken:
            kept[number] = event
            taken.add(event)
    return [kept.get(number) for number in range(len(clusters))]


def _join(new: list[Evidence], old: set[int], alike: dict, events: set[int | None]) -> int:
    """Let what is new to the crowd join that event of it which it is most like on average, else make it one.

    What an editor has judged may leave its event for another.
    """
    moved = []
    circle = min(old, default=new[0].pk if new else 0)
    judged = {row.pk for row in new if any(abs(found) >= TOGETHER for _, found in alike[row.pk])}
    newcomers = [row for row in new if not (row.event_id and row.circle) or row.pk in judged]
    for row in sorted(newcomers, key=lambda row: telling_of(row).order):
        sums: Counter = Counter()
        for other, found in alike[row.pk]:
            sums[other.event_id] += found
        sums.pop(None, None)
        others = Evidence.objects.filter(event__in=[*sums, row.event_id]).exclude(pk=row.pk)
        sizes = dict(others.order_by().values_list("event").annotate(Count("pk")))
        likely = [(sums[event] / sizes[event], -event) for event in sums if sums[event] >= SAME * sizes.get(event, 1)]
        alone = row.event_id if row.event_id not in sizes else None
        event = -max(likely)[1] if likely else alone or _new_events([row])[0]
        if event != row.event_id:
            events.add(row.event_id)
            row.event_id = event
            row.save(update_fields=["event"])
            moved.append(row)
        events.add(event)
    others = Q(circle__in=old - {circle}) | Q(pk__in=[row.pk for row in new if row.circle != circle])
    return len(moved) + Evidence.objects.filter(others).update(circle=circle)


def _new_events(rows: Sequence[Evidence]) -> list[int]:
    """An event for each piece of evidence, as if it were its only one; sum_up() makes it say what all of it does."""
    told = [{name: getattr(row, name) for name in SAID} for row in rows]
    return [event.pk for event in Event.objects.bulk_create(Event(source_count=1, **said) for said in told)]
