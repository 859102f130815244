"""The desk of what publishers changed: what editors said of words that have no certain place any more."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from annotate.detaching import attach, let_go, waiting
from annotate.editing import Invalid, Stale, undo
from annotate.judging import facts_of, put_right
from annotate.models import Correction, Edit, Event, Evidence, Judgement, Mention
from annotate.settling import settle

from .archive import cleo, ed
from .test_editing import mend
from .test_revising import TOWNS, revise
from .test_settling import article

pytestmark = pytest.mark.django_db
CHANGED = "They came by train to Basra. Later on the mayor of Basra spoke."
QUERIES = 12
PAGE = "/desk/detached/"


@pytest.fixture
def editor():
    return ed()


@pytest.fixture
def towns(editor):
    """An article of which an editor corrected the first Basra, and whose source then wrote it anew."""
    made = article(TOWNS, [], title="Rain <on> Basra")
    settle([made])
    mend(made, "Basra", "ORG", entity="Basra FC", editor=editor)
    return revise(made, CHANGED)


def shown(client, status=200, **query):
    answer = client.get(PAGE, query)
    assert answer.status_code == status
    return answer


def rows():
    """Everything derived, and what is let go and detached."""
    tables = (Mention.objects, Evidence.objects, Event.objects.exclude(source_count=0))
    told = [sorted(map(str, table.values())) for table in tables]
    return told, sorted(Correction.objects.standing().values_list("edit", "start", "is_detached"))


def test_it_says_what_was_said_by_whom_and_where_it_could_be(client, towns, editor):
    client.force_login(editor)
    (row,) = shown(client).context["rows"]
    (word,) = row["words"]
    assert word["summary"] == "“Basra” is a group, meaning Basra FC."
    assert word["editor"] == editor
    assert word["around"] == ("Rain fell on ", " all day long. Nobody in Basra was hurt by it.")
    assert [place["start"] for place in word["places"]] == [CHANGED.index("Basra"), CHANGED.rindex("Basra")]
    body = shown(client).content.decode()
    assert "Rain &lt;on&gt; Basra" in body and "<mark>Basra</mark>" in body


def test_one_click_says_where_it_belongs(client, towns, editor):
    client.force_login(editor)
    word, start = Correction.objects.get(), CHANGED.rindex("Basra")
    answer = client.post(PAGE, {"word": f"correction-{word.pk}", "revision": 2, "start": start})
    mention = towns.mentions.get()
    assert (mention.start, mention.label, mention.entity.name) == (start, "ORG", "Basra FC")
    assert answer["Location"] == f"{PAGE}?done={Edit.objects.last().pk}"
    page = client.get(answer["Location"])
    assert page.context["rows"] == []
    assert "Found again in the changed article: “Basra” is a group, meaning Basra FC." in page.content.decode()
    call_command("settle", "--check")


def test_one_click_lets_go(client, towns, editor):
    client.force_login(editor)
    word = Correction.objects.get()
    client.post(PAGE, {"word": f"correction-{word.pk}", "revision": 2, "let-go": 1})
    assert shown(client).context["rows"] == []
    revise(towns, TOWNS)
    assert not towns.mentions.exists()
    call_command("settle", "--check")


@pytest.mark.parametrize("how", ["attach", "let_go"])
def test_both_are_undone_exactly(towns, editor, how):
    before, words = rows(), list(Correction.objects.all())
    said = {"revision": 2, "editor": editor}
    edit = attach(words, start=CHANGED.index("Basra"), **said) if how == "attach" else let_go(words, **said)
    assert rows() != before
    undo(edit, editor=editor)
    assert rows() == before
    call_command("settle", "--check")
    assert [each.words for each in waiting([towns])] == [words]


def test_what_changed_meanwhile_is_not_decided(towns, editor):
    words = list(Correction.objects.all())
    with pytest.raises(Stale):
        attach(words, revision=1, start=CHANGED.index("Basra"), editor=editor)
    with pytest.raises(Invalid, match="does not stand there"):
        attach(words, revision=2, start=0, editor=editor)
    let_go(words, revision=2, editor=editor)
    with pytest.raises(Stale):
        attach(words, revision=2, start=CHANGED.index("Basra"), editor=editor)


def test_who_is_too_late_is_told(client, towns, editor):
    client.force_login(editor)
    said = {"word": f"correction-{Correction.objects.get().pk}", "revision": 1, "start": 3}
    answer = client.post(PAGE, said)
    assert answer.status_code == 409
    assert "changed since you opened" in answer.content.decode()


@pytest.mark.parametrize(
    ("word", "status"), [("", 422), ("rule-1", 422), ("correction-x", 404), ("correction-99999", 404)]
)
def test_words_that_are_none_are_refused(client, towns, editor, word, status):
    client.force_login(editor)
    assert client.post(PAGE, {"word": word, "revision": 2, "let-go": 1}).status_code == status


def test_an_editor_lets_go_what_he_said_a_chief_editor_what_anyone_said(client, towns):
    chief = cleo()
    mend(towns, "train", "ORG", editor=chief)
    new = revise(towns, "Nothing is known yet.")
    word = {"word": f"correction-{Correction.objects.last().pk}", "revision": new.revision, "let-go": 1}
    client.force_login(Edit.objects.first().editor)
    assert client.post(PAGE, word).status_code == 403
    assert shown(client).content.decode().count("Let it go") == 1
    client.force_login(chief)
    assert client.post(PAGE, word).status_code == 302


def test_what_was_said_of_an_event_is_said_of_another_telling(client, editor):
    tags = [("Sunday", "DATE", "2021-11-07"), ("Basra", "GPE", ""), ("2020", "DATE", "2020")]
    made = article("A bridge fell on Sunday. Militants protested in Basra in 2020.", tags, title="Bridge falls")
    settle([made])
    event = made.evidence.exclude(kind="main").get().event
    seen = facts_of(event, list(event.evidence.all())).seen
    put_right(event, seen=seen, title="The protest", when="2020-05", where="Basra", who=[], editor=editor)
    tags = [tags[0], ("2020", "DATE", "2020"), ("Basra", "GPE", "")]
    new = revise(made, "A bridge fell on Sunday. In 2020 thousands had marched through Basra.", tags)
    client.force_login(editor)
    (row,) = shown(client).context["rows"]
    (word,) = row["words"]
    assert len(word["names"]) == 2
    start = new.evidence.exclude(kind="main").get().ranges[0][0]
    assert start in [told["start"] for told in word["tellings"]]
    answer = client.post(PAGE, {"word": word["names"], "revision": 2, "start": start})
    assert answer.status_code == 302
    assert new.evidence.exclude(kind="main").get().title == "The protest"
    assert not Judgement.objects.standing().filter(is_detached=True).exists()
    undo(Edit.objects.last(), editor=editor)
    assert new.evidence.exclude(kind="main").get().title != "The protest"
    call_command("settle", "--check")


def test_what_a_wide_edit_left_out_waits_alone(editor):
    made = article(TOWNS, [])
    settle([made])
    edit = mend(made, "Nobody", "", editor=editor)
    word = edit.corrections.get()
    word.pk, word.start, word.end, word.quote = None, TOWNS.index("noon"), TOWNS.index("noon") + 4, "noon"
    word.save()
    new = revise(made, TOWNS.replace("The ship Basra sailed at noon", "At noon a ship left"))
    assert [each.words[0].quote for each in waiting([new])] == ["noon"]


def test_the_page_costs_the_same_however_much_waits(client, towns, editor, django_assert_num_queries):
    client.force_login(editor)
    shown(client)
    with django_assert_num_queries(QUERIES):
        shown(client)
    other = article(TOWNS, [])
    settle([other])
    for quote in ("Rain", "Nobody", "noon"):
        mend(other, quote, "ORG", editor=editor)
    revise(other, "Nothing is known yet.")
    with django_assert_num_queries(QUERIES):
        assert len(shown(client).context["rows"]) == 2


def test_older_articles_stand_on_the_next_page(client, towns, editor, monkeypatch):
    monkeypatch.setattr("newsroom.views.detached.ARTICLES", 1)
    other = article(TOWNS, [])
    mend(other, "Rain", "ORG", editor=editor)
    revise(other, "Nothing is known yet.")
    client.force_login(editor)
    first = shown(client)
    assert [row["article"].pk for row in first.context["rows"]] == [other.pk]
    second = shown(client, below=first.context["after"])
    assert [row["article"].pk for row in second.context["rows"]] == [towns.pk]
    assert second.context["after"] is None


def test_the_desk_leads_to_it():
    assert reverse("detached") == PAGE
