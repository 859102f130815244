"""What became of a text: the words that stayed, went and came, paragraph by paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.rewording import GONE, NEW, SAME, reword


def marked(old, new):
    """The passages with what went in [-brackets-] and what came in {+braces+}."""
    drawn = {SAME: "{}", GONE: "[-{}-]", NEW: "{{+{}+}}"}
    return ["".join(drawn[said].format(words) for said, words in passage.pieces) for passage in reword(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "passages"),
    [
        ("One. Two.", "One. Two.", ["One. Two."]),
        (
            "At least 12 people died in Basra.",
            "At least 14 people died in Basra.",
            ["At least [-12-]{+14+} people died in Basra."],
        ),
        ("Ed left the town.", "Ed left the old town.", ["Ed left the {+old +}town."]),
        (
            "He said no more about it then.",
            "He told them all about it then.",
            ["He [-said no more-]{+told them all+} about it then."],
        ),
        ("One.\n\nTwo.", "One.\n\nNew here.\n\nTwo.", ["One.", "{+New here.+}", "Two."]),
        ("One.\n\nOld here.\n\nTwo.", "One.\n\nTwo.", ["One.", "[-Old here.-]", "Two."]),
        ("One.\n\nIt rained.", "One.\n\nAda sang today.", ["One.", "[-It rained.-]", "{+Ada sang today.+}"]),
        ("", "One.", ["{+One.+}"]),
    ],
)
def test_words_that_went_and_came_stand_where_they_were(old, new, passages):
    assert marked(old, new) == passages


def test_only_what_is_the_same_is_called_so():
    passages = reword("One here.\n\nTwo were there.", "One here.\n\nTwo are there.")
    assert [passage.is_same for passage in passages] == [True, False]


def test_texts_too_long_to_compare_go_and_come_whole():
    old, new = (" ".join(f"{letter}{n}" for n in range(3000)) for letter in "ab")
    assert [[said for said, _ in passage.pieces] for passage in reword(old, new)] == [[GONE], [NEW]]
    shared = " ".join(f"c{n}" for n in range(3000))
    assert [said for said, _ in reword(f"{old} {shared}", f"{new} {shared}")[0].pieces] == [GONE, NEW, SAME]


TEXTS = st.lists(st.lists(st.sampled_from("a b c. d, 😀 é the".split()), max_size=8).map(" ".join), max_size=5).map(
    "\n\n".join
)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_what_is_shown(old, new):
    passages = reword(old, new)
    assert said(passages, GONE) == [each for each in old.split("\n\n") if each.strip()]
    assert said(passages, NEW) == [each for each in new.split("\n\n") if each.strip()]


def said(passages, by):
    texts = ("".join(words for said, words in passage.pieces if said in (SAME, by)) for passage in passages)
    return [text for text in texts if text.strip()]
