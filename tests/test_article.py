"""The article page: its marks, its card, its sidebar, its revisions."""

import html
import re

import pytest

from annotate.settling import settle
from newsroom.models import Article, Revision

from .archive import CLASH, archive, ed
from .test_settling import article

pytestmark = pytest.mark.django_db
QUERIES = 4  # the article, its mentions, its evidence, who else reports its story
MOST_WITH_A_CARD = 8


@pytest.fixture
def articles():
    return archive()


def page(client, made, **query):
    return client.get(made.get_absolute_url(), query)


def marks(response):
    """(kind, words) of every mark on a page."""
    found = re.findall(r'<a class="mark (\w+)[^"]*"[^>]*>(.*?)</a>', response.content.decode())
    return [(kind, html.unescape(words)) for kind, words in found]


def test_names_and_dates_are_marked_where_they_stand(client, articles):
    assert marks(page(client, articles[0])) == [
        ("place", "Green Zone"),
        ("date", "Friday"),
        ("person", "Mustafa al-Kadhimi"),
        ("place", "Basra"),
    ]


def test_the_page_shows_every_character_of_the_text(client, articles):
    shown = re.search(
        r'<div class="text"[^>]*>(.*)</div>\s*</article>', page(client, articles[0]).content.decode(), re.S
    )
    assert html.unescape(re.sub(r"<[^>]+>", "", shown[1].replace("<p", "\n\n<p"))) == CLASH


def test_a_heading_is_a_heading(client, articles):
    assert '<h2 data-start="0">A day of marches</h2>' in page(client, articles[0]).content.decode()


def test_text_and_title_cannot_smuggle_html(client, articles):
    evil = "<script>alert(1)</script> & <b>bold</b>"
    Article.objects.filter(pk=articles[1].pk).update(title=evil, text=evil, parts=[])
    articles[1].mentions.all().delete()
    body = client.get(Article.objects.get(pk=articles[1].pk).get_absolute_url()).content.decode()
    assert "<script>alert" not in body
    assert "<b>bold" not in body


def test_a_link_in_the_text_follows_only_where_browsers_may_go(client, articles):
    Article.objects.filter(pk=articles[0].pk).update(parts=[["link", 18, 26, 'https://example.org/?a=1&b="><i>']])
    body = page(client, articles[0]).content.decode()
    assert 'href="https://example.org/?a=1&amp;b=&quot;&gt;&lt;i&gt;"' in body
    assert "<i>" not in body


def test_the_sidebar_tells_the_story_then_the_events_with_their_sentences(client, articles):
    context = page(client, articles[1]).context
    assert (context["story"]["when"], context["story"]["place"]) == ("Sunday 7 November 2021", "Baghdad")
    assert [told["source"] for told in context["story"]["tellings"]] == ["Wire"]
    assert f'id="s-{context["story"]["sentence"]}"' in page(client, articles[1]).content.decode()


def test_the_story_says_how_many_sources_report_it(client, articles):
    body = page(client, articles[1]).content.decode()
    assert "Also reported by 1 source:" in body and "Drone misses prime minister" in body


def test_events_stand_in_time_order_with_this_article_among_them_and_plans_last(client):
    tags = [("2020", "DATE", "2020"), ("Monday", "DATE", "2021-11-15"), ("Sunday", "DATE", "2021-11-07")]
    text = "A bridge fell on Sunday. Parliament will vote on Monday. Militants protested in 2020."
    made = article(text, [tags[2], tags[1], tags[0]], title="Bridge falls", source="Ledger")
    settle([made])
    events = page(client, made).context["events"]
    assert [(event["when"], event["kind"]) for event in events] == [
        ("2020", "other"),
        ("Sunday 7 November 2021", "main"),
        ("Monday 15 November 2021", "announced"),
    ]
    assert page(client, made).content.decode().count("this article</span>") == 1


def test_an_event_and_its_sentence_lead_to_each_other(client):
    text = "A bridge fell on Sunday. Militants protested in 2020."
    made = article(text, [("Sunday", "DATE", "2021-11-07"), ("2020", "DATE", "2020")], title="Bridge falls")
    settle([made])
    answer = page(client, made)
    event = answer.context["events"][0]
    body = answer.content.decode()
    assert f'href="#s-{event["sentence"]}"' in body and f'id="s-{event["sentence"]}"' in body
    assert f'<li class="other" id="{event["id"]}"' in body
    assert f'<a class="back" href="#{event["id"]}" aria-label="Back to the event"></a></span>' in body


def test_a_mark_opens_its_card(client, articles):
    start = CLASH.index("Mustafa")
    card = page(client, articles[0], mark=start).context["card"]
    assert (card["title"], card["times"], card["label"]) == ("Mustafa al-Kadhimi", 1, "Person")
    assert [other["title"] for other in card["articles"]] == ["Drone misses prime minister", "Kadhimi unharmed"]


def test_the_card_of_a_date_says_the_day(client, articles):
    card = page(client, articles[0], mark=CLASH.index("Friday")).context["card"]
    assert (card["title"], card["day"]) == ("Friday 5 November 2021", "2021-11-05")


def test_a_card_whose_tag_went_says_so(client, articles):
    assert "no longer there" in page(client, articles[0], mark=3).content.decode()


def test_readers_get_no_form(client, articles):
    assert "form" not in page(client, articles[0], mark=CLASH.index("Mustafa")).context["card"]


def test_editors_get_a_form_with_the_words_around(client, articles):
    client.force_login(ed())
    form = page(client, articles[0], mark=CLASH.index("Mustafa")).context["card"]["form"]
    assert [word for _, word, _ in form["ends"]] == ["Mustafa", "al-Kadhimi", "spoke", "of", "Basra"]


@pytest.mark.parametrize("asked", ["x", "-1", "99999999", "9" * 30, ""])
def test_a_mark_that_is_none_still_shows_the_article(client, articles, asked):
    assert page(client, articles[0], mark=asked).status_code == 200


def test_an_editor_finds_a_phrase_by_typing_it(client, articles):
    client.force_login(ed())
    card = page(client, articles[0], phrase="Hundreds of  people").context["card"]
    assert card["form"]["quote"] == "Hundreds of people"


def test_a_selection_snaps_to_words(client, articles):
    client.force_login(ed())
    start = CLASH.index("undreds")
    assert page(client, articles[0], add=f"{start}-{start + 3}").context["card"]["form"]["quote"] == "Hundreds"


def test_a_selection_over_two_paragraphs_is_refused_in_words(client, articles):
    client.force_login(ed())
    assert "one paragraph" in page(client, articles[0], add="3-40").content.decode()


def test_an_article_that_waits_asks_again_until_its_tags_are_there(client, articles):
    Article.objects.filter(pk=articles[0].pk).update(tag_after=articles[0].published_at)
    assert 'hx-trigger="every' in page(client, articles[0]).content.decode()
    Article.objects.filter(pk=articles[0].pk).update(tag_after=None)
    assert 'hx-trigger="every' not in page(client, articles[0]).content.decode()


def test_htmx_gets_the_card_alone(client, articles):
    answer = client.get(
        articles[0].get_absolute_url(),
        {"mark": CLASH.index("Mustafa")},
        headers={"HX-Request": "true", "HX-Target": "card"},
    )
    assert answer.content.lstrip().startswith(b'<section class="card')
    assert "HX-Request" in answer["Vary"]


def test_an_old_address_leads_to_the_new_one_and_keeps_its_question(client, articles):
    answer = client.get(f"/articles/{articles[0].pk}-an-old-title/?mark=1")
    assert (answer.status_code, answer["Location"]) == (301, f"{articles[0].get_absolute_url()}?mark=1")


@pytest.mark.parametrize("ref", ["0", "x", "999999999999999999999999", "12a-b", "-1"])
def test_an_article_that_is_none_is_not_found(client, ref):
    assert client.get(f"/articles/{ref}/").status_code == 404


def test_a_revised_article_shows_what_it_said_before(client, articles):
    made = articles[0]
    Revision.objects.create(
        article=made, number=1, title="Before", text="What it said before.", parts=[], published_at=made.published_at
    )
    Article.objects.filter(pk=made.pk).update(revision=2)
    assert "?revision=1" in page(client, made, changes="").content.decode()
    assert "What it said before." in page(client, made, revision=1).content.decode()
    assert page(client, made, revision=7).status_code == 404


def test_marks_of_older_words_wait_until_the_newest_are_read(client, articles):
    made, text = articles[0], "Late news. The march is over."
    Article.objects.filter(pk=made.pk).update(revision=2, text=text, parts=[], tag_after=made.published_at)
    body = page(client, made).content.decode()
    assert "This article is being read" in body and 'class="mark' not in body and "Late news. The march" in body


def test_the_page_costs_a_pinned_number_of_queries(client, articles, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        page(client, articles[1])


def test_an_open_card_costs_at_most_eight_queries(client, articles, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_WITH_A_CARD):
        page(client, articles[0], mark=CLASH.index("Mustafa"))
