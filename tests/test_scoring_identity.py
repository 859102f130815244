"""Scores of identity: what counts as a named mention, and how groupings are compared."""

import json

import pytest

from annotate.scoring.identity import b_cubed, head, identity_scores, short_names


def test_equal_groupings_score_a_hundred_by_whatever_names():
    assert b_cubed(["a", "a", "b"], [1, 1, 2]) == 100


def test_a_grouping_is_judged_item_by_item():
    # Two of three are together in both: precision (2/3 + 2/3 + 1/3) / 3 = 5/9, recall 1.
    assert b_cubed(["a", "a", "b"], [1, 1, 1]) == pytest.approx(100 * 2 * (5 / 9) / (5 / 9 + 1))


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("the University of Basel, where he taught", "University of Basel"),
        ("EADS chief executive Louis Gallois", "Louis Gallois"),
        ("Daniel's", "Daniel"),
        ("The GAO", "GAO"),
        ("the Airbus chief executive", None),
        ("the capital of France", None),
        ("He", None),
        ("", None),
    ],
)
def test_a_mention_is_named_when_its_head_is_a_name(mention, name):
    found = head(mention)
    assert (mention[slice(*found)] if found else None) == name


def test_a_file_is_scored_inside_its_texts_and_over_them(tmp_path):
    texts = [
        {"doc": "1", "text": "John Smith spoke. Smith left.", "mentions": [[0, 10, "PER", "s"], [18, 23, "PER", "s"]]},
        {"doc": "2", "text": "John Smith came.", "mentions": [[0, 10, "PER", "s"], [11, 15, "PER", "s"]]},
    ]
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(map(json.dumps, texts)))
    scores = identity_scores(str(path))
    assert (scores["within"], scores["across"]) == (100, 100)
    # Of three mentions, two are of one string and one alone: recall (2/3 + 2/3 + 1/3) / 3 over texts, precision 1.
    assert scores["exact across"] == pytest.approx(100 * 2 * (5 / 9) / (5 / 9 + 1))


def test_entities_of_short_names_are_right_letter_by_letter():
    record = {
        "text": "John Smith met Al. Smith left.",
        "spans": [[0, 10, "PERSON"], [15, 17, "PERSON"], [19, 24, "PERSON"]],
        "entities": [[19, 24, "John Smith"], [15, 17, "Albert"]],
    }
    assert short_names([record]) == 50
