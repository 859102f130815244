"""What editors' words teach: positives, explicit negatives, the rest missing; and mistakes counted against them."""

import pytest

from annotate.nlp.lessons import MISSING, Lesson, known_tags, mistakes, questions
from annotate.nlp.spans import Span

TEXT = "Prime Minister Kadhimi met Basra Oil on Sunday."
LABELS = ("PERSON", "GPE", "ORG")
OUT, PERSON, GPE, ORG, IN_ORG = 0, 1, 2, 3, 6
WORDS = [(0, 5), (6, 14), (15, 22), (23, 26), (27, 32), (33, 36), (37, 39), (40, 46), (46, 47)]
READ = (Span(6, 22, "ORG"), Span(27, 32, "GPE"), Span(40, 46, "DATE"))
_ = MISSING


def tags(*said, settled=None, read=READ):
    return list(known_tags(Lesson(TEXT, read, said, settled), WORDS, LABELS))


def test_without_a_word_of_an_editor_nothing_is_known():
    assert tags() == [_] * 9


def test_a_correction_teaches_its_words_and_no_other():
    assert tags(Span(27, 36, "ORG")) == [_, _, _, _, ORG, IN_ORG, _, _, _]


def test_words_that_narrower_borders_leave_out_are_nothing():
    assert tags(Span(15, 22, "PERSON")) == [_, OUT, PERSON, _, _, _, _, _, _]


def test_nothing_is_an_explicit_negative():
    assert tags(Span(27, 32, "")) == [_, _, _, _, OUT, _, _, _, _]


def test_the_last_of_two_words_on_the_same_text_teaches():
    assert tags(Span(27, 32, "ORG"), Span(27, 32, "GPE")) == [_, _, _, _, GPE, _, _, _, _]


def test_in_a_reviewed_text_all_is_known_but_dates():
    stands = (Span(15, 22, "PERSON"), Span(27, 36, "ORG"), Span(40, 46, "DATE"))
    assert tags(settled=stands) == [OUT, OUT, PERSON, OUT, ORG, IN_ORG, OUT, _, OUT]


def test_dates_are_left_to_the_rules_also_where_an_editor_says_one_is_none():
    assert tags(Span(40, 46, "")) == [_] * 9


@pytest.mark.parametrize(
    ("read", "count"),
    [
        ([Span(15, 22, "PERSON"), Span(40, 46, "DATE")], 0),
        ([Span(15, 22, "ORG")], 1),
        ([Span(6, 22, "PERSON")], 1),
        ([Span(15, 22, "PERSON"), Span(27, 32, "GPE")], 1),
        ([], 1),
    ],
)
def test_mistakes_are_corrections_that_a_reading_does_not_follow(read, count):
    lesson = Lesson(TEXT, READ, (Span(15, 22, "PERSON"), Span(27, 32, "")))
    assert mistakes(lesson, read) == count


def test_in_a_reviewed_text_what_is_missed_and_what_is_too_much_are_mistakes():
    lesson = Lesson(TEXT, READ, (), (Span(15, 22, "PERSON"), Span(27, 36, "ORG"), Span(40, 46, "DATE")))
    assert mistakes(lesson, [Span(15, 22, "PERSON"), Span(27, 32, "GPE")]) == 2
    assert [span.label for span in questions(lesson)] == ["PERSON", "ORG"]
