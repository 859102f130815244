"""Names: how they are shown, and the keys under which the archive keeps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.keys import key
from annotate.nlp.names import clean


@pytest.mark.parametrize(
    "one, other",
    [
        ("Mustafa al-Kadhimi", "Mustafa al Kazimi"),
        ("Mustafa al-Kadhimi", "Mustafa Kadhimi"),
        ("Moqtada al-Sadr", "Muqtada al-Sadr"),
        ("Moqtada al-Sadr", "Muqtada Sadr"),
        ("Abdullah Ocalan", "Abdallah Öcalan"),
        ("J. R. Smith", "J.R. Smith"),
        ("Qais al-Khazali", "Qais al Khazali"),
        ("Mohammed bin Salman", "Muhammad bin Salman"),
        ("Beyoncé", "BEYONCE"),
        ("The U.S.", "US"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert key(one, "person") == key(other, "person")


@pytest.mark.parametrize(
    "one, other",
    [
        ("Jan Smith", "Jon Smith"),
        ("Ali al-Sistani", "Ali al-Sudani"),
        ("Rafik Hariri", "Saad Hariri"),
        ("Hassan al-Turabi", "Hussein al-Turabi"),
        ("Mohammed Abbas", "Mahmoud Abbas"),
        ("Mustafa al-Kadhimi", "Kadhimi"),
    ],
)
def test_names_of_two_people_keep_two_keys(one, other):
    assert key(one, "person") != key(other, "person")


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
    assert key(name, kind) == key(f" {name} ", kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("UK", "United Kingdom", "place"),
        ("Britain", "the U.K.", "place"),
        ("PKK", "Kurdistan Workers’ Party", "group"),
        ("Apple Inc.", "Apple", "group"),
    ],
)
def test_names_of_one_place_or_group_share_a_key(one, other, kind):
    assert key(one, kind) == key(other, kind)


def test_a_well_known_surname_has_a_key_of_its_own():
    assert key("Bush", "person") != key("George W. Bush", "person")
