"""The page of one event: its sources side by side, where they differ, what came before and after."""

import pytest

from annotate.models import Event, Evidence
from annotate.settling import settle

from .archive import archive
from .test_linking import LATE, LATE_TAGS
from .test_settling import ATTACK, ATTACK_TAGS, article

pytestmark = pytest.mark.django_db
QUERIES = 5  # the event, its tellings, what they name, whom that means, what lies around it


@pytest.fixture(autouse=True)
def _archive(db):
    archive()


def attack():
    return Event.objects.get(source_count=2)


def page(client, event=None):
    return client.get((event or attack()).get_absolute_url())


def test_an_event_shows_every_source_in_its_own_words(client):
    context = page(client).context
    assert context["when"] == "Sunday 7 November 2021"
    assert [(row["source"], row["quote"][:12], row["words"]) for row in context["told"]] == [
        ("Courier", "Mustafa al-K", "Sunday"),
        ("Wire", "A drone atta", "Sunday"),
    ]
    assert [entity["name"] for entity in context["where"]] == ["Baghdad"]
    assert [entity["name"] for entity in context["who"]] == ["Mustafa al-Kadhimi"]


def test_an_event_counts_sources(client):
    body = page(client).content.decode()
    assert "2 sources" in body
    assert "2 events" not in body


def test_sources_that_spell_a_name_differently_are_shown_to_differ(client):
    [spelling] = page(client).context["differences"]
    assert (spelling.kind, spelling.said) == (
        "name",
        (("Mustafa al-Kadhimi", ("Courier",)), ("Mustafa al Kazimi", ("Wire",))),
    )
    assert "Where the sources differ" in page(client).content.decode()


def test_sources_that_give_other_numbers_are_shown_to_differ(client):
    tags = [("Monday", "DATE", "2021-11-01"), ("Mosul", "GPE", "")]
    for source, number in (("Courier", "Two"), ("Wire", "Three")):
        text = f"{number} rockets struck the old market in Mosul on Monday."
        made = article(text, [tags[1], tags[0]], title="Rockets strike Mosul market", source=source)
        settle([made])
    event = Event.objects.get(title="Rockets strike Mosul market")
    assert [(each.what, each.said) for each in page(client, event).context["differences"]] == [
        ("rockets", (("two", ("Courier",)), ("three", ("Wire",))))
    ]


def test_sources_that_agree_are_not_said_to_differ(client):
    Evidence.objects.filter(article__source="Wire").delete()
    assert "Where the sources differ" not in page(client).content.decode()


def test_earlier_and_later_events_of_the_same_people_stand_beside(client):
    clash = Event.objects.get(first_day="2021-11-05")
    assert [row["title"] for row in page(client).context["earlier"]] == ["March on the Green Zone"]
    assert [row["title"] for row in page(client, clash).context["later"]] == ["Kadhimi unharmed"]
    assert page(client, clash).context["earlier"] == []


def test_what_was_at_the_same_place_comes_before_what_was_nearer_in_time(client, monkeypatch):
    monkeypatch.setattr("newsroom.views.event.MOST_BESIDE", 1)
    tags = [("Mustafa al-Kadhimi", "PERSON", ""), ("Baghdad", "GPE", ""), ("Monday", "DATE", "2021-11-01")]
    settle([article("Mustafa al-Kadhimi spoke in Baghdad on Monday.", tags, title="A speech", source="Ledger", day=2)])
    assert [row["title"] for row in page(client).context["earlier"]] == ["A speech"]


def test_an_event_without_people_has_its_place_beside_it(client):
    for day, title in ((1, "A bridge opens"), (3, "A bridge falls")):
        tags = [("Mosul", "GPE", ""), (f"{day} November", "DATE", f"2021-11-0{day}")]
        settle([article(f"It was in Mosul on {day} November.", tags, title=title, source="Ledger", day=day)])
    falls = Event.objects.get(title="A bridge falls")
    assert [row["title"] for row in page(client, falls).context["earlier"]] == ["A bridge opens"]


def test_an_event_costs_a_pinned_number_of_queries(client, django_assert_num_queries):
    address = attack().get_absolute_url()
    with django_assert_num_queries(QUERIES):
        client.get(address)


def test_an_event_that_was_merged_leads_on(client):
    old = Event.objects.create(
        title="Old", first_day="2021-11-07", last_day="2021-11-07", precision="day", kind="main", merged_into=attack()
    )
    assert page(client, old)["Location"] == attack().get_absolute_url()
    assert b"<entry>" in client.get(f"{old.get_absolute_url()[:-1]}.atom").content


def test_an_event_nobody_tells_of_any_more_says_so(client):
    gone = Event.objects.create(
        title="Gone", first_day="2021-11-07", last_day="2021-11-07", precision="day", kind="main"
    )
    assert "No article tells of this any more" in page(client, gone).content.decode()


def test_the_day_of_publication_is_no_date_that_a_source_tells(client):
    told, late = article(ATTACK, ATTACK_TAGS), article(LATE, LATE_TAGS, source="Gazette", day=8)
    settle([told, late])
    event = late.evidence.get().event
    assert event == told.evidence.get(kind="main").event
    differences = client.get(event.get_absolute_url()).context["differences"]
    dated = [by for each in differences if each.kind == "date" for _, by in each.said]
    assert all("Gazette" not in by for by in dated)
