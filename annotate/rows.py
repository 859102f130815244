"""Derived rows: make the table say what was worked out, touching only the rows that differ.

In SQL and without models where rows are read and compared: Django's would cost more than all else that settling does.
"""

import json
from collections import namedtuple
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from django.db import connection
from django.db.models import AutoField, JSONField, Model

OF_ARTICLES = "article_id = ANY(%s)"


def standing(model: type[Model], articles: Sequence[int], where: str = OF_ARTICLES) -> list:
    """The rows that these articles have now, in order of id, as tuples named after the fields; the key is `pk`.

    `where` is the way from a row to its article.
    """
    row, columns, jsons = _shape(model)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {model._meta.db_table} WHERE {where} ORDER BY 1", [list(articles)])
        found = cursor.fetchall()
    if jsons:
        found = [[json.loads(v) if place in jsons else v for place, v in enumerate(each)] for each in found]
    return [row._make(each) for each in found]


def store(
    model: type[Model],
    before: Sequence,
    identity: Sequence[str],
    rows: list,
    kept: Sequence[str] = (),
    touched: set | None = None,
) -> int:
    """Make the standing() rows `before` equal to `rows`; returns how many were added, changed or removed.

    `rows` are models, or anything that has their fields: a model of each mention would cost more than to compare it.
    A row whose `identity` fields are the same is the same row and keeps its id and its `kept` fields. The ids of rows
    that were added or changed go to `touched`.
    """
    fields = [field for field in _fields(model) if field.attname not in kept]
    identify, tell = attrgetter(*identity), attrgetter(*(field.attname for field in fields))
    left: dict[str, list] = {}
    for row in before:
        left.setdefault(str(identify(row)), []).append(row)
    added, changed, differing = [], [], set()
    for row in rows:
        same = left.get(str(identify(row)))
        if not same:
            added.append(row)
            continue
        old = same.pop(0)
        row.pk = old.pk
        for name in kept:
            setattr(row, name, getattr(old, name))
        was, now = tell(old), tell(row)
        if was != now:
            changed.append(row)
            differing |= {field for field, a, b in zip(fields, was, now, strict=True) if a != b}
    gone = [row.pk for same in left.values() for row in same]
    if gone:
        model.objects.filter(pk__in=gone).delete()
    if changed:
        _change(model, [field for field in fields if field in differing], changed)
    if added:
        _add(model, added)
    if touched is not None:
        touched.update(row.pk for row in (*added, *changed))
    return len(added) + len(changed) + len(gone)


@cache
def _shape(model: type[Model]) -> tuple[type, str, set[int]]:
    """The tuple of a row, its columns in SQL, and the places of those that hold JSON."""
    fields = [model._meta.pk, *_fields(model)]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    jsons = {place for place, field in enumerate(fields) if isinstance(field, JSONField)}
    return namedtuple(model.__name__, ["pk", *(field.attname for field in fields[1:])]), columns, jsons


def _fields(model: type[Model]) -> list:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _add(model: type[Model], rows: Sequence) -> None:
    """Write new rows, and give each its id."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    names, values, saved = _values(fields, rows)
    question = f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) VALUES {values} RETURNING "
    with connection.cursor() as cursor:
        cursor.execute(question + model._meta.pk.column, saved)
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk


def _change(model: type[Model], fields: Sequence, rows: Sequence) -> None:
    """Write these fields of rows that are there: one UPDATE, where Django would write a CASE of all rows a field."""
    names, values, saved = _values([model._meta.pk, *fields], rows)
    key, *changed = names
    question = f"""
        UPDATE {model._meta.db_table} AS old SET {", ".join(f"{name} = new.{name}" for name in changed)}
        FROM (VALUES {values}) AS new ({", ".join(names)}) WHERE old.{key} = new.{key}
    """
    with connection.cursor() as cursor:
        cursor.execute(question, saved)


def _values(fields: Sequence, rows: Sequence) -> tuple[list[str], str, list]:
    """The columns of fields in SQL, a VALUES list of rows, and what is to be put into it."""
    places = f"({', '.join(f'%s::{field.db_type(connection)}' for field in fields)})"
    names = ["pk" if field.primary_key else field.attname for field in fields]
    saved = [
        field.get_db_prep_save(getattr(row, name), connection)
        for row in rows
        for field, name in zip(fields, names, strict=True)
    ]
    return [connection.ops.quote_name(field.column) for field in fields], ", ".join([places] * len(rows)), saved
