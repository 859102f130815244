"""Keyset paging: a page begins after the last row of the one before, at the same cost however deep."""

from datetime import UTC, datetime

from django.db.models import Q

from . import sql

SIZE = 20
TOP = (datetime.max.replace(tzinfo=UTC), 0)


def newest_first(queryset, cursor: str, *, field: str = "published_at", size: int = SIZE):
    """(rows, next cursor) of a queryset of dicts by descending (field, pk); a cursor that is none begins at the top.

    The rows must hold `field` and "pk"; the next cursor is "" on the last page.
    """
    if after := _read(cursor):
        moment, number = after
        queryset = queryset.filter(**{f"{field}__lte": moment}).exclude(**{field: moment, "pk__gte": number})
    rows = list(queryset.order_by(f"-{field}", "-pk")[: size + 1])
    return _page(rows, size, field)


def newest(statement: str, cursor: str, **values):
    """The same of rows in SQL that come by descending (published_at, pk).

    The statement takes rows below (%(moment)s, %(number)s), at most %(size)s of them.
    """
    moment, number = _read(cursor) or TOP
    rows = sql.read(statement, moment=moment, number=number, size=SIZE + 1, **values)
    return _page(rows, SIZE, "published_at")


def most_first(queryset, cursor: str, *, field: str, size: int = SIZE):
    """The same for a number, as in most named first: rows by descending number, then ascending id."""
    count, _, number = cursor.partition("_")
    if count.isdecimal() and number.isdecimal() and len(count) < 10 and len(number) < 19:
        queryset = queryset.filter(Q(**{f"{field}__lt": int(count)}) | Q(**{field: int(count), "pk__gt": int(number)}))
    rows = list(queryset.order_by(f"-{field}", "pk")[: size + 1])
    more = rows[:size][-1] if len(rows) > size else None
    return rows[:size], f"{more[field]}_{more['pk']}" if more else ""


def _page(rows: list[dict], size: int, field: str) -> tuple[list[dict], str]:
    more = rows[:size][-1] if len(rows) > size else None
    return rows[:size], f"{more[field].timestamp():.6f}_{more['pk']}" if more else ""


def _read(cursor: str) -> tuple[datetime, int] | None:
    moment, _, number = cursor.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), UTC), int(number[:18])
    except (ValueError, OverflowError, OSError):
        return None


def offset(text: str | None) -> int:
    """A place in a text as an address or a form gives it, -1 when it gives none."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else -1
