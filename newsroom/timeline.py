"""The filters of the timeline as its query string says them: ?person=, ?place=, ?group=, ?from= and ?to=."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from annotate.nlp.dates import describe, interval

from . import search as searching
from . import sql

KINDS = searching.NAME_KINDS
COLUMNS = "event.id AS pk, event.title, event.first_day, event.last_day, event.precision, event.kind, source_count"
EVENTS = """
    SELECT {columns} FROM annotate_event AS event
    WHERE {where} AND (event.first_day, event.id) < (%(day)s, %(number)s)
    ORDER BY event.first_day DESC, event.id DESC LIMIT %(size)s
"""
BY_ID = """
    SELECT coalesce(heir.id, entity.id) AS pk, coalesce(heir.name, entity.name) AS name
    FROM annotate_entity AS entity LEFT JOIN annotate_entity AS heir ON heir.id = entity.merged_into_id
    WHERE entity.id = %(entity)s
"""
TOLD_BY = (
    "event.id IN (SELECT event_id FROM annotate_evidence WHERE who && %({0})s::bigint[] OR place_id = ANY(%({0})s))"
)

AHEAD = """
    SELECT newest.horizon, EXISTS (
        SELECT FROM annotate_event AS event WHERE {where} AND event.first_day > newest.horizon
    ) AS is_passed
    FROM (SELECT max(published_at)::date + %(days)s AS horizon FROM newsroom_article) AS newest
"""
NEAR = 31  # days after the newest article in which what is announced is still near


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom or what a filter keeps: the ids it means, none when nobody is so called, and a name for readers."""

    kind: str
    name: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the timeline is kept to; days are None where the span of time is open."""

    names: tuple[Asked, ...] = ()
    first: date | None = None
    last: date | None = None

    def where(self) -> tuple[str, dict]:
        """The condition on `annotate_event AS event` and its values.

        In a span with two ends is what meets it and is told no more vaguely: a month does not show what is told of
        the whole year.
        """
        tests = [
            "source_count > 0",
            "event.merged_into_id IS NULL",
            *(TOLD_BY.format(each.kind) for each in self.names),
        ]
        tests += ["event.last_day >= %(first)s"] if self.first else []
        tests += ["event.first_day <= %(last)s"] if self.last else []
        tests += ["event.last_day - event.first_day <= %(length)s"] if self.first and self.last else []
        length = (self.last - self.first).days if self.first and self.last else 0
        values = {each.kind: list(each.ids) for each in self.names}
        return " AND ".join(tests), values | {"first": self.first, "last": self.last, "length": length}

    def query(self, **other: str) -> str:
        """The query string of this filter, with other parts put in, or left out where they are ""."""
        asked = {each.kind: each.name for each in self.names}
        days = {"from": self.first, "to": self.last}
        asked |= {name: day.isoformat() for name, day in days.items() if day}
        return urlencode({name: value for name, value in (asked | other).items() if value})

    def __str__(self):
        return " · ".join(filter(None, [*(each.name for each in self.names), self.span]))

    @property
    def span(self) -> str:
        """The span of time in words, "" when it is open at both ends."""
        first, last = (day.isoformat() if day else "" for day in (self.first, self.last))
        for digits in (10, 7, 4):
            whole = interval(first[:digits])
            if whole and (whole.first, whole.last) == (self.first, self.last):
                return describe(first[:digits])
        first, last = (describe(day).partition(" ")[2] for day in (first, last))
        return f"{first} to {last}" if first and last else f"from {first}" if first else f"until {last}" if last else ""


def read(query: Mapping[str, str]) -> Filter:
    """The filter of a query string; a day that is none is no filter, a name that nobody bears finds nothing."""
    asked = [(kind, " ".join(query.get(kind, "").replace("\x00", "").split())) for kind in searching.NAME_KINDS]
    names = tuple(_asked(kind, name[:100]) for kind, name in asked if name)
    first, last = interval(query.get("from", "")), interval(query.get("to", ""))
    return Filter(names, first.first if first else None, last.last if last else None)


def _asked(kind: str, name: str) -> Asked:
    if name.isdecimal() and len(name) < 18:
        found = sql.read(BY_ID, entity=int(name))
        return Asked(kind, found[0]["name"] if found else name, tuple(row["pk"] for row in found))
    found = searching.entities(searching.Name(kind, name))
    return Asked(kind, found[0].name if len(found) == 1 else name, tuple(entity.pk for entity in found))


def horizon(kept: Filter) -> date | None:
    """The last day of what lies near the newest articles, None when nothing is told of any later day."""
    where, values = kept.where()
    row = sql.read(AHEAD.format(where=where), days=NEAR, **values)[0]
    return row["horizon"] if row["is_passed"] else None


def page(kept: Filter, cursor: str, size: int) -> tuple[list[dict], str]:
    """(events with COLUMNS, next cursor): the newest first; a cursor that is none begins at the top."""
    day, _, number = cursor.partition("_")
    if not ((found := interval(day)) and number.isdecimal() and len(number) < 18):
        found, number = interval(f"{date.max}"), "0"
    where, values = kept.where()
    statement = EVENTS.format(columns=COLUMNS, where=where)
    rows = sql.read(statement, day=found.first, number=int(number), size=size + 1, **values)
    last = rows[size - 1] if len(rows) > size else None
    return rows[:size], f"{last['first_day']}_{last['pk']}" if last else ""
