"""The gazetteer: what it knows by which names."""

import time

import pytest

from annotate.nlp import gazetteer
from annotate.nlp.gazetteer import cities, common_name, country, country_of_people, sort_of


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


def test_a_country_is_found_by_any_of_its_names():
    assert {country(name).code for name in ("Iran", "Islamic Republic of Iran", "IRAN")} == {"IR"}
    assert country("Iranian") is None


@pytest.mark.parametrize("word, code", [("Iraqi", "IQ"), ("Iraqis", "IQ"), ("French", "FR"), ("Swiss", "CH")])
def test_a_people_has_a_country(word, code):
    assert country_of_people(word).code == code


def test_two_countries_of_one_people_give_the_larger():
    assert country_of_people("Congolese").name == "Democratic Republic of the Congo"


def test_a_city_has_a_country_and_a_place_on_the_map():
    [mosul] = cities("Mosul")
    assert (mosul.country, round(mosul.latitude), round(mosul.longitude)) == ("IQ", 36, 43)


def test_cities_of_one_name_come_the_largest_first():
    alike = cities("Birmingham")
    assert [city.country for city in alike][:2] == ["GB", "US"]
    assert alike == sorted(alike, key=lambda city: -city.population)


@pytest.mark.parametrize(
    ("name", "sort"), [("Iraq", "country"), ("Iraqi", "people"), ("Łódź", "city"), ("Mosul", "city"), ("Kadhimi", "")]
)
def test_a_tagger_may_be_told_what_sort_of_name_it_is(name, sort):
    assert sort_of(name) == sort


def test_every_country_has_a_capital_that_is_listed_where_the_table_names_one():
    missing = [
        name
        for code, name, _, _, capital, population in gazetteer._rows("countries.tsv")
        if int(population) > 10_000_000 and not any(city.country == code for city in cities(capital))
    ]
    assert missing == []


def seconds_to_read():
    for read in (gazetteer._common_names, gazetteer._countries, gazetteer._cities):
        read.cache_clear()
    started = time.process_time()
    common_name("Iraq", "place"), country("Iraq"), cities("Mosul")
    return time.process_time() - started


def test_the_tables_are_read_in_a_tenth_of_a_second():
    assert min(seconds_to_read() for _ in range(3)) < 0.1


@pytest.mark.parametrize("table", ["countries.tsv", "cities.tsv"])
def test_the_tables_of_geonames_name_their_source_and_licence(table):
    head = (gazetteer.TABLES / table).read_text("utf-8")[:500]
    assert "GeoNames" in head and "CC BY 4.0" in head
