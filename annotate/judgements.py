"""How an editor's word on events falls on the evidence of an article."""

from collections.abc import Mapping, Sequence

from .models import APART, MAIN, SAME, TITLE, WHEN, WHERE, WHO, Evidence, Judgement
from .nlp.dates import interval

Range = tuple[int, int]


def judge(rows: Sequence[Evidence], judgements: Mapping[Judgement, Range | None]) -> list[Judgement]:
    """Let judgements, oldest first, change the evidence of an article; the newest word of a kind stands.

    Each comes with the place of its sentence in the text, None where that has none. Returns those of what the article
    tells no more.
    """
    lost = []
    for judgement, place in judgements.items():
        if row := meant(rows, judgement, place):
            _fall(row, judgement)
        else:
            lost.append(judgement)
    return lost


def meant(rows: Sequence[Evidence], judgement: Judgement, place: Range | None) -> Evidence | None:
    """Which evidence of an article a judgement speaks of, None when the text tells it no more.

    It is what the same sentence tells, and of an article's story that story; of several the one most like it was.
    """
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
