"""Scoring stories: what is passed to the reading, and the figure for clusters."""

from annotate.scoring.links import score, texts

RECORDS = [
    {"title": "Drone", "text": "A drone fell.", "date": "2021-11-07", "cluster": "a"},
    {"title": "Vote", "text": "", "date": None, "cluster": "b"},
]


def test_a_headline_alone_is_the_text_and_the_annotation_is_not_passed_on():
    assert texts(RECORDS) == [
        {"text": "A drone fell.", "title": "Drone", "published": "2021-11-07"},
        {"text": "Vote", "title": "Vote", "published": None},
    ]


def test_every_text_weighs_one():
    assert score(RECORDS, [{"story": 0}, {"story": 1}]) == 100
    assert round(score(RECORDS, [{"story": 0}, {"story": 0}]), 1) == 66.7
