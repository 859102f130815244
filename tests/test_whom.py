"""What editors say of entities leaves with the articles as JSON lines, and means the same where it comes in."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction

from annotate import identities
from annotate.editing import undo
from annotate.judging import evidence_of, facts_of, put_right
from annotate.models import Alias, Edit, Entity, Event, Identity, Mention
from annotate.naming import add_name, merge, remove_name, split, tell_apart
from annotate.settling import settle
from annotate.spreading import spread_waiting
from newsroom import importing
from newsroom.models import Article

from .archive import cleo
from .test_importing import forget, taken_out
from .test_naming import called, check, lees, people_of, told, whom  # noqa: F401  one of them a fixture
from .test_settling import article

pytestmark = pytest.mark.django_db

WORD = ("verb", "entity__name", "other__name", "kind", "name", "edit__summary", "edit__retired_at")
MENTION = ("article__key", "start", "quote", "entity__kind", "entity__name", "entity__article_count")
SPELLINGS = ("Mustafa al Kazimi", "Mustafa al-Kadhimi")
ALIAS = ("kind", "key", "name", "entity__name", "learnt__name")


@pytest.fixture
def chief():
    return cleo()


@pytest.fixture
def people():
    """Articles in another order than they were read in."""
    early = article("Mustafa al Kazimi slept. Mustafa al-Kadhimi woke.", [(name, "PERSON", "") for name in SPELLINGS])
    spoke = told("Mustafa al-Kadhimi spoke.", "Mustafa al-Kadhimi", source="Later")
    settle([early])
    return [spoke, early, told("Kadhimi left Baghdad.", "Kadhimi", source="Wire"), told("Abu Haidar.", "Abu Haidar")]


@pytest.fixture
def spoken(people, lees, chief):  # noqa: F811
    """Words of every kind; of most one that stands and one undone."""
    undo(remove_name(called("Mustafa al-Kadhimi"), "Mustafa al Kazimi", editor=chief), editor=chief)
    remove_name(called("Mustafa al-Kadhimi"), "Mustafa al Kazimi", editor=chief)
    undo(merge(called("Kadhimi"), called("Mustafa al-Kadhimi"), editor=chief), editor=chief)
    merge(called("Mustafa al-Kadhimi"), called("Kadhimi"), editor=chief)
    add_name(called("Mustafa al-Kadhimi"), "The Premier", editor=chief)
    own = Entity.objects.filter(name="Mustafa al Kazimi").last()
    add_name(own, "Kazimi", editor=chief)
    merge(own, called("Abu Haidar"), editor=chief)
    tell_apart(own, called("Mustafa al-Kadhimi"), editor=chief)
    tell_apart(called("Park"), called("Choi"), is_sure=False, editor=chief)
    shown = [made.pk for made in lees]
    split(called("Kim Lee"), "the boxer", out=[lees[0].pk], shown=shown[:2], editor=chief)
    undo(split(called("Kim Lee"), "singer", out=[lees[3].pk], shown=shown, editor=chief), editor=chief)


def meaning():
    """All that names mean, without numbers."""
    return {
        "words": sorted(Identity.objects.values_list(*WORD), key=repr),
        "mentions": sorted(Mention.objects.values_list(*MENTION), key=repr),
        "aliases": sorted(Alias.objects.values_list(*ALIAS)),
        "merged": sorted(Entity.objects.filter(merged_into__isnull=False).values_list("name", "merged_into__name")),
    }


def word_lines(file):
    return [line for line in file.read_text().splitlines() if "text" not in json.loads(line)]


def undone():
    """What names mean when all words are taken back, one by one, each state of the way; and then made as before."""
    states = []
    with transaction.atomic():
        for edit in Edit.objects.filter(retired_at=None).order_by("made_at"):
            undo(edit, editor=edit.editor)
            spread_waiting()
            check()
            states.append(meaning() | {"words": None})
        transaction.set_rollback(True)
    return states


def rows():
    models = (Article, Edit, Identity, Entity, Alias, Mention)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_names_mean_the_same_where_they_come_in(spoken, tmp_path):
    before, file = meaning(), taken_out(tmp_path)
    assert len(before["words"]) == 11
    forget()
    call_command("import", str(file))
    assert meaning() == before
    assert word_lines(taken_out(tmp_path)) == word_lines(file)
    check()


def test_each_undo_after_an_import_is_as_exact(spoken, tmp_path):
    before, file = undone(), taken_out(tmp_path)
    forget()
    call_command("import", str(file))
    after = undone()
    assert len(after) == 8
    for one, other in zip(before, after, strict=True):
        assert one == other


def test_a_second_import_of_words_on_entities_changes_nothing(spoken, tmp_path):
    before, file = rows(), taken_out(tmp_path)
    call_command("import", str(file))
    assert rows() == before
    forget()
    call_command("import", str(file))
    before = rows()
    call_command("import", str(file))
    assert rows() == before


def test_words_come_in_where_there_are_others_already(spoken, tmp_path, monkeypatch):
    before, file = meaning(), taken_out(tmp_path)
    forget()
    monkeypatch.setattr(identities, "AT_ONCE", 0)
    here = told("Baghdad saw KADHIMI and Mustafa Kadhimi.", "KADHIMI", "Mustafa Kadhimi", source="Here")
    call_command("import", str(file))
    assert whom(here, "KADHIMI") == ["Mustafa Kadhimi"]
    assert len(Identity.objects.all()) == 11
    imported = [row for row in meaning()["mentions"] if row[0] != here.key]
    seen = {name: "Mustafa Kadhimi" if name == "Mustafa al-Kadhimi" else name for *_, name, _ in before["mentions"]}
    assert [row[:5] for row in imported] == [(*row[:4], seen[row[4]]) for row in before["mentions"]]
    check()


def test_a_man_and_a_woman_of_one_name_stay_two(chief, tmp_path):
    told("Mrs. Kim Lee sang.", "Kim Lee")
    told("Mr. Kim Lee boxed.", "Kim Lee", source="Wire")
    told("The singer Ana Lee sang.", "Ana Lee")
    man = Mention.objects.get(article__text__startswith="Mr.").entity
    merge(called("Ana Lee"), man, editor=chief)
    file, before = taken_out(tmp_path), meaning()
    forget()
    call_command("import", str(file))
    assert [name for *_, name, _ in meaning()["mentions"]] == [name for *_, name, _ in before["mentions"]]
    assert Mention.objects.get(article__text__startswith="Mr.").entity.name == "Ana Lee"
    assert Mention.objects.get(article__text__startswith="Mrs.").entity.name == "Kim Lee"
    check()


def test_words_that_contradict_each_other_lead_nowhere_twice(people, chief, tmp_path):
    first = merge(called("Mustafa al-Kadhimi"), called("Kadhimi"), editor=chief)
    merge(called("Abu Haidar"), called("Mustafa al-Kadhimi"), editor=chief)
    file = taken_out(tmp_path)
    Edit.objects.all().delete()
    call_command("settle")
    merge(called("Kadhimi"), called("Mustafa al-Kadhimi"), editor=chief)
    call_command("import", str(file))
    assert not Identity.objects.filter(edit__summary=first.summary).exists()
    assert whom(people[2], "Kadhimi") == whom(people[0], "Mustafa al-Kadhimi") == ["Abu Haidar"]
    check()
    before = rows()
    call_command("import", str(file))
    assert rows() == before


def test_the_newer_of_two_words_on_one_name_stands_whichever_comes_first(people, chief, tmp_path):
    add_name(called("Mustafa al-Kadhimi"), "The Premier", editor=chief)
    file = taken_out(tmp_path)
    Edit.objects.all().delete()
    call_command("settle")
    add_name(called("Abu Haidar"), "The Premier", editor=chief)
    call_command("import", str(file))
    assert whom(told("The Premier ate.", "The Premier"), "The Premier") == ["Abu Haidar"]


def test_only_all_of_an_archive_takes_words_on_entities_along(spoken, client, tmp_path):
    def spoken_in(text):
        return ["identities" in json.loads(line) and "text" not in json.loads(line) for line in text.splitlines()]

    everything = spoken_in(taken_out(tmp_path).read_text())
    assert everything == sorted(everything) and sum(everything) == 11
    assert not any(spoken_in(taken_out(tmp_path, "--query", "Kadhimi").read_text()))
    assert not any(spoken_in(client.get("/search.jsonl").getvalue().decode()))


def test_people_of_an_event_come_in_as_those_who_were_meant(people, chief, tmp_path):
    made = article("Rockets struck Baghdad on Sunday.", [("Baghdad", "GPE", ""), ("Sunday", "DATE", "2021-11-07")])
    settle([made])
    event = Event.objects.get()
    remove_name(called("Mustafa al-Kadhimi"), "Mustafa al Kazimi", editor=chief)
    facts = facts_of(event, evidence_of(event))
    said = {"title": facts.title, "when": facts.value, "where": "Baghdad", "who": ["Mustafa al Kazimi", "Kadhimi"]}
    put_right(event, seen=facts.seen, **said, editor=chief)
    edit = merge(called("Mustafa al-Kadhimi"), called("Kadhimi"), editor=chief)
    file = taken_out(tmp_path)
    forget()
    call_command("import", str(file))
    event = Event.objects.get()
    assert people_of(event) == ["Mustafa al Kazimi", "Mustafa al-Kadhimi"]
    undo(Edit.objects.get(summary=edit.summary), editor=cleo_again())
    assert people_of(event) == ["Mustafa al Kazimi", "Kadhimi"]
    check()


def cleo_again():
    return get_user_model().objects.get(username="cleo")


def test_an_import_that_was_killed_before_the_splits_is_ended_by_the_next(spoken, tmp_path, monkeypatch):
    before, file = meaning(), taken_out(tmp_path)
    forget()
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(importing, "say_splits", killed)
        call_command("import", str(file))
    assert not Identity.objects.filter(verb="split").exists()
    call_command("import", str(file))
    assert meaning() == before
    check()


def killed(*words):
    raise KeyboardInterrupt
