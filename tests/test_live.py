"""Two at once: the number that says whether a page still stands, and many editors in one article."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from annotate.editing import undo
from annotate.keying import key_in
from annotate.models import Correction, Edit
from annotate.settling import settle
from newsroom.models import Article

from .archive import CLASH, ada, archive, ed
from .test_editing import word
from .test_settling import article

MANY = 50


@pytest.fixture
def clash(db):
    return archive()[0]


@pytest.fixture
def editor(db):
    return ed()


def version(client, made):
    return client.get(f"/articles/{made.pk}/version/").json()["version"]


def press(made, quote, deed, editor, label=""):
    seen = word(made.mentions.get(quote=quote))
    return key_in(made, deed=deed, revision=made.revision, seen=seen, label=label, editor=editor)


def test_the_number_is_that_of_an_editors_page_and_changes_with_a_correction_alone(client, clash, editor):
    client.force_login(editor)
    before = client.get(clash.get_absolute_url()).context["version"]
    assert version(client, clash) == version(client, clash) == before
    edit = press(clash, "Basra", "accept", editor)
    assert version(client, clash) != before
    undo(edit, editor=editor)
    assert version(client, clash) == before


def test_the_number_changes_with_a_revision(client, clash):
    before = version(client, clash)
    Article.objects.filter(pk=clash.pk).update(revision=2)
    assert version(client, clash) != before


def test_the_number_costs_one_query_and_no_cache_keeps_it(client, clash, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get(f"/articles/{clash.pk}/version/")
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/articles/999999/version/").status_code == 404


def test_a_page_knows_the_last_edit_of_its_editor_also_after_a_reload(client, clash, editor):
    client.force_login(editor)
    assert client.get(clash.get_absolute_url()).context["last"] is None
    first, second = press(clash, "Basra", "accept", editor), press(clash, "Friday", "accept", editor)
    press(clash, "Green Zone", "accept", ada())
    assert client.get(clash.get_absolute_url()).context["last"]["edit"] == second.pk
    undo(second, editor=editor)
    assert client.get(clash.get_absolute_url()).context["last"]["edit"] == first.pk


def test_an_editors_page_costs_one_query_more(client, clash, editor, django_assert_num_queries):
    client.force_login(editor)
    with django_assert_num_queries(4 + 1 + 4):  # of the page, what stands, and session, user and permissions
        client.get(clash.get_absolute_url())


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_edits_end_as_fifty_rows():
    words = [f"Town{number}" for number in range(MANY)]
    made = article("Rain fell in " + ", ".join(words) + ".", [(name, "GPE", "") for name in words])
    settle([made])
    posts = [{"deed": "label", "label": "ORG", "seen": word(mention)} for mention in made.mentions.all()]
    assert at_once(made, posts) == [302] * MANY
    assert Edit.objects.count() == Correction.objects.count() == MANY
    assert sorted(made.mentions.values_list("quote", "label", "origin")) == sorted((w, "ORG", "editor") for w in words)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_parallel_edits_of_one_tag_one_is_made_and_the_others_are_told():
    clash = archive()[0]
    seen = word(clash.mentions.get(quote="Basra"))
    statuses = at_once(clash, [{"deed": "label", "label": "ORG", "seen": seen}] * MANY)
    assert sorted(statuses) == [302] + [409] * (MANY - 1)
    assert Edit.objects.count() == Correction.objects.count() == 1


def at_once(made, posts):
    """The status of each post, all sent at the same time by browsers of one editor."""
    editor = ed()
    clients = [Client() for _ in posts]
    for client in clients:
        client.force_login(editor)

    def send(client, said):
        try:
            return client.post(f"/articles/{made.pk}/corrections/", {"revision": made.revision} | said).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as threads:
        return list(threads.map(send, clients, posts))


def test_what_is_selected_by_hand_snaps_to_words(client, clash, editor):
    client.force_login(editor)
    start = CLASH.index("arched")
    said = {"revision": 1, "seen": "", "start": start, "end": start + 3, "label": "EVENT", "snap": "1"}
    client.post(f"/articles/{clash.pk}/corrections/", said)
    assert clash.mentions.get(origin="editor").quote == "marched"
