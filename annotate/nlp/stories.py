"""Which tellings report one happening: average-link clustering over words and names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from math import log, sqrt

WORD = re.compile(r"[^\W\d_]{3,}|\d+")
STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "that",
        "with",
        "was",
        "were",
        "has",
        "have",
        "had",
        "are",
        "not",
        "but",
        "from",
        "this",
        "they",
        "their",
        "his",
        "her",
        "its",
        "who",
        "which",
        "will",
        "would",
        "been",
        "after",
        "before",
        "about",
        "into",
        "over",
        "than",
        "then",
        "them",
        "also",
        "said",
        "says",
        "say",
        "when",
        "where",
        "what",
        "while",
        "more",
        "most",
        "other",
        "some",
        "such",
        "one",
        "two",
        "three",
        "out",
        "off",
        "all",
        "any",
        "can",
        "could",
        "may",
        "might",
        "must",
        "she",
        "him",
        "our",
        "your",
        "you",
        "per",
        "among",
        "between",
        "during",
        "since",
    ]
)
SAME = 0.18  # average similarity from which two groups of tellings are one: best of nine on the ECB+ training part
WINDOW = 7  # days between two tellings beyond which they are not compared


@dataclass(frozen=True, slots=True)
class Telling:
    """One text's report of a happening: its words with counts, whom and what it names, the day it was told."""

    words: Counter
    names: frozenset
    day: date | None = None


def telling(text: str, names: Iterable, day: date | None = None) -> Telling:
    """A telling of `text`; `names` are any hashable names of entities, `day` may be unknown."""
    words = (stem(word) for word in WORD.findall(text.casefold()) if word not in STOP)
    return Telling(Counter(words), frozenset(names), day)


def stem(word: str) -> str:
    """A word without its commonest English endings: good enough to join "rockets" and "rocket"."""
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def cluster(tellings: Sequence[Telling], same: float = SAME) -> list[int]:
    """A cluster number for each telling, the same for tellings of one happening, counted from 0 in order.

    Groups are joined while their average similarity is at least `same`: average-link agglomeration over 0.6 cosine of
    log-weighted words and 0.4 overlap of names. The order of the tellings does not matter, but for the numbers.
    """
    groups = {number: [number] for number in range(len(tellings))}
    links = _links(tellings)
    heap = [(-score, *pair) for pair, score in links.items()]
    heapify(heap)
    while heap:
        score, a, b = heappop(heap)
        if -score < same:
            break
        if a not in groups or b not in groups or links.get((a, b)) != -score:
            continue
        _join(a, b, groups, links, heap)
    numbers = {member: group for group, members in groups.items() for member in members}
    order = {group: number for number, group in enumerate(dict.fromkeys(numbers[i] for i in range(len(tellings))))}
    return [order[numbers[i]] for i in range(len(tellings))]


def _links(tellings: Sequence[Telling]) -> dict[tuple[int, int], float]:
    """Similarities of the pairs that share anything, (a, b) with a < b."""
    holders = defaultdict(list)
    for number, each in enumerate(tellings):
        for word in each.words:
            holders[word].append(number)
    rarity = {word: log(1 + len(tellings) / len(held)) for word, held in holders.items()}
    vectors = [_unit({word: (1 + log(n)) * rarity[word] for word, n in each.words.items()}) for each in tellings]
    cosines: dict[tuple[int, int], float] = defaultdict(float)
    for word, held in holders.items():
        for i, a in enumerate(held):
            for b in held[i + 1 :]:
                if _are_near(tellings[a].day, tellings[b].day):
                    cosines[a, b] += vectors[a][word] * vectors[b][word]
    return {pair: 0.6 * cosine + 0.4 * _shared(tellings, *pair) for pair, cosine in cosines.items()}


def _are_near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= WINDOW


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _shared(tellings: Sequence[Telling], a: int, b: int) -> float:
    """Dice coefficient of the names; 0 when neither names any."""
    total = len(tellings[a].names) + len(tellings[b].names)
    return 2 * len(tellings[a].names & tellings[b].names) / total if total else 0.0


def _join(a: int, b: int, groups: dict, links: dict, heap: list) -> None:
    """Make b part of a, and give a the size-weighted mean of both groups' similarities to every other group."""
    m, n = len(groups[a]), len(groups[b])
    groups[a] += groups.pop(b)
    for other in groups:
        if other == a:
            continue
        first, second = links.pop(_pair(a, other), 0.0), links.pop(_pair(b, other), 0.0)
        if first or second:
            links[_pair(a, other)] = (m * first + n * second) / (m + n)
            heappush(heap, (-links[_pair(a, other)], *_pair(a, other)))


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
