"""What a reader sees of what a publisher changed: the words, and the names that came and went."""

import re

import pytest

from annotate.editing import undo
from annotate.models import Entity, Tagging
from annotate.settling import settle
from newsroom.models import Article

from .archive import ed
from .test_editing import mend
from .test_revising import revise
from .test_settling import article

pytestmark = pytest.mark.django_db
QUERIES = 8
FIRST = "The head line.\n\nAt least 12 people died in Basra, said Ada Lovelace.\n\nIt <rained> all day."
TAGS = [("Basra", "GPE", ""), ("Ada Lovelace", "PERSON", "")]
SECOND = "The head line.\n\nAt least 14 people died in Mosul, said Lovelace & Ada Lovelace.\n\nIt <rained> all day."
NEW_TAGS = [("Mosul", "GPE", ""), ("Lovelace", "PERSON", ""), ("Ada Lovelace", "PERSON", "")]


@pytest.fixture
def changed():
    made = article(FIRST, TAGS, title="Storm <in> Basra")
    settle([made])
    return revise(made, SECOND, NEW_TAGS, title="Storm <in> Mosul")


def page(client, made, status=200, **query):
    answer = client.get(made.get_absolute_url(), query or {"changes": ""})
    assert answer.status_code == status
    return answer


def words(answer):
    """What the page says, as read, with what is hidden from the eye."""
    main = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub("<[^>]+>", "", re.sub("&lt;|&gt;", "|", main)).replace("&amp;", "&").split())


def test_the_article_says_how_often_it_changed_and_leads_to_what_did(client, changed):
    assert (
        '<a href="?changes">Changed once: what changed</a>' in client.get(changed.get_absolute_url()).content.decode()
    )
    again = revise(changed, FIRST, TAGS)
    assert "Changed 2 times: what changed" in client.get(again.get_absolute_url()).content.decode()


def test_an_article_that_never_changed_says_nothing_of_it(client):
    made = article(FIRST, TAGS)
    assert "what changed" not in client.get(made.get_absolute_url()).content.decode()


def test_words_that_came_and_went_are_marked_and_read_out_as_such(client, changed):
    answer = page(client, changed)
    said = words(answer)
    assert "At least taken out: 12 (end)put in: 14 (end) people died in" in said
    assert "taken out: Basra (end)put in: Mosul (end)" in said
    body = answer.content.decode()
    assert '<del><span class="visually-hidden">taken out: </span>12' in body
    assert "<rained>" not in body and "Storm |in| taken out: Basra" in said


def test_what_stayed_is_folded(client, changed):
    body = page(client, changed).content.decode()
    assert body.count("A paragraph unchanged</summary>") == 2
    assert "It &lt;rained&gt; all day." in body


def test_names_that_came_and_went_are_listed_with_their_pages(client, changed):
    context = page(client, changed).context
    mosul, basra = Entity.objects.get(name="Mosul"), Entity.objects.get(name="Basra")
    assert [(name["name"], name["url"]) for name in context["came"]] == [("Mosul", mosul.get_absolute_url())]
    assert [(name["name"], name["url"]) for name in context["went"]] == [("Basra", basra.get_absolute_url())]


def test_names_follow_what_editors_say_of_either_version(client, changed):
    edit = mend(changed, "Mosul", "", editor=ed())
    assert page(client, changed).context["came"] == []
    undo(edit, editor=edit.editor)
    assert len(page(client, changed).context["came"]) == 1


def test_a_name_that_an_editor_gave_the_old_version_is_no_new_one(client):
    made = article("The storm hit the town of Fao at night.", [], title="Storm")
    settle([made])
    mend(made, "Fao", "GPE", editor=ed())
    new = revise(made, "Late news.\n\nThe storm hit the town of Fao at night.", [])
    context = page(client, new).context
    assert (context["came"], context["went"], context["is_read"]) == ([], [], True)


def test_a_correction_of_the_newest_version_is_looked_for_in_older_ones(client, changed):
    third = revise(changed, f"{SECOND}\n\nMore later.", NEW_TAGS)
    mend(third, "head line", "ORG", editor=ed())
    assert [name["name"] for name in page(client, third).context["came"]] == []
    assert [name["name"] for name in page(client, third, changes=1).context["came"]] == ["Mosul"]


def test_names_are_not_told_of_a_version_that_was_never_read(client, changed):
    Tagging.objects.filter(article=changed, revision=1).delete()
    assert "Not both versions have been read for names." in page(client, changed).content.decode()


def test_each_change_has_its_page(client, changed):
    third = revise(changed, SECOND, NEW_TAGS, title="Storm over Mosul")
    assert page(client, third).context["number"] == 2
    assert "The text is the same." in page(client, third).content.decode()
    first = page(client, third, changes=1)
    assert (first.context["number"], first.context["next"]) == (1, 2)
    assert 'href="?changes=2"' in first.content.decode()
    page(client, third, status=404, changes=7)


def test_an_earlier_version_leads_to_what_changed_then(client, changed):
    assert 'href="?changes=1"' in page(client, changed, revision=1).content.decode()


def test_versions_that_are_not_kept_are_said_to_be_so(client):
    made = article(FIRST, TAGS)
    Article.objects.filter(pk=made.pk).update(revision=3)
    assert "Its earlier versions are not kept here." in page(client, made).content.decode()


def test_the_page_costs_a_pinned_number_of_queries(client, changed, django_assert_max_num_queries):
    mend(changed, "Mosul", "", editor=ed())
    with django_assert_max_num_queries(QUERIES):
        page(client, changed)
