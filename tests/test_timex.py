"""TIMEX3 values: the calendar interval each names, and its words for a reader."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.timex import DAYS, MONTHS, Interval, describe, interval


def days(first, last, precision):
    return Interval(date.fromisoformat(first), date.fromisoformat(last), precision)


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2021-11-07", "2021-11-07", "2021-11-07", "day"),
        ("2021-11-07TMO", "2021-11-07", "2021-11-07", "part"),
        ("2021-11-07T06", "2021-11-07", "2021-11-07", "time"),
        ("2021-11-07T06:00:30Z", "2021-11-07", "2021-11-07", "time"),
        ("2021-11-07T06:00+03:00", "2021-11-07", "2021-11-07", "time"),
        ("2021-02", "2021-02-01", "2021-02-28", "month"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2021-12", "2021-12-01", "2021-12-31", "month"),
        ("2021-W44", "2021-11-01", "2021-11-07", "week"),
        ("2021-W44-WE", "2021-11-06", "2021-11-07", "weekend"),
        ("2020-W53", "2020-12-28", "2021-01-03", "week"),
        ("2021-W01", "2021-01-04", "2021-01-10", "week"),
        ("2021-Q1", "2021-01-01", "2021-03-31", "quarter"),
        ("2021-Q4", "2021-10-01", "2021-12-31", "quarter"),
        ("2021-SP", "2021-03-01", "2021-05-31", "season"),
        ("2021-SU", "2021-06-01", "2021-08-31", "season"),
        ("2021-FA", "2021-09-01", "2021-11-30", "season"),
        ("2019-WI", "2019-12-01", "2020-02-29", "season"),
        ("2021", "2021-01-01", "2021-12-31", "year"),
        ("199", "1990-01-01", "1999-12-31", "decade"),
        ("18", "1800-01-01", "1899-12-31", "century"),
        ("2021-10-30/2021-11-02", "2021-10-30", "2021-11-02", "range"),
        ("2003/2011", "2003-01-01", "2011-12-31", "range"),
    ],
)
def test_a_value_names_these_days(value, first, last, precision):
    assert interval(value) == days(first, last, precision)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "P3D",
        "PT2H",
        "PXD",
        "PRESENT_REF",
        "PAST_REF",
        "XXXX-WXX-5",
        "XXXX-10-10",
        "2021-02-29",
        "2021-04-31",
        "2021-00",
        "2021-13",
        "2021-W00",
        "2021-W53",
        "2021-Q5",
        "0000",
        "9999-12",
        "2021-11-07 TMO",
        "2021-11-7",
        "20211107",
        "2011/2003",
        "2021/",
        "/2021",
        "/",
        "2011/2012/2013",
        "2021\n",
        pytest.param("2021/" * 5_000, id="many slashes"),
    ],
)
def test_what_is_no_calendar_time_has_no_interval_and_no_words(value):
    assert interval(value) is None
    assert describe(value) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2021-11-07", "Sunday 7 November 2021"),
        ("2021-11-07TMO", "Sunday 7 November 2021, morning"),
        ("2021-11-07TNI", "Sunday 7 November 2021, night"),
        ("2021-11-07T06:30", "Sunday 7 November 2021, 06:30"),
        ("2021-11-07T06:30Z", "Sunday 7 November 2021, 06:30 UTC"),
        ("2021-10", "October 2021"),
        ("2021-W44", "week of 1 November 2021"),
        ("2021-W44-WE", "weekend of 6 November 2021"),
        ("2021-Q1", "first quarter of 2021"),
        ("2021-Q2", "second quarter of 2021"),
        ("2021-Q3", "third quarter of 2021"),
        ("2021-Q4", "fourth quarter of 2021"),
        ("2021-FA", "autumn 2021"),
        ("2019", "2019"),
        ("199", "1990s"),
        ("18", "1800–1899"),
        ("2021-10-30/2021-11-02", "Saturday 30 October 2021 to Tuesday 2 November 2021"),
    ],
)
def test_a_value_reads_like_this(value, words):
    assert describe(value) == words


@given(st.dates())
def test_a_day_is_its_own_interval_and_described_by_its_names(day):
    assert interval(day.isoformat()) == Interval(day, day, "day")
    assert describe(day.isoformat()) == f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


@given(st.dates())
def test_the_week_of_a_day_holds_it_and_has_seven_days(day):
    year, week, _ = day.isocalendar()
    found = interval(f"{year:04d}-W{week:02d}")
    if found is None:  # the last week of all: its Sunday lies beyond the calendar
        assert day > date(9999, 12, 26)
        return
    assert found.first <= day <= found.last
    assert (found.last - found.first).days == 6


NUMBERS = st.integers(0, 99).map("{:02d}".format)
YEARS = st.integers(0, 9999).map("{:04d}".format)
ENDINGS = st.one_of(
    st.just(""),
    NUMBERS.map("-{}".format),
    st.tuples(NUMBERS, NUMBERS, st.sampled_from(["", "TMO", "TNI", "T06:00"])).map(lambda t: "-{}-{}{}".format(*t)),
    NUMBERS.map("-W{}".format),
    NUMBERS.map("-W{}-WE".format),
    st.sampled_from(["-Q1", "-Q4", "-SP", "-WI"]),
)
PLAIN = st.one_of(st.tuples(YEARS, ENDINGS).map("".join), st.text("0123456789", min_size=2, max_size=3))


@given(st.one_of(PLAIN, st.tuples(PLAIN, PLAIN).map("/".join)))
def test_an_interval_is_never_empty_and_always_has_words(value):
    found = interval(value)
    assert (found is None) == (describe(value) == "")
    assert found is None or found.first <= found.last


@given(st.text())
def test_any_text_is_a_safe_value(value):
    assert (interval(value) is None) == (describe(value) == "")
