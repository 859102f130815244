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


def test_a_date_in_the_words_that_open_a_sentence_dates_its_main_clause():
    found = others(
        "At the office of the police on Thursday, an officer went on a rampage.", ("Thursday", "DATE", "2021-11-04")
    )
    assert [event.title for event in found] == ["Officer went on a rampage"]


def test_a_place_someone_is_merely_accused_by_is_not_where_it_happened():
    found = others(
        "Condemned by the United States, three rockets exploded on Monday.",
        ("United States", "GPE", ""),
        ("Monday", "DATE", "2021-11-01"),
    )
    assert [event.where for event in found] == [""]


@pytest.mark.parametrize(
    ("sentence", "tags", "titles"),
    [
        (
            "Sara Noor, a former judge, was elected in 2018.",
            [("2018", "DATE", "2018")],
            ["Sara Noor was elected"],
        ),
        (
            "Noor took office in 2005 and resigned in May 2009.",
            [("2005", "DATE", "2005"), ("May 2009", "DATE", "2009-05")],
            ["Noor took office", "Noor resigned"],
        ),
        (
            "Police said on Monday that the bridge had reopened.",
            [("Monday", "DATE", "2021-11-01")],
            ["Police said that the bridge had reopened"],
        ),
        ("The same court barred Noor on Monday.", [("Monday", "DATE", "2021-11-01")], ["The same court barred Noor"]),
        (
            "He was shot on 14 May 2003, the day that the parties that agreed on him in 2002 fell out.",
            [("14 May 2003", "DATE", "2003-05-14"), ("2002", "DATE", "2002")],
            ["He was shot", "Parties agreed on him"],
        ),
        (
            "On Monday, Sara Noor, leader of one of the groups that make up the Front (the Order), warned her rivals.",
            [("Monday", "DATE", "2021-11-01")],
            ["Sara Noor warned her rivals"],
        ),
        (
            "On Monday Noor called the plan “a first step”.",
            [("Monday", "DATE", "2021-11-01")],
            ["Noor called the plan “a first step”"],
        ),
        ("Last year saw 300 accidents on the road.", [("Last year", "DATE", "2020")], ["300 accidents on the road"]),
        (
            "They met days before the 2016 referendum on the border.",
            [("2016", "DATE", "2016")],
            ["Referendum on the border"],
        ),
    ],
)
def test_a_title_is_the_clause_with_its_subject(sentence, tags, titles):
    assert [event.title for event in others(sentence, *tags)] == titles


@pytest.mark.parametrize(
    ("sentence", "quote", "value"),
    [
        ("Protests had gone on for the last five years.", "the last five years", "2016/2021"),
        ("There were more fires than in 2018.", "2018", "2018"),
        ("Women made up 16 % of the army as of 2016.", "2016", "2016"),
        ("It was the lowest turnout of any since 2003.", "2003", "2003"),
        ("The vote was originally planned for Friday.", "Friday", "2021-11-12"),
        ("The club was to open on Friday.", "Friday", "2021-11-05"),
        ("If talks fail, the army will march on Friday.", "Friday", "2021-11-12"),
        ("He was named for the 2021 prize.", "2021", "2021"),
        ("Sunday belonged to the north.", "Sunday", "2021-10-31"),
    ],
)
def test_a_length_of_time_a_comparison_or_a_plan_that_came_to_nothing_is_no_event(sentence, quote, value):
    assert others(sentence, (quote, "DATE", value)) == []


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("The storm raged from Monday to Wednesday.", date(2021, 11, 1), date(2021, 11, 3)),
        ("The storm raged on Monday and Wednesday.", date(2021, 11, 1), date(2021, 11, 1)),
        ("The storm raged in 2015 and 2016.", date(2015, 1, 1), date(2016, 12, 31)),
        ("Noor led the firm from 2000 to 2010.", date(2000, 1, 1), date(2010, 12, 31)),
    ],
)
def test_two_times_are_one_range_where_one_goes_on_in_the_other(sentence, first, last):
    values = {"Monday": "2021-11-01", "Wednesday": "2021-11-03"}
    words = [word.strip(".") for word in sentence.split()]
    tags = [(word, "DATE", values.get(word, word)) for word in words if word in values or word.isdigit()]
    event = others(sentence, *tags)[0]
    assert (event.first, event.last) == (first, last)


def test_a_clock_time_and_the_same_in_another_zone_are_one():
    [event] = others(
        "Calls came in at 2:20 a.m. (0120 UTC) on Friday.",
        ("2:20 a.m.", "TIME", "2021-11-05T02:20"),
        ("0120 UTC", "TIME", "2021-11-05T01:20Z"),
        ("Friday", "DATE", "2021-11-05"),
    )
    assert event.first == date(2021, 11, 5)


def test_a_clock_time_alone_is_of_the_day_of_the_story():
    found = told(
        "A bus crashed on Thursday. Nobody knows why. Officers arrived at 15:00.",
        ("Thursday", "DATE", "2021-11-04"),
        ("15:00", "TIME", "2021-11-07T15:00"),
    )
    assert [(event.title, event.first) for event in found[1:]] == [("Officers arrived", date(2021, 11, 4))]


def test_what_is_told_of_the_thing_in_the_lead_on_its_day_is_the_story():
    [story] = told(
        "A train crashed on Thursday. The train had left the rails before noon on Thursday.",
        ("Thursday", "DATE", "2021-11-04"),
        ("Thursday", "DATE", "2021-11-04"),
    )
    assert len(story.evidence) == 2


def test_a_first_line_that_is_the_headline_is_not_the_lead():
    [story] = told(
        "Bus crashes in hills\n\nA bus crashed on Thursday.",
        ("Thursday", "DATE", "2021-11-04"),
        title="Bus crashes in hills",
    )
    assert (story.title, story.first) == ("Bus crashes in hills", date(2021, 11, 4))
    [same] = told("Bus crashes in hills\n\nA bus crashed on Thursday.", ("Thursday", "DATE", "2021-11-04"))
    assert same == story


def test_a_week_and_a_day_in_it_of_the_same_words_are_one_event_of_that_day():
    [event] = others(
        "The attack on the embassy shook the town last week. The attack shook the town on Friday.",
        ("last week", "DATE", "2021-W44"),
        ("Friday", "DATE", "2021-11-05"),
    )
    assert (event.first, len(event.evidence)) == (date(2021, 11, 5), 2)


class Counted(list):
    """A list that counts how often it is read."""

    reads = 0

    def __getitem__(self, index):
        self.reads += 1
        return super().__getitem__(index)


def test_every_span_is_looked_at_a_few_times_however_long_the_text():
    line = "Protesters clashed with police on Friday. "
    spans = Counted(Span(at * len(line) + 34, at * len(line) + 40, "DATE", value="2021-11-05") for at in range(300))
    text = line * 300
    find_events(text, spans, sentences(text), published=PUBLISHED)
    assert spans.reads <= 6 * len(spans)
