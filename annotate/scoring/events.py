"""Events against those that readers of the articles noted, and the dates of single event mentions."""

from collections.abc import Iterable, Sequence
from datetime import date

from ..nlp.dates import find_dates
from ..nlp.events import date_mention
from ..nlp.spans import Span
from ..nlp.timex import interval

Range = Sequence[int]

OPTIONAL = ("statement", "life")  # may be found, are never missed


def score(gold: Iterable[Sequence[dict]], said: Iterable[Sequence[dict]]) -> dict[str, float]:
    """In percent: F1 of events "found", and "dated" as well, and how many stories ("main") are dated.

    A gold event has "kind", "date" (TIMEX3, A/B for a range) and "evidence" as [start, end] ranges, one of ours
    "start", "end" (days) and "evidence". It is found when its evidence overlaps that of an event not found before, by
    half of the shorter range, and dated when the days are the same, too. Statements and events of a life may be
    found but need not be.
    """
    found, dated, ours, needed = [0, 0], [0, 0], 0, 0
    stories = told = 0
    for wanted, given in zip(gold, said, strict=True):
        need = {number for number, event in enumerate(wanted) if event["kind"] not in OPTIONAL}
        ours, needed = ours + len(given), needed + len(need)
        right = {}
        for sums, dates_matter in ((found, False), (dated, True)):
            right = matched(wanted, given, dates_matter=dates_matter)
            sums[0] += len(right)
            sums[1] += len(right & need)
        main = {number for number, event in enumerate(wanted) if event["kind"] == "main"}
        stories, told = stories + len(main), told + len(main & right)
    return {
        "found": _f1(*found, ours, needed),
        "dated": _f1(*dated, ours, needed),
        "main": 100 * told / stories if stories else 0.0,
    }


def matched(wanted: Sequence[dict], given: Sequence[dict], *, dates_matter: bool) -> set[int]:
    """The numbers of the wanted events that ours find, each at most once, in the order of ours."""
    taken: set[int] = set()
    for event in given:
        for number, other in enumerate(wanted):
            if number in taken or not overlap(event["evidence"], other["evidence"]):
                continue
            if not dates_matter or (event["start"], event["end"]) == _days(other["date"]):
                taken.add(number)
                break
    return taken


def overlap(some: Iterable[Range], others: Iterable[Range]) -> bool:
    """True when two ranges share at least half of the shorter one."""
    return any(
        2 * (min(a[1], b[1]) - max(a[0], b[0])) >= min(a[1] - a[0], b[1] - b[0]) for a in some for b in (*others,)
    )


def score_dates(records: Iterable[dict]) -> float:
    """In percent, how many dated event mentions get exactly their date, as a calendar interval.

    A record has "text", "dct" and "events" as {"start", "end", "time"}; a time is a day, "2008-02-XX" for a month,
    "2006-XX-XX" for a year. Mentions without a time do not count.
    """
    right = dated = 0
    for record in records:
        published = date.fromisoformat(record["dct"])
        text = record["text"]
        spans = [Span(f.start, f.end, "DATE", value=f.calendar) for f in find_dates(text, published) if f.calendar]
        for event in record["events"]:
            wanted = _days((event["time"] or "").replace("-XX", ""))
            if wanted:
                dated += 1
                right += _days(date_mention(text, event["start"], event["end"], spans, published=published)) == wanted
    return 100 * right / dated if dated else 0.0


def _days(value: str) -> tuple[str, str] | None:
    when = interval(value)
    return (when.first.isoformat(), when.last.isoformat()) if when else None


def _f1(right: int, recalled: int, ours: int, needed: int) -> float:
    precision, recall = right / ours if ours else 0, recalled / needed if needed else 0
    return 200 * precision * recall / (precision + recall) if right and recalled else 0.0
