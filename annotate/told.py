"""Evidence as linking reads it, in SQL: Django's rows and questions would cost more than the comparing."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection

from .models import APART, SAME, WHEN, Evidence
from .nlp.likeness import Telling, When, unpacked

READ = """
    SELECT id, event_id, circle, article_id, title, kind, first_day, last_day, precision, stated, judged, telling
    FROM annotate_evidence AS evidence WHERE {}
"""
REMEMBERED = 4096  # tellings kept unpacked, some 50 MB: what is news is compared again and again


@dataclass(slots=True)
class Told:
    """A row of Evidence, but for what only readers see, and the telling it stands for."""

    id: int
    event: int | None
    circle: int | None
    article: int
    title: str
    kind: str
    first_day: date
    last_day: date
    precision: str
    telling: Telling


def read_told(condition: str, *values) -> dict[int, Told]:
    """The evidence for which a condition in SQL holds, by id; `values` stand in it as %s."""
    with connection.cursor() as cursor:
        cursor.execute(READ.format(condition), values)
        return {row[0]: _told(*row) for row in cursor}


def _told(pk, event, circle, article, title, kind, first, last, precision, stated, judged, packed) -> Told:
    edits = json.loads(judged) if judged != "{}" else {}
    one, apart = (tuple(edits.get(verb, ())) for verb in (SAME, APART))
    telling = _telling(packed, first, last, stated or WHEN in edits, article, one, apart)
    return Told(pk, event, circle, article, title, kind, first, last, precision, telling)


@lru_cache(maxsize=REMEMBERED)
def _telling(packed: str, first: date, last: date, stated: bool, text: int, same: tuple, apart: tuple) -> Telling:
    when = When(first, last, stated)
    return unpacked(json.loads(packed), when, text=text, same=frozenset(same), apart=frozenset(apart))


def telling_of(evidence: Evidence) -> Telling:
    """What is compared of a piece of evidence; nlp.likeness.why(one, other) says what joins two."""
    one, apart = (frozenset(evidence.judged.get(verb, ())) for verb in (SAME, APART))
    return unpacked(evidence.telling, evidence.when, text=evidence.article_id, same=one, apart=apart)
