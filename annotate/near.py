"""Which evidence may be alike: what the index of filings knows, before any of it is read and compared."""

from collections.abc import Mapping

from django.db import connection

from .models import Filing
from .nlp.likeness import Telling
from .nlp.windows import filed, numbers, sought

TOGETHER = 50  # questions asked at once

# For one piece of evidence all that are filed where it seeks and share so many keys with it. Its numbers stand in the
# question, so that Postgres knows how rare they are.
NEAR = """
    SELECT %s::bigint, evidence_id FROM annotate_filing WHERE keys && %s::int[]
    AND (SELECT count(*) FROM unnest(stems) AS stem WHERE stem = ANY(%s::int[])) >= %s
"""


def near(tellings: Mapping[int, Telling]) -> list[tuple[int, int]]:
    """The ids of pairs: evidence whose telling is given, and any other that shares enough keys at a time that agrees.

    Some of them share too few all the same; whatever likeness() finds alike is among them.
    """
    pairs, asked = [], []
    for pk, telling in tellings.items():
        wanted = min(telling.wanted, len(telling.keys))
        asked.append((pk, _array(sought(telling)), _array(numbers(telling.keys)), wanted))
    with connection.cursor() as cursor:
        for start in range(0, len(asked), TOGETHER):
            together = asked[start : start + TOGETHER]
            cursor.execute(" UNION ALL ".join([NEAR] * len(together)), [value for each in together for value in each])
            pairs += [(one, other) for one, other in cursor.fetchall() if one != other]
    return pairs


def filing(telling: Telling) -> Filing:
    """Where near() finds a piece of evidence."""
    return Filing(keys=filed(telling), stems=numbers(telling.keys))


def _array(numbers: list[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"
