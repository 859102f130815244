"""The JSON API: what it answers, and that offsets mean the same as here."""

import pytest

from annotate.models import Entity, Event

from .archive import CLASH, archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    return archive()


def get(client, path, **query):
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == 200
    return answer.json()


def test_articles_come_newest_first_and_page_by_cursor(client, articles):
    assert [line["title"] for line in get(client, "articles")["items"]] == [
        "Drone misses prime minister",
        "Kadhimi unharmed",
        "March on the Green Zone",
    ]
    assert get(client, "articles")["next"] is None


def test_articles_are_kept_to_those_that_name_somebody(client, articles):
    assert [line["title"] for line in get(client, "articles", place="Basra")["items"]] == ["March on the Green Zone"]


def test_an_article_comes_with_text_mentions_and_events(client, articles):
    found = get(client, f"articles/{articles[0].pk}")
    assert found["text"] == CLASH
    assert [CLASH[m["start"] : m["end"]] for m in found["mentions"]] == [m["text"] for m in found["mentions"]]
    assert [(m["label"], m["text"]) for m in found["mentions"]] == [
        ("FAC", "Green Zone"),
        ("DATE", "Friday"),
        ("PERSON", "Mustafa al-Kadhimi"),
        ("GPE", "Basra"),
    ]
    assert found["events"][0]["start"] == "2021-11-05"


def test_an_entity_comes_with_its_spellings(client, articles):
    person = Entity.objects.get(kind="person")
    found = get(client, f"entities/{person.pk}")
    assert (found["name"], found["names"]) == ("Mustafa al-Kadhimi", ["Mustafa al Kazimi", "Mustafa al-Kadhimi"])
    assert found["articles"] == 3


def test_entities_are_kept_to_a_kind_and_a_beginning(client, articles):
    assert [line["name"] for line in get(client, "entities", kind="place", q="ba")["items"]] == ["Baghdad", "Basra"]


def test_an_event_comes_with_its_tellings(client, articles):
    event = Event.objects.get(source_count=2)
    found = get(client, f"events/{event.pk}")
    assert [telling["source"] for telling in found["tellings"]] == ["Courier", "Wire"]
    assert get(client, "events", start="2021-11-07", end="2021-11-07")["items"][0]["id"] == event.pk


def test_search_finds_what_the_search_page_finds(client, articles):
    assert [line["title"] for line in get(client, "search", q="drone -escaped")["items"]] == [
        "Drone misses prime minister"
    ]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("articles/0", 404),
        ("articles/99999999999999999999999999", 404),
        ("entities/0", 404),
        ("events/0", 404),
        ("search", 422),
        ("events?start=soon", 422),
        ("events?before=x", 422),
        ("nothing", 404),
    ],
)
def test_what_is_not_there_or_not_understood_is_said(client, path, status):
    assert client.get(f"/api/v1/{path}").status_code == status


@pytest.mark.parametrize("path", ["articles", "entities", "events", "search"])
def test_nobody_writes_through_the_api(client, path):
    assert client.post(f"/api/v1/{path}", {}, content_type="application/json").status_code == 405


def test_the_schema_describes_every_route(client):
    paths = get(client, "openapi.json")["paths"]
    assert set(paths) == {
        "/api/v1/articles",
        "/api/v1/articles/{id}",
        "/api/v1/articles/{id}/export",
        "/api/v1/entities",
        "/api/v1/entities/{id}",
        "/api/v1/events",
        "/api/v1/events/{id}",
        "/api/v1/export",
        "/api/v1/search",
    }
