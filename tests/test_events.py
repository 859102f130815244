"""Events of one text: what counts, on which day, and in whose words."""

from datetime import date

import pytest

from annotate.nlp.events import find_events
from annotate.nlp.sentences import sentences
from annotate.nlp.spans import Span

PUBLISHED = date(2021, 11, 7)


def told(text, *tags, title=""):
    """The events of a text; tags are (quote, label, value), entities being the quotes."""
    spans = []
    for quote, label, value in tags:
        start = text.index(quote, spans[-1].end if spans else 0)
        name = "" if label in ("DATE", "TIME") else quote
        spans.append(Span(start, start + len(quote), label, value=value, entity=name))
    return find_events(text, spans, sentences(text), published=PUBLISHED, title=title)


def test_the_story_takes_its_day_from_the_lead_and_its_title_from_the_headline():
    [story] = told(
        "Mustafa al Kazimi escaped a drone early Sunday morning in Baghdad.",
        ("Mustafa al Kazimi", "PERSON", ""),
        ("early Sunday morning", "TIME", "2021-11-07TMO"),
        ("Baghdad", "GPE", ""),
        title="Drone aimed at prime minister",
    )
    assert (story.kind, story.title) == ("main", "Drone aimed at prime minister")
    assert (story.first, story.last, story.precision) == (PUBLISHED, PUBLISHED, "part")
    assert (story.where, story.who) == ("Baghdad", ("Mustafa al Kazimi",))


def test_a_lead_without_a_day_takes_the_day_of_publication():
    [story] = told("Drones attacked a residence in Baghdad.", ("Baghdad", "GPE", ""))
    assert (story.first, story.precision) == (PUBLISHED, "day")


def test_a_year_in_the_lead_does_not_date_the_story():
    story = told("Kazimi, in power since 2020, was unharmed.", ("2020", "DATE", "2020"))[0]
    assert story.first == PUBLISHED


LEAD = "Drones attacked a residence in Baghdad. "


def others(sentence, *tags):
    return told(LEAD + sentence, ("Baghdad", "GPE", ""), *tags)[1:]


def test_a_clause_with_a_date_is_an_event_without_the_date_in_its_title():
    [event] = others(
        "Last Sunday, three rockets exploded in Mansour.", ("Last Sunday", "DATE", "2021-10-31"), ("Mansour", "GPE", "")
    )
    assert (event.title, event.first, event.where, event.kind) == (
        "Three rockets exploded in Mansour",
        date(2021, 10, 31),
        "Mansour",
        "other",
    )


def test_a_date_inside_a_noun_phrase_names_that_happening():
    [event] = others(
        "Tension has risen after the legislative elections on October 10.", ("October 10", "DATE", "2021-10-10")
    )
    assert (event.title, event.first) == ("Legislative elections", date(2021, 10, 10))


def test_the_precision_of_the_text_is_kept():
    [event] = others("Militants protested in October 2019.", ("October 2019", "DATE", "2019-10"))
    assert (event.first, event.last, event.precision) == (date(2019, 10, 1), date(2019, 10, 31), "month")


def test_what_lies_ahead_is_announced():
    [event] = others("Parliament will meet on Monday.", ("Monday", "DATE", "2021-11-08"))
    assert event.kind == "announced"


def test_what_somebody_said_on_a_day_is_a_statement():
    [event] = others("Ned Price said so on Saturday.", ("Ned Price", "PERSON", ""), ("Saturday", "DATE", "2021-11-06"))
    assert event.kind == "statement"


@pytest.mark.parametrize(
    "sentence",
    [
        "Militias could strike the embassy on Monday.",
        "No attack was reported on Monday.",
        "The court did not meet on Monday.",
        "Guards change shifts every day since Monday.",
    ],
)
def test_what_did_not_happen_is_no_event(sentence):
    assert others(sentence, ("Monday", "DATE", "2021-11-01")) == []


def test_one_happening_told_twice_is_one_event_with_two_sentences():
    [event] = others(
        "Protesters clashed with police on Friday. The protesters clashed on Friday near the gate.",
        ("Friday", "DATE", "2021-11-05"),
        ("Friday", "DATE", "2021-11-05"),
    )
    assert len(event.evidence) == 2


def test_two_happenings_of_one_day_are_two_events():
    events = others(
        "On Friday, protesters clashed with police. On Friday, Khazali warned his rivals.",
        ("Friday", "DATE", "2021-11-05"),
        ("Friday", "DATE", "2021-11-05"),
        ("Khazali", "PERSON", ""),
    )
    assert [event.title for event in events] == ["Protesters clashed with police", "Khazali warned his rivals"]


def test_every_piece_of_evidence_is_a_sentence_of_the_text():
    text = LEAD + "Last Sunday, three rockets exploded."
    events = told(text, ("Baghdad", "GPE", ""), ("Last Sunday", "DATE", "2021-10-31"))
    assert [text[slice(*range_)] for event in events for range_ in event.evidence] == [
        "Drones attacked a residence in Baghdad.",
        "Last Sunday, three rockets exploded.",
    ]


def test_a_text_without_sentences_tells_nothing():
    assert find_events("", [], [], published=PUBLISHED) == []


def test_a_subject_parted_from_its_verb_by_an_apposition_keeps_both():
    found = others(
        "On Friday, Qais al Khazali, leader of Asaib Ahl al Haq, warned against an attack, it was said.",
        ("Friday", "DATE", "2021-11-05"),
        ("Qais al Khazali", "PERSON", ""),
    )
    assert [event.title for event in found] == ["Qais al Khazali warned against an attack"]


def test_who_is_replaced_by_the_people_before_it():
    found = others(
        "Some accuse it of killings of dissident militants who protested in October 2019.",
        ("October 2019", "DATE", "2019-10"),
    )
    assert [event.title for event in found] == ["Dissident militants protested"]


def test_a_clause_without_a_verb_gives_way_to_its_sentence():
    found = others(
        "At the office of the police on Thursday, an officer went on a rampage.", ("Thursday", "DATE", "2021-11-04")
    )
    assert [event.title for event in found] == ["At the office of the police, an officer went on a rampage"]


def test_a_place_someone_is_merely_accused_by_is_not_where_it_happened():
    found = others(
        "Condemned by the United States, three rockets exploded on Monday.",
        ("United States", "GPE", ""),
        ("Monday", "DATE", "2021-11-01"),
    )
    assert [event.where for event in found] == [""]
