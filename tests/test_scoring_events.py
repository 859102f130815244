"""Scores of events: what counts as found, as dated, and as nothing missed."""

import pytest

from annotate.scoring.events import overlap, score, score_dates


def wanted(kind, day, *evidence):
    return {"kind": kind, "date": day, "evidence": [list(range_) for range_ in evidence]}


def given(first, last, *evidence):
    return {"start": first, "end": last, "evidence": [list(range_) for range_ in evidence]}


MAIN = wanted("main", "2019-05-07", (0, 50))


def test_an_event_counts_when_its_evidence_and_its_days_agree():
    assert score([[MAIN]], [[given("2019-05-07", "2019-05-07", (10, 50))]]) == {"found": 100, "dated": 100, "main": 100}


def test_an_event_of_another_day_is_found_but_not_dated():
    assert score([[MAIN]], [[given("2019-05-08", "2019-05-08", (0, 50))]]) == {"found": 100, "dated": 0, "main": 0}


def test_a_second_hit_on_one_event_is_a_false_one():
    # Precision 1/2, recall 1.
    twice = [given("2019-05-07", "2019-05-07", (0, 50))] * 2
    assert score([[MAIN]], [twice])["dated"] == pytest.approx(200 / 3)


def test_a_statement_is_never_missed_and_no_mistake_when_found():
    gold = [MAIN, wanted("statement", "2019-05", (60, 90)), wanted("life", "1956", (100, 120))]
    told = [given("2019-05-07", "2019-05-07", (0, 50)), given("2019-05-01", "2019-05-31", (60, 90))]
    assert score([gold], [told])["dated"] == 100
    assert score([gold], [told[:1]])["dated"] == 100


def test_evidence_overlaps_by_half_of_the_shorter_range():
    assert overlap([[0, 10]], [[5, 100]])
    assert not overlap([[0, 10]], [[6, 100]])


def test_a_mention_is_right_when_its_interval_is():
    text = "Noor resigned in May 2019. She won in 2012."
    events = [
        {"start": 5, "end": 13, "time": "2019-05-XX"},
        {"start": 31, "end": 34, "time": "2013-XX-XX"},
        {"start": 31, "end": 34, "time": "XXXX-XX-XX"},
        {"start": 31, "end": 34, "time": None},
    ]
    assert score_dates([{"text": text, "dct": "2020-01-01", "events": events}]) == 50
