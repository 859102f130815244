"""Which tellings report one happening: average-link clustering over their likeness."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from .likeness import FAR, Telling, agreement, likeness

SAME = 0.3  # average likeness from which two groups of tellings are one: the best on the ECB+ training part
TOGETHER, APART = 1e6, -1e12  # what an editor's word counts for: more than any average of likenesses

Links = dict[int, dict[int, float]]  # likenesses but 0 between the numbered, both ways


@dataclass(frozen=True, slots=True)
class Circle:
    """Tellings that hang together by likenesses of SAME and more; what is not of one circle is never one story."""

    members: list[int]
    links: Links


def cluster(tellings: Sequence[Telling], *, far: float = FAR) -> list[int]:
    """A story's number for each telling, the same for tellings of one happening, counted from 0 in order.

    The order of the tellings does not matter, but for the numbers. `far` is for agreement().
    """
    stories = {}
    for circle in circles(tellings, far=far):
        for group in groups(circle):
            stories |= dict.fromkeys(group, min(group))
    numbers = {first: number for number, first in enumerate(sorted(set(stories.values())))}
    return [numbers[stories[number]] for number in range(len(tellings))]


def bond(one: Telling, other: Telling, *, far: float = FAR) -> float:
    """How strongly two tellings hang together: their likeness as far as the dates agree, but for an editor's word.

    The newest edit that says of both whether they are one counts.
    """
    same = max(one.same & other.same, default=0)
    apart = max((abs(edit) for edit in one.apart if -edit in other.apart), default=0)
    if same or apart:
        return TOGETHER if same > apart else APART
    found = agreement(one.when, other.when, far)
    return round(found * likeness(one, other), 6) if found else 0.0


def circles(tellings: Sequence[Telling], *, far: float = FAR) -> list[Circle]:
    """The tellings by circle, in an order that is theirs and not that of their arrival.

    Two groups are joined only when their average likeness is at least SAME, so some pair of theirs has it: each
    circle can be clustered alone, and a new telling touches only the circles it falls into.
    """
    order = sorted(range(len(tellings)), key=lambda number: tellings[number].order)
    links: Links = {number: {} for number in order}
    for one, other in _candidates(tellings, order):
        if found := bond(tellings[one], tellings[other], far=far):
            links[one][other] = links[other][one] = found
    found, seen = [], set()
    for number in order:
        if number not in seen:
            members, ahead = {number}, [number]
            while ahead:
                reached = {other for other, alike in links[ahead.pop()].items() if alike >= SAME} - members
                members |= reached
                ahead += reached
            seen |= members
            found.append(Circle([each for each in order if each in members] if len(members) > 1 else [number], links))
    return found


def groups(circle: Circle) -> list[list[int]]:
    """The stories of a circle: groups joined, the most alike first, while their average likeness is at least SAME."""
    members = {place: [number] for place, number in enumerate(circle.members)}
    places = {number: place for place, number in enumerate(circle.members)}
    sums: Links = {
        place: {places[other]: alike for other, alike in circle.links[number].items() if other in places}
        for number, place in places.items()
    }
    heap = [(-alike, one, other) for one in sums for other, alike in sums[one].items() if one < other and alike >= SAME]
    heapify(heap)
    while heap:
        alike, one, other = heappop(heap)
        if one in members and other in members and -alike == _average(one, other, members, sums):
            for third in _join(one, other, members, sums):
                if (average := _average(one, third, members, sums)) >= SAME:
                    heappush(heap, (-average, *sorted((one, third))))
    return list(members.values())


def _candidates(tellings: Sequence[Telling], order: list[int]) -> Iterator[tuple[int, int]]:
    """The pairs that share a key, or an edit that speaks of both, each once."""
    holders = defaultdict(list)
    for number in order:
        before = set()
        for each in (*tellings[number].keys, *tellings[number].edits):
            before.update(holders[each])
            holders[each].append(number)
        for other in before:
            yield other, number


def _average(one: int, other: int, members: dict[int, list[int]], sums: Links) -> float:
    return round(sums[one].get(other, 0.0) / (len(members[one]) * len(members[other])), 6)


def _join(one: int, other: int, members: dict[int, list[int]], sums: Links) -> Iterator[int]:
    """Make `other` part of `one`; the groups that are now like it, in order."""
    members[one] += members.pop(other)
    for third, alike in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + alike
    return iter(sorted(sums[one]))
