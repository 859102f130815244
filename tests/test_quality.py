"""How right the reading is, against figures worked out by hand."""

from collections import Counter

import pytest

from annotate.nlp.quality import (
    BORDERS,
    LABEL,
    MISSED,
    NOTHING,
    RIGHT,
    Outcome,
    Share,
    Tally,
    confusion,
    outcomes,
    pairs,
    wilson,
)
from annotate.nlp.spans import Span


def told(read, said, **more):
    return [(each.what, each.read, each.said) for each in outcomes(read, said, **more)]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (Span(0, 5, "ORG"), (RIGHT, "ORG", "ORG")),
        (Span(0, 5, "GPE"), (LABEL, "ORG", "GPE")),
        (Span(0, 9, "ORG"), (BORDERS, "ORG", "ORG")),
        (Span(0, 5, ""), (NOTHING, "ORG", "")),
        (Span(0, 9, ""), (NOTHING, "ORG", "")),
    ],
)
def test_what_an_editor_says_of_a_mark_decides_what_became_of_it(said, outcome):
    assert told([Span(0, 5, "ORG")], [said]) == [outcome]


def test_a_mark_that_an_editor_added_was_missed():
    assert told([], [Span(0, 5, "PERSON")]) == [(MISSED, "", "PERSON")]


def test_a_mark_of_which_nobody_spoke_does_not_count():
    assert told([Span(0, 5, "ORG")], [Span(9, 12, "GPE")]) == [(MISSED, "", "GPE")]


def test_where_all_is_known_such_a_mark_is_nothing():
    assert told([Span(0, 5, "ORG")], [], lone=True) == [(NOTHING, "ORG", "")]


def test_what_rules_say_is_left_apart():
    assert told([Span(0, 5, "ORG")], [Span(0, 5, "GPE")], apart=[Span(2, 5, "GPE")]) == []


def test_of_two_words_on_the_same_mark_the_last_counts():
    assert told([Span(0, 5, "ORG")], [Span(0, 5, ""), Span(0, 5, "ORG")]) == [(RIGHT, "ORG", "ORG")]


def tally():
    """Six marks spoken of; of the reviewed articles 8 right people, 1 person that is a group, 2 people missed."""
    spoken = {(RIGHT, "PERSON", "PERSON"): 3, (NOTHING, "PERSON", ""): 1, (LABEL, "ORG", "GPE"): 2}
    reviewed = {(RIGHT, "PERSON", "PERSON"): 8, (LABEL, "PERSON", "ORG"): 1, (MISSED, "", "PERSON"): 2}
    counts = [Counter({Outcome(*key): n for key, n in each.items()}) for each in (spoken, reviewed)]
    return Tally(*counts)


def test_precision_is_the_share_of_marks_spoken_of_that_were_right():
    assert tally().precision() == Share(3, 6)
    assert tally().precision("PERSON") == Share(3, 4)
    assert tally().precision("ORG") == Share(0, 2)


def test_in_reviewed_articles_precision_counts_what_was_let_stand():
    assert tally().reviewed_precision("PERSON") == Share(8, 9)


def test_recall_is_the_share_of_right_marks_that_were_read():
    assert tally().recall("PERSON") == Share(8, 10)
    assert tally().recall("ORG") == Share(0, 1)
    assert tally().recall() == Share(8, 11)


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (0, 0, 0, 1)],
)
def test_intervals_are_those_of_wilson(right, of, low, high):
    """The first three examples of Newcombe (1998), "Two-sided confidence intervals for the single proportion"."""
    assert wilson(right, of) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


def test_confusion_says_what_was_taken_for_what():
    counts = Counter(
        {Outcome(RIGHT, "ORG", "ORG"): 4, Outcome(BORDERS, "ORG", "ORG"): 2, Outcome(MISSED, "", "GPE"): 1}
    )
    assert confusion(counts) == {("ORG", "ORG"): 4, ("ORG", BORDERS): 2, ("", "GPE"): 1}


def test_changes_stand_side_by_side():
    changes = [[0, 0, 5, "ORG"], [1, 0, 9, "GPE"], [1, 20, 25, "PERSON"], [0, 30, 35, "FAC"]]
    assert pairs(changes) == [
        ([0, 0, 5, "ORG"], [1, 0, 9, "GPE"]),
        (None, [1, 20, 25, "PERSON"]),
        ([0, 30, 35, "FAC"], None),
    ]
