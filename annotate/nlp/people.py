"""People: whom the name of a person means among those a text names in full."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .gazetteer import common_name
from .keys import key
from .names import content, words
from .spans import PERSON, Span
from .titles import OF_A_WOMAN, sex, told_sex
from .transliteration import is_arabic, skeleton

A_TITLE = 24  # code points before a name in which its title stands
LAST, FIRST, INNER = 0, 1, 2  # by which of its words a short form means a full name, the surest first


@dataclass(frozen=True, slots=True)
class Full:
    """A name of several words where it stands in the text; `sex` is "" when nothing tells."""

    start: int
    name: str
    sex: str


@dataclass(frozen=True, slots=True)
class People:
    """The people a text names in full, in order, and how often the key of each is meant beyond doubt."""

    fulls: list[Full]
    counts: Counter


def find_people(text: str, named: Iterable[tuple[Span, str]]) -> People:
    """The people of a text from its spans and their names, of persons and others."""
    named = [(span, name) for span, name in named if span.label == "PERSON"]
    fulls = [
        Full(span.start, name, sex(_before(text, span), name))
        for span, name in named
        if len(content(name)) > 1 and "and" not in words(name)
    ]
    counts = Counter(key(full.name, PERSON) for full in fulls)
    for _, name in named:
        meant = {key(full.name, PERSON) for full in fulls if shortens(name, full.name) is not None}
        if len(meant) == 1:
            counts.update(meant)
    return People(fulls, counts)


def person_meant(text: str, span: Span, name: str, people: People) -> str:
    """The full name of the person a span means.

    Title and given name must not tell of a man and a woman. Of several people the surname means the one the text
    speaks of most, else the one named last before it, else the first after it. "Mrs. Bush" is no George Bush: she
    keeps her title when the text never names her in full.
    """
    told = sex(_before(text, span), name)
    fits = [(rank, full) for full in people.fulls if (rank := shortens(name, full.name)) is not None]
    agreeing = [(rank, full) for rank, full in fits if "" in (told, full.sex) or told == full.sex]
    if agreeing:
        best = min(rank for rank, _ in agreeing)
        return _fullest(_likeliest([full for rank, full in agreeing if rank == best], span.start, people), people)
    known = common_name(name, PERSON)
    if known and not fits and told in ("", sex("", known)):
        return known
    title = OF_A_WOMAN.search(_before(text, span))
    return f"{title[0].strip()} {name}" if title and (fits or known) else _fullest(name, people)


def told_sexes(text: str, spans: Sequence[Span]) -> dict[str, str]:
    """Full name -> man or woman, for the people of whom a title in the text says so wherever it says anything."""
    told: dict[str, set[str]] = {}
    for span in spans:
        if span.label == "PERSON" and span.entity and (said := told_sex(_before(text, span))):
            told.setdefault(span.entity, set()).add(said)
    return {name: next(iter(said)) for name, said in told.items() if len(said) == 1}


@lru_cache(maxsize=65_536)
def shortens(short: str, full: str) -> int | None:
    """By which words one name is a short form of a longer one: LAST, FIRST or INNER; None when it is none.

    "Kadhimi", "Mustafa", "John Bolton" of "John R. Bolton", "Van Halen", and "WSS" of "William S. Saturn".
    """
    few, many = content(short), content(full)
    if not 0 < len(few) < len(many):
        return None
    if len(few) > 1:
        rest = iter(many)
        in_order = few[0] == many[0] and all(word in rest for word in few)
        return LAST if in_order or few == many[-len(few) :] else None
    [word] = few
    if word == many[-1] or (is_arabic(full) and skeleton(word) == skeleton(many[-1])):
        return LAST
    if word == many[0] or (short.isupper() and len(word) > 1 and word == "".join(each[0] for each in many)):
        return FIRST
    return INNER if word in many and len(word) > 2 else None


def _before(text: str, span: Span) -> str:
    return text[max(0, span.start - A_TITLE) : span.start]


def _likeliest(named: list[Full], start: int, people: People) -> str:
    most = max(people.counts[key(full.name, PERSON)] for full in named)
    named = [full for full in named if people.counts[key(full.name, PERSON)] == most]
    before = [full for full in named if full.start <= start]
    return (before[-1] if before else named[0]).name


def _fullest(name: str, people: People) -> str:
    """The longer form of a full name that the text gives, when it gives but one; spelled as it is first spelled."""
    longer = {}
    if len(content(name)) > 1:
        for full in people.fulls:
            if shortens(name, full.name) is not None:
                longer.setdefault(key(full.name, PERSON), full.name)
    if len(longer) == 1:
        return next(iter(longer.values()))
    folded = key(name, PERSON)
    return next((full.name for full in people.fulls if key(full.name, PERSON) == folded), name)
