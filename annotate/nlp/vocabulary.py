"""Words as linking compares them: without their endings, and how rare each is in news.

The table annotate/vocabulary/words.tsv says in how many texts of a collection each word stands, so that two texts are
compared alike whatever else the archive holds. `python -m annotate.training.rarity` makes it.
"""

import re
from functools import cache, lru_cache
from math import log
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "vocabulary" / "words.tsv"
WORD = re.compile(r"[^\W\d_]{3,}|\d+")
ENDINGS = ("ing", "ies", "ied", "ed", "es", "s", "e", "y")
STOP = frozenset(
    """
    the and for that with was were has have had are not but from this they their his her its who which will
    would been after before about into over than then them also said says say when where what while more most
    other some such one two three out off all any can could may might must she him our your you per among
    between during since
    """.split()
)
COMMON = 1.2  # rarity below which a word says nothing: two texts in five have it


def words(text: str) -> list[str]:
    """The words and numbers of a text in order, case folded; words of one or two letters are left out."""
    return WORD.findall(text.casefold())


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without its commonest English endings: good enough to join "rockets" and "rocket"."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=65_536)
def rarity(stem: str) -> float:
    """The inverse document frequency of a stem: 0.7 when every text has it, 8.4 when none of the collection had."""
    return log(1 + counts()[""] / (1 + counts().get(stem, 0)))


@cache
def counts() -> dict[str, int]:
    """In how many of the texts each stem stands; under the empty one, how many texts were counted."""
    rows = (line.rstrip("\n").split("\t") for line in TABLE.read_text("utf-8").splitlines() if line[:1] != "#")
    return {word: int(count) for word, count in rows}
