"""Storing documents: new, revised, known; identity by key and address; nothing lost."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.ingest.documents import Document, Part
from newsroom.models import Article, Feed
from newsroom.storing import bare_url, digest_of, find, store

pytestmark = pytest.mark.django_db
DAY = datetime(2021, 11, 7, 6, tzinfo=UTC)


def document(**said):
    values = {"title": "Title", "text": "Some words.", "url": "http://a.example/1", "key": "tag:1", "published": DAY}
    return Document(**values | said)


def test_a_document_is_stored_once():
    assert [store(document()), store(document())] == ["new", "known"]
    assert Article.objects.get().published_at == DAY


def test_a_stored_article_waits_for_the_background_pass():
    store(document())
    assert not Article.objects.get().is_tagged


def test_a_change_of_words_is_a_revision_and_the_old_words_are_kept():
    store(document())
    Article.objects.update(tag_after=None)
    assert store(document(text="Other words.")) == "revised"
    article = Article.objects.get()
    assert (article.revision, article.text, article.is_tagged) == (2, "Other words.", False)
    assert [(old.number, old.text) for old in article.revisions.all()] == [(1, "Some words.")]


def test_white_space_and_links_alone_are_no_revision():
    store(document())
    part = Part("link", 0, 4, "http://b.example/")
    assert store(document(text="Some  words.", parts=(part,))) == "known"


def test_a_title_that_changes_is_a_revision():
    store(document())
    assert store(document(title="Other title")) == "revised"


def test_the_same_address_is_the_same_article_whatever_its_key():
    store(document())
    assert store(document(key="tag:2")) == "known"
    assert store(document(key="tag:3", url="http://A.example/1?utm_source=x&fbclid=y#top")) == "known"


def test_two_articles_of_one_wording_are_two():
    store(document())
    assert store(document(key="tag:2", url="http://a.example/2")) == "new"


def test_an_undated_document_takes_the_day_given_or_today_as_uncertain():
    store(document(published=None), on=date(2021, 11, 7))
    store(document(published=None, key="tag:2", url="http://a.example/2"))
    given, today = Article.objects.order_by("pk")
    assert (given.published_at.date(), given.published_is_certain) == (date(2021, 11, 7), True)
    assert (today.published_at.date(), today.published_is_certain) == (datetime.now(UTC).date(), False)


def test_a_day_given_never_moves_a_document_that_has_its_own():
    store(document(), on=date(2020, 1, 1))
    assert Article.objects.get().published_at == DAY


def test_a_revision_keeps_the_day_of_publication():
    store(document())
    store(document(text="Other words.", published=datetime(2021, 11, 9, tzinfo=UTC)))
    assert Article.objects.get().published_at == DAY


def test_a_very_long_address_and_key_are_stored():
    long = "http://a.example/" + "x" * 9_000
    assert store(document(url=long, key=long)) == "new"
    assert find(document(url=long, key="")) is not None


def test_the_source_is_the_feed_when_a_document_names_none():
    feed = Feed.objects.create(url="http://a.example/feed", title="The Courier")
    store(document(), feed=feed)
    assert Article.objects.get().source == "The Courier"


@given(st.text(alphabet="ab \n\u00a0"))
def test_digests_do_not_see_white_space(text):
    assert digest_of(document(text=text)) == digest_of(document(text=" ".join(text.split())))


def test_a_bare_address_keeps_what_names_the_page():
    assert bare_url("https://A.example/p?id=7&utm_medium=x") == "https://a.example/p?id=7"
