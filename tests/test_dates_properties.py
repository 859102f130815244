"""Time expressions, whatever the text and the day: safe, inside the text, and moving with the day of publication."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.dates import find_dates, names_calendar_time
from annotate.nlp.timex import describe, interval

WORDS = st.sampled_from(
    "Friday Sunday October May March Sept. 10 12th 31 2019 1984 2021-10-31 1/2/34 5 a.m. 23:45 UTC two twenty-one A a "
    "second days day week weekend months year quarter decade century 19th 1990s last next this past following every "
    "early late mid the of in by on at to and - – , . ago later before after today tomorrow night morning summer fall "
    "Christmas Q3 first daily currently will was held $ \n \n\n 👩‍🚀 é שלום".split(" ")
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=12).map("".join))
DAYS = st.dates(date(1600, 1, 1), date(2999, 12, 31))
TYPES = {"DATE", "TIME", "DURATION", "SET"}


@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_any_text_is_safe_and_expressions_lie_in_it_in_order_as_whole_words(text, published):
    found = find_dates(text, published)
    assert all(0 <= each.start < each.end <= len(text) and each.type in TYPES for each in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    for each in found:
        assert text[each.start : each.end].strip() == text[each.start : each.end]
        assert not (each.start and text[each.start - 1].isalnum() and text[each.start].isalnum())
        assert not (each.end < len(text) and text[each.end - 1].isalnum() and text[each.end].isalnum())


@given(TEXTS, DAYS)
def test_the_days_of_an_expression_are_never_empty_and_always_have_words(text, published):
    for each in find_dates(text, published):
        days = interval(each.value)
        assert days is None or days.first <= days.last
        assert (days is None) == (describe(each.value) == "")


@given(st.integers(0, 4), DAYS)
def test_what_is_far_away_changes_no_reading(padding, published):
    text = "Parliament met on Friday."
    shift = 100 * padding
    [near], [far] = find_dates(text, published), find_dates("x " * (shift // 2) + text, published)
    assert (far.start, far.end, far.value) == (near.start + shift, near.end + shift, near.value)


@pytest.mark.parametrize(("quote", "days"), [("yesterday", -1), ("today", 0), ("tomorrow", 1), ("ten days ago", -10)])
@given(published=DAYS)
def test_a_counted_day_moves_with_the_day_of_publication(quote, days, published):
    assert [each.value for each in find_dates(f"It was {quote}.", published)] == [
        (published + timedelta(days)).isoformat()
    ]


@given(DAYS, st.sampled_from([("was", -6, 0), ("will be", 0, 6)]))
def test_a_weekday_is_within_a_week_of_publication_on_the_side_of_its_tense(published, case):
    verb, earliest, latest = case
    [found] = find_dates(f"It {verb} quiet on Sunday.", published)
    day = date.fromisoformat(found.value)
    assert day.weekday() == 6
    assert earliest <= (day - published).days <= latest


@given(DAYS, st.integers(-500, 500))
def test_weeks_ago_move_by_as_many_weeks_as_the_day_of_publication(published, weeks):
    moved = published + timedelta(7 * weeks)
    [here], [there] = (find_dates("It was so three weeks ago.", day) for day in (published, moved))
    assert interval(there.value).first - interval(here.value).first == timedelta(7 * weeks)
    assert interval(here.value).first <= published - timedelta(21) <= interval(here.value).last


@given(DAYS, st.sampled_from(["week", "month", "quarter", "year", "decade"]))
def test_this_unit_holds_the_day_of_publication_and_last_and_next_adjoin_it(published, unit):
    last, this, after = (
        interval(find_dates(f"It was so {step} {unit}.", published)[0].value) for step in ("last", "this", "next")
    )
    assert this.first <= published <= this.last
    assert last.last + timedelta(1) == this.first
    assert this.last + timedelta(1) == after.first


WRITTEN = [  # ways to write a day of a calendar, and the precision of each
    ("%Y-%m-%d", "{0:%Y-%m-%d}"),
    ("%Y-%m-%d", "{0.day} {0:%B} {0:%Y}"),
    ("%Y-%m-%d", "{0:%B} {0.day}, {0:%Y}"),
    ("%Y-%m-%d", "{0:%A}, {0.day} {0:%B} {0:%Y}"),
    ("%Y-%m-%d", "the {0.day}th of {0:%B}, {0:%Y}"),
    ("%Y-%m", "{0:%B} {0:%Y}"),
    ("%Y-%m", "late {0:%B} {0:%Y}"),
    ("%Y", "{0:%Y}"),
    ("%Y-Q1", "the first quarter of {0:%Y}"),
    ("%Y-SU", "the summer of {0:%Y}"),
]


@given(DAYS.filter(lambda day: 1600 <= day.year < 2060), st.sampled_from(WRITTEN), st.one_of(st.none(), DAYS))
def test_a_date_in_full_survives_being_written_and_read_again(day, form, published):
    value, words = form
    [found] = find_dates(f"It was so in {words.format(day)}.", published)
    assert found.value == day.strftime(value)


@given(DAYS.filter(lambda day: 1600 <= day.year < 2060), DAYS)
def test_the_words_for_a_value_are_read_as_that_value(day, published):
    for value in (day.isoformat(), day.strftime("%Y-%m"), day.strftime("%Y")):
        [found] = find_dates(f"It was so on {describe(value)}.", published)
        assert found.value == value


@pytest.mark.parametrize(
    "quote", ["yesterday", "on Friday", "last week", "last weekend", "three weeks ago", "that night"]
)
@given(DAYS, st.integers(-40, 40))
def test_relative_days_move_by_as_many_weeks_as_publication(quote, published, weeks):
    moved = published + timedelta(7 * weeks)
    here, there = ([each.value for each in find_dates(f"It was so {quote}.", day)] for day in (published, moved))
    for one, other in zip(here, there, strict=True):
        assert interval(other).first - interval(one).first == moved - published


@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_what_is_marked_for_readers_has_days_or_says_that_it_has_none(text, published):
    for each in find_dates(text, published):
        assert names_calendar_time(each) or interval(each.calendar) is None
        assert not names_calendar_time(each) or interval(each.calendar) is not None or each.value == ""
        assert not each.range or each.type == "DURATION"


@given(DAYS)
def test_last_month_of_a_name_lies_before_publication_and_next_after_it(published):
    [last], [following] = (find_dates(f"It was so {step} June.", published) for step in ("last", "next"))
    assert interval(last.value).last < published < interval(following.value).first
    assert interval(last.value).first.month == interval(following.value).first.month == 6


@pytest.mark.parametrize(
    "text",
    ["1" * 50_000, "Friday " * 5_000, "on " * 20_000, "10:10" * 5_000, "October 10 " * 3_000, "a day a " * 3_000],
)
def test_long_texts_of_one_word_are_read_in_order(text):
    found = find_dates(text, date(2021, 11, 7))
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
