"""Where a telling is filed by its keys and days, so that an index finds all that may tell the same and little else.

Two tellings can only be one happening when their days agree (likeness.agreement): of two that state their days one lies
inside the other, one that does not reports what is at most WINDOW days off, and so it is filed and sought under all of
those. So that each finds the other under

    on DAY        short intervals that are stated
    about WEEK    short ones that are not
    in MONTH      all short ones, for intervals of a few weeks
    for MONTH     those
    in YEAR       all of these, for longer ones
    for YEAR      those
    DAY/DAY       those of years, that agree only with the same

Frequent words find many and say little. Of a sentence so many of the most frequent are set aside as together do not
make it alike to anything (prefix filtering: Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search"):
two sentences that share no other word are not alike. A whole text has more words than keys; by its keys it must be
found under any word, so it is filed and sought under those set aside too.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from math import sqrt
from zlib import crc32

from .likeness import A_SENTENCE, A_WEEK, A_YEAR, NAMES, VAGUE, WINDOW, Telling, When, least_shared
from .stories import SAME
from .vocabulary import rarity

TWO_MONTHS = 63  # days from which an interval is filed by its years
ASIDE, WHOLE = " aside", " whole"  # marks of words set aside, and of those of whole texts


def filed(telling: Telling) -> list[int]:
    """The numbers of a telling's keys with its times."""
    found = []
    for times, vague in _own_times(telling.when):
        kept, aside = _parted(telling, vague)
        marked = [key + ASIDE for key in aside] if aside is not None else [key + WHOLE for key in kept]
        found += _numbers([*kept, *marked], times)
    return sorted(found)


def sought(telling: Telling) -> list[int]:
    """Under which of filed() everything stands that can be alike and agree in its days, and a little more."""
    found = []
    for times, vague in _agreeing_times(telling.when):
        kept, aside = _parted(telling, vague)
        marked = [key + WHOLE for key in aside] if aside is not None else [key + ASIDE for key in kept]
        found += _numbers([*kept, *marked], times)
    return sorted(found)


def numbers(keys: Iterable[str]) -> list[int]:
    """A number of 32 bits for each of the keys of a telling, in one order whatever order a process has its sets in.

    The only one stands twice, so that it counts as two.
    """
    found = sorted(_numbers(keys, [""]))
    return found * 2 if len(found) == 1 else found


def _own_times(when: When) -> list[tuple[list[str], bool]]:
    """When it happened, in words, and whether they are compared with vague intervals."""
    first, last, days = _span(when)
    if days >= A_YEAR:
        return [([f" {when.first}/{when.last}"], True)]
    if days >= TWO_MONTHS:
        return [(_years("for", first, last), True)]
    within = _years("in", first, last)
    if days >= A_WEEK:
        return [(_months("for", first, last) + within, True)]
    short = _days(first, last) if when.stated else _weeks(first, last)
    return [(short, False), (_months("in", first, last) + within, True)]


def _agreeing_times(when: When) -> list[tuple[list[str], bool]]:
    """The times of all that agrees with it, in the same words."""
    first, last, days = _span(when)
    if days >= A_YEAR:
        return _own_times(when)
    longer = _years("for", first, last)
    if days >= TWO_MONTHS:
        return [(_years("in", first, last) + longer, True)]
    longer += _months("for", first, last)
    if days >= A_WEEK:
        return [(_months("in", first, last) + longer, True)]
    return [(_days(first, last) + _weeks(first, last), False), (longer, True)]


def _span(when: When) -> tuple[date, date, int]:
    """The first and the last day on which it may have happened, and how many days lie between those it tells."""
    about = timedelta(0 if when.stated else WINDOW)
    return when.first - about, when.last + about, (when.last - when.first).days


def _parted(telling: Telling, vague: bool) -> tuple[list[str], list[str] | None]:
    """The keys but those set aside, and those; None when all are kept, as of a whole text.

    What is compared with vague intervals must be more alike, so that more is set aside. A text is whole when a word
    that ought to be kept is no key, or when it has so few words that sharing one or two makes it alike.
    """
    if telling.length >= A_SENTENCE:
        least = least_shared(SAME / VAGUE if vague else SAME)
        kept = _kept(telling, least)
        if telling.keys.issuperset(kept):
            return kept, sorted(telling.keys.difference(kept))
    return sorted(telling.keys), None


def _kept(telling: Telling, least: float) -> list[str]:
    """All words but so many of the most frequent as share less than `least` with anything."""
    frequent = sorted(telling.stems.keys() | telling.name_words.keys(), key=lambda word: (rarity(word), word))
    words = names = 0.0
    for place, word in enumerate(frequent):
        words += telling.stems.get(word, 0.0) ** 2
        names += telling.name_words.get(word, 0.0) ** 2
        if (1 - NAMES) * sqrt(words) + NAMES * sqrt(names) >= least:
            return frequent[place:]
    return frequent


def _days(first: date, last: date) -> list[str]:
    return [f" on {date.fromordinal(day)}" for day in range(first.toordinal(), last.toordinal() + 1)]


def _weeks(first: date, last: date) -> list[str]:
    return [f" about {week}" for week in range(first.toordinal() // 7, last.toordinal() // 7 + 1)]


def _months(which: str, first: date, last: date) -> list[str]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f" {which} {month // 12}-{month % 12 + 1}" for month in months]


def _years(which: str, first: date, last: date) -> list[str]:
    return [f" {which} {year}" for year in range(first.year, last.year + 1)]


def _numbers(keys: Iterable[str], times: Iterable[str]) -> list[int]:
    """Numbers do as well as the words, but that two may share one, and are far smaller."""
    return [crc32(f"{key}{time}".encode()) - 2**31 for key in keys for time in times]
