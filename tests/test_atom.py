"""The Atom twins of the lists."""

import pytest
from lxml import etree

from annotate.models import Entity
from newsroom.models import Feed

from .archive import archive

pytestmark = pytest.mark.django_db
NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def _archive(db):
    archive()


def titles(client, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    return [entry.text for entry in etree.fromstring(answer.content).findall("a:entry/a:title", NS)]


def test_articles_come_newest_first(client):
    assert titles(client, "/articles.atom") == [
        "Drone misses prime minister",
        "Kadhimi unharmed",
        "March on the Green Zone",
    ]


def test_the_articles_of_one_entity_come_alone(client):
    basra = Entity.objects.get(name="Basra")
    assert titles(client, f"{basra.get_absolute_url()[:-1]}.atom") == ["March on the Green Zone"]


def test_a_search_can_be_followed(client):
    assert titles(client, "/search.atom?q=drone+-escaped") == ["Drone misses prime minister"]
    assert client.get("/search.atom").status_code == 404


def test_events_say_their_day(client):
    assert any(title.startswith("2021-11-07: ") for title in titles(client, "/events.atom"))


def test_feeds_leave_as_opml(client):
    Feed.objects.create(url='https://example.org/?a=1&b="2"', title="A & B <c>")
    outline = etree.fromstring(client.get("/feeds.opml").content).find("body/outline")
    assert (outline.get("text"), outline.get("xmlUrl")) == ("A & B <c>", 'https://example.org/?a=1&b="2"')
