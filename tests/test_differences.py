"""Where sources differ: numbers of the same thing, dates, spellings, and silence wherever it is unsure."""

import pytest

from annotate.nlp.counts import counts
from annotate.nlp.differences import Told, differences


def counted(sentence):
    return [(count.what, count.words) for count in counts(sentence)]


def differing(*sentences):
    found = differences([Told(f"S{number}", [sentence]) for number, sentence in enumerate(sentences)])
    return [(each.what, [words for words, _ in each.said]) for each in found]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Three armed drones flew over the river.", [("drones", "three")]),
        ("A blast killed at least 35 people.", [("people killed", "at least 35")]),
        ("More than 1,200 people were injured.", [("people wounded", "more than 1,200")]),
        ("Two suicide bombers killed 32 people.", [("bombers", "two"), ("people killed", "32")]),
        ("Six guards were wounded.", [("guards wounded", "six")]),
        ("The raid left 12 dead and 40 wounded.", [("people killed", "12"), ("people wounded", "40")]),
        ("Some 2.5 million voters came.", [("voters", "some 2.5 million")]),
    ],
)
def test_a_count_says_what_and_how_many(sentence, found):
    assert counted(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "It lasted two days and cost $5 million.",
        "Two of the three were shot down.",
        "On November 5 protesters came.",
        "In 2021 drones were new.",
        "Another six guards were wounded.",
        "A 41-year-old man fell.",
        "Five people watched.",
        "They won 17 seats by 20 percent.",
        "No drones flew.",
    ],
)
def test_what_is_no_count_of_a_whole_thing_is_left_out(sentence):
    assert counted(sentence) == []


def test_two_numbers_of_one_thing_differ():
    assert differing(
        "Three drones were sent against the prime minister's home.", "Two drones attacked the prime minister's home."
    ) == [("drones", ["three", "two"])]


def test_every_way_comes_with_its_sources():
    sentence = "{} drones attacked the home of the prime minister."
    tellings = [Told(source, [sentence.format(n)]) for source, n in (("A", "Two"), ("B", "Three"), ("C", "Two"))]
    assert [each.said for each in differences(tellings)] == [(("two", ("A", "C")), ("three", ("B",)))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("At least two drones attacked the minister's home.", "Three drones attacked the minister's home."),
        ("About 100 rockets struck the northern city.", "Some 110 rockets struck the northern city."),
        ("The blast killed 30 people in the market.", "The blast wounded 60 people in the market."),
        ("Three drones crossed the border.", "Two drones attacked the minister's home."),
        ("Three drones attacked the minister's home.", "The minister's home has two doors."),
        (
            "Three drones attacked the home of the minister. Two drones burnt in the home of the minister.",
            "Four drones attacked the home of the minister.",
        ),
        ("A blast struck the market of the city.", "Six blasts struck the market of the city."),
    ],
)
def test_what_may_both_be_true_is_no_difference(one, other):
    assert differing(one, other) == []


def test_what_a_source_says_most_exactly_counts():
    sentence = "{} drones attacked the minister's home."
    tellings = [
        Told(source, [sentence.format(n)]) for source, n in (("A", "At least two"), ("A", "Two"), ("B", "Four"))
    ]
    assert [each.said for each in differences(tellings)] == [(("two", ("A",)), ("four", ("B",)))]


def test_a_source_that_gives_two_numbers_is_not_held_to_either():
    tellings = [
        Told("A", ["Three drones attacked the minister's home."]),
        Told("A", ["Two drones attacked the minister's home."]),
        Told("B", ["Four drones attacked the minister's home."]),
    ]
    assert differences(tellings) == []


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("2021-11-06", "2021-11-07", ["Saturday 6 November 2021", "Sunday 7 November 2021"]),
        ("2021-11-07TMO", "2021-11-07TEV", ["Sunday 7 November 2021, morning", "Sunday 7 November 2021, evening"]),
        ("2021-11-07", "2021-11-07TMO", None),
        ("2021-11-07TEV", "2021-11-07TNI", None),
        ("2021-11", "2021-11-07", None),
        ("", "2021-11-07", None),
    ],
)
def test_dates_differ_where_no_day_fits_both(one, other, said):
    found = differences([Told("A", [], one), Told("B", [], other)])
    assert [[words for words, _ in each.said] for each in found] == ([said] if said else [])


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Mustafa al-Kadhimi", "Mustafa al Kazimi", True),
        ("Mustafa al-Kadhimi", "Mustafa al Kadhimi", False),
        ("Mustafa al-Kadhimi", "Kadhimi", False),
        ("Mustafa al-Kadhimi", "Mustafa al-Kadhimi’s", False),
        ("Mustafa al-Kadhimi", "The Dove", False),
        ("IRS", "Internal Revenue Service", False),
    ],
)
def test_a_name_differs_where_its_full_form_is_spelt_otherwise(one, other, differ):
    bearer = ("group" if "IRS" in one else "person", 1)
    tellings = [Told("A", [], names={bearer: [one]}), Told("B", [], names={bearer: [other, "He"]})]
    assert [[words for words, _ in each.said] for each in differences(tellings)] == ([[one, other]] if differ else [])
