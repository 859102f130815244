"""Who is who: merges, names and splits show at once, follow in the background, and leave nothing when undone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotate import identities
from annotate.checking import disagreements
from annotate.editing import Invalid, Stale, undo
from annotate.entities import find_entity
from annotate.history import built_on
from annotate.judging import evidence_of, facts_of, put_right
from annotate.models import Alias, Edit, Entity, Event, Identity
from annotate.naming import add_name, merge, remove_name, split, tell_apart
from annotate.settling import settle
from annotate.spreading import spread_waiting

from .archive import cleo, ed
from .test_editing import mend
from .test_settling import article
from .test_widening import rows, widened

pytestmark = pytest.mark.django_db

BOUT = "Kim Lee boxed in Seoul on Sunday. The bout of boxer Kim Lee in the ring went to Park."
AGAIN = "Boxer Kim Lee won a bout in the ring, Park said."
VOTE = "Kim Lee spoke in parliament in Busan on Friday. The minister Kim Lee named Choi."
LAW = "Minister Kim Lee brought a law before parliament, and Choi agreed."
PLAIN = "Kim Lee was seen."


@pytest.fixture
def editor():
    return ed()


@pytest.fixture
def chief():
    return cleo()


def told(text, *names, **more):
    made = article(text, [(name, "PERSON" if name not in ("Seoul", "Busan") else "GPE", "") for name in names], **more)
    settle([made])
    return made


def called(name, kind="person"):
    return Entity.objects.filter(kind=kind, name=name).order_by("pk").first()


def whom(made, quote):
    return list(made.mentions.filter(quote=quote).values_list("entity__name", flat=True))


@pytest.fixture
def people():
    """The prime minister by his full name, by his surname, and by his initials."""
    return [
        told("Mustafa al-Kadhimi spoke.", "Mustafa al-Kadhimi"),
        told("Kadhimi left Baghdad.", "Kadhimi", source="Wire"),
        told("M. Kadhimi came back.", "M. Kadhimi", source="Ledger"),
    ]


def test_a_merge_moves_the_mentions_and_the_address(people, chief):
    merge(called("Mustafa al-Kadhimi"), called("Kadhimi"), editor=chief)
    assert whom(people[1], "Kadhimi") == ["Mustafa al-Kadhimi"]
    assert called("Kadhimi").merged_into == called("Mustafa al-Kadhimi")
    assert (called("Mustafa al-Kadhimi").article_count, called("Kadhimi").article_count) == (2, 0)
    assert find_entity("kadhimi", "person") == called("Mustafa al-Kadhimi")
    check()


def test_taking_a_merge_apart_gives_each_mention_back(people, chief):
    before = state()
    first = merge(called("Kadhimi"), called("M. Kadhimi"), editor=chief)
    second = merge(called("Mustafa al-Kadhimi"), called("Kadhimi"), editor=chief)
    assert whom(people[2], "M. Kadhimi") == ["Mustafa al-Kadhimi"]
    undo(first, editor=chief)
    assert whom(people[2], "M. Kadhimi") == ["M. Kadhimi"]
    assert whom(people[1], "Kadhimi") == ["Mustafa al-Kadhimi"]
    undo(second, editor=chief)
    assert state() == before
    check()


def test_a_name_learnt_while_merged_goes_with_the_one_who_bears_it(people, chief):
    edit = merge(called("Mustafa al-Kadhimi"), called("Kadhimi"), editor=chief)
    later = told("KADHIMI slept.", "KADHIMI")
    assert whom(later, "KADHIMI") == ["Mustafa al-Kadhimi"]
    undo(edit, editor=chief)
    assert whom(later, "KADHIMI") == ["Kadhimi"]
    check()


@pytest.mark.django_db(transaction=True)
def test_many_editors_may_merge_and_many_workers_settle_at_once():
    chief = cleo()
    made = [told(f"Ana Doe{n} met Bo Roe{n}.", f"Ana Doe{n}", f"Bo Roe{n}") for n in range(8)]

    def work(n):
        try:
            if n % 2:
                settle(made)
            else:
                merge(called(f"Ana Doe{n // 2}"), called(f"Bo Roe{n // 2}"), editor=chief)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(16)))
    assert Identity.objects.count() == 8
    assert Entity.objects.filter(article_count__gt=0).count() == 8
    check()


def test_a_name_that_nobody_has_leaves_no_article_to_go_through(people, editor, monkeypatch):
    monkeypatch.setattr(identities, "AT_ONCE", 0)
    add_name(called("Mustafa al-Kadhimi"), "Abu Haidar", editor=editor)
    assert Identity.objects.get().unsettled_below is None


def test_many_articles_follow_in_the_background_the_newest_at_once(people, chief, monkeypatch):
    monkeypatch.setattr(identities, "AT_ONCE", 1)
    older = people[1]
    newer = told("Kadhimi flew.", "Kadhimi")
    merge(called("Mustafa al-Kadhimi"), called("Kadhimi"), editor=chief)
    assert (whom(newer, "Kadhimi"), whom(older, "Kadhimi")) == (["Mustafa al-Kadhimi"], ["Kadhimi"])
    assert called("Kadhimi").merged_into == called("Mustafa al-Kadhimi")
    with pytest.raises(CommandError, match="1 words on entities are still on their way"):
        call_command("settle", "--check")
    assert spread_waiting() == 1
    assert whom(older, "Kadhimi") == ["Mustafa al-Kadhimi"]
    check()


def test_what_was_undone_on_its_way_arrives_nowhere(people, chief, monkeypatch):
    monkeypatch.setattr(identities, "AT_ONCE", 1)
    told("Kadhimi flew.", "Kadhimi")
    before = state()
    edit = merge(called("Mustafa al-Kadhimi"), called("Kadhimi"), editor=chief)
    undo(edit, editor=chief)
    spread_waiting()
    assert state() == before
    check()


def test_different_is_remembered_and_changes_nothing_else(people, editor):
    before = state()
    edit = tell_apart(called("Kadhimi"), called("M. Kadhimi"), editor=editor)
    assert edit.summary == "“Kadhimi” and “M. Kadhimi” are two."
    assert Identity.objects.get().verb == "two"
    assert state() == before


def test_one_who_was_merged_meanwhile_is_stale(people, chief):
    kadhimi = called("Kadhimi")
    merge(called("Mustafa al-Kadhimi"), kadhimi, editor=chief)
    with pytest.raises(Stale, match="“Kadhimi” is “Mustafa al-Kadhimi” now"):
        merge(kadhimi, called("M. Kadhimi"), editor=chief)
    with pytest.raises(Invalid, match="one and the same"):
        merge(called("M. Kadhimi"), called("M. Kadhimi"), editor=chief)
    assert Edit.objects.count() == 1


def test_what_was_said_later_of_the_same_is_told_before_an_undo(people, chief):
    first = merge(called("Kadhimi"), called("M. Kadhimi"), editor=chief)
    second = merge(called("Mustafa al-Kadhimi"), called("Kadhimi"), editor=chief)
    assert (built_on(first), built_on(second)) == ([second], [])


def test_a_person_is_no_place(people, chief):
    baghdad = Entity.objects.create(kind="place", name="Baghdad")
    with pytest.raises(Invalid, match="they cannot be one"):
        merge(called("Kadhimi"), baghdad, editor=chief)


def test_a_name_that_is_added_means_the_entity_from_now_on(people, editor):
    edit = add_name(called("Mustafa al-Kadhimi"), "Abu Haidar", editor=editor)
    later = told("ABU HAIDAR came.", "ABU HAIDAR")
    assert whom(later, "ABU HAIDAR") == ["Mustafa al-Kadhimi"]
    undo(edit, editor=editor)
    assert whom(later, "ABU HAIDAR") == ["Abu Haidar"]
    check()


def test_a_name_that_articles_use_for_another_is_refused_with_its_holder(people, editor):
    with pytest.raises(Invalid, match=r"“Kadhimi” is the name of “Kadhimi” in 1 article\. If they are one, merge"):
        add_name(called("Mustafa al-Kadhimi"), "Kadhimi", editor=editor)
    with pytest.raises(Invalid, match=r"called “M\. Kadhimi” already"):
        add_name(called("M. Kadhimi"), "M. Kadhimi", editor=editor)
    with pytest.raises(Invalid, match="a letter or a digit"):
        add_name(called("M. Kadhimi"), "…", editor=editor)
    assert not Edit.objects.exists()


def test_a_name_that_is_removed_is_one_of_its_own(people, editor):
    spelt = told("Mustafa al Kazimi slept.", "Mustafa al Kazimi")
    before = state()
    edit = remove_name(called("Mustafa al-Kadhimi"), "Mustafa al Kazimi", editor=editor)
    assert whom(spelt, "Mustafa al Kazimi") == ["Mustafa al Kazimi"]
    assert (called("Mustafa al-Kadhimi").article_count, called("Mustafa al Kazimi").article_count) == (1, 1)
    check()
    undo(edit, editor=editor)
    assert state() == before
    check()


def test_the_name_something_is_called_by_cannot_be_removed(people, editor):
    with pytest.raises(Invalid, match="what it is called by"):
        remove_name(called("Kadhimi"), "KADHIMI", editor=editor)
    with pytest.raises(Invalid, match="not called “Saleh” any more"):
        remove_name(called("Kadhimi"), "Saleh", editor=editor)


@pytest.fixture
def lees():
    return [
        told(BOUT, "Kim Lee", "Seoul", "Kim Lee", "Park"),
        told(VOTE, "Kim Lee", "Busan", "Kim Lee", "Choi", source="Wire"),
        told(AGAIN, "Kim Lee", "Park", source="Wire"),
        told(PLAIN, "Kim Lee", source="Ledger"),
    ]


def boxer(lees, editor):
    return split(called("Kim Lee"), "the boxer", out=[lees[0].pk], shown=[made.pk for made in lees[:2]], editor=editor)


def test_a_name_that_means_two_is_split_by_context(lees, editor):
    edit = boxer(lees, editor)
    assert edit.summary == "In 1 article and what resembles them “Kim Lee” is “Kim Lee (boxer)”."
    assert [set(whom(made, "Kim Lee")) for made in lees] == [
        {"Kim Lee (boxer)"},
        {"Kim Lee"},
        {"Kim Lee (boxer)"},
        {"Kim Lee"},
    ]
    check()


def test_later_articles_mean_whom_their_context_resembles_else_the_first(lees, editor):
    boxer(lees, editor)
    later = [told(AGAIN, "Kim Lee", "Park"), told(LAW, "Kim Lee", "Choi"), told("Kim Lee ate.", "Kim Lee")]
    assert [whom(made, "Kim Lee") for made in later] == [["Kim Lee (boxer)"], ["Kim Lee"], ["Kim Lee"]]
    check()


def test_a_split_undone_leaves_one(lees, editor):
    before = state()
    undo(boxer(lees, editor), editor=editor)
    assert state() == before
    check()


def test_a_third_of_the_name_is_split_off_too(lees, editor):
    boxer(lees, editor)
    split(called("Kim Lee"), "Kim Lee Jr.", out=[lees[3].pk], shown=[lees[1].pk, lees[3].pk], editor=editor)
    assert [whom(made, "Kim Lee")[0] for made in lees] == [
        "Kim Lee (boxer)",
        "Kim Lee",
        "Kim Lee (boxer)",
        "Kim Lee Jr.",
    ]
    check()


def test_an_editor_chooses_the_sense_of_one_mention(lees, editor):
    boxer(lees, editor)
    mend(lees[3], "Kim Lee", "PERSON", entity="Kim Lee (boxer)", editor=editor)
    assert whom(lees[3], "Kim Lee") == ["Kim Lee (boxer)"]


def test_what_was_split_is_not_merged_but_undone(lees, editor):
    boxer(lees, editor)
    with pytest.raises(Invalid, match="share a name and are two: undo that instead"):
        merge(called("Kim Lee"), called("Kim Lee (boxer)"), editor=editor)


def test_a_split_needs_articles_and_a_name_of_its_own(lees, editor):
    for out, name, reason in (([], "boxer", "Tick"), ([lees[0].pk], "Kim Lee", "a name of its own")):
        with pytest.raises(Invalid, match=reason):
            split(called("Kim Lee"), name, out=out, shown=[lees[0].pk], editor=editor)
    assert not Edit.objects.exists()


def test_a_split_holds_for_what_is_merged_into_it_and_goes_with_it(lees, editor):
    other = told("K. Lee boxed, and Park stood in the ring of the bout.", "K. Lee", "Park")
    boxer(lees, editor)
    edit = merge(called("Kim Lee"), called("K. Lee"), editor=editor)
    assert whom(other, "K. Lee") == ["Kim Lee (boxer)"]
    merge(told("Minister Lee.", "Minister Lee").mentions.get().entity, called("Kim Lee"), editor=editor)
    assert whom(lees[0], "Kim Lee")[0] == "Kim Lee (boxer)"
    undo(edit, editor=editor)
    assert whom(other, "K. Lee") == ["K. Lee"]
    check()


def test_rules_and_corrections_that_name_one_follow_its_merge(people, chief):
    widened(people[0], "Mustafa al-Kadhimi", "PERSON", entity="Safa Rashid", is_meant=True, editor=chief)
    saleh = told("Barham Saleh sat.", "Barham Saleh")
    merge(called("Barham Saleh"), called("Safa Rashid"), editor=chief)
    assert whom(people[0], "Mustafa al-Kadhimi") == ["Barham Saleh"]
    assert saleh.mentions.get().entity.article_count == 2
    check()


def test_people_of_an_event_follow_a_merge_and_come_back(chief):
    told("Mustafa al-Kadhimi spoke.", "Mustafa al-Kadhimi")
    made = article("Rockets struck Baghdad on Sunday.", [("Baghdad", "GPE", ""), ("Sunday", "DATE", "2021-11-07")])
    settle([made])
    event = Event.objects.get()
    facts = facts_of(event, evidence_of(event))
    said = {"title": facts.title, "when": facts.value, "where": "Baghdad", "who": ["Safa Rashid"]}
    put_right(event, seen=facts.seen, **said, editor=chief)
    edit = merge(called("Mustafa al-Kadhimi"), called("Safa Rashid"), editor=chief)
    assert people_of(event) == ["Mustafa al-Kadhimi"]
    check()
    undo(edit, editor=chief)
    assert people_of(event) == ["Safa Rashid"]
    check()


def people_of(event):
    return list(facts_of(event, evidence_of(event)).who.values())


def state():
    """All that readers see, entities and what they are called by too; what no article names and nobody meets aside."""
    return (
        rows(),
        list(Entity.objects.filter(article_count__gt=0).order_by("pk").values_list("pk", "name", "article_count")),
        list(Entity.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into").order_by("pk")),
        set(Alias.objects.filter(entity__article_count__gt=0).values_list("entity", "name")),
    )


def check():
    call_command("settle", "--check", verbosity=0)
    assert disagreements() == []
