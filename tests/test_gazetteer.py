"""The gazetteer: what it knows by which names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp import gazetteer
from annotate.nlp.gazetteer import SORTS, common_name, sorts


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("U.S.", "United States"),
        ("the United States of America", "United States"),
        ("Britain", "United Kingdom"),
        ("UK", "United Kingdom"),
        ("Burma", "Myanmar"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Bombay", "Mumbai"),
        ("D.C.", "Washington, D.C."),
        ("Gaza", "Gaza Strip"),
    ],
)
def test_a_place_has_one_common_name_by_whatever_name_it_goes(name, common):
    assert common_name(name, "place") == common


def test_a_common_name_belongs_to_a_kind():
    assert common_name("Nato", "group") == "NATO"
    assert common_name("Nato", "person") == ""


def listed(*tokens):
    return [SORTS[number] for number in sorts(tokens)]


@pytest.mark.parametrize(
    ("token", "sort"),
    [
        ("Iraq", "country"),
        ("U.S.", "country"),
        ("Iraqis", "people"),
        ("French", "people"),
        ("Łódź", "city"),
        ("Mosul", "city"),
        ("Samarra", "city"),
        ("Tikrit", "town"),
        ("Kadhimi", ""),
    ],
)
def test_a_tagger_is_told_what_sort_of_name_a_word_is(token, sort):
    assert listed(token) == [sort]


def test_the_longest_listed_name_counts_hyphens_and_all():
    assert listed("In", "Ho", "Chi", "Minh", "City", "today") == ["", *["city"] * 4, ""]
    assert listed("Port", "-", "au", "-", "Prince", "-", "based") == [*["city"] * 5, "", ""]


def test_words_without_a_capital_are_no_names():
    assert listed("us", "nice", "and", "reading") == ["", "", "", ""]


@given(st.lists(st.sampled_from(["The", "United", "States", "New", "York", "al", "Al", "-", "Kut", "\n\n", "", "İ"])))
def test_every_token_has_a_sort(tokens):
    assert len(sorts(tokens)) == len(tokens)


@pytest.mark.parametrize("table", ["countries.tsv", "cities.tsv", "towns.txt"])
def test_the_tables_of_geonames_name_their_source_and_licence(table):
    head = (gazetteer.TABLES / table).read_text("utf-8")[:500]
    assert "GeoNames" in head and "CC BY 4.0" in head
