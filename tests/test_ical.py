"""iCalendar: lines, folding, escaping, whole days."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.ical import Day, escape, fold, write

TOLD_ON = datetime(2021, 11, 8, 6, 30, tzinfo=UTC)


def lines(first=date(2021, 11, 7), last=date(2021, 11, 7), title="Drone attack", description="", place=""):
    day = Day("event-7@example.org", first, last, title, description, place, "https://example.org/7/", TOLD_ON)
    written = write("Events", [day])
    assert written.endswith("\r\n")
    return written.replace("\r\n ", "").split("\r\n")[:-1]


def test_an_event_is_a_whole_day_and_ends_before_the_next():
    assert lines()[5:-1] == [
        "BEGIN:VEVENT",
        "UID:event-7@example.org",
        "DTSTAMP:20211108T063000Z",
        "DTSTART;VALUE=DATE:20211107",
        "DTEND;VALUE=DATE:20211108",
        "SUMMARY:Drone attack",
        "URL:https://example.org/7/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_a_calendar_opens_and_closes():
    assert (lines()[:2], lines()[-1]) == (["BEGIN:VCALENDAR", "VERSION:2.0"], "END:VCALENDAR")


def test_a_longer_event_ends_after_its_last_day():
    assert "DTEND;VALUE=DATE:20211201" in lines(date(2021, 11, 1), date(2021, 11, 30))


def test_the_ends_of_time_are_days_too():
    told = lines(date(1, 1, 1), date.max)
    assert "DTSTART;VALUE=DATE:00010101" in told
    assert "DTEND;VALUE=DATE:99991231" in told
    assert not [line for line in lines(date.max, date.max) if line.startswith("DTEND")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("C:\\x", "C:\\\\x"),
        ("one\ntwo\r\nthree", "one\\ntwo\\nthree"),
        ("bell\x07 and tab\t.", "bell  and tab ."),
    ],
)
def test_text_is_escaped(text, value):
    assert escape(text) == value


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=400))
def test_no_line_is_longer_than_75_octets_and_none_loses_a_character(text):
    folded = fold(text)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text
