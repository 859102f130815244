"""What a tagger is trained on: passages of tagged words, cut and varied, from annotated texts of many corpora."""

import base64
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.training.examples import LONGEST, passages, varied
from annotate.training.written import records


def words_of(text):
    """Words parted by single spaces, as a tokenizer gives them."""
    found, at = [], 0
    for word in text.split(" "):
        found.append((word, at, True))
        at += len(word) + 1
    return found


def tagged(text, *spans, lacks=(), **more):
    ranges = [[text.index(quote), text.index(quote) + len(quote), label] for quote, label in spans]
    record = {"text": text, "spans": ranges, "meta": {"lacks": list(lacks)}} | more
    return [(passage.words, passage.tags) for passage in passages(record, words_of)]


def test_words_of_names_are_tagged_by_their_place_in_them():
    [(_, tags)] = tagged("Qais al Khazali left Iraq", ("Qais al Khazali", "PERSON"), ("Iraq", "GPE"))
    assert tags == ("B-PERSON", "I-PERSON", "L-PERSON", "O", "U-GPE")


def test_what_a_corpus_does_not_annotate_is_missing_and_not_nothing():
    [(_, tags)] = tagged("The Iraqi left on Friday", lacks=["NORP", "DATE"])
    assert tags == ("-", "-", "O", "O", "-")


def test_labels_that_readers_never_see_are_nothing():
    [(_, tags)] = tagged("They drank Fanta", ("Fanta", "PRODUCT"))
    assert tags == ("O", "O", "O")


def test_long_texts_are_cut_and_no_name_is():
    text = " ".join(["a b c d . Qais al Khazali ran ."] * 60)
    found = list(passages({"text": text, "spans": [[m, m + 15, "PERSON"] for m in _all(text, "Qais")]}, words_of))
    assert len(found) > 1
    assert sum((passage.words for passage in found), ()) == tuple(text.split(" "))
    assert all(len(passage.words) <= LONGEST + 10 for passage in found)
    assert all(passage.tags[-1][:2] not in ("B-", "I-") for passage in found)


def _all(text, word):
    return [n for n in range(len(text)) if text.startswith(word, n)]


def test_a_teachers_probabilities_go_with_their_words():
    soft = base64.b64encode(bytes(range(6))).decode()
    [passage] = passages({"text": "a b c", "spans": [], "soft": soft}, words_of)
    assert passage.soft == (b"\0\1", b"\2\3", b"\4\5")


def test_probabilities_of_other_words_are_refused():
    with pytest.raises(ValueError, match="soft"):
        list(passages({"text": "a b c", "spans": [], "soft": base64.b64encode(b"1234").decode()}, words_of))


@given(st.integers(0, 2**32))
def test_a_varied_passage_has_a_tag_for_every_word(seed):
    text = "The Reform Party and Qais al Khazali met Sadr in Iraq"
    ranges = [(4, 16, "ORG"), (21, 36, "PERSON"), (41, 45, "PERSON"), (49, 53, "GPE")]
    [passage] = passages({"text": text, "spans": ranges}, words_of)
    other = varied(passage, random.Random(seed))
    assert len(other.words) == len(other.tags) == len(other.spaced)
    assert [tag[2:] for tag in other.tags if tag[0] in "BU"] == ["ORG", "PERSON", "PERSON", "GPE"]


def test_the_same_chance_varies_a_passage_in_the_same_way():
    [passage] = passages({"text": "Qais al Khazali ran", "spans": [[0, 15, "PERSON"]]}, words_of)
    assert varied(passage, random.Random(3)) == varied(passage, random.Random(3))


def test_written_news_has_its_marks_as_spans():
    first, second = records("[GPE ACCRA]: [PERSON Ama Ata] won.\n===\nNo name.\n", "written")
    assert first["text"] == "ACCRA: Ama Ata won."
    assert [(first["text"][start:end], label) for start, end, label in first["spans"]] == [
        ("ACCRA", "GPE"),
        ("Ama Ata", "PERSON"),
    ]
    assert (second["text"], second["spans"]) == ("No name.", [])
    assert set(first["meta"]["lacks"]) == {"DATE", "TIME"}
