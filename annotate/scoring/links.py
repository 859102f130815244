"""Which texts report one event, against annotated clusters: B-cubed F1."""

from collections.abc import Iterable, Sequence

from .identity import b_cubed


def texts(records: Iterable[dict]) -> list[dict]:
    """The annotated texts as `python -m annotate` takes them; one that is a headline alone has that as its text.

    A record has "title", "text" and "date", the day of publication or None; what it says of events is not passed on.
    """
    return [
        {"text": record["text"] or record["title"], "title": record["title"], "published": record.get("date")}
        for record in records
    ]


def score(records: Sequence[dict], readings: Sequence[dict]) -> float:
    """F1 in percent of the stories of readings against the "cluster" of the records, each text weighing one."""
    return b_cubed([record["cluster"] for record in records], [reading["story"] for reading in readings])
