"""Putting events right over HTTP: what an editor posts from an event's page, what readers see then, why a link is."""

import pytest

from annotate.models import Edit, Event
from newsroom.models import Article

from .archive import archive, ed, rita

pytestmark = pytest.mark.django_db


@pytest.fixture
def attack():
    archive()
    return Event.objects.get(source_count=2)


@pytest.fixture
def clash(attack):
    return Event.objects.exclude(pk=attack.pk).get()


@pytest.fixture
def editor(client):
    client.force_login(ed())
    return client


def form(client, event):
    return page(client, event).context["form"]


def page(client, event, **query):
    """The page as it stands, wherever it is by now."""
    return client.get(event.get_absolute_url(), query, follow=True)


def post(client, event, **words):
    shown = form(client, event)
    facts = {name: shown[name] for name in ("seen", "title", "when", "where", "who")}
    return client.post(f"/events/{event.pk}/judgements/", facts | words)


def test_what_is_put_right_is_shown_with_its_undo(editor, attack):
    answer = post(editor, attack, title="Attack on al-Kadhimi", when="2021-11-08", who="Ada Lovelace\nIraqi Army\n")
    assert answer.status_code == 302
    shown = editor.get(answer["Location"])
    assert shown.context["when"] == "Monday 8 November 2021"
    assert [entity["name"] for entity in shown.context["who"]] == ["Ada Lovelace", "Iraqi Army"]
    assert f"/edits/{Edit.objects.get().pk}/undo/" in shown.content.decode()
    assert [row["when"] for row in shown.context["told"]] == ["Sunday 7 November 2021"] * 2


def test_it_is_undone_from_the_page_and_from_the_desk(editor, attack):
    for back in (attack.get_absolute_url(), "/desk/"):
        post(editor, attack, title="Attack")
        edit = Edit.objects.latest("pk")
        assert "Called “Attack”" in editor.get("/desk/").content.decode()
        answer = editor.post(f"/edits/{edit.pk}/undo/", {"next": back})
        assert answer["Location"] == back
        assert Event.objects.get(pk=attack.pk).title == attack.title


def test_the_event_moves_to_its_new_day(editor, attack):
    post(editor, attack, when="2021-10-31")
    assert editor.get("/dates/2021-11-07/").context["on_day"] == []
    assert [row["title"] for row in editor.get("/dates/2021-10-31/").context["on_day"]] == [attack.title]


def test_a_hidden_event_is_nowhere_for_readers_and_comes_back(editor, client, attack):
    post(editor, attack, hide="1")
    hidden = Event.objects.get(pk=attack.pk)
    assert "hidden from readers" in editor.get(hidden.get_absolute_url()).content.decode()
    courier = Article.objects.get(source="Courier")
    client.force_login(rita())
    for path in ("/events/", "/dates/2021-11-07/", courier.get_absolute_url(), "/events.atom", "/api/v1/events"):
        assert hidden.get_absolute_url() not in client.get(path).content.decode(), path
    for path in (hidden.get_absolute_url(), f"{hidden.get_absolute_url()[:-1]}.atom", f"/api/v1/events/{hidden.pk}"):
        assert client.get(path).status_code == 404, path
    assert client.get("/search/", {"q": "when:2021-11-07"}).context["rows"] == []


def test_two_that_are_one_have_one_address(editor, attack, clash):
    answer = post(editor, attack, join="1", likely=str(clash.pk))
    assert answer["Location"] == Event.objects.get(pk=attack.pk).get_absolute_url()
    assert editor.get(clash.get_absolute_url())["Location"] == answer["Location"]
    assert len(page(editor, clash).context["told"]) == 3


@pytest.mark.parametrize("address", ["{}", "/events/{}-march/", "https://news.example/events/{}-march-on/"])
def test_another_event_is_named_by_its_address(editor, attack, clash, address):
    assert post(editor, attack, join="1", other=address.format(clash.pk)).status_code == 302
    assert Event.objects.get(pk=clash.pk).merged_into == attack


def test_what_it_may_be_one_with_is_offered(editor, attack, clash):
    assert [row["pk"] for row in form(editor, attack)["likely"]] == [clash.pk]


def test_an_article_is_taken_out(editor, attack):
    wire = Article.objects.get(source="Wire")
    post(editor, attack, out=str(wire.pk))
    assert [row["source"] for row in editor.get(attack.get_absolute_url()).context["told"]] == ["Courier"]
    assert wire.evidence.get().event != attack


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"title": ""}, "needs a title"),
        ({"when": "yesteryear"}, "is no date"),
        ({}, "stands already"),
        ({"join": "1"}, "Choose the event"),
        ({"join": "1", "other": "/people/"}, "no address of an event"),
        ({"join": "1", "other": "999999"}, "no address of an event"),
        ({"join": "1", "other": "9" * 300}, "no address of an event"),
        ({"out": "x"}, "tells of the event no more"),
    ],
)
def test_what_makes_no_sense_gets_422_and_a_sentence(editor, attack, words, reason):
    answer = post(editor, attack, **words)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Edit.objects.exists()


def test_what_makes_no_sense_comes_back_in_the_form(editor, attack):
    shown = post(editor, attack, title="Attack", when="yesteryear").context["form"]
    assert (shown["title"], shown["when"], shown["is_open"]) == ("Attack", "yesteryear", True)


def test_a_stale_page_gets_409_and_both_words(editor, attack):
    stale = form(editor, attack)["seen"]
    post(editor, attack, title="First")
    answer = post(editor, attack, seen=stale, title="Second")
    assert answer.status_code == 409
    assert "“First”" in answer.context["stale"].theirs
    assert answer.context["form"]["title"] == "Second"
    assert post(editor, attack, title="Second").status_code == 302


def test_readers_get_no_form_and_may_say_nothing(client, attack):
    client.force_login(rita())
    assert "form" not in page(client, attack).context
    assert client.post(f"/events/{attack.pk}/judgements/", {"hide": "1"}).status_code == 403


def test_the_reason_of_a_link_is_its_names_its_day_and_its_words(client, attack):
    told = client.get(attack.get_absolute_url()).context["told"]
    body = client.get(attack.get_absolute_url(), {"why": told[1]["pk"]}).content.decode()
    assert "Shares with Courier" in body
    assert "Mustafa al Kazimi, Baghdad" in body or "Baghdad, Mustafa al Kazimi" in body
    assert "the words " in body
    assert client.get(attack.get_absolute_url(), {"why": "x"}).status_code == 200


def test_the_reason_of_a_link_by_hand_is_the_editor(editor, attack, clash):
    post(editor, attack, join="1", likely=str(clash.pk))
    march = next(row for row in page(editor, attack).context["told"] if row["source"] == "Ledger")
    assert "ed said so" in page(editor, attack, why=march["pk"]).content.decode()
