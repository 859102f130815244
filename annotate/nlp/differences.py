"""Where the sources of one event differ: in a number, the date, the spelling of a name. Silent where it is unsure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations

from .counts import Count, counts
from .keys import key
from .timex import describe, interval
from .vocabulary import STOP, stem

DATE, NAME, NUMBER = "date", "name", "number"
WORD = re.compile(r"[^\W\d_]{4,}")
SHARED = 2  # words two sentences must share besides the thing counted, to speak of the same
ALIKE = 0.7  # share of letters in common from which two forms of one name are two spellings of it
APART = {frozenset("MO AF".split()), frozenset("MO EV".split()), frozenset("AF NI".split())}


@dataclass(frozen=True, slots=True)
class Told:
    """One source's telling: its sentences, its TIMEX3 value, and {(kind, who): the names it uses, in full or short}."""

    source: str
    sentences: Sequence[str]
    value: str = ""
    names: Mapping[tuple[str, int], Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing told in different ways: `said` are the ways in order, each with the sources that tell it so."""

    kind: str
    what: str
    said: tuple[tuple[str, tuple[str, ...]], ...]


def differences(tellings: Sequence[Told]) -> list[Difference]:
    """All that the tellings of one event differ in; the tellings of one source are taken together."""
    return [*_dates(tellings), *_numbers(tellings), *_names(tellings)]


def _dates(tellings: Sequence[Told]) -> Iterable[Difference]:
    values: dict[str, list[str]] = defaultdict(list)
    for told in tellings:
        if interval(told.value):
            values[told.source].append(told.value)
    firm = {source: said for source, said in values.items() if not _are_apart(said)}
    if _are_apart([value for said in firm.values() for value in said]):
        yield Difference(DATE, "", _ways((describe(max(said, key=len)), source) for source, said in firm.items()))


def _are_apart(values: Sequence[str]) -> bool:
    return any(_exclude(a, b) for a, b in combinations(set(values), 2))


def _exclude(a: str, b: str) -> bool:
    """True when a happening cannot be at both: days that do not meet, or parts of one day that do not."""
    one, other = interval(a), interval(b)
    if one.last < other.first or other.last < one.first:
        return True
    is_one_day = one.precision == other.precision == "part"
    return is_one_day and frozenset((a.partition("T")[2], b.partition("T")[2])) in APART


def _numbers(tellings: Sequence[Told]) -> Iterable[Difference]:
    told: dict[str, dict[str, list[tuple[Count, frozenset]]]] = defaultdict(lambda: defaultdict(list))
    for each in tellings:
        for sentence in each.sentences:
            for count in counts(sentence):
                told[count.what][each.source].append((count, _words(sentence) - _words(count.what)))
    for what, by_source in told.items():
        firm = {
            source: min(found, key=lambda each: each[0].most - each[0].least)
            for source, found in by_source.items()
            if not any(_differ(one, other) for (one, _), (other, _) in combinations(found, 2))
        }
        differing = [
            pair
            for pair in combinations(firm, 2)
            if len(firm[pair[0]][1] & firm[pair[1]][1]) >= SHARED and _differ(firm[pair[0]][0], firm[pair[1]][0])
        ]
        sources = [source for source in firm if any(source in pair for pair in differing)]
        if sources:
            yield Difference(NUMBER, what, _ways((firm[source][0].words, source) for source in sources))


def _differ(one: Count, other: Count) -> bool:
    return one.most < other.least or other.most < one.least


def _words(sentence: str) -> frozenset:
    return frozenset(stem(word) for word in WORD.findall(sentence.casefold()) if word not in STOP)


def _names(tellings: Sequence[Told]) -> Iterable[Difference]:
    """Full names of one bearer that are spelt differently; a short form or another name is no difference."""
    spellings: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for told in tellings:
        for bearer, names in told.names.items():
            longest = max([*names, spellings[bearer].get(told.source, "")], key=len)
            spellings[bearer][told.source] = longest
    for (kind, _), by_source in spellings.items():
        groups: dict[str, dict[str, str]] = defaultdict(dict)
        for source, name in by_source.items():
            groups[key(name, kind)][source] = name
        for group in groups.values():
            if any(_are_spellings(*pair) for pair in combinations(group.values(), 2)):
                yield Difference(NAME, "", _ways((name, source) for source, name in group.items()))


def _are_spellings(one: str, other: str) -> bool:
    """True for two ways to write one name, and not for a name and its initials, which share few letters."""
    one, other = _letters(one), _letters(other)
    return one != other and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _letters(name: str) -> str:
    """The name by its letters alone: case, hyphens, points and a possessive make no other spelling."""
    return re.sub(r"['’]s?\b|[\W_]", "", name.casefold()).removeprefix("the")


def _ways(said: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    ways: dict[str, list[str]] = {}
    for words, source in said:
        ways.setdefault(words, []).append(source)
    return tuple((words, tuple(dict.fromkeys(sources))) for words, sources in ways.items())
