"""The gazetteer: countries, their peoples, cities, towns and well-known names, from the tables in annotate/gazetteer/.

Names are looked up as names.fold() folds them, so "U.S.", "the US" and "us" are one. The tables name their sources.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from .names import fold, words
from .spans import GROUP, PERSON, PLACE

TABLES = Path(__file__).resolve().parent.parent / "gazetteer"
SORTS = ("", "country", "people", "city", "town")
LONGEST = 6  # tokens of a listed name, hyphens counted


def common_name(name: str, kind: str) -> str:
    """The full name readers look for when a place, group or person goes by this one; "" when it is not known."""
    return _common_names().get((kind, fold(name)), "")


def sorts(tokens: Sequence[str]) -> list[int]:
    """For each token of a text the number in SORTS of the listed name it is part of, the longest; 0 for none.

    A name begins with a capital letter and ends where its last word does: "New York City" is one city.
    """
    listed, longest = _listed()
    folded = [words(token) for token in tokens]
    found, start = [0] * len(tokens), 0
    while start < len(tokens):
        end = start + 1
        if folded[start] and tokens[start][0].isupper():
            key, furthest = (), min(len(tokens), start + longest.get(folded[start][0], 0))
            for place in range(start, furthest):
                key += folded[place]
                if folded[place] and (sort := listed.get(key)):
                    end = place + 1
                    found[start:end] = [sort] * (end - start)
        start = end
    return found


@cache
def _common_names() -> dict[tuple[str, str], str]:
    found = {}
    for _, name, others, _, _, _ in _rows("countries.tsv"):
        found |= {(PLACE, fold(each)): name for each in (name, *others.split("|"))}
    for kind, name, others in _rows("known.tsv"):
        found |= {(kind, fold(each)): name for each in (name, *others.split("|"))}
    for kind in (PLACE, GROUP, PERSON):
        found.pop((kind, ""), None)
    return found


@cache
def _listed() -> tuple[dict[tuple[str, ...], int], dict[str, int]]:
    """The sort of every listed name by its folded words, and the most tokens of names that begin with a word."""
    named = [(tuple(town.split(" ")), "town") for [town] in _rows("towns.txt")]
    named += [(words(city[0]), "city") for city in _rows("cities.tsv")]
    for _, name, others, people, _, _ in _rows("countries.tsv"):
        named += [(words(each), "people") for word in people.split("|") for each in (word, f"{word}s") if word]
        named += [(words(each), "country") for each in (name, *others.split("|"))]
    listed = {key: SORTS.index(sort) for key, sort in named if key}
    longest: dict[str, int] = {}
    for key in listed:
        longest[key[0]] = max(longest.get(key[0], 0), min(LONGEST, 2 * len(key) - 1))
    return listed, longest


def _rows(table: str) -> Iterator[list[str]]:
    with open(TABLES / table, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")
