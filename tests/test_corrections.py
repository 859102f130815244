"""Correcting over HTTP: what an editor posts, what others may not, what a stale page is told."""

import pytest
from django.test import Client

from annotate.models import Correction, Edit

from .archive import CLASH, ada, archive, ed, rita

pytestmark = pytest.mark.django_db
BASRA = CLASH.index("Basra")


@pytest.fixture
def clash():
    return archive()[0]


@pytest.fixture
def editor(client):
    client.force_login(ed())
    return client


def form(client, made, **query):
    return client.get(made.get_absolute_url(), query).context["card"]["form"]


def said(made, seen, *, start=BASRA, end=BASRA + 5, **more):
    """What the browser posts from the card of Basra."""
    return {"revision": made.revision, "seen": seen, "start": start, "end": end, "label": "GPE", "entity": ""} | more


def post(client, made, words, **headers):
    return client.post(f"/articles/{made.pk}/corrections/", words, headers=headers)


def seen(client, made):
    return form(client, made, mark=BASRA)["seen"]


def test_a_form_without_script_leads_back_to_the_article(editor, clash):
    answer = post(editor, clash, said(clash, seen(editor, clash), label="PERSON"))
    assert (answer.status_code, answer["Location"]) == (302, clash.get_absolute_url())
    assert clash.mentions.get(start=BASRA).label == "PERSON"


def test_htmx_gets_the_article_with_the_undo(editor, clash):
    answer = post(editor, clash, said(clash, seen(editor, clash), label="ORG"), **{"HX-Request": "true"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "“Basra” is a group." in body
    assert f"/edits/{Edit.objects.get().pk}/undo/" in body


def test_it_is_nothing_takes_the_tag_away(editor, clash):
    post(editor, clash, said(clash, seen(editor, clash), nothing="1"))
    assert not clash.mentions.filter(start=BASRA).exists()


def test_untagged_words_behind_an_emoji_are_tagged_where_they_stand(editor, clash):
    start = CLASH.index("marched")
    post(editor, clash, said(clash, "", start=start, end=start + 7, label="EVENT"))
    assert clash.mentions.get(start=start).quote == "marched"
    start = CLASH.index("of Basra")
    post(editor, clash, said(clash, seen(editor, clash), start=start, end=start + 8))
    assert clash.mentions.get(start=start).quote == "of Basra"


def test_an_edit_is_undone_from_the_desk(editor, clash):
    post(editor, clash, said(clash, seen(editor, clash), label="PERSON"))
    assert "is a person" in editor.get("/desk/").content.decode()
    answer = editor.post(f"/edits/{Edit.objects.get().pk}/undo/", {"next": "/desk/"})
    assert answer["Location"] == "/desk/"
    assert clash.mentions.get(start=BASRA).label == "GPE"
    assert "undone by ed" in editor.get("/desk/").content.decode()


def test_undo_leads_to_no_other_site(editor, clash):
    post(editor, clash, said(clash, seen(editor, clash), label="PERSON"))
    answer = editor.post(f"/edits/{Edit.objects.get().pk}/undo/", {"next": "https://evil.example/"})
    assert answer["Location"] == "/desk/"


def test_a_stale_page_gets_409_and_both_words(editor, clash):
    stale = seen(editor, clash)
    post(editor, clash, said(clash, stale, label="PERSON"))
    answer = post(editor, clash, said(clash, stale, label="ORG"))
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "“Basra” is a person." in body
    assert "“Basra” is a group." in body
    assert Edit.objects.count() == 1


def test_a_stale_word_can_be_said_again_from_the_card_that_comes_back(editor, clash):
    stale = seen(editor, clash)
    post(editor, clash, said(clash, stale, label="PERSON"))
    card = post(editor, clash, said(clash, stale, label="ORG", entity="Basra Club")).context["card"]
    assert (card["label"], card["form"]["entity"]) == ("Person", "Basra Club")
    assert [label for label, _, is_now in card["form"]["labels"] if is_now] == ["ORG"]
    assert post(editor, clash, said(clash, card["form"]["seen"], label="ORG", entity="Basra Club")).status_code == 302
    assert clash.mentions.get(start=BASRA).entity.name == "Basra Club"


def test_a_stale_word_on_a_text_that_has_changed_brings_no_card(editor, clash):
    old = said(clash, seen(editor, clash), label="PERSON")
    type(clash).objects.filter(pk=clash.pk).update(revision=2)
    assert post(editor, clash, old).context["card"] == {}


def test_a_revised_article_makes_a_page_stale(editor, clash):
    old = said(clash, seen(editor, clash), label="PERSON")
    type(clash).objects.filter(pk=clash.pk).update(revision=2)
    assert post(editor, clash, old).status_code == 409


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"label": "CARDINAL"}, "is no label"),
        ({"start": "x"}, "outside the article"),
        ({"end": "99999999"}, "outside the article"),
        ({"start": BASRA + 5, "end": BASRA + 5}, "outside the article"),
        ({"label": "DATE", "entity": "soon"}, "is no date"),
        ({"start": 0, "end": 8}, "leave out every word"),
    ],
)
def test_what_makes_no_sense_gets_422_and_a_sentence(editor, clash, more, reason):
    answer = post(editor, clash, said(clash, seen(editor, clash), **more))
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Correction.objects.exists()


def test_what_makes_no_sense_comes_back_in_its_form(editor, clash):
    words = said(clash, seen(editor, clash), start=BASRA - 3, label="DATE", entity="soon")
    form = post(editor, clash, words).context["card"]["form"]
    assert (form["entity"], form["seen"], form["is_date"]) == ("soon", words["seen"], True)
    assert [word for _, word, is_now in form["starts"] if is_now] == ["of"]


def test_untagged_words_that_were_tagged_in_vain_come_back_in_their_form(editor, clash):
    start = CLASH.index("marched")
    answer = post(editor, clash, said(clash, "", start=start, end=start + 7, label="TIME", entity="noonish"))
    assert answer.context["card"]["form"]["quote"] == "marched"


@pytest.mark.parametrize("reader", [None, rita])
def test_readers_and_visitors_get_403_on_a_hand_made_post(client, clash, reader):
    if reader:
        client.force_login(reader())
    mention = clash.mentions.get(start=BASRA)
    words = said(clash, f"{BASRA}-{BASRA + 5}-GPE-{mention.entity_id}", label="PERSON")
    assert post(client, clash, words).status_code == 403
    assert clash.mentions.get(start=BASRA).label == "GPE"


def test_readers_cannot_undo(client, clash):
    editor = ed()
    edit = Edit.objects.create(editor=editor, article=clash, summary="x")
    client.force_login(rita())
    assert client.post(f"/edits/{edit.pk}/undo/").status_code == 403
    edit.refresh_from_db()
    assert edit.retired_at is None


def test_a_post_from_another_site_is_refused(clash):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada())
    assert post(strict, clash, {"label": "PERSON"}).status_code == 403


def test_a_get_corrects_nothing(editor, clash):
    assert editor.get(f"/articles/{clash.pk}/corrections/").status_code == 405
