"""Time expressions resolved by the text itself: histories, quotations, habits, clocks of two zones, holidays."""

from datetime import date

import pytest

from annotate.nlp.dates import find_dates, names_calendar_time

SUNDAY = date(2021, 11, 7)
HISTORY = "The war of 1940 and 1941 was like those of 1914 and 1918. " * 8


def values(text, published=SUNDAY):
    return [found.value for found in find_dates(text, published)]


def typed(text, published=SUNDAY):
    return [(text[found.start : found.end], found.type, found.value) for found in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began in 1942. On March 3 the town fell.", "1942-03-03"),
        ("It began in May 1942. In August the town fell.", "1942-08"),
        ("It began in December 1942. In January the town fell.", "1943-01"),
        ("It began in May 1942. That August the town fell.", "1942-08"),
        ("It began on Friday, May 1, 1942. On Sunday the town fell.", "1942-05-03"),
        ("It began on May 1, 1942. The next day the town fell.", "1942-05-02"),
        ("It began on May 1, 1942. The following month the town fell.", "1942-06"),
        ("It began in 1942. Three years later the town fell.", "1945"),
        ("It began in May 1942. The town fell that summer.", "1942-SU"),
        ("It began in 1942. By the end of the year the town fell.", "1942"),
        ("It began in 1942. Today the town is rich.", "PRESENT_REF"),
        ('It began in 1942. The town fell. "In 1990 we prayed." It was rebuilt in July.', "1942-07"),
    ],
)
def test_a_history_counts_from_the_time_it_has_come_to(text, value):
    assert values(HISTORY + text)[-1] == value
    assert values(HISTORY + text, None)[-1] in (value, "")


def test_a_report_counts_from_its_own_day_whatever_years_it_recalls():
    report = "Parliament met on Friday. " + HISTORY + "It will vote on December 1."
    assert values(report)[-1] == "2021-12-01"


def test_two_days_after_a_year_are_no_day():
    assert values("It began in 1942. Two days later the town fell.")[-1] == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('On Friday she said: "I resign today."', "2021-11-05"),
        ("On Friday she said: “I resigned yesterday.”", "2021-11-04"),
        ('On Friday she said: "We met last night."', "2021-11-04TNI"),
        ('She spoke on Friday. "No." She resigns today.', "2021-11-07"),
        ('On September 3 she said: "I resign today."', "2021-11-07"),
    ],
)
def test_today_in_a_quotation_is_the_day_of_speaking(text, value):
    assert values(text)[-1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rains usually come in June.", "XXXX-06"),
        ("The park is open between June and October.", "XXXX-10"),
        ("The court usually sits on Monday.", "XXXX-WXX-1"),
        ("Everyone goes out on a Friday.", "XXXX-WXX-5"),
        ("Each April the river rises.", "XXXX-04"),
        ("The custom is still known today.", "PRESENT_REF"),
    ],
)
def test_what_recurs_has_no_day_of_a_calendar(text, value):
    *_, found = find_dates(text, SUNDAY)
    assert found.value == value
    assert not names_calendar_time(found)


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("They had filed their reports by Wednesday.", "2021-11-07", "2021-11-03"),
        ("It had been due to expire on Friday.", "2021-11-07", "2021-11-05"),
        ("He could arrive as early as Friday.", "2021-11-03", "2021-11-05"),
        ("The offer was extended to Nov. 20.", "2021-11-07", "2021-11-20"),
        ("The trial begins on Tuesday, January 21.", "2020-01-15", "2020-01-21"),
        ("The trial began last October 23.", "2021-01-15", "2020-10-23"),
        ("It was so in January of last year.", "2021-11-07", "2020-01"),
        ("It was so on December 22, last year.", "2021-11-07", "2020-12-22"),
        ("It was so from June to August 2019.", "2021-11-07", "2019-06 2019-08"),
        ("It was so from November to May 2019.", "2021-11-07", "2018-11 2019-05"),
        ("He ruled from 2003 to 2011.", "2021-11-07", "2003 2011"),
        ("He ruled until the first Thursday of May 2019.", "2021-11-07", "2019-05-02"),
        ("It was so on the last weekend of July.", "2019-08-05", "2019-W30-WE"),
        ("It is so in the week of October 21.", "2019-10-10", "2019-W43"),
        ("It was so Wednesday through Friday.", "2020-02-29", "2020-02-26/2020-02-28"),
        ("It was so in the late nineteenth century.", "2021-11-07", "18"),
        ("It was so in the seventies.", "2021-11-07", "197"),
        ("It was so in the first half of 2019.", "2021-11-07", "2019-H1"),
        ("The battle was in 480 B.C. and in 43 AD.", "2021-11-07", "BC0480 0043"),
    ],
)
def test_the_words_around_a_date_say_which_one_it_is(text, published, value):
    assert values(text, date.fromisoformat(published)) == value.split()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "It began at 5 p.m. local time (2100 UTC) on Friday.",
            [
                ("5 p.m. local time", "TIME", "2021-11-05T17:00"),
                ("2100 UTC", "TIME", "2021-11-05T21:00Z"),
                ("Friday", "DATE", "2021-11-05"),
            ],
        ),
        (
            "On Friday at 8:30 p.m. (0030 UTC) he left.",
            [("Friday at 8:30 p.m.", "TIME", "2021-11-05T20:30"), ("0030 UTC", "TIME", "2021-11-06T00:30Z")],
        ),
        (
            "On Friday at 2:30 a.m. (2330 UTC) he left.",
            [("Friday at 2:30 a.m.", "TIME", "2021-11-05T02:30"), ("2330 UTC", "TIME", "2021-11-04T23:30Z")],
        ),
        ("He left late on Friday.", [("late on Friday", "TIME", "2021-11-05TEV")]),
        ("He left on the night of October 10.", [("night of October 10", "TIME", "2021-10-10TNI")]),
        ("He left at noon on Friday.", [("noon on Friday", "TIME", "2021-11-05T12:00")]),
        ("Open 08:00 - 20:00.", [("08:00", "TIME", "T08:00"), ("20:00", "TIME", "T20:00")]),
        ("They won 10:12 and read Mark 9:25.", []),
    ],
)
def test_a_clock_time_belongs_to_a_day_and_a_zone(text, found):
    assert typed(text) == found


@pytest.mark.parametrize(
    ("name", "published", "value"),
    [
        ("Good Friday", "2019-04-25", "2019-04-19"),
        ("Easter Monday", "2021-05-01", "2021-04-05"),
        ("Thanksgiving", "2021-12-01", "2021-11-25"),
        ("Labor Day", "2020-10-01", "2020-09-07"),
        ("Memorial Day", "2021-06-05", "2021-05-31"),
        ("Election Day", "2020-11-20", "2020-11-03"),
        ("Christmas 2015", "2021-11-07", "2015-12-25"),
    ],
)
def test_a_holiday_has_its_day_of_the_year(name, published, value):
    assert values(f"It was so on {name}.", date.fromisoformat(published)) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Net income rose in the third quarter, from $2 million a year earlier.", "2020-Q3"),
        ("Net income rose in the third quarter. In the year-ago quarter it fell.", "2020-Q3"),
        ("Net income rose in the third quarter. Sales fell in the quarter.", "2021-Q3"),
        ("Net income rose in the third quarter. Long ago. He left school a year ago.", "2020"),
    ],
)
def test_figures_are_compared_with_those_of_the_same_quarter(text, value):
    text = text.replace("Long ago.", "The chairman is " + "very " * 40 + "old.")
    assert values(text)[-1] == value


@pytest.mark.parametrize(
    "text",
    [
        "The story was in USA Today.",
        "He lives at 1214 Anderson Avenue.",
        "It is on page 12, p. 1225, of flight 1344.",
        "Super Tuesday and Black Friday are names.",
        "It cost $5 a year.",
        "He is 37 years old, a 37-year-old.",
    ],
)
def test_names_and_numbers_with_a_date_inside_are_left_alone(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was so from the 15th to the 19th century.", "14 18"),
        ("It was so in the '20s.", "192"),
        ("It was in the 30s and sunny.", ""),
        ("He died in December of 384.", "0384-12"),
        ("They all eat at 8 pm in the evenings.", "T20:00"),
        ("It was so in the art of the 20s.", "192"),
        ("It is for women only: 1380-2075.", ""),
    ],
)
def test_centuries_decades_and_years_are_told_from_other_numbers(text, value):
    assert values(text) == value.split()
