"""The Atom twins of the lists."""

import pytest
from lxml import etree

from annotate.models import Entity, Event
from newsroom.models import Article, Feed

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
    assert "Sunday 7 November 2021: Kadhimi unharmed" in titles(client, "/events.atom")


def test_events_keep_the_filters_of_their_page(client):
    assert titles(client, "/events.atom?place=Baghdad") == ["Sunday 7 November 2021: Kadhimi unharmed"]
    assert titles(client, "/events.atom?to=2021-11-05") == ["Friday 5 November 2021: March on the Green Zone"]


def test_the_articles_of_one_event_can_be_followed(client):
    event = Event.objects.get(source_count=2)
    followed = titles(client, f"{event.get_absolute_url()[:-1]}.atom")
    assert followed == ["Drone misses prime minister", "Kadhimi unharmed"]


def test_a_day_has_its_events(client):
    assert titles(client, "/dates/2021-11-07.atom") == ["Sunday 7 November 2021: Kadhimi unharmed"]
    assert client.get("/dates/2021-11.atom").status_code == 404


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/people.atom", ["Mustafa al-Kadhimi"]),
        ("/places.atom", ["Baghdad", "Green Zone", "Basra"]),
        ("/places.atom?q=bas", ["Basra"]),
        ("/groups.atom", []),
    ],
)
def test_names_come_as_their_list_shows_them(client, address, names):
    assert titles(client, address) == names


@pytest.mark.parametrize("address", ["/articles.atom", "/events.atom", "/people.atom", "/dates/2021-11-07.atom"])
def test_every_entry_says_when_it_was_updated_as_the_format_asks(client, address):
    entries = etree.fromstring(client.get(address).content).findall("a:entry", NS)
    assert entries and all(entry.find("a:updated", NS) is not None for entry in entries)


def test_what_is_sent_as_html_is_escaped(client):
    Article.objects.update(text="<b>Drone</b>")
    summary = etree.fromstring(client.get("/articles.atom").content).find("a:entry/a:summary", NS)
    assert (summary.get("type"), summary.text) == ("html", "&lt;b&gt;Drone&lt;/b&gt;")


def test_feeds_leave_as_opml(client):
    Feed.objects.create(url='https://example.org/?a=1&b="2"', title="A & B <c>")
    outline = etree.fromstring(client.get("/feeds.opml").content).find("body/outline")
    assert (outline.get("text"), outline.get("xmlUrl")) == ("A & B <c>", 'https://example.org/?a=1&b="2"')
