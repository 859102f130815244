"""Names as words: how a name is shown, and how its spellings fold together."""

import re
import unicodedata
from functools import lru_cache

PARTICLES = frozenset(
    "al el as ash ad bin ibn bint abu abou umm abd de la le van von der den da di dos del du st".split()
)
ARABIC_PARTICLES = frozenset("al el as ash bin ibn bint abu abou abd".split())
SMALL_WORDS = frozenset("of the and for in on to a an al el".split())

POSSESSIVE = re.compile(r"['’]s?$")
HYPHEN = re.compile("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}]")
SILENT = re.compile(r"[.'’`ʿʾ]|(?<=\b\w\.) (?=\w\.)")  # the space too in "U. S.", "J. R. Smith"
UNACCENTED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})  # what NFKD leaves whole
NOT_WORD = re.compile(r"[^\w\s]+")


def clean(name: str) -> str:
    """A name as it is shown: one line, no possessive, no quotes around it."""
    name = HYPHEN.sub("-", " ".join(name.split())).strip('"“”‘«»,;: ')
    bare = POSSESSIVE.sub("", name)
    return bare if len(bare) > 1 and name != bare and not name.endswith(("s'", "s’")) else name


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


def content(name: str) -> tuple[str, ...]:
    """The folded words of a name without particles such as "al" and "van"; all of them when nothing else is left."""
    found = words(name)
    return tuple(word for word in found if word not in PARTICLES) or found
