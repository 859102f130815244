"""The feeds page: what is asked, what went wrong, adding and pausing."""

import pytest

from newsroom.models import Feed, Refusal

from .archive import ed

pytestmark = pytest.mark.django_db
QUERIES = 2


def test_a_feed_shows_its_trouble(client):
    Feed.objects.create(url="https://example.org/feed", last_error="It answered 404.", failures=3)
    body = client.get("/feeds/").content.decode()
    assert "It answered 404." in body
    assert "(3 times)" in body


def test_what_could_not_be_read_is_listed_with_its_reason(client):
    Refusal.objects.note("notes.pdf", "This is a PDF file.")
    body = client.get("/feeds/").content.decode()
    assert "notes.pdf" in body
    assert "This is a PDF file." in body


def test_an_editor_adds_a_feed_once(client):
    client.force_login(ed())
    for _ in range(2):
        client.post("/feeds/add/", {"url": "https://example.org/feed"})
    assert [feed.url for feed in Feed.objects.all()] == ["https://example.org/feed"]


@pytest.mark.parametrize("url", ["", "ftp://example.org/", "javascript:alert(1)", "no address", "file:///etc/passwd"])
def test_what_is_no_address_is_refused_in_words(client, url):
    client.force_login(ed())
    answer = client.post("/feeds/add/", {"url": url}, follow=True)
    assert not Feed.objects.exists()
    assert len(list(answer.context["messages"])) == 1


def test_a_feed_is_paused_and_taken_up_again(client):
    client.force_login(ed())
    feed = Feed.objects.create(url="https://example.org/feed")
    client.post(f"/feeds/{feed.pk}/pause/")
    assert not Feed.objects.get().is_active
    client.post(f"/feeds/{feed.pk}/pause/")
    assert Feed.objects.get().is_active


def test_the_page_costs_a_pinned_number_of_queries(client, django_assert_num_queries):
    Feed.objects.create(url="https://example.org/feed")
    with django_assert_num_queries(QUERIES):
        client.get("/feeds/")
