"""The timeline: its order, its filters by name and by number, what lies ahead, and what it costs."""

import html
import re

import pytest
from lxml import etree

from annotate.models import Entity
from annotate.settling import settle

from .archive import archive
from .test_settling import article

pytestmark = pytest.mark.django_db
QUERIES = 5  # the horizon, the events, a sentence each, where they lie, the bars
MOST_WITH_A_NAME = 7


@pytest.fixture(autouse=True)
def _archive(db):
    archive()


def page(client, **query):
    return client.get("/events/", query)


def titles(client, **query):
    return [(day, row["title"]) for day, _, rows in page(client, **query).context["days"] for row in rows]


def days(client, **query):
    return {day for day, _ in titles(client, **query)}


def test_the_timeline_goes_back_from_the_newest_day(client):
    found = [day for day, _ in titles(client)]
    assert (found[0], found[-1]) == ("Sunday 7 November 2021", "Friday 5 November 2021")


def test_every_event_comes_with_one_sentence_and_its_source(client):
    rows = {row["title"]: row for _, _, rows in page(client).context["days"] for row in rows}
    attack = rows["Kadhimi unharmed"]
    assert (attack["quote"], attack["source"], attack["sources"], attack["place"]) == (
        "Mustafa al-Kadhimi escaped a drone attack in Baghdad on Sunday.",
        "Courier",
        2,
        "Baghdad",
    )
    assert re.fullmatch(r"/articles/\d+-kadhimi-unharmed/#s-0", attack["told_at"])


def test_the_timeline_is_cut_to_a_span_of_time(client):
    assert days(client, to="2021-11-05") == {"Friday 5 November 2021"}
    assert days(client, **{"from": "2021-11-07"}) == {"Sunday 7 November 2021"}
    assert len(days(client, **{"from": "2021-11", "to": "2021-11"})) == 2


@pytest.mark.parametrize("place", ["Baghdad", "baghdad", "BAGH"])
def test_the_timeline_is_kept_to_a_place_by_name(client, place):
    assert days(client, place=place) == {"Sunday 7 November 2021"}


def test_the_timeline_is_kept_to_a_place_by_number(client):
    baghdad = Entity.objects.get(name="Baghdad")
    assert days(client, place=baghdad.pk) == {"Sunday 7 November 2021"}
    Entity.objects.filter(name="Basra").update(merged_into=baghdad)
    assert days(client, place=Entity.objects.get(name="Basra").pk) == {"Sunday 7 November 2021"}


def test_filters_join(client):
    assert days(client, person="Mustafa al Kazimi", place="Baghdad") == {"Sunday 7 November 2021"}
    assert days(client, person="Mustafa al Kazimi", place="Baghdad", to="2021-11-05") == set()


@pytest.mark.parametrize("query", [{"from": "x"}, {"to": "2021-13-40"}, {"person": " "}, {"before": "x_y"}])
def test_filters_that_are_none_filter_nothing(client, query):
    assert titles(client, **query) == titles(client)


@pytest.mark.parametrize("query", [{"person": "Nobody"}, {"place": "9" * 40}, {"group": "0"}, {"person": "\x00'%"}])
def test_a_name_that_nobody_bears_finds_nothing_and_says_so(client, query):
    body = html.unescape(page(client, **query).content.decode())
    assert titles(client, **query) == []
    assert "called “" in body


def test_the_form_shows_what_is_active_and_lets_go_of_it(client):
    asked = {"person": "Mustafa al-Kadhimi", "from": "2021-11-01", "to": "2021-11-30"}
    context = page(client, **asked).context
    assert [(each["words"], each["off"]) for each in context["active"]] == [
        ("Mustafa al-Kadhimi", "/events/?from=2021-11-01&to=2021-11-30"),
        ("November 2021", "/events/?person=Mustafa+al-Kadhimi"),
    ]
    assert dict(context["fields"])["person"] == "Mustafa al-Kadhimi"


def test_a_month_does_not_show_what_is_told_of_the_whole_year(client):
    tags = [("2021", "DATE", "2021"), ("Monday", "DATE", "2021-11-01")]
    settle([article("Talks began. Militants protested in 2021. A bridge fell on Monday.", tags, title="Talks")])
    assert "2021" in days(client)
    assert "2021" not in days(client, **{"from": "2021-11-01", "to": "2021-11-30"})


def test_what_lies_far_ahead_is_one_click_away(client):
    tags = [("Monday", "DATE", "2021-11-15"), ("2050", "DATE", "2050")]
    settle([article("Talks began. Parliament will meet on Monday. It will shrink in 2050.", tags, title="Talks")])
    assert "Monday 15 November 2021" in days(client) and "2050" not in days(client)
    assert days(client, **{"from": "2021-12-10"}) == {"2050"}
    assert 'href="?from=2021-12-10"' in page(client).content.decode()


def test_a_bar_of_the_chart_leads_to_its_days_and_keeps_the_names(client):
    body = page(client, person="Kadhimi", **{"from": "2021-11-01", "to": "2021-11-30"}).content.decode()
    spans = etree.HTML(body).find(".//ol[@class='spans']")
    links = [(link.get("href"), "".join(link.itertext())) for link in spans.findall(".//a")]
    assert links[-1] == (
        "?person=Mustafa+al-Kadhimi&from=2021-11-07&to=2021-11-07",
        "Sunday 7 November 2021, 2 reports",
    )


def test_older_events_follow_with_the_same_filters(client, monkeypatch):
    monkeypatch.setattr("newsroom.views.events.SIZE", 1)
    first = page(client, person="Kadhimi").context
    assert first["more"].startswith("person=Mustafa+al-Kadhimi&before=2021-11-07_")
    older = client.get(f"/events/?{first['more']}").context["days"]
    assert [day for day, _, _ in older] == ["Friday 5 November 2021"]


def test_the_page_leads_to_its_twins_with_the_filters(client):
    body = html.unescape(page(client, place="Baghdad").content.decode())
    for path in ("/events.atom", "/events.ics", "/events.json"):
        assert f'href="{path}?place=Baghdad"' in body


def test_the_timeline_costs_a_pinned_number_of_queries(client, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        page(client)


def test_a_name_costs_at_most_two_queries_more(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_WITH_A_NAME):
        page(client, place="Baghdad")
