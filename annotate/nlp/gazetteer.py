"""The gazetteer: countries, their peoples, cities and well-known names, read from the tables in annotate/gazetteer/.

Names are looked up as names.fold() folds them, so "U.S.", "the US" and "us" are one. The tables name their sources.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .names import fold
from .spans import GROUP, PERSON, PLACE

TABLES = Path(__file__).resolve().parent.parent / "gazetteer"


@dataclass(frozen=True, slots=True)
class Country:
    """A country or dependent territory; `code` is its ISO 3166-1 code of two letters."""

    code: str
    name: str
    capital: str
    population: int


@dataclass(frozen=True, slots=True)
class City:
    """A city; `country` is the code of its country, latitude and longitude are degrees north and east."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int


def common_name(name: str, kind: str) -> str:
    """The full name readers look for when a place, group or person goes by this one; "" when it is not known."""
    return _common_names().get((kind, fold(name)), "")


def country(name: str) -> Country | None:
    """The country of this name, common or official, or None."""
    return _countries()[0].get(fold(name))


def country_of_people(word: str) -> Country | None:
    """The country whose people or adjective this is, "Iraqi", "Iraqis", "French"; None when there is none."""
    people, folded = _countries()[1], fold(word)
    return people.get(folded) or people.get(folded.removesuffix("s"))


def cities(name: str) -> list[City]:
    """The cities of this name, the largest first; empty when none is listed."""
    return [_city(line) for line in _cities().get(fold(name), ())]


def sort_of(name: str) -> str:
    """What a tagger may be told of a name: "country", "people", "city", or "" for a name that is not listed."""
    folded = fold(name)
    countries, people = _countries()
    if folded in countries:
        return "country"
    if folded in people or folded.removesuffix("s") in people:
        return "people"
    return "city" if folded in _cities() else ""


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
def _countries() -> tuple[dict[str, Country], dict[str, Country]]:
    """Countries by name, and by the word for their people: the most populous where two share it, as in Congolese."""
    named, people = {}, {}
    for code, name, others, words, capital, population in _rows("countries.tsv"):
        found = Country(code, name, capital, int(population))
        named |= {fold(each): found for each in (name, *others.split("|")) if each}
        for word in filter(None, map(fold, words.split("|"))):
            people[word] = max(found, people.get(word, found), key=lambda each: each.population)
    return named, people


@cache
def _cities() -> dict[str, list[list[str]]]:
    """The lines of the table by folded name. They become cities when asked for: twelve thousand take 40 ms."""
    found: dict[str, list[list[str]]] = {}
    for line in _rows("cities.tsv"):
        found.setdefault(fold(line[0]), []).append(line)
    return found


def _city(line: list[str]) -> City:
    name, code, latitude, longitude, population = line
    return City(name, code, float(latitude), float(longitude), int(population))


def _rows(table: str) -> Iterator[list[str]]:
    with open(TABLES / table, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")
