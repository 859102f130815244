"""The background pass: every article is read once, and one that cannot be read holds up no other."""

import pytest
import spacy
from django.db import OperationalError
from django.utils import timezone
from psycopg.errors import AdminShutdown

from annotate import tagging
from annotate.models import Tagging
from annotate.tagging import LATER, requeue_all, tag_waiting
from newsroom.ingest.documents import Document
from newsroom.models import Article
from newsroom.storing import store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ruler(monkeypatch, tmp_path):
    """A pipeline that knows one name, in a folder, named as an owner would name it."""
    nlp = spacy.blank("en", meta={"name": "ruler", "version": "1.0"})
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Kazimi"}])
    nlp.to_disk(tmp_path / "ruler")
    monkeypatch.setattr("django.conf.settings.NEWSROOM_PIPELINE", str(tmp_path / "ruler"))


def stored(*texts):
    for text in texts:
        store(Document(title="Title", text=text, key=text[:40]))
    return list(Article.objects.order_by("pk"))


def read(article):
    article.refresh_from_db()
    return article.is_tagged, article.tag_error, list(article.mentions.values_list("quote", flat=True))


def test_what_waits_is_read_once():
    one, two = stored("Kazimi spoke.", "Nobody spoke.")
    told = []
    assert tag_waiting(told.append) == 2
    assert (read(one), read(two)) == ((True, "", ["Kazimi"]), (True, "", []))
    assert (tag_waiting(), told) == (0, [2])
    assert Tagging.objects.get(article=one).pipeline == "en_ruler-1.0"


def test_the_archive_is_read_again_when_asked_and_no_tagging_is_doubled():
    stored("Kazimi spoke.")
    tag_waiting()
    assert requeue_all() == 1
    assert tag_waiting() == 1
    assert Tagging.objects.count() == 1


def test_an_article_that_cannot_be_read_says_why_and_holds_up_no_other(monkeypatch):
    """Only the pipeline itself could do this, and no text is known that makes one: so a reader that fails."""
    good, bad = stored("Kazimi spoke.", "Kazimi failed.")
    whole = tagging.read

    def failing(pipeline, texts, **more):
        texts = list(texts)
        if any("failed" in text for text, *_ in texts):
            raise ValueError("no such shape")
        return whole(pipeline, texts, **more)

    monkeypatch.setattr(tagging, "read", failing)
    assert tag_waiting() == 2
    assert read(good) == (True, "", ["Kazimi"])
    assert read(bad) == (False, "ValueError: no such shape", [])
    assert bad.tag_after - timezone.now() > LATER * 0.9
    assert tag_waiting() == 0


def test_only_so_much_of_an_article_is_read(monkeypatch):
    monkeypatch.setattr(tagging, "MOST", 20)
    [long] = stored("Kazimi spoke twice. Kazimi did.")
    tag_waiting()
    assert read(long) == (True, "", ["Kazimi"])


def test_long_articles_are_read_one_by_one(monkeypatch):
    monkeypatch.setattr(tagging, "MOST", 20)
    stored("Kazimi spoke.", "Kazimi left.", "Kazimi slept.")
    told = []
    assert tag_waiting(told.append) == 3
    assert told == [1, 1, 1]


def test_a_database_that_goes_away_is_not_the_fault_of_an_article(monkeypatch):
    [one] = stored("Kazimi spoke.")

    def lost(articles):
        raise OperationalError from AdminShutdown("terminating connection due to administrator command")

    monkeypatch.setattr(tagging, "settle", lost)
    with pytest.raises(OperationalError):
        tag_waiting()
    assert read(one) == (False, "", [])
    assert one.tag_after <= timezone.now()
