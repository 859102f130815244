"""Stories: tellings of one happening come together, others stay apart, in any order."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.likeness import A_SENTENCE, FAR, VAGUE, When, agreement, likeness, packed, telling, unpacked, why
from annotate.nlp.stories import SAME, cluster

KADHIMI, BAGHDAD = ("Mustafa al-Kadhimi", "person"), ("Baghdad", "place")
MANSOUR, GREEN_ZONE = ("Mansour", "place"), ("Green Zone", "place")
SUNDAY = "2021-11-07"


def told(text, *names, days=(), when=None):
    return telling(text, names, days, when=when, least=A_SENTENCE)


ATTACK = [
    told("Drones attack the residence of the Iraqi prime minister in Baghdad", KADHIMI, BAGHDAD),
    told("Prime minister survives a drone attack on his residence in the Green Zone", KADHIMI, GREEN_ZONE),
    told("Iraq: explosive drones aimed at prime minister's residence", KADHIMI, BAGHDAD),
]
ROCKETS = [
    told("Three rockets land in the Mansour district of Baghdad", MANSOUR, BAGHDAD),
    told("Rockets fall on Mansour, no casualties in Baghdad district", MANSOUR, BAGHDAD),
]
MATCH = [told("Iraq draw with Syria in World Cup qualifying match in Doha", ("Syria", "place"), ("Doha", "place"))]


def test_tellings_of_one_happening_come_together():
    assert cluster(ATTACK + ROCKETS + MATCH) == [0, 0, 0, 1, 1, 2]


def partition(tellings, order):
    stories = {}
    for place, number in zip(order, cluster([tellings[place] for place in order]), strict=True):
        stories.setdefault(number, set()).add(place)
    return {frozenset(story) for story in stories.values()}


def test_the_order_of_tellings_does_not_matter():
    tellings = ATTACK + ROCKETS + MATCH
    for seed in range(20):
        order = list(range(len(tellings)))
        Random(seed).shuffle(order)
        assert partition(tellings, order) == {frozenset([0, 1, 2]), frozenset([3, 4]), frozenset([5])}


@given(
    st.lists(st.lists(st.sampled_from("drone rocket vote storm flood court".split()), min_size=1), max_size=9),
    st.randoms(),
)
def test_no_order_of_whatever_texts_matters(drawn, random):
    tellings = [told(" ".join(words)) for words in sorted(set(map(tuple, drawn)))]
    order = list(range(len(tellings)))
    expected = partition(tellings, order)
    random.shuffle(order)
    assert partition(tellings, order) == expected


def test_a_telling_is_added_without_moving_what_it_is_not_like():
    tellings = ATTACK + ROCKETS
    assert cluster([*tellings, *MATCH])[: len(tellings)] == cluster(tellings)


WORDS = "quake flood storm blaze vote coup strike summit".split()
CHAIN = [WORDS[place : place + 3] for place in range(6)]


def test_groups_are_joined_by_their_average_and_not_by_one_pair():
    chain = [told(f"{a} {b} {c}") for a, b, c in CHAIN]
    assert all(likeness(one, other) >= SAME for one, other in pairwise(chain))
    assert len(set(cluster(chain))) > 1


def test_the_same_words_are_one_story_even_without_names():
    assert cluster([told("The bridge was closed"), told("The bridge was closed")]) == [0, 0]


def test_nothing_shared_is_never_joined():
    assert likeness(told("alpha beta", KADHIMI), told("gamma delta", MANSOUR)) == 0
    assert cluster([told("alpha beta", KADHIMI), told("gamma delta", MANSOUR)]) == [0, 1]


def test_two_spellings_of_a_name_are_one_name():
    one, other = told("He spoke", KADHIMI), told("A speech", ("Mustafa al Kazimi", "person"))
    assert why(one, other)["names"] == ["Mustafa al-Kadhimi"]
    assert likeness(one, other) > 0


def test_what_few_words_share_counts_for_more_when_there_are_no_others():
    headlines = telling("Old bridge shut"), telling("Old bridge closed")
    sentences = told("Old bridge shut"), told("Old bridge closed")
    assert likeness(*headlines) > likeness(*sentences) > 0


def test_one_telling_word_is_enough_between_headlines_alone():
    assert likeness(telling("Bridge shut"), telling("Bridge closed")) > 0
    assert likeness(told("Bridge shut"), told("Bridge closed")) == 0


def test_texts_that_speak_of_the_same_day_are_more_alike():
    plain = likeness(ATTACK[0], ATTACK[1])
    dated = [
        told("Drones attack the residence of the Iraqi prime minister in Baghdad", KADHIMI, BAGHDAD, days=[SUNDAY])
    ]
    dated += [told("Prime minister survives a drone attack on his residence", KADHIMI, GREEN_ZONE, days=[SUNDAY])]
    assert likeness(*dated) > plain > 0


def days(first, last, stated=True):
    return When(date.fromisoformat(first), date.fromisoformat(last), stated)


DAY = days("2021-10-10", "2021-10-10")
NEXT_DAY = days("2021-10-11", "2021-10-11")
MONTH = days("2021-10-01", "2021-10-31")
REPORTED = days("2021-10-12", "2021-10-12", False)
LATER = days("2021-11-12", "2021-11-12", False)


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        (DAY, DAY, 1),
        (DAY, NEXT_DAY, 0),
        (DAY, MONTH, VAGUE),
        (MONTH, days("2021-10-20", "2021-11-20"), 0),
        (MONTH, days("2021-01-01", "2021-12-31"), VAGUE),
        (DAY, REPORTED, 1),
        (DAY, LATER, FAR),
        (REPORTED, LATER, FAR),
        (DAY, None, 1),
    ],
)
def test_dates_agree_as_closely_as_they_are_stated(one, other, counts):
    assert agreement(one, other) == agreement(other, one) == counts


def test_a_link_says_why():
    one = told("Drones attack the residence in Baghdad", KADHIMI, BAGHDAD, when=DAY)
    other = told("A drone attacked his residence", ("Mustafa Kadhimi", "person"), BAGHDAD, when=MONTH)
    assert why(one, other) == {
        "names": ["Baghdad", "Mustafa al-Kadhimi"],
        "dates": ["2021-10-10"],
        "words": ["residence", "drones", "attack"],
    }


def test_an_interval_that_two_share_is_why_too():
    assert why(told("x", when=MONTH), told("y", when=MONTH))["dates"] == ["2021-10-01/2021-10-31"]


def test_a_telling_is_the_same_after_it_was_stored():
    one = told("Drones attack the residence", KADHIMI, BAGHDAD, days=[SUNDAY], when=DAY)
    assert unpacked(packed(one), DAY) == one


@given(st.lists(st.tuples(st.text(alphabet="abc de", max_size=20), st.sets(st.integers(0, 3))), max_size=8))
def test_every_telling_gets_a_number_counted_from_zero(drawn):
    numbers = cluster([told(text, *((str(name), "person") for name in names)) for text, names in drawn])
    assert len(numbers) == len(drawn)
    assert sorted(set(numbers)) == list(range(len(set(numbers))))
