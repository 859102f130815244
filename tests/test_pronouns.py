"""Titles of events say whom they mean, where the sentences before leave no doubt."""

from datetime import date

import pytest

from annotate.nlp.events import find_events
from annotate.nlp.sentences import sentences
from annotate.nlp.spans import Span

NOOR, MEDINA = "Salim Noor", "Clara Medina"
LEAD = "A bank opened in Basra on Friday.\n\n"


def event(body):
    """Title and people of what a text tells of 2019, after a lead about something else."""
    text = LEAD + body
    tags = [("Friday", "DATE", "2021-11-05"), (NOOR, "PERSON", ""), (MEDINA, "PERSON", ""), ("2019", "DATE", "2019")]
    found = [
        Span(text.index(quote), text.index(quote) + len(quote), label, value, "" if value else quote)
        for quote, label, value in tags
        if quote in text
    ]
    told = find_events(text, sorted(found), sentences(text), published=date(2021, 11, 7), title="Bank opens")
    [one] = [each for each in told if each.value == "2019"]
    return one.title, one.who


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (f"The bank is led by {NOOR}. He founded a mill in 2019.", f"{NOOR} founded a mill"),
        (f"{MEDINA} leads it. Her brother founded a mill in 2019.", f"{MEDINA}’s brother founded a mill"),
        (f"{NOOR} leads it. He is young. He founded a mill in 2019.", f"{NOOR} founded a mill"),
        (f"{NOOR} leads it. In 2019, he founded a mill.", f"{NOOR} founded a mill"),
    ],
)
def test_he_and_she_are_named(body, title):
    found, who = event(body)
    assert found == title
    assert who == (NOOR if NOOR in body else MEDINA,)


@pytest.mark.parametrize(
    "body",
    [
        f"{NOOR} met {MEDINA}. He founded a mill in 2019.",  # one of two
        f"{NOOR} leads it.\n\nHe founded a mill in 2019.",  # another paragraph
        f"{NOOR} leads it. A teacher spoke. He founded a mill in 2019.",  # another, without a name
        f"Mr. {NOOR} leads it. She founded a mill in 2019.",  # the other sex
        f"{NOOR} leads it. When {MEDINA} came, she founded a mill in 2019.",  # named in its own sentence
        f"{NOOR} leads it. Heirs founded a mill in 2019.",  # no pronoun
    ],
)
def test_where_it_may_be_another_the_pronoun_stays(body):
    assert NOOR not in event(body)[0]
