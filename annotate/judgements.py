"""How an editor's word on events falls on the evidence of an article."""

from collections.abc import Iterable, Sequence

from .models import APART, MAIN, SAME, TITLE, WHEN, WHERE, WHO, Evidence, Judgement
from .nlp.dates import interval
from .nlp.settle import anchor


def judge(text: str, rows: Sequence[Evidence], judgements: Iterable[Judgement]) -> None:
    """Let judgements on tellings of a text, oldest first, change its evidence; the newest word of a kind stands."""
    for judgement in judgements:
        if row := meant(text, rows, judgement):
            _fall(row, judgement)


def meant(text: str, rows: Sequence[Evidence], judgement: Judgement) -> Evidence | None:
    """Which evidence a judgement speaks of, None when the text tells it no more.

    It is what the same sentence tells, and of an article's story that story; of several the one most like it was.
    """
    place = anchor(text, judgement.start, judgement.end, judgement.quote)
    title, value, kind = judgement.told
    there = [
        row
        for row in rows
        if row.kind == kind == MAIN or (place and any(a < place[1] and place[0] < b for a, b in row.ranges))
    ]
    alike = [(row.kind == kind, row.told[0] == title, row.told[1] == value) for row in there]
    best = max(alike, default=None)
    return there[alike.index(best)] if best and (len(there) == 1 or any(best[1:])) else None


def _fall(row: Evidence, judgement: Judgement) -> None:
    verb, said = judgement.verb, judgement.said
    if verb in (SAME, APART):
        row.judged.setdefault(verb, []).append(said * judgement.edit_id)
        return
    row.judged[verb] = judgement.edit_id
    if verb == TITLE:
        row.title = said
    elif verb == WHEN:
        days = interval(said)
        row.value, row.first_day, row.last_day, row.precision = said, days.first, days.last, days.precision
    elif verb == WHERE:
        row.place_id = said
    elif verb == WHO:
        row.who = said
