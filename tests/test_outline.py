"""The lines of a plain text: which are headings, which are not the story."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.outline import LONGEST_ASIDE, LONGEST_HEADING, outline

LEAD = "Parliament met on Sunday and voted for a new speaker."
PROSE = "The vote went on for hours, and nobody left the hall before midnight."


def told(text):
    return [(kind, text[start:end]) for kind, start, end in outline(text)]


def test_a_short_line_between_paragraphs_is_a_heading():
    assert told(f"{LEAD}\n\nA long night\n\n{PROSE}") == [("heading", "A long night")]


def test_a_short_line_right_above_its_paragraph_is_a_heading_when_the_one_before_ended():
    assert told(f"{LEAD}\nA long night\n{PROSE}") == [("heading", "A long night")]


def test_the_first_line_is_never_a_heading():
    assert told(f"A long night\n\n{PROSE}") == []


def test_a_heading_has_no_space_at_its_ends():
    assert told(f"{LEAD}\n\n  A long night \t\n\n{PROSE}") == [("heading", "A long night")]


@pytest.mark.parametrize(
    "line",
    [
        "A long night.",
        "A long night?",
        "“A long night!”",
        "Who was there:",
        "A long night,",
        "A long night…",
        "Night",
        "a long night",
        "- A long night",
        "“A long night",
        "A night " + "so very long " * 5,
        "One two three four five six seven eight nine ten eleven twelve a b c",
    ],
)
def test_a_line_like_a_sentence_a_list_or_a_word_is_no_heading(line):
    assert told(f"{LEAD}\n\n{line}\n\n{PROSE}") == []


def test_a_heading_may_be_as_long_as_a_long_headline():
    line = ("Elections " * 9)[:LONGEST_HEADING].strip()
    assert told(f"{LEAD}\n\n{line}\n\n{PROSE}") == [("heading", line)]
    assert told(f"{LEAD}\n\n{line}{'s' * 20}\n\n{PROSE}") == []


@pytest.mark.parametrize("below", ["", "\n\nThe end.", "\n\nAnother short line\n\nAnd one more"])
def test_a_short_line_without_prose_below_it_is_no_heading(below):
    assert told(f"{LEAD}\n\nA long night{below}") == []


def test_a_line_in_the_middle_of_a_wrapped_paragraph_is_no_heading():
    assert told(f"{LEAD}\n\nHe said that the\nPrime Minister went\n{PROSE}") == []


@pytest.mark.parametrize(
    "line",
    [
        "Read also: The night of the vote",
        "READ MORE: The night of the vote.",
        "Also read The night of the vote",
        "Related stories: the night of the vote",
        "Recommended: the night of the vote",
        "Disclaimer: the views are those of the author.",
        "Advertisement",
        "Sign up for our letter",
        "Subscribe now and pay less.",
        "Follow us on every network.",
        "Share this",
        "Click here for more",
        "All rights reserved.",
        "© 2021 Gulf Ledger",
        "Copyright 2021 Gulf Ledger",
    ],
)
def test_a_line_that_leads_elsewhere_is_an_aside_wherever_it_stands(line):
    assert told(f"{line}\n\n{LEAD}\n\n{line}\n\n{PROSE}\n{line}") == [("aside", line)] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Readers also watched.",
        "He said: read also the law.",
        "Sharing this was hard.",
        "Copyright law was changed.",
        "Advertisements were banned.",
        "Read also: " + "a very long line that is a story of its own " * 8,
    ],
)
def test_a_sentence_that_only_begins_alike_is_no_aside(line):
    assert told(f"{LEAD}\n\n{line}\n\n{PROSE}") == []


def test_a_heading_may_follow_an_aside():
    text = f"{LEAD}\n\nRead also: The vote\nA long night\n{PROSE}"
    assert told(text) == [("aside", "Read also: The vote"), ("heading", "A long night")]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n ", "\u2028"])
def test_a_text_without_words_has_no_lines(text):
    assert outline(text) == []


WORDS = ["A", "night", "Vote", "Read also:", ".", "\n", "\n\n", " ", "\u00a0", "\u2028", "👩‍🚀", "שלום", PROSE, "©"]


@given(st.lists(st.sampled_from(WORDS), max_size=20).map("".join))
def test_marked_lines_are_in_order_inside_the_text_and_on_one_line(text):
    found = outline(text)
    assert all(one[2] <= other[1] for one, other in itertools.pairwise(found))
    for kind, start, end in found:
        line = text[start:end]
        assert line == line.strip() != ""
        assert "\n" not in line
        assert len(line) <= (LONGEST_HEADING if kind == "heading" else LONGEST_ASIDE)
