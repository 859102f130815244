"""Clustering: tellings of one happening come together, others stay apart, in any order."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.stories import cluster, stem, telling

ATTACK = [
    telling("Drones attack the residence of the Iraqi prime minister in Baghdad", {"Kadhimi", "Baghdad"}),
    telling("Prime minister survives a drone attack on his residence in the Green Zone", {"Kadhimi", "Green Zone"}),
    telling("Iraq: explosive drones aimed at prime minister's residence", {"Kadhimi", "Baghdad"}),
]
ROCKETS = [
    telling("Three rockets land in the Mansour district of Baghdad", {"Mansour", "Baghdad"}),
    telling("Rockets fall on Mansour, no casualties in Baghdad district", {"Mansour", "Baghdad"}),
]
MATCH = [telling("Iraq draw with Syria in World Cup qualifying match in Doha", {"Iraq", "Syria", "Doha"})]


def test_tellings_of_one_happening_come_together():
    assert cluster(ATTACK + ROCKETS + MATCH) == [0, 0, 0, 1, 1, 2]


def test_the_order_of_tellings_does_not_matter():
    tellings = ATTACK + ROCKETS + MATCH
    expected = {frozenset([0, 1, 2]), frozenset([3, 4]), frozenset([5])}
    for seed in range(20):
        order = list(range(len(tellings)))
        Random(seed).shuffle(order)
        groups = {}
        for place, number in zip(order, cluster([tellings[place] for place in order]), strict=True):
            groups.setdefault(number, set()).add(place)
        assert {frozenset(group) for group in groups.values()} == expected


def test_the_same_words_are_one_story_even_without_names():
    assert cluster([telling("The bridge was closed", ()), telling("The bridge was closed", ())]) == [0, 0]


def test_nothing_shared_is_never_joined():
    assert cluster([telling("alpha beta", {"A"}), telling("gamma delta", {"B"})]) == [0, 1]


def test_endings_are_folded():
    assert {stem("attacks"), stem("attacked"), stem("attacking")} == {"attack"}


@given(st.lists(st.tuples(st.text(alphabet="abc de", max_size=20), st.sets(st.integers(0, 3))), max_size=8))
def test_every_telling_gets_a_number_counted_from_zero(drawn):
    numbers = cluster([telling(*each) for each in drawn])
    assert len(numbers) == len(drawn)
    assert sorted(set(numbers)) == list(range(len(set(numbers))))
