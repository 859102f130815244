"""Time expressions in news text: what is marked, which value it gets, and what is left alone."""

from datetime import date

import pytest

from annotate.nlp.dates import find_dates, names_calendar_time, resolve

SUNDAY = date(2021, 11, 7)


def read(text, published=SUNDAY):
    """The (quote, value) pairs of a text."""
    return [(text[found.start : found.end], found.value) for found in find_dates(text, published)]


def values(text, published=SUNDAY):
    return [found.value for found in find_dates(text, published)]


def typed(text, published=SUNDAY):
    return [(text[found.start : found.end], found.type, found.value) for found in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Parliament met on Wednesday.", "2021-11-07", "2021-11-03"),
        ("Parliament met on Sunday.", "2021-11-07", "2021-11-07"),
        ("Parliament met on Sunday.", "2021-11-03", "2021-10-31"),
        ("Parliament met on Saturday.", "2022-01-02", "2022-01-01"),
        ("Parliament met on Friday.", "2022-01-02", "2021-12-31"),
        ("Parliament will meet on Sunday.", "2021-11-03", "2021-11-07"),
        ("A vote will be held on Sunday.", "2021-11-03", "2021-11-07"),
        ("A vote is to be held on Sunday.", "2021-11-03", "2021-11-07"),
        ("Parliament will meet on Saturday.", "2021-09-30", "2021-10-02"),
        ("Parliament will meet on Saturday.", "2021-12-31", "2022-01-01"),
        ("On Sunday, parliament will meet.", "2021-11-03", "2021-11-07"),
        ("On Sunday, parliament met.", "2021-11-03", "2021-10-31"),
        ("On Sunday, the mayor extended the lockdown.", "2021-11-03", "2021-10-31"),
        ("The lockdown was extended to Sunday.", "2021-11-03", "2021-11-07"),
        ("On Sunday the virus may have killed a man.", "2021-11-03", "2021-10-31"),
        ("A bomber had hit a U.S. ship on Sunday and will not return.", "2021-11-03", "2021-10-31"),
        ("“It will be quick,” he may [say]. As of Sunday nobody had called.", "2021-11-03", "2021-10-31"),
        ("Work must end by Friday.", "2021-11-03", "2021-11-05"),
        ("It stays shut until Friday.", "2021-11-03", "2021-11-05"),
        ("He was shot by gunmen on Sunday.", "2021-11-03", "2021-10-31"),
        ("On Sunday protests by students were held.", "2021-11-03", "2021-10-31"),
        ("It met on Sunday, but it will vote on Friday.", "2021-11-03", "2021-10-31 2021-11-05"),
        ("Last Sunday was quiet.", "2021-11-07", "2021-10-31"),
        ("It was quiet last Friday.", "2021-11-07", "2021-11-05"),
        ("The next Sunday is free.", "2021-11-07", "2021-11-14"),
        ("This Friday is free.", "2021-11-07", "2021-11-12"),
    ],
)
def test_a_weekday_is_the_nearest_that_the_tense_allows(text, published, value):
    assert values(text, date.fromisoformat(published)) == value.split()


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("The vote was held on October 10.", "2021-11-07", "2021-10-10"),
        ("The vote was held on October 10.", "2022-01-05", "2021-10-10"),
        ("The vote will be held on January 5.", "2021-12-28", "2022-01-05"),
        ("The vote was held on 10 October 2018.", "2021-11-07", "2018-10-10"),
        ("The vote was held on the 10th of October, 2018.", "2021-11-07", "2018-10-10"),
        ("The vote was held on Sunday, October 10, 2021.", "2021-11-07", "2021-10-10"),
        ("The towers fell on Sept. 11, 2001.", "2021-11-07", "2001-09-11"),
        ("It was dated 2021-10-31.", "2021-11-07", "2021-10-31"),
        ("It was dated 10/31/2021.", "2021-11-07", "2021-10-31"),
        ("It was dated 31/10/21.", "2021-11-07", "2021-10-31"),
        ("The vote was held in October.", "2021-11-07", "2021-10"),
        ("The vote was held last October.", "2021-03-07", "2020-10"),
        ("The vote was held last October.", "2021-10-07", "2020-10"),
        ("The vote will be next March.", "2021-11-07", "2022-03"),
        ("The vote was held in May.", "2021-11-07", "2021-05"),
        ("The vote was held in early October 2020.", "2021-11-07", "2020-10"),
        ("The vote was held in mid-October.", "2021-11-07", "2021-10"),
        ("The vote was held in 2019.", "2021-11-07", "2019"),
        ("The 2018 vote was fair.", "2021-11-07", "2018"),
        ("It met on October 10-12, 2021.", "2021-11-07", "2021-10-10/2021-10-12"),
        ("It met from 10 to 12 October 2021.", "2021-11-07", "2021-10-10/2021-10-12"),
        ("He ruled 2003-2011.", "2021-11-07", "2003/2011"),
        ("He ruled 2014–17.", "2021-11-07", "2014/2017"),
        ("It was built in the 1990s.", "2021-11-07", "199"),
        ("It was built in the late 1980s.", "2021-11-07", "198"),
        ("It was built in the 19th century.", "2021-11-07", "18"),
        ("It was built in the 10th century.", "2021-11-07", "09"),
        ("They sang on Christmas Eve.", "2021-12-27", "2021-12-24"),
        ("They sang on New Year’s Day.", "2021-01-03", "2021-01-01"),
        ("They sang on New Year's Eve.", "2021-01-03", "2020-12-31"),
    ],
)
def test_a_calendar_date_is_read_as_precisely_as_it_is_named(text, published, value):
    assert values(text, date.fromisoformat(published)) == [value]


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("today", "2021-11-07"),
        ("yesterday", "2021-11-06"),
        ("tomorrow", "2021-11-08"),
        ("day before yesterday", "2021-11-05"),
        ("day after tomorrow", "2021-11-09"),
        ("two days ago", "2021-11-05"),
        ("Two days ago", "2021-11-05"),
        ("twenty-one days ago", "2021-10-17"),
        ("three weeks ago", "2021-W41"),
        ("six months ago", "2021-05"),
        ("a year ago", "2020"),
        ("20 years ago", "2001"),
        ("earlier this month", "2021-11"),
        ("last month", "2021-10"),
        ("this week", "2021-W44"),
        ("last week", "2021-W43"),
        ("last weekend", "2021-W43-WE"),
        ("next year", "2022"),
        ("last decade", "201"),
        ("last quarter", "2021-Q3"),
        ("last quarter of 2020", "2020-Q4"),
        ("third quarter of 2020", "2020-Q3"),
        ("second fiscal quarter", "2021-Q2"),
        ("last summer", "2021-SU"),
        ("next spring", "2022-SP"),
        ("summer of 2020", "2020-SU"),
        ("this winter", "2021-WI"),
        ("last winter", "2020-WI"),
        ("currently", "PRESENT_REF"),
        ("recently", "PAST_REF"),
    ],
)
def test_a_relative_date_is_told_from_the_day_of_publication(quote, value):
    assert read(f"So it was {quote}, he said.") == [(quote, value)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It was so the day before yesterday.", "day before yesterday"),
        ("It was so in the last quarter.", "last quarter"),
        ("It was so in the summer of 2020.", "summer of 2020"),
        ("It was built in the 1990s.", "1990s"),
        ("It was so for about two years ago.", "two years ago"),
        ("It was so early Sunday morning.", "early Sunday morning"),
        ("It was so earlier on Friday.", "earlier on Friday"),
        ("It was Friday's attack.", "Friday"),
        ("It was so a week ago.", "a week ago"),
        ("It will be so in three months.", "in three months"),
    ],
)
def test_an_expression_is_marked_without_articles_and_approximators(text, quote):
    assert [found for found, _ in read(text)] == [quote]


@pytest.mark.parametrize(
    ("quote", "length", "days"),
    [
        ("past three weeks", "P3W", "2021-10-17/2021-11-07"),
        ("last two years", "P2Y", "2019/2021"),
        ("past month", "P1M", "2021-10/2021-11"),
        ("next ten days", "P10D", "2021-11-07/2021-11-17"),
    ],
)
def test_a_length_of_time_that_ends_or_begins_with_publication_has_its_days(quote, length, days):
    [found] = find_dates(f"It is so over the {quote}.", SUNDAY)
    assert (found.type, found.value, found.range) == ("DURATION", length, days)
    assert names_calendar_time(found)


@pytest.mark.parametrize(("quote", "value"), [("last", "2020-WI"), ("this", "2021-WI"), ("next", "2022-WI")])
def test_january_belongs_to_the_winter_that_began_the_year_before(quote, value):
    assert values(f"It was cold {quote} winter.", date(2022, 1, 5)) == [value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He slept for three days.", ("three days", "DURATION", "P3D")),
        ("He slept for 36 hours.", ("36 hours", "DURATION", "PT36H")),
        ("It took 30 seconds.", ("30 seconds", "DURATION", "PT30S")),
        ("An 18-month term began.", ("18-month", "DURATION", "P18M")),
        ("It lasted a decade.", ("a decade", "DURATION", "P1DE")),
        ("It lasted two weeks.", ("two weeks", "DURATION", "P2W")),
        ("It lasted several years.", ("several years", "DURATION", "PXY")),
        ("It lasted many hours.", ("many hours", "DURATION", "PTXH")),
        ("In three days the troops took the town.", ("three days", "DURATION", "P3D")),
        ("They meet every Friday.", ("every Friday", "SET", "XXXX-WXX-5")),
        ("They meet on Sundays.", ("Sundays", "SET", "XXXX-WXX-7")),
        ("They meet every month.", ("every month", "SET", "P1M")),
        ("They meet daily.", ("daily", "SET", "P1D")),
        ("They meet annually.", ("annually", "SET", "P1Y")),
        ("He left at 5 a.m. and slept.", ("5 a.m.", "TIME", "2021-11-07T05:00")),
        ("He left at 12 a.m. and slept.", ("12 a.m.", "TIME", "2021-11-07T00:00")),
        ("He left at 12:30 p.m. and slept.", ("12:30 p.m.", "TIME", "2021-11-07T12:30")),
        ("He left at 23:45 local time.", ("23:45 local time", "TIME", "2021-11-07T23:45")),
        ("He left at 06:00 UTC.", ("06:00 UTC", "TIME", "2021-11-07T06:00Z")),
        ("He left on Friday at 5:30 p.m. and slept.", ("Friday at 5:30 p.m.", "TIME", "2021-11-05T17:30")),
        ("He left at 6 a.m. on Sunday.", ("6 a.m. on Sunday", "TIME", "2021-11-07T06:00")),
        ("He left at 9am on October 10.", ("9am on October 10", "TIME", "2021-10-10T09:00")),
        ("He left on Sunday morning.", ("Sunday morning", "TIME", "2021-11-07TMO")),
        ("He left early Sunday.", ("early Sunday", "TIME", "2021-11-07TMO")),
        ("He left late Friday.", ("late Friday", "TIME", "2021-11-05TEV")),
        ("He left last night.", ("last night", "TIME", "2021-11-06TNI")),
        ("He will leave tonight.", ("tonight", "TIME", "2021-11-07TNI")),
    ],
)
def test_durations_sets_and_times_of_day_have_their_own_types(text, found):
    assert typed(text) == [found]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("On October 10 he left. The next day he came back.", "2021-10-11"),
        ("On October 10 he left. Two days later he came back.", "2021-10-12"),
        ("On October 10 he left. He had slept the day before.", "2021-10-09"),
        ("On October 10 he left. That evening he came back.", "2021-10-10TEV"),
        ("On October 10 he left. He came back at 5 p.m. or so.", "2021-10-10T17:00"),
        ("On October 10, 2018 he left. The following year he came back.", "2019"),
    ],
)
def test_the_next_day_counts_from_the_day_named_last(text, second):
    assert values(text)[1:] == [second]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on.",
        "May said so. March on, said Theresa May.",
        "The march began, and the second man read the Sun.",
        "On the second try a second man was shot a second time.",
        "Some 1984 people were there.",
        "It cost $2000 in all and €1500 of it was lost.",
        "It lies 2019 km away, at 1,984 metres, and 2019% of it is rock.",
        "The fall of the town, said Mr. Fall, will spring a surprise.",
        "1,000 years ago and 1.5 years ago are not as long ago as that.",
        "It was 25:10, then 10:75, then 13 p.m. by his broken watch.",
        "It was dated 2021-02-30 and 13/13/2021.",
        "The Nowak brothers know nothing.",
        "",
        "\n\n \u2028",
    ],
)
def test_words_and_numbers_that_only_look_like_dates_are_left_alone(text):
    assert read(text) == []


def test_a_second_is_counted_beside_other_dates_only_when_it_is_a_time():
    assert typed("On Friday a second man was shot. It took one second.")[1:] == [("one second", "DURATION", "PT1S")]


def test_without_a_day_of_publication_relative_dates_have_no_value_and_full_ones_do():
    assert values("He left on Friday, came back yesterday, and left in 2019.", None) == ["", "", "2019"]
    assert values("On October 10 he left. On October 10, 2018 he came back.", None) == ["", "2018-10-10"]


def test_an_expression_marked_by_hand_is_read_in_its_context():
    context = "Parliament will meet on Friday."
    assert resolve("Friday", date(2021, 11, 3), context) == "2021-11-05"
    assert resolve("Friday", date(2021, 11, 3)) == "2021-10-29"
    assert resolve("the old days", SUNDAY, "In the old days he sang.") == ""


def test_only_dates_and_times_with_days_of_their_own_are_calendar_time():
    text = "Now he slept for two days. On Sunday morning he left. In 2019 too. Fridays are free."
    marked = [text[found.start : found.end] for found in find_dates(text, SUNDAY) if names_calendar_time(found)]
    assert marked == ["Sunday morning", "2019"]


def test_a_day_of_an_undated_text_is_marked_as_one_without_a_value():
    [friday] = find_dates("It began on Friday and went on for two weeks.", None)[:1]
    assert (friday.type, friday.value, friday.calendar) == ("DATE", "", "")
    assert names_calendar_time(friday)


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize(
    "quote", ["yesterday", "tomorrow", "last Sunday", "next week", "two days ago", "past two days"]
)
def test_a_day_beyond_the_calendar_is_no_day(quote, published):
    found = find_dates(f"It was {quote}.", published)
    assert all(names_calendar_time(each) for each in found if each.type == "DATE")
