"""Events: the timeline, the page of one, the page of a day."""

import pytest

from annotate.models import Entity, Event
from annotate.settling import settle

from .archive import archive
from .test_settling import article

pytestmark = pytest.mark.django_db
QUERIES_OF_THE_TIMELINE = 2
MOST_QUERIES = 6


@pytest.fixture(autouse=True)
def _archive(db):
    archive()


def titles(client, **query):
    days = client.get("/events/", query).context["days"]
    return [(day, row["title"]) for day, rows in days for row in rows]


def attack():
    return Event.objects.get(source_count=2)


def test_the_timeline_goes_back_from_the_newest_day(client):
    days = [day for day, _ in titles(client)]
    assert (days[0], days[-1]) == ("Sunday 7 November 2021", "Friday 5 November 2021")


def test_the_timeline_is_cut_to_a_span_of_time(client):
    assert {day for day, _ in titles(client, to="2021-11-05")} == {"Friday 5 November 2021"}
    assert {day for day, _ in titles(client, **{"from": "2021-11-07"})} == {"Sunday 7 November 2021"}


def test_the_timeline_is_kept_to_one_person_or_place(client):
    baghdad = Entity.objects.get(name="Baghdad")
    assert {day for day, _ in titles(client, place=baghdad.pk)} == {"Sunday 7 November 2021"}


@pytest.mark.parametrize(
    "query", [{"from": "x"}, {"to": "2021-13-40"}, {"person": "x"}, {"place": "9" * 40}, {"before": "x_y"}]
)
def test_filters_that_are_none_filter_nothing(client, query):
    assert titles(client, **query) == titles(client)


def test_the_timeline_costs_a_pinned_number_of_queries(client, django_assert_num_queries):
    with django_assert_num_queries(QUERIES_OF_THE_TIMELINE):
        client.get("/events/")


def test_an_event_shows_every_source_in_its_own_words(client):
    context = client.get(attack().get_absolute_url()).context
    assert context["when"] == "Sunday 7 November 2021"
    assert [(row["article__source"], row["quote"][:12]) for row in context["told"]] == [
        ("Courier", "Mustafa al-K"),
        ("Wire", "A drone atta"),
    ]
    assert {entity["name"] for entity in context["entities"]} == {"Mustafa al-Kadhimi", "Baghdad"}


def test_an_event_costs_a_bounded_number_of_queries(client, django_assert_max_num_queries):
    address = attack().get_absolute_url()
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address)


def test_an_event_that_was_merged_leads_on(client):
    old = Event.objects.create(
        title="Old", first_day="2021-11-07", last_day="2021-11-07", precision="day", kind="main", merged_into=attack()
    )
    assert client.get(old.get_absolute_url())["Location"] == attack().get_absolute_url()


def test_a_day_shows_what_happened_and_what_was_reported(client):
    context = client.get("/dates/2021-11-07/").context
    assert [row["sources"] for row in context["on_day"]] == [2]
    assert [row["title"] for row in context["rows"]] == ["Kadhimi unharmed"]
    assert (context["before"], context["after"]) == ("/dates/2021-11-06/", "/dates/2021-11-08/")


def test_a_day_tells_first_what_most_sources_tell_and_does_not_name_itself_again(client):
    tags = [("Sunday morning", "TIME", "2021-11-07TMO"), ("Basra", "GPE", "")]
    settle([article("A bridge opened on Sunday morning in Basra.", tags, title="Bridge opens", source="Ledger")])
    on_day = client.get("/dates/2021-11-07/").context["on_day"]
    assert [(row["sources"], row["when"]) for row in on_day] == [(2, ""), (1, "morning")]


@pytest.mark.parametrize(
    "day", ["2021-02-30", "today", "0000-01-01", "0001-01-01", "9998-01-01", "9999-12-31", "10000-01-01"]
)
def test_a_day_that_is_none_is_not_found(client, day):
    assert client.get(f"/dates/{day}/").status_code == 404


@pytest.mark.parametrize("day", ["0002-01-01", "9997-12-31", "2024-02-29"])
def test_the_ends_of_time_have_pages(client, day):
    assert client.get(f"/dates/{day}/").status_code == 200
