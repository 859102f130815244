"""Feeds: fetched, stored, scheduled; what goes wrong is a row that its owner can see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from newsroom.models import Article, Feed, Refusal
from newsroom.refresh import refresh, refresh_due, subscribe

from .web import Answers, served

pytestmark = pytest.mark.django_db

ENTRY = """<entry><id>{id}</id><title>{title}</title><link href="/{id}"/><updated>{day}T06:00:00Z</updated>
<content type="html">{text}</content></entry>"""
WORDS = "&lt;p&gt;" + "Words of a whole article. " * 30 + "&lt;/p&gt;"


def atom(*entries):
    listed = "".join(ENTRY.format(**{"day": "2021-11-07", "text": WORDS} | entry) for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title>{listed}</feed>'.encode()


def paragraphs_of(number):
    words = "tells what happened in Baghdad at such length that it is taken for text and not for a menu."
    return "".join(f"<p>Paragraph {n} of the article {words}</p>" for n in range(number))


@pytest.fixture
def web(monkeypatch):
    answers = Answers()
    with served(answers) as address:
        monkeypatch.setenv("NEWSROOM_FETCH_ALLOW", f"127.0.0.1:{answers.port}")
        yield answers, address


def test_the_entries_of_a_feed_become_articles(web):
    answers, address = web
    answers["/feed"] = (200, {"ETag": '"1"'}, atom({"id": "1", "title": "One"}, {"id": "2", "title": "Two"}))
    feed = subscribe(f"{address}/feed")
    assert refresh(feed) == {"new": 2}
    assert refresh(feed) == {"known": 2}
    feed.refresh_from_db()
    assert (feed.title, feed.etag, feed.failures) == ("The Courier", '"1"', 0)
    assert Article.objects.get(title="One").url == f"{address}/1"


def test_a_feed_is_asked_on_condition(web):
    answers, address = web
    answers["/feed"] = (200, {"ETag": '"1"'}, atom({"id": "1", "title": "One"}))
    feed = subscribe(f"{address}/feed")
    refresh(feed)
    answers["/feed"] = (304, {}, b"")
    assert refresh(feed) == {}
    assert answers.asked[-1][1]["If-None-Match"] == '"1"'


def test_a_changed_entry_is_a_revision(web):
    answers, address = web
    answers["/feed"] = atom({"id": "1", "title": "One"})
    feed = subscribe(f"{address}/feed")
    refresh(feed)
    answers["/feed"] = atom({"id": "1", "title": "One, corrected"})
    assert refresh(feed) == {"revised": 1}


def test_an_excerpt_gets_the_text_of_its_page_which_is_fetched_once(web):
    answers, address = web
    answers["/feed"] = atom({"id": "1", "title": "One", "text": "Only the beginning…"})
    answers["/1"] = f"<html><body><article><h1>One</h1>{paragraphs_of(6)}</article></body></html>".encode()
    feed = subscribe(f"{address}/feed")
    assert refresh(feed) == {"new": 1}
    assert Article.objects.get().text.count("Paragraph") == 6
    assert refresh(feed) == {"known": 1}
    assert [path for path, _ in answers.asked].count("/1") == 1


def test_an_excerpt_stands_when_its_page_fails(web):
    answers, address = web
    answers["/feed"] = atom({"id": "1", "title": "One", "text": "Only the beginning…"})
    assert refresh(subscribe(f"{address}/feed")) == {"new": 1}
    assert Article.objects.get().text == "Only the beginning…"


def test_a_failure_is_told_and_asked_again_later_each_time(web):
    answers, address = web
    feed = subscribe(f"{address}/feed")
    waits = []
    for _ in range(3):
        refresh(feed)
        waits.append(feed.next_check_at - timezone.now())
    assert (feed.failures, feed.last_error) == (3, "The server answered 404: nothing is there.")
    assert waits[0] < waits[1] < waits[2]
    answers["/feed"] = atom({"id": "1", "title": "One"})
    refresh(feed)
    assert (feed.failures, feed.last_error) == (0, "")


def test_a_server_that_asks_us_to_wait_is_obeyed(web):
    answers, address = web
    answers["/feed"] = (429, {"Retry-After": "7200"}, b"")
    feed = subscribe(f"{address}/feed")
    refresh(feed)
    assert feed.next_check_at > timezone.now() + timedelta(seconds=7100)


def test_a_feed_that_is_gone_for_good_is_left_alone(web):
    answers, address = web
    answers["/feed"] = (410, {}, b"")
    feed = subscribe(f"{address}/feed")
    refresh(feed)
    assert not feed.is_active
    assert refresh_due() == 0


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(web):
    answers, address = web
    answers["/old"] = (301, {"Location": "/new"}, b"")
    answers["/new"] = atom({"id": "1", "title": "One"})
    feed = subscribe(f"{address}/old")
    refresh(feed)
    assert feed.url == f"{address}/new"


def test_a_page_that_names_its_feed_leads_to_it(web):
    answers, address = web
    answers["/"] = b'<html><head><link rel="alternate" type="application/atom+xml" href="/feed"></head></html>'
    answers["/feed"] = atom({"id": "1", "title": "One"})
    assert refresh(subscribe(f"{address}/")) == {"new": 1}


def test_an_entry_without_words_is_refused_with_its_reason(web):
    answers, address = web
    answers["/feed"] = atom({"id": "1", "title": "", "text": ""}, {"id": "2", "title": "Two"})
    assert refresh(subscribe(f"{address}/feed")) == {"new": 1, "refused": 1}
    assert "neither title nor text" in Refusal.objects.get().reason


def test_due_feeds_are_refreshed_and_the_others_left(web):
    answers, address = web
    answers["/due"] = answers["/later"] = atom({"id": "1", "title": "One"})
    subscribe(f"{address}/due")
    Feed.objects.create(url=f"{address}/later", next_check_at=timezone.now() + timedelta(hours=1))
    assert refresh_due() == 1
    assert [path for path, _ in answers.asked] == ["/due"]


def test_a_feed_is_asked_as_often_as_it_has_news(web):
    answers, address = web
    answers["/feed"] = atom(*({"id": str(n), "title": f"N{n}", "day": f"2021-11-{n:02d}"} for n in range(1, 9)))
    feed = subscribe(f"{address}/feed")
    refresh(feed)
    wait = feed.next_check_at - feed.checked_at
    assert wait == timedelta(hours=12)


def test_an_address_that_is_none_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="whole address"):
        subscribe("feed")


def test_an_entry_of_the_future_is_not_believed(web):
    answers, address = web
    answers["/feed"] = atom({"id": "1", "title": "One", "day": "2999-01-01"})
    refresh(subscribe(f"{address}/feed"))
    article = Article.objects.get()
    assert not article.published_is_certain
    assert article.published_at < datetime.now(UTC) + timedelta(minutes=1)
