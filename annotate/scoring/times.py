"""Time expressions against TIMEX3 annotations, as TempEval-3 counts them (UzZaman et al. 2013)."""

from collections.abc import Iterable, Sequence

from ..nlp.dates import interval


def score(gold: Iterable[Sequence[dict]], said: Iterable[Sequence[dict]]) -> dict[str, float]:
    """F1 in percent: "value" of all expressions, "calendar" of those that name days.

    Each text gives its expressions as {"start", "end", "type", "value"}. Expressions that overlap are a pair, most
    overlap first. value: overlapping and of the same value. calendar: only expressions whose value names an interval
    of the calendar count, on both sides, and are right when the days are the same.
    """
    value, calendar = [0, 0, 0], [0, 0, 0]
    for wanted, found in zip(gold, said, strict=True):
        _add(value, wanted, found, lambda a, b: a["value"] == b["value"])
        _add(calendar, _on_calendar(wanted), _on_calendar(found), lambda a, b: _days(a) == _days(b))
    return {"value": _f1(*value), "calendar": _f1(*calendar)}


def pairs(wanted: Sequence[dict], found: Sequence[dict]) -> list[tuple[dict, dict]]:
    """Expressions of both sides that overlap, one to one, those that share most characters first."""
    shared = sorted(
        (-overlap, i, j)
        for i, a in enumerate(wanted)
        for j, b in enumerate(found)
        if (overlap := min(a["end"], b["end"]) - max(a["start"], b["start"])) > 0
    )
    left, right, chosen = set(), set(), []
    for _, i, j in shared:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((wanted[i], found[j]))
    return chosen


def _add(sums: list[int], wanted: Sequence[dict], found: Sequence[dict], same) -> None:
    sums[0] += sum(same(a, b) for a, b in pairs(wanted, found))
    sums[1] += len(wanted)
    sums[2] += len(found)


def _on_calendar(expressions: Sequence[dict]) -> list[dict]:
    return [each for each in expressions if _days(each)]


def _days(expression: dict):
    when = interval(expression["value"] or "")
    return (when.first, when.last) if when else None


def _f1(right: int, gold: int, said: int) -> float:
    return 200 * right / (gold + said) if right else 0.0
