"""Linking through the database: which articles share an event, whatever order they come in, and what it costs."""

from datetime import timedelta
from random import Random

import pytest

from annotate.checking import disagreements
from annotate.linking import link_all
from annotate.models import Event, Evidence
from annotate.nlp.likeness import why
from annotate.settling import settle
from annotate.told import telling_of

from .test_settling import ATTACK, ATTACK_TAGS, DRAW, DRAW_TAGS, OTHER_ATTACK, OTHER_TAGS, article

pytestmark = pytest.mark.django_db

ROCKETS = "Three rockets fell on Mansour in Baghdad on 31 October, wounding nobody."
ROCKETS_TAGS = [("Mansour", "GPE", ""), ("Baghdad", "GPE", ""), ("31 October", "DATE", "2021-10-31")]
LATE = "Investigators in Baghdad examined the drone that had attacked the residence of Mustafa al-Kadhimi."
LATE_TAGS = [("Baghdad", "GPE", ""), ("Mustafa al-Kadhimi", "PERSON", "")]
RECALL = "A court met in Basra. Three rockets fell on Mansour in Baghdad in October, wounding nobody."
RECALL_TAGS = [("Basra", "GPE", ""), ("Mansour", "GPE", ""), ("Baghdad", "GPE", ""), ("October", "DATE", "2021-10")]


def stories():
    """The articles of each event, by title of the article and precision of what it tells."""
    found = {}
    for title, precision, event in Evidence.objects.values_list("article__title", "precision", "event"):
        found.setdefault(event, set()).add(f"{title}, {precision}")
    return frozenset(map(frozenset, found.values()))


def newsstand():
    return [
        article(ATTACK, ATTACK_TAGS, title="Attack"),
        article(OTHER_ATTACK, OTHER_TAGS, title="Drones", source="Ledger"),
        article(LATE, LATE_TAGS, title="Inquiry", source="Wire", day=9),
        article(DRAW, DRAW_TAGS, title="Draw"),
        article(ROCKETS, ROCKETS_TAGS, title="Rockets", day=1),
        article(RECALL, RECALL_TAGS, title="Trial", source="Wire", day=20),
    ]


EXPECTED = frozenset(
    map(
        frozenset,
        [
            {"Attack, day", "Drones, day", "Inquiry, day"},
            {"Draw, day"},
            {"Rockets, day", "Trial, month"},
            {"Trial, day"},
        ],
    )
)


@pytest.mark.parametrize("seed", range(6))
def test_the_outcome_does_not_depend_on_the_order_of_arrival(seed):
    made = newsstand()
    Random(seed).shuffle(made)
    for each in made:
        settle([each])
    assert stories() == EXPECTED
    assert disagreements() == []
    assert link_all() == 0


@pytest.mark.parametrize("seed", range(4))
def test_what_is_left_when_articles_go_is_as_if_they_had_never_come(seed):
    made = newsstand()
    settle(made)
    Random(seed).shuffle(made)
    for gone in made[:3]:
        gone.text = gone.title = ""
        gone.revision += 1
        gone.save()
        settle([gone])
    left = stories()
    Evidence.objects.all().delete()
    Event.objects.all().delete()
    settle(made)
    assert left == stories()


def test_a_month_and_a_day_in_it_are_one_event_with_the_date_of_the_day():
    settle(newsstand())
    event = Event.objects.get(evidence__precision="month")
    assert (str(event.first_day), event.precision, event.source_count) == ("2021-10-31", "day", 2)


def test_days_that_are_stated_and_differ_are_never_one_event():
    tags = [ATTACK_TAGS[0], ATTACK_TAGS[1], ("Sunday", "DATE", "2021-10-31"), ATTACK_TAGS[3]]
    settle([article(ATTACK, ATTACK_TAGS), article(ATTACK, tags, source="Ledger")])
    assert Event.objects.count() == 2


def test_a_report_without_a_day_joins_what_happened_in_the_week_before_it():
    settle([article(ATTACK, ATTACK_TAGS), article(LATE, LATE_TAGS, source="Wire", day=14)])
    assert Event.objects.get().source_count == 2
    assert str(Event.objects.get().first_day) == "2021-11-07"


def test_a_report_without_a_day_joins_nothing_older():
    settle([article(ATTACK, ATTACK_TAGS), article(LATE, LATE_TAGS, source="Wire", day=15)])
    assert Event.objects.count() == 2


def test_two_pieces_of_evidence_say_what_joins_them():
    first, second = article(ATTACK, ATTACK_TAGS), article(OTHER_ATTACK, OTHER_TAGS, source="Ledger")
    settle([first, second])
    shared = why(telling_of(first.evidence.get()), telling_of(second.evidence.get()))
    assert shared["names"] == ["Mustafa al-Kadhimi", "Baghdad"]
    assert shared["dates"] == ["2021-11-07"]
    assert {"drone", "attack"} <= set(shared["words"])


def test_an_article_of_another_week_is_not_read_again():
    settle([article(ATTACK, ATTACK_TAGS)])
    old = Evidence.objects.get()
    Evidence.objects.update(first_day=old.first_day - timedelta(90), last_day=old.last_day - timedelta(90))
    settle([article(OTHER_ATTACK, OTHER_TAGS, source="Ledger")])
    assert Evidence.objects.get(article__source="Ledger").circle != old.circle


def test_a_crowd_takes_in_what_is_like_one_of_its_events_and_moves_nothing(monkeypatch):
    monkeypatch.setattr("annotate.linking.CROWD", 1)
    made = [article(ATTACK, ATTACK_TAGS, source=f"Courier {number}") for number in range(3)]
    for each in made:
        settle([each])
    assert Event.objects.get().source_count == 3
    assert len(set(Evidence.objects.values_list("circle", flat=True))) == 1
    assert link_all() == 0
    assert disagreements() == []


def test_what_one_article_tells_as_two_happenings_stays_two():
    tags = [("November 2021", "DATE", "2021-11"), ("2021", "DATE", "2021")]
    settle([article("Talks began. Farmers protested in November 2021. A bridge fell in 2021.", tags, title="Talks")])
    assert len(set(Evidence.objects.values_list("event", flat=True))) == Evidence.objects.count() == 3
