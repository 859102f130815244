"""Names: full forms inside a text, keys across texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.names import clean, identify, key, keys
from annotate.nlp.spans import Span


def spans_of(text, *names):
    """Spans of the (quote, label) pairs, each found after the one before."""
    spans, at = [], 0
    for quote, label in names:
        start = text.index(quote, at)
        at = start + len(quote)
        spans.append(Span(start, at, label))
    return spans


def entities(text, *names):
    return [span.entity for span in identify(text, spans_of(text, *names))]


def test_a_surname_means_the_person_named_in_full():
    text = "Mustafa al Kazimi was unharmed. Kazimi’s guards were not."
    assert entities(text, ("Mustafa al Kazimi", "PERSON"), ("Kazimi", "PERSON")) == ["Mustafa al Kazimi"] * 2


def test_a_surname_before_the_full_name_means_it_too():
    text = "Kazimi survived. Mustafa al Kazimi spoke."
    assert entities(text, ("Kazimi", "PERSON"), ("Mustafa al Kazimi", "PERSON")) == ["Mustafa al Kazimi"] * 2


def test_a_shared_surname_means_the_one_named_last():
    text = "Rafik Hariri was killed. Hariri is mourned. Saad Hariri resigned. Hariri left."
    names = [("Rafik Hariri", "PERSON"), ("Hariri", "PERSON"), ("Saad Hariri", "PERSON"), ("Hariri", "PERSON")]
    assert entities(text, *names) == ["Rafik Hariri", "Rafik Hariri", "Saad Hariri", "Saad Hariri"]


def test_a_surname_alone_never_means_a_group_or_a_place():
    text = "Sadr City mourned. Sadr spoke."
    assert entities(text, ("Sadr City", "GPE"), ("Sadr", "PERSON")) == ["Sadr City", "Sadr"]


def test_another_spelling_of_a_surname_in_one_text_is_the_same_person():
    text = "Mustafa al-Kadhimi spoke. Kazimi left."
    assert entities(text, ("Mustafa al-Kadhimi", "PERSON"), ("Kazimi", "PERSON")) == ["Mustafa al-Kadhimi"] * 2


def test_an_acronym_means_the_body_whose_initials_it_has():
    text = "The Democratic Party of Kurdistan won. DPK leaders met."
    full = "Democratic Party of Kurdistan"
    assert entities(text, (full, "ORG"), ("DPK", "ORG")) == [full, full]


def test_the_first_words_of_a_body_mean_it_when_only_one_begins_so():
    text = "Hashd al Shaabi lost. Hashd objects."
    assert entities(text, ("Hashd al Shaabi", "ORG"), ("Hashd", "ORG")) == ["Hashd al Shaabi"] * 2
    text = "Bank of Iraq and Bank of Syria met. Bank rules apply."
    assert entities(text, ("Bank of Iraq", "ORG"), ("Bank of Syria", "ORG"), ("Bank", "ORG"))[2] == "Bank"


def test_well_known_short_forms_mean_the_common_full_name():
    assert entities("The U.S. and the UN", ("U.S.", "GPE"), ("UN", "ORG")) == ["United States", "United Nations"]


def test_an_entity_given_by_an_editor_stays():
    text = "Kazimi spoke"
    assert identify(text, [Span(0, 6, "PERSON", entity="Safa al-Kazimi")])[0].entity == "Safa al-Kazimi"


def test_dates_get_no_entity():
    assert entities("On Friday", ("Friday", "DATE")) == [""]


@pytest.mark.parametrize(
    "one, other",
    [
        ("Mustafa al-Kadhimi", "Mustafa al Kazimi"),
        ("Moqtada al-Sadr", "Muqtada al-Sadr"),
        ("Qais al-Khazali", "Qais al Khazali"),
        ("Mohammed bin Salman", "Muhammad bin Salman"),
        ("Beyoncé", "BEYONCE"),
        ("The U.S.", "US"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert key(one, "person") == key(other, "person")


@pytest.mark.parametrize(
    "one, other", [("Jan Smith", "Jon Smith"), ("Ali al-Sistani", "Ali al-Sudani"), ("Rafik Hariri", "Saad Hariri")]
)
def test_names_of_two_people_keep_two_keys(one, other):
    assert set(keys(one, "person")).isdisjoint(keys(other, "person"))


def test_a_name_without_its_particle_is_found_by_the_name_with_it():
    assert key("Moqtada Sadr", "person") in keys("Moqtada al-Sadr", "person")


def test_a_possessive_is_no_part_of_a_name():
    assert [clean(name) for name in ("Kazimi’s", "Iraq's", "U.S.", "James", "Paris")] == [
        "Kazimi",
        "Iraq",
        "U.S.",
        "James",
        "Paris",
    ]


@pytest.mark.parametrize("hyphen", ["\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}"])
def test_hyphens_of_print_are_shown_as_those_that_are_typed(hyphen):
    assert clean(f"Mustafa al{hyphen}Kadhimi") == "Mustafa al-Kadhimi"


@given(st.text(), st.sampled_from(["person", "place", "group"]))
def test_any_name_has_a_key(name, kind):
    assert keys(name, kind)[0] == key(name, kind)


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("BAGHDAD - Two drones fell.", "GPE", "Baghdad"),
        ("JOHN SMITH resigned.", "PERSON", "John Smith"),
        ("UNESCO met.", "ORG", "UNESCO"),
        ("U.S.A. won.", "GPE", "United States"),
    ],
)
def test_capitals_of_headlines_and_datelines_are_not_how_a_name_is_spelled(text, label, name):
    quote = re.match(r"[A-Z.]+(?: [A-Z]+)?(?= )", text)[0]
    [span] = identify(text, [Span(0, len(quote), label)])
    assert span.entity == name


def test_iraqis_are_iraqi():
    [span] = identify("Iraqis voted.", [Span(0, 6, "NORP")])
    assert span.entity == "Iraqi"
