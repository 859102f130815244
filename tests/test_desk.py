"""The desk: its queue, what it is ordered by and kept to, and what one row decides."""

import pytest

from annotate.doubts import add_readers
from annotate.editing import undo
from annotate.models import Edit, Flag, Mention
from annotate.reviewing import review

from .archive import archive, cleo, ed
from .test_doubts import unsure
from .test_flags import post as flag

pytestmark = pytest.mark.django_db
MOST_QUERIES = 11  # session, user, rights twice, flags, rows, samples, three lists of choices, messages


@pytest.fixture
def editor(client):
    client.force_login(ed())
    return client


def rows(client, **query):
    return client.get("/desk/", query).context["rows"]


def names(client, **query):
    return [row["quote"] for row in rows(client, **query)]


def decide(client, row, *, headers=None, **more):
    said = {name: row[name] for name in ("article", "revision", "start", "end", "seen")}
    return client.post("/desk/decisions/", said | {"next": "/desk/?label=GPE"} | more, headers=headers or {})


def test_the_queue_is_what_the_machine_doubts_times_what_that_reaches(editor):
    made = unsure(0.7, 0.9, 0.5)
    assert names(editor) == ["Ned Price", "Basra"]
    for source in "Wire", "Ledger":
        unsure(0.7, 0.7, 0.9, source=source)
    assert names(editor) == ["Basra", "Ned Price"]
    add_readers({made.pk: 9})
    assert names(editor) == ["Ned Price", "Basra"]


def test_a_row_shows_the_sentence_the_doubt_and_the_reach(editor):
    unsure(0.7, 0.7, 0.99)
    newest = unsure(0.5, 0.9, 0.99, source="Wire")
    add_readers({newest.pk: 2})
    (row,) = rows(editor)
    assert (row["before"], row["quote"], row["after"]) == ("", "Basra", " slept.")
    assert (row["sure"], row["reach"], row["readers"]) == ("63% sure", "3 mentions in 2 articles", "opened 2 times")
    assert (row["word"], row["article"]) == ("Place", newest.pk)
    body = editor.get("/desk/").content.decode()
    assert f'href="{newest.get_absolute_url()}?mark=0#card"' in body


def test_the_queue_is_kept_to_a_source_a_label_or_an_entity(editor):
    unsure(0.5, 0.9, 0.5)
    unsure(0.9, 0.9, 0.5, source="Wire")
    person = Mention.objects.filter(quote="Ned Price").first().entity_id
    assert names(editor, source="Wire") == ["Ned Price"]
    assert rows(editor, source="Courier")[0]["reach"] == "1 mention in 1 article"
    assert names(editor, label="GPE") == ["Basra"]
    assert names(editor, entity=person) == ["Ned Price"]
    assert names(editor, entity=person, label="GPE") == []
    assert sorted(names(editor, label="nonsense", entity="x")) == ["Basra", "Ned Price"]


def test_what_it_can_be_kept_to_stands_there_with_counts(editor):
    unsure(0.5, 0.7, 0.5)
    choices = dict(editor.get("/desk/").context["choices"])
    assert [(each["words"], each["count"]) for each in choices["label"]] == [("Place", 2), ("Person", 1)]
    assert [(each["words"], each["count"]) for each in choices["entity"]] == [("Basra", 2), ("Ned Price", 1)]
    assert choices["label"][0]["query"] == "label=GPE"


def test_the_sources_are_counted(editor, settings):
    from django.core.cache import cache

    cache.clear()
    unsure(0.5, 0.7, 0.5)
    unsure(0.5, 0.9, 0.9, source="Wire")
    choices = dict(editor.get("/desk/").context["choices"])
    cache.clear()
    assert [(each["words"], each["count"]) for each in choices["source"]] == [("Courier", 3), ("Wire", 1)]


def test_a_reviewed_article_leaves_the_queue_until_that_is_undone(editor):
    made = unsure(0.5, 0.7, 0.5)
    edit = review(made, revision=1, editor=cleo())
    assert rows(editor) == []
    assert "Nothing waits here" in editor.get("/desk/").content.decode()
    undo(edit, editor=edit.editor)
    assert len(rows(editor)) == 2


@pytest.mark.parametrize(
    ("more", "stands"),
    [
        ({"deed": "accept"}, [("GPE", "editor")]),
        ({"deed": "label", "label": "ORG"}, [("ORG", "editor")]),
        ({"deed": "label", "label": ""}, []),
        ({"nothing": "1"}, []),
    ],
)
def test_one_click_decides_a_row_and_leads_back_to_the_queue(editor, more, stands):
    made = unsure(0.5, 0.9, 0.9)
    answer = decide(editor, rows(editor)[0], **more)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/?label=GPE")
    assert list(made.mentions.filter(start=0).values_list("label", "origin")) == stands
    page = editor.get("/desk/")
    assert page.context["rows"] == []
    assert "Put right: " in page.content.decode()


@pytest.mark.parametrize("more", [{"deed": "accept"}, {"nothing": "1"}])
def test_htmx_gets_what_was_done_with_its_undo_and_the_way_to_all_like_it(editor, more):
    unsure(0.5, 0.9, 0.9)
    other = unsure(0.5, 0.9, 0.9, source="Wire")
    answer = decide(editor, rows(editor)[0], **more, headers={"HX-Request": "true"})
    body, edit = answer.content.decode(), Edit.objects.get()
    assert body.lstrip().startswith('<li class="decided"')
    assert f'action="/edits/{edit.pk}/undo/"' in body
    wide = answer.context["row"]
    said = {name: wide[name] for name in ("revision", "start", "end", "seen", "label")}
    preview = editor.post(f"/articles/{other.pk}/corrections/", said | {"scope": "source", "next": "/desk/"})
    assert "in all of Wire" in preview.content.decode()
    assert ("next", "/desk/") in preview.context["preview"]["carried"]
    assert "hx-post" not in preview.content.decode().split('id="card"')[1].split("</form>")[0]


def test_a_wide_decision_comes_back_to_the_queue(client):
    client.force_login(cleo())
    made = unsure(0.5, 0.9, 0.9)
    (row,) = rows(client)
    assert row["scopes"][0][0] == "everywhere"
    said = {name: row[name] for name in ("revision", "start", "end", "seen", "label")}
    said |= {"scope": "everywhere", "sure": "1", "next": "/desk/"}
    assert client.post(f"/articles/{made.pk}/corrections/", said)["Location"] == "/desk/"
    assert rows(client) == []


def test_an_editor_is_offered_no_scope_that_takes_a_chief_editor(editor):
    unsure(0.5, 0.9, 0.9)
    assert [name for name, _ in rows(editor)[0]["scopes"]] == ["source", "article"]


def test_who_was_too_late_sees_both_words_and_the_row_as_it_stands(editor):
    made = unsure(0.5, 0.9, 0.9)
    (row,) = rows(editor)
    decide(editor, row, deed="label", label="ORG")
    for headers in ({}, {"HX-Request": "true"}):
        answer = decide(editor, row, deed="label", label="PERSON", headers=headers)
        body = answer.content.decode()
        assert answer.status_code == 409
        assert "Now: “Basra” is a group. You said: “Basra” is a person." in body
        assert 'value="ORG" selected' in body
    assert made.mentions.get(start=0).label == "ORG"


def test_a_row_whose_mark_is_gone_says_so(editor):
    unsure(0.5, 0.9, 0.9)
    (row,) = rows(editor)
    decide(editor, row, nothing="1")
    answer = decide(editor, row, deed="accept", headers={"HX-Request": "true"})
    assert (answer.status_code, "There is no tag any more" in answer.content.decode()) == (409, True)


def test_what_readers_call_wrong_comes_first_with_their_reasons(editor, client):
    clash = archive()[0]
    unsure(0.5, 0.9, 0.9)
    flag(client, clash, reason="It is a street")
    client.logout()
    flag(client, clash, address="192.0.2.9")
    client.force_login(cleo())
    page = client.get("/desk/")
    (row,) = page.context["flagged"]
    assert [(said["reason"], said["who"]) for said in row["said"]] == [("It is a street", "ed"), ("", "A visitor")]
    body = page.content.decode()
    assert body.index("It is a street") < body.index("Most worth a look")
    assert client.get("/desk/", {"label": "GPE"}).context["flagged"] == []


def test_flags_are_dismissed_or_answered_from_their_row(editor):
    clash = archive()[0]
    flag(editor, clash)
    flag(editor, clash, "Friday")
    basra, friday = sorted(editor.get("/desk/").context["flagged"], key=lambda row: row["quote"])
    answer = decide(editor, basra, dismiss="1", flag=basra["flags"])
    assert answer["Location"] == "/desk/?label=GPE"
    decide(editor, friday, nothing="1", flag=friday["flags"])
    assert editor.get("/desk/").context["flagged"] == []
    assert clash.mentions.get(quote="Basra").origin == "machine"
    assert [bool(each.closed_by) for each in Flag.objects.order_by("pk")] == [True, False]


@pytest.mark.parametrize(("origin", "is_open"), [("machine", True), ("rule", True), ("editor", False)])
def test_a_flagged_mark_can_be_called_right_but_where_an_editor_said_so_already(editor, origin, is_open):
    flag(editor, archive()[0])
    Mention.objects.update(origin=origin)
    assert ('value="accept"' in editor.get("/desk/").content.decode()) == is_open


def test_what_is_dismissed_is_told_with_who_did(editor):
    clash = archive()[0]
    flag(editor, clash, reason="It is a street")
    (row,) = editor.get("/desk/").context["flagged"]
    decide(editor, row, dismiss="1", flag=row["flags"])
    body = editor.get("/desk/edits/").content.decode()
    assert "It is a street" in body and "dismissed by ed" in body


def test_more_rows_lie_further_down(editor, monkeypatch):
    monkeypatch.setattr("newsroom.queue.MOST", 1)
    unsure(0.5, 0.9, 0.4)
    first = editor.get("/desk/")
    assert [row["quote"] for row in first.context["rows"]] == ["Ned Price"]
    assert names(editor, skip=1) == ["Basra"]
    assert first.context["further"] == "skip=1"
    assert editor.get("/desk/", {"skip": 1}).context["further"] == ""


def test_the_queue_can_smuggle_no_html(editor):
    unsure(0.5, text="<b>Basra</b> sang.", tags=[("Basra", "GPE", "")])
    assert "<b>" not in editor.get("/desk/").content.decode()


def test_the_queue_costs_a_pinned_number_of_queries(editor, django_assert_max_num_queries):
    for source in "Courier", "Wire", "Ledger":
        flag(editor, unsure(0.5, 0.7, 0.4, source=source), "Ned Price")
    with django_assert_max_num_queries(MOST_QUERIES):
        editor.get("/desk/")
