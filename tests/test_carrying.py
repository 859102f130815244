"""Carrying words from one revision to another: by exact quote and surroundings, only where that is unique."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotate.nlp.carrying import AROUND, Way

WORDS = "Ed saw Rita in Basra and left the old town with nobody . , Allawi ! Ada".split()


def carried(old, new, quote, at=0):
    """The text around where the quote went, with the quote in brackets; None when it was not carried."""
    start = [found.start() for found in re.finditer(re.escape(quote), old)][at]
    place = Way(old, new).place(start, start + len(quote))
    return place and f"{new[: place[0]]}[{new[slice(*place)]}]{new[place[1] :]}"


@pytest.mark.parametrize(
    ("old", "new", "there"),
    [
        ("Ed saw Rita.", "Yesterday Ed saw Rita.", "Yesterday Ed saw [Rita]."),
        (
            "Bombs killed 12 in Rita on Sunday.",
            "Bombs killed 14 in Rita on Sunday.",
            "Bombs killed 14 in [Rita] on Sunday.",
        ),
        ("One.\n\nEd saw Rita.\n\nTwo.", "Ed saw Rita.\n\nOne.\n\nTwo.", "Ed saw [Rita].\n\nOne.\n\nTwo."),
        ("Ed met Rita. Ada left.", "Ed met Rita. Rita left.", "Ed met [Rita]. Rita left."),
        ("Ed.\n\nRita\n\nAda came in late.", "Rita\n\nAda came in late.", "[Rita]\n\nAda came in late."),
        ("Ed met U.S. Rita there now.", "Ada and U.S. Rita there now.", "Ada and U.S. [Rita] there now."),
    ],
)
def test_a_quote_goes_where_its_surroundings_went(old, new, there):
    assert carried(old, new, "Rita") == there


def test_the_same_quote_at_the_same_offset_in_another_sentence_is_another():
    old, new = "The ship Basra sailed.", "The town Basra shook."
    assert old.index("Basra") == new.index("Basra")
    assert carried(old, new, "Basra") is None


def test_a_sentence_put_before_it_that_names_it_too_takes_nothing_away():
    old, new = "Basra is calm again now.", "Basra is loud by night. Basra is calm again now."
    assert carried(old, new, "Basra") == "Basra is loud by night. [Basra] is calm again now."


def test_a_quote_that_stands_often_is_told_by_its_surroundings():
    old = "Rita came to town first. Rita left the old town. Rita slept all day long."
    new = "It rained hard. Rita left the old town. Rita came to town first. Rita slept all day long."
    assert carried(old, new, "Rita", 1) == (
        "It rained hard. [Rita] left the old town. Rita came to town first. Rita slept all day long."
    )


def test_of_two_places_that_fit_as_well_neither_is_taken():
    assert carried("Ed saw Rita today.", "Ed saw Rita today. Ed saw Rita today.", "Rita") is None
    assert carried("He met Rita at home.", "He met Rita. Rita at home.", "Rita") is None


def test_of_two_that_became_one_neither_is_carried():
    old, new = "Ed saw Rita today. Ed saw Rita today.", "Ed saw Rita today."
    assert carried(old, new, "Rita", 0) is carried(old, new, "Rita", 1) is None


def test_a_quote_in_a_sentence_told_anew_is_not_carried_though_all_else_stayed():
    old = "It was a hot day. The ship sailed to Basra. It was old and grey."
    new = "It was a hot day. Ada was born in Basra. It was old and grey."
    assert carried(old, new, "Basra") is None


def test_a_quote_that_became_part_of_another_word_is_not_carried():
    assert carried("They all left Rita at noon.", "They all left Ritas at noon.", "Rita") is None


def test_part_of_a_word_goes_with_its_word():
    assert carried("It began in al-Basra today.", "So it began in al-Basra today.", "Basra") == (
        "So it began in al-[Basra] today."
    )


TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60)
CHANGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 6), st.lists(st.sampled_from(WORDS), max_size=6)), max_size=5
)


def changed(words, changes):
    """The words with some replaced, taken out or put in, as a publisher does."""
    words = list(words)
    for place, gone, put in changes:
        words[place : place + gone] = put
    return words


def places(old, new):
    """(first, last) of up to two words of the old text -> the place of that quote in the new one, in code points."""
    text, way = " ".join(old), Way(" ".join(old), " ".join(new))
    starts = [sum(len(word) + 1 for word in old[:n]) for n in range(len(old))]
    spans = [(n, m) for n in range(len(old)) for m in (n + 1, n + 2) if m <= len(old)]
    found = {(n, m): way.place(starts[n], starts[m - 1] + len(old[m - 1])) for n, m in spans}
    return text, " ".join(new), {span: place for span, place in found.items() if place}


@settings(max_examples=300, deadline=None)
@given(TEXTS, CHANGES)
@example(["Ed", "saw", "Rita"] * 4, [(3, 0, ["Ed", "saw", "Rita"])])
def test_what_is_carried_quotes_exactly_and_never_falls_on_another(words, changes):
    old, new = words, changed(words, changes)
    _, text, found = places(old, new)
    for (first, last), (start, end) in found.items():
        assert text[start:end] == " ".join(old[first:last])
    for one, place in found.items():
        for other, there in found.items():
            assert one[1] > other[0] or place[1] <= there[0] or there[1] <= place[0]


@settings(max_examples=300, deadline=None)
@given(TEXTS, CHANGES)
def test_what_is_carried_stands_with_its_surroundings_once_in_either_text(words, changes):
    old, new = words, changed(words, changes)
    if old == new:
        return
    _, text, found = places(old, new)
    for (first, last), (start, _) in found.items():
        at = text[:start].count(" ")
        padded = ["", *old, ""], ["", *new, ""]  # the ends of a text are surroundings too
        begin, end = stretch(padded[0], first + 1, last + 1, padded[1], at + 1)
        row = padded[0][begin:end]
        assert count(padded[0], row) == count(padded[1], row) == 1
        begin, end = begin - 1, end - 1
        left, right = sentence(old, first, last)
        said = [n for n in range(left, right) if old[n].isalpha() and not first <= n < last]
        if said:
            assert sum(begin <= n < end for n in said) >= min(AROUND, len(said))


def stretch(old, first, last, new, at):
    """The widest range around old[first:last] that reads the same around new[at:]."""
    while first > 0 and at > 0 and old[first - 1] == new[at - 1]:
        first, at = first - 1, at - 1
    width = last - first
    while first + width < len(old) and at + width < len(new) and old[first + width] == new[at + width]:
        width += 1
    return first, first + width


def sentence(words, first, last):
    while first > 0 and words[first - 1] not in ".!":
        first -= 1
    while last < len(words) and words[last - 1] not in ".!":
        last += 1
    return first, last


def count(words, row):
    return sum(words[n : n + len(row)] == row for n in range(len(words)))


@given(TEXTS)
def test_a_text_that_is_as_it_was_keeps_every_place(words):
    text = " ".join(words)
    assert all(Way(text, text).place(start, start + 1) == (start, start + 1) for start in range(len(text)))


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_any_text_can_be_carried_into_any_other(old, new, start, length):
    end = min(len(old), start + length)
    if start < end and (place := Way(old, new).place(start, end)):
        assert new[slice(*place)] == old[start:end]
