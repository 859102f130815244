"""Identity: whom the names of one text mean."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.identity import identify
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


def test_titles_that_clash_with_a_given_name_keep_two_people_apart():
    text = "George Bush and Laura Bush came. Mr. Bush spoke. Mrs. Bush smiled."
    names = [("George Bush", "PERSON"), ("Laura Bush", "PERSON"), ("Bush", "PERSON"), ("Bush", "PERSON")]
    assert entities(text, *names) == ["George Bush", "Laura Bush", "George Bush", "Laura Bush"]


def test_titles_of_full_names_tell_as_well():
    text = "Mr. Robin Lee and Mrs. Kim Lee came. Mrs. Lee smiled. Mr. Lee spoke."
    names = [("Robin Lee", "PERSON"), ("Kim Lee", "PERSON"), ("Lee", "PERSON"), ("Lee", "PERSON")]
    assert entities(text, *names) == ["Robin Lee", "Kim Lee", "Kim Lee", "Robin Lee"]


def test_a_woman_whom_the_text_never_names_in_full_is_not_the_man_of_her_surname():
    text = "John Smith left. Mrs. Smith stayed."
    assert entities(text, ("John Smith", "PERSON"), ("Smith", "PERSON")) == ["John Smith", "Mrs. Smith"]


def test_a_shared_surname_means_the_one_the_text_speaks_of_most():
    text = "Ginger Baker died. Ginger drummed. His daughter Nettie Baker wept. Baker was 80."
    names = [("Ginger Baker", "PERSON"), ("Ginger", "PERSON"), ("Nettie Baker", "PERSON"), ("Baker", "PERSON")]
    assert entities(text, *names)[3] == "Ginger Baker"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("John Bolton", "John R. Bolton"),
        ("Pedro Pierluisi", "Pedro R. Pierluisi Urrutia"),
        ("Rivera Schatz", "Thomas Rivera Schatz"),
        ("Mir-Mohammadi", "Seyed Mohammad Mir-Mohammadi"),
        ("WSS", "William S. Saturn"),
        ("Saddam", "Saddam Hussein"),
    ],
)
def test_a_part_of_a_name_means_the_whole_of_it(short, full):
    assert entities(f"{full} spoke. {short} left.", (full, "PERSON"), (short, "PERSON")) == [full, full]


def test_a_couple_is_no_person_of_its_own():
    text = "Gerald and Sherri Padalecki had a son, Jared Padalecki. Padalecki acts."
    names = [("Gerald and Sherri Padalecki", "PERSON"), ("Jared Padalecki", "PERSON"), ("Padalecki", "PERSON")]
    assert entities(text, *names)[2] == "Jared Padalecki"


@pytest.mark.parametrize("name", ["Apple CEO Steve Jobs", "Mr. Steve Jobs", "former President Steve Jobs"])
def test_a_title_is_no_part_of_a_person(name):
    assert entities(f"{name} spoke", (name, "PERSON")) == ["Steve Jobs"]


def test_an_acronym_in_brackets_means_the_name_before_them():
    text = "The African Continental Free Trade Area (AfCFTA) opened. AfCFTA has members."
    full = "African Continental Free Trade Area"
    assert entities(text, (full, "ORG"), ("AfCFTA", "ORG"), ("AfCFTA", "ORG")) == [full] * 3


def test_a_word_in_brackets_that_abbreviates_nothing_means_itself():
    text = "Kurdistan Democratic Party (PUK) met. PUK left."
    assert entities(text, ("Kurdistan Democratic Party", "ORG"), ("PUK", "ORG"))[1] == "PUK"


def test_the_last_words_of_a_body_mean_it_once_it_was_introduced():
    text = "The American Solidarity Party met. Solidarity Party leaders spoke."
    full = "American Solidarity Party"
    assert entities(text, (full, "ORG"), ("Solidarity Party", "ORG")) == [full, full]


def test_a_company_that_comes_first_is_not_its_subsidiary():
    text = "Netflix grew. Netflix Japan shrank. Netflix said so."
    names = [("Netflix", "ORG"), ("Netflix Japan", "ORG"), ("Netflix", "ORG")]
    assert entities(text, *names) == ["Netflix", "Netflix Japan", "Netflix"]


def test_a_body_that_everyone_knows_is_not_a_longer_one_that_begins_so():
    text = "The United Nations Development Programme paid. The United Nations thanked it."
    names = [("United Nations Development Programme", "ORG"), ("United Nations", "ORG")]
    assert entities(text, *names)[1] == "United Nations"


def test_a_storm_is_meant_by_its_name_alone():
    text = "Humberto grew. Hurricane Humberto turned."
    assert entities(text, ("Humberto", "EVENT"), ("Hurricane Humberto", "EVENT")) == ["Hurricane Humberto"] * 2


@pytest.mark.parametrize("name", ["Putin", "Vladimir Putin", "Mr. Putin"])
def test_a_person_newspapers_call_by_one_word_has_the_common_full_name(name):
    assert entities(f"{name} spoke", (name, "PERSON")) == ["Vladimir Putin"]


def test_another_person_of_a_well_known_surname_is_meant_where_the_text_names_one():
    assert entities("Kate Bush sang. Bush bowed.", ("Kate Bush", "PERSON"), ("Bush", "PERSON")) == ["Kate Bush"] * 2


LABELS = st.sampled_from(["PERSON", "ORG", "GPE", "FAC", "LOC", "NORP", "EVENT", "DATE", ""])


@given(st.text("Ab AB-'.&(l)al é", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), LABELS)))
def test_any_name_of_any_text_gets_an_entity_and_nothing_else_changes(text, ranges):
    spans = [Span(start, min(start + length, len(text)), label) for start, length, label in ranges if start < len(text)]
    found = identify(text, spans)
    assert [(span.start, span.end, span.label) for span in found] == [(s.start, s.end, s.label) for s in spans]
    assert identify(text, found) == found


def test_a_short_form_explained_by_a_name_of_another_label_is_that_name():
    text = "Popular Mobilization Forces (PMF) left. PMF stayed."
    names = [("Popular Mobilization Forces", "ORG"), ("PMF", "ORG"), ("PMF", "GPE")]
    assert entities(text, *names) == ["Popular Mobilization Forces"] * 3
