"""The date of one event mention: its clause's, else the day of the news."""

from datetime import date

import pytest

from annotate.nlp.events import date_mention
from annotate.nlp.spans import Span

PUBLISHED = date(2021, 11, 7)
LEAD = "Airline buys ten planes\nNovember 7, 2021\nThe airline bought ten planes on Friday.\n"
LEAD_TAGS = [("November 7, 2021", "2021-11-07"), ("Friday", "2021-11-05")]


def dated(text, mention, *tags, published=PUBLISHED):
    spans = []
    for quote, value in tags:
        start = text.index(quote, spans[-1].end if spans else 0)
        spans.append(Span(start, start + len(quote), "DATE", value=value))
    start = text.index(mention)
    return date_mention(text, start, start + len(mention), spans, published=published)


@pytest.mark.parametrize(
    ("sentence", "mention", "quote", "value"),
    [
        ("It had sold its old fleet in 2019.", "sold", "2019", "2019"),
        ("Noor said that the plan had failed in 2019.", "failed", "2019", "2019"),
        ("In May 2020, after a strike, the board resigned.", "resigned", "May 2020", "2020-05"),
    ],
)
def test_a_mention_takes_the_date_of_its_clause(sentence, mention, quote, value):
    assert dated(LEAD + sentence, mention, *LEAD_TAGS, (quote, value)) == value


@pytest.mark.parametrize(
    ("sentence", "mention", "tags"),
    [
        ("Noor praised the makers.", "praised", []),
        ("Noor broke the 1991 agreement.", "broke", [("1991", "1991")]),
    ],
)
def test_a_mention_without_a_date_of_its_own_takes_the_day_of_the_news(sentence, mention, tags):
    assert dated(LEAD + sentence, mention, *LEAD_TAGS, *tags) == "2021-11-05"


def test_a_verb_of_reporting_takes_the_day_of_publication_unless_its_clause_names_another():
    assert (
        dated(LEAD + "Noor said that the plan had failed in 2019.", "said", *LEAD_TAGS, ("2019", "2019"))
        == "2021-11-07"
    )
    assert (
        dated(LEAD + "Noor said on Monday that it failed.", "said", *LEAD_TAGS, ("Monday", "2021-11-01"))
        == "2021-11-01"
    )


def test_where_no_lead_names_a_day_it_is_the_day_of_publication():
    assert dated("The airline buys ten planes.", "buys") == "2021-11-07"
    assert dated("The airline, founded in 1950, buys ten planes.", "buys", ("1950", "1950")) == "2021-11-07"


def test_nothing_tells_the_date_of_a_mention_in_an_undated_text():
    assert dated("The airline buys ten planes.", "buys", published=None) == ""
