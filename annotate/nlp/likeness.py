"""How alike two tellings are: the words, names and days they share, and when each says it happened."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from math import fsum, log, sqrt

from .keys import key
from .spans import Span
from .vocabulary import COMMON, rarity, stem, words

# Tried on the ECB+ training part, with an eye on its dev part, BASIL and headlines alone; A_SENTENCE and VAGUE, which
# only the archive uses, are set by judgement and not measured.
NAMES = 0.3  # how much of a likeness comes from names, the rest from words
DAYS = 0.2  # how much more alike two texts are that speak of the same days
LEAD = 400  # code points at the start whose words count three times
A_SENTENCE = 40  # words a sentence of a longer text counts as: it is short because the rest is left out
SHORT, LONG = 60, 100  # a text of few words shares few: under LONG words, n of them expect n / (n + SHORT) of it
WINDOW = 7  # days between two reports beyond which they are seldom of one happening
FAR = 0.75  # what their likeness counts for then
A_WEEK = 7  # days from which an interval says so little that
VAGUE = 0.6  # a likeness counts for this much
MOST_WORDS, MOST_NAMES = 80, 40
KEYS, SHARED = 20, 2  # of its most telling words, how many another must share
A_YEAR = 400  # days from which an interval is one event only with itself: a day is no decade

A_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[^/]*)?")  # a TIMEX3 value of a day, with or without a part or time of it

Name = tuple[str, str]  # (full name, kind)


@dataclass(frozen=True, slots=True)
class When:
    """The days from `first` to `last` on which it happened; not `stated`: only known to be reported on that day."""

    first: date
    last: date
    stated: bool = True


@dataclass(frozen=True)
class Telling:
    """One text's report of a happening.

    words   its most telling words as the text writes them, with their weights, a vector of length 1
    names   how often it names whom: {(full name, kind): count}
    days    how often it speaks of which day: {"2021-11-07": count}
    length  how many different words it has, those of other tellings aside
    text    whose it is: what one text tells as two happenings is never alike; None where each text is told once
    same    numbers of edits by which it is one with all that have them too
    apart   numbers of edits by which it is none with those that have them with the other sign
    """

    words: dict[str, float]
    names: dict[Name, int]
    days: dict[str, int]
    length: int
    when: When | None = None
    text: int | None = None
    same: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()

    @cached_property
    def stems(self) -> dict[str, float]:
        return {stem(word): weight for word, weight in self.words.items()}

    @cached_property
    def called(self) -> dict[Name, str]:
        """The names by the key they share with other spellings, as this text writes them."""
        return {(key(name, kind), kind): name for name, kind in self.names}

    @cached_property
    def name_words(self) -> dict[str, float]:
        """The words of the names, so that "Indian Navy" is a little like "Navy"; a vector of length 1."""
        counts: Counter = Counter()
        for (name, kind), count in self.names.items():
            for word in _name_words(name, kind):
                counts[word] += count
        return _unit({word: (1 + log(count)) * rarity(word) for word, count in counts.items()})

    @cached_property
    def day_weights(self) -> dict[str, float]:
        return _unit({day: 1 + log(count) for day, count in self.days.items()})

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its most telling stems, of names too: tellings that share too few have nothing in common."""
        weights = {word: (1 - NAMES) * weight for word, weight in self.stems.items()}
        for word, weight in self.name_words.items():
            weights[word] = weights.get(word, 0.0) + NAMES * weight
        if len(weights) <= KEYS:
            return frozenset(weights)
        return frozenset(sorted(weights, key=lambda word: (-weights[word], word))[:KEYS])

    @property
    def edits(self) -> set[int]:
        """The numbers of the edits that speak of it."""
        return {abs(edit) for edit in self.same | self.apart}

    @property
    def wanted(self) -> int:
        """How many keys another telling must share: fewer are too few, but for two headlines."""
        return SHARED if self.length >= A_SENTENCE else 1

    @cached_property
    def order(self) -> str:
        """What puts tellings in one order, however they arrive."""
        return repr((self.when, sorted(self.words.items()), sorted(self.names.items()), sorted(self.days.items())))


def telling(
    text: str,
    names: Iterable[Name] = (),
    days: Iterable[str] = (),
    *,
    title: str = "",
    when: When | None = None,
    least: int = 1,
) -> Telling:
    """A telling of a text under its headline; names and days as often as the text mentions them.

    `least` is the length it counts as when it has fewer words.
    """
    text = text if title in text[: LEAD - 100] else f"{title}\n{text}"
    written = words(text)
    stems = [stem(word) for word in written]
    forms = dict(zip(reversed(stems), reversed(written), strict=True))  # of each stem the first
    lead = Counter(map(stem, words(text[:LEAD])))
    weights = {
        word: (1 + log(count + 2 * lead[word])) * rare
        for word, count in Counter(stems).items()
        if (rare := rarity(word)) >= COMMON
    }
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]
    named = sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMES]
    return Telling(
        words={forms[word]: round(weight, 4) for word, weight in _unit(dict(heaviest)).items()},
        names=dict(named),
        days=dict(sorted(Counter(days).items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMES]),
        length=max(least, min(len(weights), LONG)),
        when=when,
    )


def mentioned(spans: Iterable[Span]) -> tuple[list[Name], list[str]]:
    """The names and the days that spans mention, for telling()."""
    spans = list(spans)
    names = [(span.entity, span.kind) for span in spans if span.entity]
    return names, [span.value[:10] for span in spans if A_DAY.fullmatch(span.value)]


def likeness(one: Telling, other: Telling) -> float:
    """From 0 for nothing in common to about 1, whatever the dates: cosines of words and of the words of names.

    Words weigh by how rare they are in news; what short tellings share counts for more, and so does a likeness of
    texts that speak of the same days.
    """
    if one.text is not None and one.text == other.text:
        return 0.0
    if len(one.keys & other.keys) < min(max(one.wanted, other.wanted), len(one.keys), len(other.keys)):
        return 0.0
    shared = (1 - NAMES) * _dot(one.stems, other.stems) + NAMES * _dot(one.name_words, other.name_words)
    length = (1 + SHORT / sqrt(one.length * other.length)) / (1 + SHORT / LONG)
    days = _dot(one.day_weights, other.day_weights) if one.days and other.days else 0.0
    return round(shared * length * (1 + DAYS * days), 6)


def least_shared(least: float) -> float:
    """What the words and names of two sentences must share at least, in likeness(), that it can be `least`."""
    return 0.99 * least / (1 + DAYS) * (1 + SHORT / LONG) / (1 + SHORT / A_SENTENCE)  # 0.99: weights are rounded


def agreement(one: When | None, other: When | None, far: float = FAR) -> float:
    """What a likeness counts for, from 0 to 1, given when each says it happened.

    Stated intervals must lie one inside the other, as a day does in its month; long ones prove little, and those of
    years must be the same. A text that does not state its day reports what is at most a week off; beyond that a
    likeness counts for `far`.
    """
    if one is None or other is None:
        return 1.0
    apart = max((one.first - other.last).days, (other.first - one.last).days, 0)
    if not (one.stated and other.stated):
        if apart > WINDOW:
            return far
    elif not (one.first <= other.first <= other.last <= one.last or other.first <= one.first <= one.last <= other.last):
        return 0.0
    longest = max(one.last - one.first, other.last - other.first).days
    if longest >= A_YEAR and (one.first, one.last) != (other.first, other.last):
        return 0.0
    return 1.0 if longest < A_WEEK else VAGUE


def why(one: Telling, other: Telling) -> dict[str, list[str]]:
    """What joins two tellings: the "names" as `one` writes them, the "dates" as ISO 8601, the "words", best first.

    The date is the narrower of two intervals that agree ("2021-11-07", "2021-10-01/2021-10-31"), and any day that
    both speak of. Words that belong to a shared name are left out.
    """
    names = [name for shared, name in one.called.items() if shared in other.called]
    within = {stem(word) for name in names for word in words(name)}
    shared = {
        word: one.words[word] * other.stems[stem(word)]
        for word in one.words
        if stem(word) in other.stems and stem(word) not in within
    }
    dates = [day for day in one.days if day in other.days]
    if one.when and other.when and one.when.stated and other.when.stated and agreement(one.when, other.when):
        narrow = min(one.when, other.when, key=lambda when: when.last - when.first)
        dates.insert(0, "/".join(dict.fromkeys((narrow.first.isoformat(), narrow.last.isoformat()))))
    return {
        "names": names,
        "dates": list(dict.fromkeys(dates)),
        "words": sorted(shared, key=lambda word: (-shared[word], word)),
    }


def packed(telling: Telling) -> dict:
    """A telling as JSON, but for its date."""
    names = [[name, kind, count] for (name, kind), count in telling.names.items()]
    return {"words": telling.words, "names": names, "days": telling.days, "length": telling.length}


def unpacked(found: dict, when: When | None, **more) -> Telling:
    """The telling that packed() made JSON of, with `more` of its fields."""
    names = {(name, kind): count for name, kind, count in found["names"]}
    return Telling(found["words"], names, found["days"], found["length"], when, **more)


@lru_cache(maxsize=65_536)
def _name_words(name: str, kind: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in key(name, kind).split() if len(word) > 2)


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _dot(one: dict[str, float], other: dict[str, float]) -> float:
    """Exact before it is rounded, so that the order of the words does not matter."""
    return fsum(one[word] * other[word] for word in one.keys() & other.keys())
