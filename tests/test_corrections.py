"""Correcting over HTTP: what an editor posts, what others may not, what a stale page is told."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from annotate.editing import seen_word
from annotate.models import Correction, Edit
from annotate.settling import settle
from annotate.spreading import spread_waiting

from .archive import CLASH, ada, archive, ed, rita
from .test_settling import article

pytestmark = pytest.mark.django_db
MOST_FOR_A_PREVIEW, MOST_FOR_A_QUESTION, MOST_FOR_THE_DESK = 19, 14, 12
BASRA = CLASH.index("Basra")


@pytest.fixture
def clash():
    return archive()[0]


@pytest.fixture
def attack(clash):
    return type(clash).objects.get(title="Kadhimi unharmed")


@pytest.fixture
def editor(client):
    """Ed, promoted: what takes a chief editor and what does not stands in test_access.py."""
    chief = ed()
    chief.user_permissions.add(Permission.objects.get(codename="oversee"))
    client.force_login(chief)
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
    assert "is a person" in editor.get("/desk/edits/").content.decode()
    answer = editor.post(f"/edits/{Edit.objects.get().pk}/undo/", {"next": "/desk/edits/"})
    assert answer["Location"] == "/desk/edits/"
    assert clash.mentions.get(start=BASRA).label == "GPE"
    assert "undone by ed" in editor.get("/desk/edits/").content.decode()


def test_undo_leads_to_no_other_site(editor, clash):
    post(editor, clash, said(clash, seen(editor, clash), label="PERSON"))
    answer = editor.post(f"/edits/{Edit.objects.get().pk}/undo/", {"next": "https://evil.example/"})
    assert answer["Location"] == "/desk/edits/"


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


def wide(client, made, **more):
    return said(made, seen(client, made), label="ORG", scope="everywhere", **more)


def test_a_wide_correction_is_first_shown_and_changes_nothing(editor, clash):
    answer = post(editor, clash, wide(editor, clash))
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "<strong>1 mention in 1 article</strong>" in body
    assert 'name="sure"' in body
    assert not Edit.objects.exists()


def test_htmx_gets_the_preview_in_the_place_of_the_card(editor, clash):
    answer = post(editor, clash, wide(editor, clash), **{"HX-Request": "true"})
    assert answer["HX-Retarget"] == "#card"
    assert answer.content.lstrip().startswith(b'<section class="card')


def test_a_preview_shows_each_place_with_a_tick_to_leave_it_out(editor, clash, attack):
    place = f"{attack.pk}-1-{attack.text.index('Baghdad')}"
    start = CLASH.index("Hundreds")
    words = said(clash, "", start=start, end=start + 8, label="ORG", scope="everywhere")
    attack.text = attack.text.replace("Baghdad", "Hundreds")
    attack.save()
    preview = post(editor, clash, words).context["preview"]
    assert [(each["value"], each["now"]) for each in preview["places"]] == [(place, "a place")]
    post(editor, clash, words | {"sure": "1", "leave": place})
    assert not Correction.objects.filter(article=attack, label="ORG").exists()
    assert clash.mentions.get(start=start).origin == "editor"


def test_a_wide_correction_that_is_sure_shows_one_line_with_undo(editor, clash):
    answer = post(editor, clash, wide(editor, clash, sure="1"), **{"HX-Request": "true"})
    edit = Edit.objects.get()
    assert edit.summary == "Everywhere: “Basra” is a group. It was a place."
    assert f"/edits/{edit.pk}/undo/" in answer.content.decode()
    assert "0 % gone through" in editor.get("/desk/edits/").content.decode()


@pytest.mark.parametrize(
    ("more", "status"),
    [({"scope": "world"}, 422), ({"sure": "1", "leave": "1-1-x"}, 409), ({"sure": "1", "leave": "nonsense"}, 409)],
)
def test_a_wide_correction_that_makes_no_sense_is_refused(editor, clash, more, status):
    assert post(editor, clash, wide(editor, clash) | more).status_code == status
    assert not Edit.objects.exists()


def test_a_card_says_which_editor_or_rule_said_so_and_what_the_machine_read(editor, clash):
    def why():
        card = editor.get(clash.get_absolute_url(), {"mark": BASRA}).context["card"]
        return card["said"], card["machine"], [(edit["summary"], bool(edit["undone"])) for edit in card["edits"]]

    day = f"{timezone.now():%-d %B %Y}"
    assert why() == ("Read by test-1.", "", [])
    post(editor, clash, said(clash, seen(editor, clash), label="PERSON"))
    first = ("“Basra” is a person. It was a place.", False)
    assert why() == (f"Put right by ed on {day}.", "test-1 read “Basra” as a place.", [first])
    editor.post(f"/edits/{Edit.objects.get().pk}/undo/")
    assert why() == ("Read by test-1.", "", [(first[0], True)])
    undone = editor.get(clash.get_absolute_url(), {"mark": BASRA}).content.decode()
    assert f"undone by ed on {day}" in undone
    other = article("They left Basra.", [("Basra", "GPE", "")])
    settle([other])
    start = other.text.index("Basra")
    words = seen_word(start, start + 5, "GPE", other.mentions.get().entity_id, "")
    post(editor, other, said(other, words, start=start, end=start + 5, label="ORG", scope="everywhere", sure="1"))
    spread_waiting()
    assert why()[:2] == (f"By a rule of ed on {day}.", "test-1 read “Basra” as a place.")


def test_undo_says_first_what_was_built_on_it(editor, clash):
    post(editor, clash, wide(editor, clash, sure="1"))
    post(editor, clash, said(clash, seen(editor, clash), label="PERSON"))
    first, second = Edit.objects.order_by("pk")
    answer = editor.post(f"/edits/{first.pk}/undo/", {"next": "/desk/edits/"})
    assert (answer.status_code, [edit.pk for edit in answer.context["later"]]) == (200, [second.pk])
    part = editor.post(
        f"/edits/{first.pk}/undo/", {"article": clash.pk}, headers={"HX-Request": "true", "HX-Target": "article"}
    )
    assert part.content.lstrip().startswith(b'<div class="two" id="article"')
    assert second.summary.replace("“", "").split()[0] in part.content.decode()
    first.refresh_from_db()
    assert first.retired_at is None
    assert editor.post(f"/edits/{first.pk}/undo/", {"sure": "1"}).status_code == 302
    assert clash.mentions.get(start=BASRA).label == "PERSON"


def test_another_editor_undoes_a_rule_from_an_article_it_reached(editor, clash, client):
    other = article("They left Basra.", [("Basra", "GPE", "")])
    settle([other])
    post(editor, clash, wide(editor, clash, sure="1"))
    spread_waiting()
    assert other.mentions.get().label == "ORG"
    client.force_login(ada())
    edit = Edit.objects.get()
    assert f"/edits/{edit.pk}/undo/" in client.get(other.get_absolute_url(), {"mark": 10}).content.decode()
    client.post(f"/edits/{edit.pk}/undo/", {"article": other.pk})
    assert other.mentions.get().label == "GPE"


def test_the_question_before_an_undo_and_the_desk_cost_a_pinned_number_of_queries(
    editor, clash, django_assert_max_num_queries
):
    post(editor, clash, wide(editor, clash, sure="1"))
    post(editor, clash, said(clash, seen(editor, clash), label="PERSON"))
    edit = Edit.objects.earliest("pk")
    with django_assert_max_num_queries(MOST_FOR_A_QUESTION):
        editor.post(f"/edits/{edit.pk}/undo/")
    with django_assert_max_num_queries(MOST_FOR_THE_DESK):
        editor.get("/desk/edits/")


def test_a_preview_costs_a_pinned_number_of_queries(editor, clash, django_assert_max_num_queries):
    words = wide(editor, clash)
    with django_assert_max_num_queries(MOST_FOR_A_PREVIEW):
        post(editor, clash, words)
