"""Names: which short form means which full name inside a text, and how spellings of one name fold together."""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from .spans import DATE, GROUP, PERSON, PLACE, Span

# Common short forms whose full name readers look for, as key() folds them.
WELL_KNOWN = {
    PLACE: {
        "us": "United States",
        "usa": "United States",
        "united states of america": "United States",
        "america": "United States",
        "uk": "United Kingdom",
        "britain": "United Kingdom",
        "great britain": "United Kingdom",
        "uae": "United Arab Emirates",
        "emirates": "United Arab Emirates",
        "drc": "Democratic Republic of the Congo",
        "gaza": "Gaza Strip",
        "islamic republic of iran": "Iran",
    },
    GROUP: {
        "us": "United States",
        "un": "United Nations",
        "eu": "European Union",
        "nato": "NATO",
        "is": "Islamic State",
        "isis": "Islamic State",
        "isil": "Islamic State",
        "daesh": "Islamic State",
        "islamic state group": "Islamic State",
        "taleban": "Taliban",
        "al qaida": "al-Qaeda",
        "al qaeda": "al-Qaeda",
        "pkk": "Kurdistan Workers' Party",
        "security council": "United Nations Security Council",
        "un security council": "United Nations Security Council",
        "afp": "Agence France-Presse",
        "ap": "Associated Press",
    },
}

PARTICLES = frozenset(
    [
        "al",
        "el",
        "as",
        "ash",
        "ad",
        "bin",
        "ibn",
        "bint",
        "abu",
        "abou",
        "umm",
        "abd",
        "de",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "da",
        "di",
        "dos",
        "del",
    ]
)
ARABIC_PARTICLES = frozenset(["al", "el", "as", "ash", "bin", "ibn", "bint", "abu", "abou", "abd"])
SMALL_WORDS = frozenset(["of", "the", "and", "for", "in", "on", "to", "a", "an", "al", "el"])

POSSESSIVE = re.compile(r"['’]s?$")
HYPHEN = re.compile("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}]")
SILENT = re.compile(r"[.'’`ʿʾ]|(?<=\b\w\.) (?=\w\.)")  # the space too in "U. S.", "J. R. Smith"
UNACCENTED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})  # what NFKD leaves whole
NOT_WORD = re.compile(r"[^\w\s]+")

# What transliterations of an Arabic name differ in: pairs of letters, doubled letters, inner vowels, a last h.
TRANSLITERATION = [
    (re.compile(r"dh|th(?=\w)|z"), "z"),
    (re.compile(r"kh|gh|q|ck"), "k"),
    (re.compile(r"ch|sh"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=\w)[aeiouy]+"), ""),
    (re.compile(r"(?<=\w)h$"), ""),
]


def identify(text: str, spans: list[Span]) -> list[Span]:
    """The spans with `entity` set on every name: the fullest form that the text, or common knowledge, gives.

    Spans that carry an entity already (an editor's word) keep it. A surname alone means the person of that name who
    was named in full last before it, else the first one after; nothing is joined on a surname across kinds.
    """
    fulls = _full_names(text, spans)
    return [
        span
        if span.entity or span.kind in ("", DATE)
        else replace(span, entity=_meant(_shown(text, span), span, fulls))
        for span in spans
    ]


def clean(name: str) -> str:
    """A name as it is shown: one line, no possessive, no quotes around it."""
    name = HYPHEN.sub("-", " ".join(name.split())).strip('"“”‘«»,;: ')
    bare = POSSESSIVE.sub("", name)
    return bare if len(bare) > 1 and name != bare and not name.endswith(("s'", "s’")) else name


def key(name: str, kind: str) -> str:
    """The folded form under which the archive keeps a name: equal keys of one kind are one entity.

    Case, accents, points, hyphens and a leading "the" do not count. Names of people written with an Arabic particle
    fold to a skeleton, since their transliterations differ in vowels and in pairs such as dh and z: "Mustafa
    al-Kadhimi" and "Mustafa al Kazimi" share a key, "Jan Smith" and "Jon Smith" do not.
    """
    return keys(name, kind)[0]


@lru_cache(maxsize=65_536)
def keys(name: str, kind: str) -> tuple[str, ...]:
    """All keys a name is found by, the one of key() first: "Moqtada al-Sadr" is found by "moqtada sadr" too."""
    found = words(name)
    if kind == PERSON and not ARABIC_PARTICLES.isdisjoint(found):
        content = [word for word in found if word not in PARTICLES]
        if len(content) > 1:
            return " ".join(map(_skeleton, content)), " ".join(content)
    return (" ".join(found),)


def fold(name: str) -> str:
    """A name without what spellings differ in: case, accents, points, hyphens, a possessive, a leading "the"."""
    return " ".join(words(name))


@lru_cache(maxsize=65_536)
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name: ("us",) of "The U.S.", ("mustafa", "al", "kadhimi") of "Mustafa al-Kadhimi"."""
    if name.isascii() and name.replace(" ", "").isalpha():  # most names, ten times as fast
        found = tuple(name.casefold().split())
    else:
        found = tuple(NOT_WORD.sub(" ", SILENT.sub("", _unaccented(clean(name).casefold()))).split())
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def _unaccented(name: str) -> str:
    if name.isascii():
        return name
    apart = unicodedata.normalize("NFKD", name.translate(UNACCENTED))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _skeleton(word: str) -> str:
    for pattern, letters in TRANSLITERATION:
        word = pattern.sub(letters, word)
    return word


def _content(name: str) -> tuple[str, ...]:
    found = words(name)
    return tuple(word for word in found if word not in PARTICLES) or found


def _full_names(text: str, spans: list[Span]) -> dict[str, list[tuple[int, str]]]:
    """Per kind, where each name of two or more words stands and how it reads; an editor's word counts as such."""
    fulls: dict[str, list[tuple[int, str]]] = {PERSON: [], GROUP: []}
    for span in spans:
        if span.label in ("PERSON", "ORG"):
            name = span.entity or _shown(text, span)
            if len(_content(name)) > 1:
                fulls[span.kind].append((span.start, name))
    return fulls


def _shown(text: str, span: Span) -> str:
    """The name as it is shown: a person or place of a headline or dateline in capitals as it is spelled elsewhere."""
    name = clean(text[span.start : span.end])
    if span.kind in (PERSON, PLACE) and name.isupper() and len(name) > 4 and "." not in name:
        return " ".join(word.lower() if word.lower() in SMALL_WORDS else word.title() for word in name.split())
    return name


def _meant(name: str, span: Span, fulls: dict[str, list[tuple[int, str]]]) -> str:
    if span.label == "PERSON":
        return _person(name, span, fulls[PERSON])
    known = WELL_KNOWN.get(span.kind, {}).get(" ".join(words(name)))
    if known:
        return known
    if span.label == "ORG":
        return _body(name, fulls[GROUP])
    if span.label == "NORP" and len(name) > 4 and name.endswith("s") and not name.endswith(("ss", "us")):
        return name[:-1]
    return name


def _person(name: str, span: Span, fulls: list[tuple[int, str]]) -> str:
    content = _content(name)
    if len(content) != 1:
        return _first_spelling(name, fulls)
    surnames = [(start, full) for start, full in fulls if _same_word(content[0], _content(full)[-1], full)]
    named = surnames or [(start, full) for start, full in fulls if _content(full)[0] == content[0]]
    before = [full for start, full in named if start <= span.start]
    if not named:
        return name
    return _first_spelling(before[-1] if before else named[0][1], fulls)


def _first_spelling(name: str, fulls: list[tuple[int, str]]) -> str:
    """How the text first spells this full name."""
    same = set(keys(name, PERSON))
    return next((full for _, full in fulls if not same.isdisjoint(keys(full, PERSON))), name)


def _same_word(short: str, long: str, full: str) -> bool:
    if short == long:
        return True
    return not ARABIC_PARTICLES.isdisjoint(words(full)) and _skeleton(short) == _skeleton(long)


def _body(name: str, fulls: list[tuple[int, str]]) -> str:
    """The organisation whose name begins with this one or is shortened by it, when the text names just one such."""
    found = words(name)
    longer = {}
    for _, full in fulls:
        other = words(full)
        initials = "".join(word[0] for word in other if word not in SMALL_WORDS)
        if len(other) > len(found) and (
            (len(name) > 3 and other[: len(found)] == found)
            or (name.isupper() and len(found[0]) > 1 and initials == found[0])
        ):
            longer.setdefault(" ".join(other), full)
    return next(iter(longer.values())) if len(longer) == 1 else name
