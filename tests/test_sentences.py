"""Sentences of news text: abbreviations, quotes, headings, wrapped lines."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.sentences import sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("One went. Two stayed.", ["One went.", "Two stayed."]),
        ("Mr. Price spoke. Gen. Smith left.", ["Mr. Price spoke.", "Gen. Smith left."]),
        ("The U.S. Navy came at 6 a.m. on Friday.", ["The U.S. Navy came at 6 a.m. on Friday."]),
        ("J. R. Smith met John F. Kennedy. He left.", ["J. R. Smith met John F. Kennedy.", "He left."]),
        ("Prices rose 3.5 percent. No. 5 won.", ["Prices rose 3.5 percent.", "No. 5 won."]),
        ("“They left.” He stayed.", ["“They left.”", "He stayed."]),
        ("Why? Because! Well… Yes.", ["Why?", "Because!", "Well…", "Yes."]),
        ("He waited... and left. Then came Ed.", ["He waited... and left.", "Then came Ed."]),
        ("A heading\n\nA sentence.", ["A heading", "A sentence."]),
        ("A heading\nA sentence.", ["A heading", "A sentence."]),
        (
            "This line was wrapped by somebody at sixty characters or\nso and goes on here. Next.",
            ["This line was wrapped by somebody at sixty characters or\nso and goes on here.", "Next."],
        ),
        (
            "Read also " + "a very long line that nobody wrapped " * 4 + "\nAnother line",
            [("Read also " + "a very long line that nobody wrapped " * 4).strip(), "Another line"],
        ),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_text_is_cut_where_a_reader_would_stop(text, expected):
    assert cut(text) == expected


@given(st.text(alphabet="aB .!?\n\"“”'…1é👩\u2028\u00a0"))
def test_sentences_are_in_order_and_cover_every_character_but_space(text):
    ranges = sentences(text)
    assert all(a < b for a, b in ranges)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(ranges))
    assert "".join("".join(text[a:b].split()) for a, b in ranges) == "".join(text.split())
    assert all("\n\n" not in text[a:b] for a, b in ranges)
