"""The shipped pipeline on sentences of every kind of name, and that it reads alike whatever stands beside."""

import re

import pytest

from annotate.checks import CHECKS
from annotate.nlp.pipeline import load
from annotate.nlp.reading import read
from annotate.nlp.spans import GROUP, PERSON, PLACE

pytestmark = pytest.mark.slow
MARK = re.compile(r"\[(person|place|group) ([^\]]+)\]")
NOT_YET = pytest.mark.xfail(strict=True, reason="the shipped pipeline does not read it yet")
SENTENCES = [
    pytest.param(line.removeprefix("? "), family, marks=[NOT_YET] if line.startswith("? ") else [])
    for block in (CHECKS / "sentences.txt").read_text(encoding="utf-8").split("\n== ")[1:]
    for family, *lines in [block.splitlines()]
    for line in lines
    if line.strip()
]


def plain(marked):
    return MARK.sub(r"\2", marked)


def names(text):
    [spans] = read(load(), [(text, None, [])])
    return [(span.kind, text[span.start : span.end]) for span in spans if span.kind in (PERSON, PLACE, GROUP)]


@pytest.mark.parametrize(("marked", "family"), SENTENCES)
def test_names_of_every_kind_are_read_whole_and_rightly_classed(marked, family):
    assert names(plain(marked)) == [(kind, name) for kind, name in MARK.findall(marked)]


def test_a_text_is_read_alike_alone_and_among_others():
    texts = [plain(case.values[0]) for case in SENTENCES]
    together = list(load().read(texts))
    assert together == [next(load().read([text])) for text in texts]


def test_a_long_text_is_read_to_its_end():
    lead = "The council met again and found nothing new to say about the matter. " * 400
    text = lead + "Qais al Khazali left Baghdad."
    assert {name for _, name in names(text)} >= {"Qais al Khazali", "Baghdad"}


@pytest.mark.parametrize("text", ["", " \n\n ", "(" * 20_000, "\U0001f600" * 5000, "漢字" * 2000, "a-" * 10_000])
def test_texts_that_are_none_have_no_names_and_take_no_time(text):
    assert names(text) == []


def test_a_name_carries_a_probability():
    [spans] = load().read(["Qais al Khazali left Baghdad."])
    assert all(0 < span.score <= 1 for span in spans)
