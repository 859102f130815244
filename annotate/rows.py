"""Derived rows: make the table say what was worked out, touching only the rows that differ."""

from collections.abc import Sequence

from django.db.models import Model


def store(
    model: type[Model],
    articles: Sequence[int],
    identity: tuple[str, ...],
    rows: list,
    kept: tuple = (),
    article: str = "article",
    touched: set | None = None,
) -> int:
    """Make the rows of these articles equal to `rows`; returns how many were added, changed or removed.

    A row whose `identity` fields are the same is the same row and keeps its id and its `kept` fields. `article` is
    the way from a row to its article. The ids of rows that were added or changed go to `touched`.
    """
    fields = [f.attname for f in model._meta.concrete_fields if not f.primary_key and f.attname not in kept]
    standing: dict[tuple, list] = {}
    for row in model.objects.filter(**{f"{article}__in": articles}).order_by("pk"):
        standing.setdefault(_values(row, identity), []).append(row)
    added, changed, differing = [], [], set()
    for row in rows:
        same = standing.get(_values(row, identity))
        if not same:
            added.append(row)
            continue
        old = same.pop(0)
        row.pk = old.pk
        for name in kept:
            setattr(row, name, getattr(old, name))
        pairs = zip(fields, _values(old, fields), _values(row, fields), strict=True)
        if differs := {name for name, before, now in pairs if before != now}:
            changed.append(row)
            differing |= differs
    gone = [row.pk for left in standing.values() for row in left]
    if gone:
        model.objects.filter(pk__in=gone).delete()
    if changed:
        model.objects.bulk_update(changed, sorted(differing))  # each field costs Django as much as a query
    model.objects.bulk_create(added)
    if touched is not None:
        touched.update(row.pk for row in (*added, *changed))
    return len(added) + len(changed) + len(gone)


def _values(row: Model, names: Sequence[str]) -> tuple:
    return tuple(str(value) if isinstance(value := getattr(row, name), list) else value for name in names)
