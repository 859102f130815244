"""Words: their stems, and how rare they are in news."""

from annotate.nlp.vocabulary import COMMON, TABLE, rarity, stem, words
from annotate.training.rarity import table


def test_endings_are_folded():
    assert {stem("attacks"), stem("attacked"), stem("attacking")} == {"attack"}
    assert stem("drones") == stem("drone")
    assert stem("cities") == stem("city")


def test_words_are_folded_and_short_ones_left_out():
    assert words("He met the PM on 7 May, ÉTÉ") == ["met", "the", "7", "may", "été"]


def test_words_of_every_text_are_common_and_new_ones_are_the_rarest():
    assert rarity("the") < COMMON < rarity("attack") < rarity("xyzzy")


def test_the_table_lists_words_of_three_texts_or_more_in_order():
    assert list(table(["a drone fell", "drones", "The drone"])) == ["\t3", "dron\t3"]
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line[0] != "#"]
    assert rows == sorted(rows) and min(int(count) for _, count in rows) == 3
