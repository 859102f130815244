"""Twins: how likely two entities of an archive are one, by their names and by who and what is named beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .gazetteer import common_name
from .keys import key
from .names import SMALL_WORDS, content, fold, words
from .people import LAST, shortens
from .senses import cosine
from .spans import PERSON, PLACE
from .titles import sex
from .transliteration import skeleton
from .vocabulary import rarity, stem

LEAST = 0.25  # likeness below which two are not shown to an editor
ASUNDER = 0.3  # what is left of it for people whom one article names both: its reader would take them for two
BESIDE = 0.6  # the same for others: a text that says "Airbus Industrie" and "Airbus" means one as often
ALONE = 0.35  # what names say when nothing is named beside both
MOST_NAMES = 6
A_SURNAME, A_PART = PARTLY = "the surname alone", "a part of its name"
OF_PEOPLE = ("i", "n", "an", "ian", "ese", "s")  # endings that make another name: Iraqi, Libyan, Iranian
ORDINARY = 4.0  # rarity of a word below which it is one of any text, and as a part of a name tells little: "Force"
SAME, SHORTER, SPELLING, INITIALS, ACRONYM, SURNAME, PART = 0.95, 0.8, 0.75, 0.7, 0.7, 0.6, 0.55


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive knows of one entity; beside: companion -> how often it is named with it, rare ones more."""

    pk: int
    kind: str
    names: tuple[str, ...]
    beside: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two are one, 0 to 1; `why` in words, and the companions they share, the weightiest first."""

    score: float
    why: str
    shared: tuple[int, ...] = ()


def likeness(one: Known, other: Known, *, together: int = 0) -> Likeness:
    """How alike two entities are; `together` is in how many articles both are named."""
    named, why = kinship(one, other)
    if not named:
        return Likeness(0, "")
    shared = sorted(one.beside.keys() & other.beside.keys(), key=lambda pk: (-one.beside[pk] * other.beside[pk], pk))
    company = min(1, 2 * cosine(one.beside, other.beside))
    left = ASUNDER if one.kind == PERSON else BESIDE
    score = named * (ALONE + (1 - ALONE) * company) * (left if together else 1)
    return Likeness(score, why, tuple(shared))


def kinship(one: Known, other: Known) -> tuple[float, str]:
    """How much the names alone speak for one entity, and why; 0 where they speak against it."""
    are_several = one.kind == PERSON and any("and" in words(name) for name in (one.names[0], other.names[0]))
    if one.kind != other.kind or are_several or _are_man_and_woman(one, other):
        return 0, ""
    pairs = ((a, b) for a in one.names[:MOST_NAMES] for b in other.names[:MOST_NAMES])
    return max((related(a, b, one.kind) for a, b in pairs), default=(0, ""))


def related(one: str, other: str, kind: str) -> tuple[float, str]:
    """How much two names speak for one bearer, and why."""
    if key(one, kind) == key(other, kind):
        return SAME, "the same name"
    if kind != PERSON and common_name(one, kind) and common_name(other, kind):
        return 0, ""
    short, full = sorted((one, other), key=lambda name: len(content(name)))
    if len(content(short)) == len(content(full)):
        if kind == PERSON and _has_initial(short, full):
            return INITIALS, "an initial"
        return (SPELLING, "another spelling") if are_spellings(one, other) else (0, "")
    if kind != PERSON:
        return _thing(short, full, kind)
    how = shortens(short, full)
    if how == LAST:
        return (SURNAME, A_SURNAME) if len(content(short)) == 1 else (SHORTER, "a shorter form")
    is_acronym = how is not None and short.isupper() and len(short) > 2
    return (ACRONYM, "its initials") if is_acronym else (0, "")


def shares(found: Sequence[Likeness]) -> list[float]:
    """The scores of those whom one short name may mean: a part of a name that fits several says less of each."""
    total = sum(each.score for each in found if each.why in PARTLY)
    return [each.score**2 / total if each.why in PARTLY and total else each.score for each in found]


def patterns(names: Iterable[str], kind: str) -> list[str]:
    """LIKE patterns, in capitals, of the names that these may be short for, or that may be short for these."""
    found: dict[str, None] = {}
    for name in list(names)[:MOST_NAMES]:
        parts = content(name)
        sought = (parts[-1],) if kind == PERSON else (max(parts, key=len),) if parts else ()
        found |= {f"%{word.upper()}%": None for word in sought if len(word) > 2}
        initials = "".join(word[0] for word in words(name) if word not in SMALL_WORDS).upper()
        if len(initials) > 1:
            found[initials] = None
        if name.isupper() and name.isalpha() and 1 < len(name) < 7:
            found["% ".join(name) + "%"] = None
    return list(found)


def are_spellings(one: str, other: str) -> bool:
    """True where every word of one name is a spelling of the word of the other, and their order is the same."""
    few, many = ([word for word in content(name) if word not in SMALL_WORDS] for name in (one, other))
    return len(few) == len(many) and all(map(_is_spelling, few, many))


def _is_spelling(one: str, other: str) -> bool:
    """True for words of one sound, or with one letter added or left out, in longer ones one changed or swapped.

    In very long ones two letters may differ.
    """
    if one == other or (len(one) > 3 and len(other) > 3 and one[0] == other[0] and skeleton(one) == skeleton(other)):
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and long[len(short) :] in OF_PEOPLE:
        return False
    least = len(short)
    if least < (3 if len(one) != len(other) else 5) or one.isdecimal() or other.isdecimal() or one[0] != other[0]:
        return False
    return _distance(one, other) <= (2 if least > 8 else 1)


def _distance(one: str, other: str) -> int:
    """The restricted Damerau-Levenshtein distance."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _thing(short: str, full: str, kind: str) -> tuple[float, str]:
    """Of a place, a group or an event: its initials, or its first or last words."""
    few, many = words(short), words(full)
    initials = {"".join(word[0] for word in each) for each in (many, [w for w in many if w not in SMALL_WORDS])}
    if short.isupper() and len(fold(short)) > 1 and fold(short) in initials:
        return ACRONYM, "its initials"
    if kind == PLACE or len(short) < 4 or not (many[: len(few)] == few or many[-len(few) :] == few):
        return 0, ""
    telling = max((rarity(stem(word)) for word in few), default=0)
    return PART * min(1, telling / ORDINARY) ** 2, A_PART


def _has_initial(one: str, other: str) -> bool:
    """True for "J. Smith" and "John Smith"."""
    few, many = content(one), content(other)
    is_short = any(1 in (len(a), len(b)) and a[0] == b[0] and a != b for a, b in zip(few, many, strict=True))
    alike = ((1 in (len(a), len(b)) and a[0] == b[0]) or _is_spelling(a, b) for a, b in zip(few, many, strict=True))
    return is_short and all(alike) and _is_spelling(few[-1], many[-1])


def _are_man_and_woman(one: Known, other: Known) -> bool:
    if one.kind != PERSON:
        return False
    told = [{sex("", name) for name in known.names} - {""} for known in (one, other)]
    return all(told) and told[0].isdisjoint(told[1])
