"""Identity: whom or what each name of a text means, by the fullest form that the text or common knowledge gives."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from .gazetteer import common_name
from .keys import key
from .names import ARABIC_PARTICLES, SMALL_WORDS, clean, fold, words
from .people import find_people, person_meant
from .spans import DATE, PERSON, PLACE, Span
from .titles import untitled

Named = list[tuple[Span, str]]
Places = dict[str, int]  # names, and where each stands first

BRACKETED = re.compile(r"\s?\(\s?[\"“]?(?:or |the )*(?P<short>[A-Z][\w&.-]{1,11})[\"”]?\s?[),;]")


def identify(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with `entity` set on every name; those that carry an entity already, an editor's word, keep it.

    A part of a person's name means the person the text names in full; a body, a building or an event is meant by its
    acronym, its first or its last words where the text names just one such; places and bodies that everyone knows by
    a short form have their common name. Nothing is joined across labels.
    """
    named = [(span, span.entity or _shown(text, span)) for span in spans if span.kind not in ("", DATE)]
    people, explained = find_people(text, named), _explained(text, named)
    meant, things = {}, {}  # a thing's name means the same wherever it stands
    alike: dict[str, Places] = {}
    for span, name in named:
        alike.setdefault(span.label, {}).setdefault(name, span.start)
    for span, name in named:
        if span.entity:
            continue
        if span.label == "PERSON":
            meant[span] = person_meant(text, span, name, people)
        elif span.label == "NORP":
            meant[span] = _people_of(name)
        else:
            if (span.label, name) not in things:
                things[span.label, name] = _thing_meant(name, span, alike[span.label], explained)
            meant[span] = things[span.label, name]
    return [replace(span, entity=meant[span]) if span in meant else span for span in spans]


def _shown(text: str, span: Span) -> str:
    """The name as it is shown: a person or place of a headline or dateline in capitals as it is spelled elsewhere."""
    name = clean(text[span.start : span.end])
    if span.kind in (PERSON, PLACE) and name.isupper() and len(name) > 4 and "." not in name:
        name = " ".join(word.lower() if word.lower() in SMALL_WORDS else word.title() for word in name.split())
    return untitled(name) if span.label == "PERSON" else name


def _people_of(name: str) -> str:
    """ "Iraqi" of "Iraqis"; names that merely end in s stay."""
    return name[:-1] if len(name) > 4 and name.endswith("s") and not name.endswith(("ss", "us")) else name


def _explained(text: str, named: Named) -> dict[str, str]:
    """The short forms that the text itself explains: "Popular Mobilization Forces (PMF)"."""
    explained: dict[str, str] = {}
    for span, name in named:
        found = BRACKETED.match(text, span.end)
        if found and sum(map(str.isupper, found["short"])) > 1 and _abbreviates(found["short"], name):
            explained.setdefault(found["short"], name)
    return explained


def _abbreviates(short: str, name: str) -> bool:
    """True when the letters of the short form occur in the name in this order, its first letter first."""
    few, many = "".join(words(short)), "".join(words(name))
    rest = iter(many)
    return few[:1] == many[:1] and all(letter in rest for letter in few)


def _thing_meant(name: str, span: Span, alike: Places, explained: dict[str, str]) -> str:
    """What a name means among the names of the same label: its common name, else its fullest form in the text."""
    if fold(common_name(name, span.kind)) != fold(name):
        name = explained.get(name) or _longer(name, span, alike)
    if known := common_name(name, span.kind):
        return known
    folded = key(name, span.kind)
    same = [each for each in alike if key(each, span.kind) == folded]
    return max(same, key=lambda each: len(words(each)), default=name)  # what explains it may have another label


def _longer(name: str, span: Span, alike: Places) -> str:
    """The only longer name of the text that this one abbreviates, begins or ends.

    First and last words mean a name only once it was introduced, so "Netflix" is not "Netflix Japan" where it comes
    first. An event is told by them at any place: "Humberto", "Hurricane Humberto".
    """
    folded = fold(name)
    first = next((start for each, start in alike.items() if fold(each) == folded), span.start)
    longer: dict[str, str] = {}
    for full, start in alike.items():
        introduced = start < first or span.label == "EVENT"
        if _has_initials(full, name) or _has_part(full, name, introduced):
            longer.setdefault(key(full, span.kind), full)
    return next(iter(longer.values())) if len(longer) == 1 else name


def _has_initials(full: str, short: str) -> bool:
    many = words(full) if short.isupper() else ()
    if len(many) < 2 or len(fold(short)) < 2:
        return False
    return fold(short) in ("".join(word[0] for word in each) for each in (many, _without_small(many)))


@lru_cache(maxsize=65_536)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in name.split())


def _has_part(full: str, short: str, introduced: bool) -> bool:
    """True when a longer name begins or ends with a short one; what begins as "Hashd al Shaabi" is always so called."""
    few, many = _parts(short), _parts(full)
    if len(short) < 4 or len(many) <= len(few) or short.isupper():
        return False
    after = many[len(few)]
    if many[: len(few)] == few and after not in ("", "and"):
        return introduced or after in ARABIC_PARTICLES
    return introduced and many[-len(few) :] == few


def _without_small(many: Sequence[str]) -> list[str]:
    return [word for word in many if word not in SMALL_WORDS]
