"""The list of mentions: another view of an article, with the same cards and forms."""

import pytest

from annotate.settling import settle

from .archive import CLASH, archive, ed
from .test_settling import article, tagging

pytestmark = pytest.mark.django_db
QUERIES = 4  # as many as the text costs
BASRA = CLASH.index("Basra")


@pytest.fixture
def clash():
    return archive()[0]


def rows(client, made, **query):
    return client.get(made.get_absolute_url(), {"view": "mentions"} | query).context["rows"]


def test_every_mention_stands_in_the_order_of_the_text_with_its_sentence(client, clash):
    first, *_, last = listed = rows(client, clash)
    assert [row["words"] for row in listed] == ["Green Zone", "Friday", "Mustafa al-Kadhimi", "Basra"]
    assert (first["label_words"], first["title"]) == ("Building or square", "Green Zone")
    assert first["before"] == "Hundreds of people marched on the "
    assert (last["before"], last["after"]) == ("Mustafa al-Kadhimi spoke 😀 of ", ".")


def test_it_says_who_said_so_and_how_surely(client):
    made = article("Basra sang on Friday.", [("Friday", "DATE", "2021-11-05")])
    tagging(made, [("Basra", "GPE", ""), ("Friday", "DATE", "2021-11-05")], "test-2")
    newest = made.taggings.get(pipeline="test-2")
    newest.spans[0][4] = 0.974
    newest.save()
    settle([made])
    assert [(row["said_by"], row["sure"]) for row in rows(client, made)] == [
        ("the machine", "97%"),
        ("the rules for dates", ""),
    ]


def test_each_leads_to_its_card_and_readers_get_no_form(client, clash):
    body = client.get(clash.get_absolute_url(), {"view": "mentions"}).content.decode()
    assert f'href="?view=mentions&amp;mark={BASRA}#card"' in body
    assert "data-seen" not in body
    opened = client.get(clash.get_absolute_url(), {"view": "mentions", "mark": BASRA})
    assert opened.context["card"]["title"] == "Basra"
    assert "form" not in opened.context["card"]


def test_a_correction_leads_back_to_the_list_with_its_editor(client, clash):
    client.force_login(ed())
    card = client.get(clash.get_absolute_url(), {"view": "mentions", "mark": BASRA}).context["card"]
    said = {"revision": 1, "seen": card["form"]["seen"], "view": "mentions", "deed": "accept"}
    answer = client.post(f"/articles/{clash.pk}/corrections/", said)
    assert answer["Location"] == f"{clash.get_absolute_url()}?view=mentions"
    assert [row["said_by"] for row in rows(client, clash)] == [
        "the machine",
        "the rules for dates",
        "the machine",
        "an editor",
    ]


def test_the_list_can_smuggle_no_html(client):
    made = article("<b>Basra</b> sang.", [("Basra", "GPE", "")])
    settle([made])
    assert "<b>" not in client.get(made.get_absolute_url(), {"view": "mentions"}).content.decode()


def test_an_article_without_mentions_says_so(client):
    made = article("It rained.", [])
    settle([made])
    assert "No name and no date" in client.get(made.get_absolute_url(), {"view": "mentions"}).content.decode()


def test_the_list_costs_a_pinned_number_of_queries(client, clash, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        rows(client, clash)


def test_the_sentences_of_events_are_found_in_the_text(client, clash):
    body = client.get(clash.get_absolute_url(), {"view": "mentions"}).content.decode()
    assert 'href="#s-' not in body
    assert f'href="{clash.get_absolute_url()}#s-' in body
