"""Putting events right: what an editor says of them stands when everything is linked again, and undo is exact."""

from random import Random

import pytest
from django.core.management import call_command

from annotate.checking import disagreements
from annotate.editing import Invalid, Stale, undo
from annotate.judging import evidence_of, facts_of, hide, join, put_right, take_out
from annotate.linking import link_all
from annotate.models import Entity, Event, Evidence
from annotate.settling import settle
from newsroom.models import Article

from .archive import archive, ed
from .test_settling import ATTACK, ATTACK_TAGS, DRAW, DRAW_TAGS, OTHER_ATTACK, OTHER_TAGS, article, tagging

pytestmark = pytest.mark.django_db

MORE = "A drone attack on Sunday missed Mustafa al-Kadhimi at his residence in Baghdad, officials said."
MORE_TAGS = [("Sunday", "DATE", "2021-11-07"), ("Mustafa al-Kadhimi", "PERSON", ""), ("Baghdad", "GPE", "")]


@pytest.fixture
def editor():
    return ed()


@pytest.fixture
def attack():
    """The event of the drone attack, which two sources tell; beside it stands the clash of Friday."""
    archive()
    return Event.objects.get(source_count=2)


def facts(event):
    event = Event.objects.get(pk=event.pk)
    return facts_of(event.merged_into or event, evidence_of(event.merged_into or event))


def right(event, editor, **other):
    """Put right what is given, all else as the page shows it."""
    now = facts(event)
    asked = {"title": now.title, "when": now.value, "where": next(iter(now.where.values()), "")}
    asked |= {"who": list(now.who.values())} | other
    return put_right(event, seen=now.seen, editor=editor, **asked)


def rows():
    """Everything derived that an edit can change, but for what redirects to it."""
    evidence = Evidence.objects.order_by("pk").values_list(
        "pk", "event", "circle", "title", "value", "first_day", "last_day", "place", "who", "judged", "filing__keys"
    )
    events = Event.objects.exclude(evidence=None).order_by("pk").distinct()
    return list(evidence), list(events.values_list("pk", "title", "first_day", "last_day", "source_count", "hidden"))


def told():
    """Which articles tell which event, by titles alone."""
    found = {}
    for event, title in Evidence.objects.values_list("event", "article__title"):
        found.setdefault(event, set()).add(title)
    return sorted(map(sorted, found.values()))


def derive_all_again():
    """As if every derived row had been lost."""
    Evidence.objects.all().delete()
    Event.objects.all().delete()
    settle(Article.objects.all())


def test_a_title_a_date_a_place_and_people_are_put_right_at_once(attack, editor):
    edit = right(attack, editor, title="Attack on al-Kadhimi", when="8 November 2021", where="Mosul", who=["Ada"])
    now = facts(attack)
    assert (now.title, now.value) == ("Attack on al-Kadhimi", "2021-11-08")
    assert (list(now.where.values()), list(now.who.values())) == (["Mosul"], ["Ada"])
    assert str(Event.objects.get(pk=attack.pk).first_day) == "2021-11-08"
    assert edit.summary.startswith("Called “Attack on al-Kadhimi”, before “Kadhimi unharmed”.")
    assert "before Sunday 7 November 2021" in edit.summary
    assert disagreements() == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("31 October 2021", "2021-10-31"),
        ("October 2021", "2021-10"),
        ("31 October", "2021-10-31"),
        ("2021-W44", "2021-W44"),
    ],
)
def test_a_date_may_be_said_in_words(attack, editor, words, value):
    right(attack, editor, when=words)
    assert facts(attack).value == value


def test_what_is_put_right_stands_when_all_is_derived_again(attack, editor):
    right(attack, editor, title="Attack on al-Kadhimi", when="2021-11-08", where="")
    before = facts(attack)
    call_command("settle", check=True)
    derive_all_again()
    again = Event.objects.get(source_count=2)
    assert facts(again) == before
    assert told() == [["Drone misses prime minister", "Kadhimi unharmed"], ["March on the Green Zone"]]


def test_the_sources_own_words_are_kept(attack, editor):
    right(attack, editor, title="Attack", when="2021-11-08")
    assert {value for _, value in Evidence.objects.filter(event=attack).values_list("told", flat=True)} == {
        "2021-11-07"
    }


def test_undo_leaves_the_rows_as_they_were(attack, editor):
    clash = Event.objects.exclude(pk=attack.pk).get()
    before = rows()
    for deed in (
        lambda: right(attack, editor, title="Attack", when="2021-11-08", where="Mosul", who=[]),
        lambda: hide(attack, seen=facts(attack).seen, editor=editor),
        lambda: join(attack, clash, seen=facts(attack).seen, editor=editor),
        lambda: take_out(attack, Article.objects.get(source="Wire").pk, seen=facts(attack).seen, editor=editor),
    ):
        edit = deed()
        assert rows() != before
        undo(edit, editor=editor)
        assert rows() == before
    assert disagreements() == []


@pytest.mark.parametrize("seed", range(8))
def test_edits_undone_in_any_order_leave_the_rows_as_they_were(attack, editor, seed):
    settle([article(DRAW, DRAW_TAGS, title="Draw"), article(MORE, MORE_TAGS, title="More", source="Post")])
    before, chance, edits = rows(), Random(seed), []
    for _ in range(6):
        events = list(Event.objects.exclude(evidence=None).distinct().order_by("pk"))
        event, other = chance.sample(events, 2) if len(events) > 1 else events * 2
        verb = chance.choice(["title", "when", "hide", "join", "out"])
        seen = facts(event).seen
        try:
            if verb == "title":
                edits.append(right(event, editor, title=f"Event {chance.random()}"))
            elif verb == "when":
                edits.append(right(event, editor, when=f"2021-11-{chance.randint(1, 28):02}"))
            elif verb == "hide":
                edits.append(hide(event, seen=seen, editor=editor))
            elif verb == "join":
                edits.append(join(event, other, seen=seen, editor=editor))
            else:
                out = chance.choice(list(event.evidence.order_by("pk"))).article_id
                edits.append(take_out(event, out, seen=seen, editor=editor))
        except Invalid:
            continue
        assert disagreements() == []
        call_command("settle", check=True)
    chance.shuffle(edits)
    for edit in edits:
        undo(edit, editor=editor)
        call_command("settle", check=True)
    assert [row[:1] + row[3:] for row in rows()[0]] == [row[:1] + row[3:] for row in before[0]]
    assert disagreements() == []


def test_two_events_that_are_one_show_all_sources_and_one_address(attack, editor):
    clash = Event.objects.exclude(pk=attack.pk).get()
    join(clash, attack, seen=facts(clash).seen, editor=editor)
    kept = Event.objects.get(pk=attack.pk)
    assert (kept.source_count, kept.merged_into) == (3, None)
    assert Event.objects.get(pk=clash.pk).merged_into == kept
    assert link_all() == 0
    derive_all_again()
    assert len(told()) == 1


def test_an_article_that_is_taken_out_stays_out(attack, editor):
    wire = Article.objects.get(source="Wire")
    take_out(attack, wire.pk, seen=facts(attack).seen, editor=editor)
    apart = [["Drone misses prime minister"], ["Kadhimi unharmed"], ["March on the Green Zone"]]
    assert told() == apart
    settle([wire])
    assert link_all() == 0
    derive_all_again()
    assert told() == apart


def test_a_new_article_joins_only_one_of_two_that_an_editor_keeps_apart(attack, editor):
    take_out(attack, Article.objects.get(source="Wire").pk, seen=facts(attack).seen, editor=editor)
    settle([article(MORE, MORE_TAGS, title="More", source="Post")])
    assert sorted(map(len, told())) == [1, 1, 2]
    assert disagreements() == []


def test_the_newest_word_counts(attack, editor):
    clash = Event.objects.exclude(pk=attack.pk).get()
    join(attack, clash, seen=facts(attack).seen, editor=editor)
    ledger = Article.objects.get(source="Ledger")
    take_out(attack, ledger.pk, seen=facts(attack).seen, editor=editor)
    assert len(told()) == 2
    right(attack, editor, title="First")
    right(attack, editor, title="Second")
    assert facts(attack).title == "Second"


def test_a_hidden_event_counts_no_sources_and_a_new_source_does_not_show_it_again(attack, editor):
    hide(attack, seen=facts(attack).seen, editor=editor)
    settle([article(MORE, MORE_TAGS, title="More", source="Post")])
    event = Event.objects.get(pk=attack.pk)
    assert (event.hidden, event.source_count, event.evidence.count()) == (True, 0, 3)
    assert disagreements() == []


def test_a_word_on_a_story_stands_when_the_article_is_revised(attack, editor):
    right(attack, editor, title="Attack on al-Kadhimi")
    courier = Article.objects.get(source="Courier")
    courier.text = f"BAGHDAD - {courier.text}"
    courier.revision += 1
    courier.save()
    tagging(courier, ATTACK_TAGS, "test-1")
    settle([courier])
    assert facts(attack).title == "Attack on al-Kadhimi"


def test_an_article_whose_date_is_put_right_joins_what_happened_then(editor):
    wrong = [(words, label, value and "2021-11-14") for words, label, value in OTHER_TAGS]
    settle([article(ATTACK, ATTACK_TAGS), article(OTHER_ATTACK, wrong, source="Ledger")])
    event = Evidence.objects.get(article__source="Ledger").event
    right(event, editor, when="2021-11-07")
    assert Event.objects.exclude(evidence=None).distinct().count() == 1


def test_a_name_that_is_known_means_who_bears_it(attack, editor):
    right(attack, editor, who=["mustafa al kazimi", "Iraqi Army"])
    assert list(facts(attack).who.values()) == ["Mustafa al-Kadhimi", "Iraqi Army"]
    assert Entity.objects.filter(name__icontains="kazimi").count() == 0


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"title": " "}, "needs a title"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"when": "soon"}, "“soon” is no date"),
        ({"when": "last Tuesday"}, "is no date"),
        ({"when": "8 November 2021 or so"}, "is no date"),
        ({"when": "2021-02-30"}, "is no date"),
        ({"who": [f"Person {n}" for n in range(41)]}, "at most 40"),
        ({}, "stands already"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(attack, editor, asked, reason):
    before = rows()
    with pytest.raises(Invalid, match=reason):
        right(attack, editor, **asked)
    assert rows() == before


def test_a_stale_page_is_told_both_words(attack, editor):
    stale = facts(attack).seen
    right(attack, editor, title="First")
    with pytest.raises(Stale) as told:
        put_right(attack, seen=stale, title="Second", when="2021-11-07", where="", who=[], editor=editor)
    assert "“First”" in told.value.theirs
    assert "“Second”" in told.value.yours


def test_the_only_source_is_not_taken_out(editor):
    settle([article(ATTACK, ATTACK_TAGS)])
    event = Event.objects.get()
    with pytest.raises(Invalid, match="hide it"):
        take_out(event, event.evidence.get().article_id, seen=facts(event).seen, editor=editor)


def test_in_a_crowd_too_an_editor_joins_and_takes_out(attack, editor, monkeypatch):
    monkeypatch.setattr("annotate.linking.CROWD", 1)
    clash = Event.objects.exclude(pk=attack.pk).get()
    before = told()
    joined = join(attack, clash, seen=facts(attack).seen, editor=editor)
    assert len(told()) == 1
    undo(joined, editor=editor)
    assert told() == before
    take_out(attack, Article.objects.get(source="Wire").pk, seen=facts(attack).seen, editor=editor)
    assert len(told()) == 3
    assert disagreements() == []
