"""The page of one day: what happened, what the day lies in, what was reported."""

import pytest

from annotate.settling import settle

from .archive import archive
from .test_settling import article

pytestmark = pytest.mark.django_db
QUERIES = 5  # the events, a sentence each, the articles, their names, who else reports them


@pytest.fixture(autouse=True)
def _archive(db):
    archive()


def test_a_day_shows_what_happened_and_what_was_reported(client):
    context = client.get("/dates/2021-11-07/").context
    assert [(row["sources"], row["source"]) for row in context["on_day"]] == [(2, "Courier")]
    assert [row["title"] for row in context["rows"]] == ["Kadhimi unharmed"]
    assert (context["before"], context["after"]) == ("/dates/2021-11-06/", "/dates/2021-11-08/")


def test_a_day_tells_first_what_most_sources_tell_and_does_not_name_itself_again(client):
    tags = [("Sunday morning", "TIME", "2021-11-07TMO"), ("Basra", "GPE", "")]
    settle([article("A bridge opened on Sunday morning in Basra.", tags, title="Bridge opens", source="Ledger")])
    on_day = client.get("/dates/2021-11-07/").context["on_day"]
    assert [(row["sources"], row["when"]) for row in on_day] == [(2, ""), (1, "morning")]


def test_a_day_lies_in_its_month_and_year_but_not_in_its_decade(client):
    tags = [("November 2021", "DATE", "2021-11"), ("2021", "DATE", "2021"), ("the 2020s", "DATE", "202")]
    text = "Talks began. Farmers protested in November 2021. A bridge fell in 2021. The river fell in the 2020s."
    settle([article(text, tags, title="Talks", source="Ledger")])
    assert [row["when"] for row in client.get("/dates/2021-11-07/").context["around"]] == ["November 2021", "2021"]


@pytest.mark.parametrize(
    "day",
    ["2021-02-30", "today", "0000-01-01", "0001-01-01", "9998-01-01", "9999-12-31", "10000-01-01", "2021-11", "2021"],
)
def test_a_day_that_is_none_is_not_found(client, day):
    assert client.get(f"/dates/{day}/").status_code == 404


@pytest.mark.parametrize("day", ["0002-01-01", "9997-12-31", "2024-02-29"])
def test_the_ends_of_time_have_pages(client, day):
    assert client.get(f"/dates/{day}/").status_code == 200


def test_a_day_costs_a_pinned_number_of_queries(client, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        client.get("/dates/2021-11-07/")
