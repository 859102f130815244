"""A whole article is marked as reviewed: an edit like any other, of one revision."""

import pytest

from annotate.editing import Invalid, Stale, undo
from annotate.models import Edit, Mention, Review
from annotate.reviewing import review
from newsroom.models import Article

from .archive import archive, cleo, ed, rita

pytestmark = pytest.mark.django_db


@pytest.fixture
def clash():
    return archive()[0]


@pytest.fixture
def editor(client):
    client.force_login(ed())
    return client


def page(client, made, **query):
    return client.get(made.get_absolute_url(), query).content.decode()


def press(client, made, revision=1, **more):
    return client.post(f"/articles/{made.pk}/reviews/", {"revision": revision}, **more)


def test_an_editor_reviews_an_article_and_everyone_sees_who_did(editor, client, clash):
    before = list(Mention.objects.order_by("pk").values())
    answer = press(editor, clash)
    assert (answer.status_code, answer["Location"]) == (302, clash.get_absolute_url())
    assert "✓ Reviewed by ed on " in page(editor, clash)
    client.logout()
    assert "✓ Reviewed by ed on " in page(client, clash)
    assert list(Mention.objects.order_by("pk").values()) == before


def test_the_button_is_there_for_editors_until_it_was_pressed(editor, client, clash):
    button = f'action="/articles/{clash.pk}/reviews/"'
    assert button in page(editor, clash)
    press(editor, clash)
    assert button not in page(editor, clash)
    editor.post(f"/edits/{Edit.objects.get().pk}/undo/")
    assert button in page(editor, clash)
    client.force_login(rita())
    assert button not in page(client, clash)


def test_htmx_gets_the_article_with_the_undo(editor, clash):
    answer = press(editor, clash, headers={"HX-Request": "true"})
    body = answer.content.decode()
    assert body.lstrip().startswith('<div class="two" id="article"')
    assert f"/edits/{Edit.objects.get().pk}/undo/" in body


def test_its_undo_takes_it_back(editor, clash):
    press(editor, clash)
    editor.post(f"/edits/{Edit.objects.get().pk}/undo/")
    assert "Reviewed by" not in page(editor, clash)
    press(editor, clash)
    assert "Reviewed by ed" in page(editor, clash)


def test_a_new_revision_is_not_reviewed(editor, clash):
    press(editor, clash)
    Article.objects.filter(pk=clash.pk).update(revision=2)
    assert "Reviewed by" not in page(editor, clash)
    assert press(editor, clash, revision=1).status_code == 409
    press(editor, clash, revision=2)
    assert "Reviewed by ed" in page(editor, clash)


def test_an_article_that_is_reviewed_is_not_reviewed_twice(editor, clash):
    press(editor, clash)
    answer = press(editor, clash)
    assert (answer.status_code, Review.objects.count()) == (422, 1)
    assert "ed has reviewed this article" in answer.content.decode()


def test_the_deed_refuses_what_the_page_refuses(clash):
    editor = cleo()
    with pytest.raises(Stale):
        review(clash, revision=2, editor=editor)
    edit = review(clash, revision=1, editor=editor)
    with pytest.raises(Invalid):
        review(clash, revision=1, editor=editor)
    undo(edit, editor=editor)
    review(clash, revision=1, editor=editor)


def test_an_open_page_hears_of_a_review(editor, clash):
    def version():
        return editor.get(f"/articles/{clash.pk}/version/").json()["version"]

    before = version()
    press(editor, clash)
    reviewed = version()
    editor.post(f"/edits/{Edit.objects.get().pk}/undo/")
    assert (reviewed == before, version() == before) == (False, True)
