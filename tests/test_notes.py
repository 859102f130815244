"""Notes on mentions: for editors alone, with who and when, carried over and undone."""

import pytest
from django.core.management import call_command

from annotate.detaching import attach, let_go, waiting
from annotate.editing import Invalid, Stale, undo
from annotate.models import Edit, Mention, Note
from annotate.noting import MOST, note

from .archive import CLASH, ada, archive, ed, rita
from .test_editing import word
from .test_revising import revise

pytestmark = pytest.mark.django_db


@pytest.fixture
def clash():
    return archive()[0]


def leave(made, text, *, editor, quote="Basra"):
    mention = made.mentions.get(quote=quote)
    return note(made, revision=made.revision, seen=word(mention), text=text, editor=editor)


def card(client, made, quote="Basra"):
    return client.get(made.get_absolute_url(), {"mark": made.mentions.get(quote=quote).start}).content.decode()


def test_a_note_stands_in_the_history_of_its_mention_for_editors_only(client, clash):
    edit = leave(clash, "Is this <the city>,\n or the province?", editor=ada())
    shown = "Note: Is this &lt;the city&gt;, or the province?"
    assert shown not in card(client, clash)
    client.force_login(rita())
    assert shown not in card(client, clash)
    client.force_login(ed())
    body = card(client, clash)
    assert shown in body and f"ada on {edit.made_at.day} " in body
    assert shown not in card(client, clash, "Friday")


def test_a_note_changes_nothing_that_readers_see(clash):
    before = list(Mention.objects.order_by("pk").values())
    leave(clash, "Look again.", editor=ed())
    assert list(Mention.objects.order_by("pk").values()) == before
    call_command("settle", "--check")


def test_a_note_is_undone_and_then_said_to_be(client, clash):
    editor = ed()
    edit = leave(clash, "Look again.", editor=editor)
    undo(edit, editor=editor)
    client.force_login(editor)
    body = card(client, clash)
    assert "<s>Note on “Basra”: Look again.</s>" in body and "Note: Look again." not in body


def test_a_note_goes_where_its_words_go(client, clash):
    leave(clash, "Look again.", editor=ed())
    new = revise(clash, f"Late news.\n\n{CLASH}", [("Basra", "GPE", "")])
    client.force_login(Edit.objects.get().editor)
    assert "Note: Look again." in card(client, new)


@pytest.mark.parametrize("how", [attach, let_go])
def test_a_note_without_its_words_waits_on_the_desk(client, clash, how):
    editor = ed()
    leave(clash, "Look again.", editor=editor)
    new = revise(clash, "The mayor of Basra is ill.", [("Basra", "GPE", "")])
    (each,) = waiting([new])
    assert (each.kind, each.places) == ("note", [new.text.index("Basra")])
    client.force_login(editor)
    assert "A note on “Basra”." in client.get("/desk/detached/").content.decode()
    where = {"start": each.places[0]} if how is attach else {}
    how(each.words, revision=2, editor=editor, **where)
    assert waiting([new]) == []
    assert ("Note: Look again." in card(client, new)) == (how is attach)
    call_command("settle", "--check")


@pytest.mark.parametrize(("text", "reason"), [("  \n ", "needs words"), ("x" * (MOST + 1), "at most 500")])
def test_a_note_that_is_none_is_refused(clash, text, reason):
    with pytest.raises(Invalid, match=reason):
        leave(clash, text, editor=ed())


def test_a_note_on_a_tag_that_is_gone_is_stale(clash):
    with pytest.raises(Stale):
        note(clash, revision=1, seen="0-3-GPE-", text="Look again.", editor=ed())
    with pytest.raises(Stale):
        note(clash, revision=2, seen=word(clash.mentions.get(quote="Basra")), text="Look.", editor=Edit().editor_id)
    assert not Note.objects.exists()


def test_a_note_is_left_from_the_card_without_a_script(client, clash):
    client.force_login(ed())
    seen = word(clash.mentions.get(quote="Basra"))
    said = {"revision": 1, "seen": seen, "text": "Look again."}
    answer = client.post(f"/articles/{clash.pk}/notes/", said)
    assert answer["Location"] == f"{clash.get_absolute_url()}?mark={CLASH.index('Basra')}#card"
    page = client.get(answer["Location"]).content.decode()
    assert "Note on “Basra”: Look again." in page and "Note: Look again." in page


def test_a_note_is_left_with_htmx_and_can_be_undone_at_once(client, clash):
    client.force_login(ed())
    said = {"revision": 1, "seen": word(clash.mentions.get(quote="Basra")), "text": "Look again."}
    headers = {"HX-Request": "true", "HX-Target": "article"}
    answer = client.post(f"/articles/{clash.pk}/notes/", said, headers=headers)
    assert f'action="/edits/{Edit.objects.get().pk}/undo/"' in answer.content.decode()
    assert client.post(f"/articles/{clash.pk}/notes/", said | {"text": " "}, headers=headers).status_code == 422
    assert client.post(f"/articles/{clash.pk}/notes/", said | {"seen": "x"}, headers=headers).status_code == 409
