"""Names against annotated names: F1 of each kind, and whether the probabilities can be believed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..nlp.spans import DATE, GROUP, KINDS, PERSON, PLACE

KINDS_SCORED = (PERSON, PLACE, GROUP, DATE)
PARTLY = {"ww": {DATE}}  # kinds that a corpus annotates only now and then: they cannot be scored there
LEADING = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|President|Prime Minister|Gen\.|Sen\.|Rep\.)\s+)+(?=\S)"
)
POSSESSIVE = re.compile(r"(?<=..)(?:['’]s|['’])$")
BINS = 10

Range = tuple[int, int, str]


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without article, title and possessive, which corpora draw differently."""
    if lead := LEADING.match(text, start, end):
        start = lead.end()
    tail = POSSESSIVE.search(text[start:end])
    return start, start + tail.start() if tail else end


def counts(records: Iterable[dict], readings: Iterable[dict]) -> Counter:
    """(kind, "right" | "said" | "gold") -> number of bare ranges, over texts that are annotated and read.

    A record has "text", "spans" as [start, end, label], and "meta" with "corpus" and "lacks"; a reading "mentions".
    Labels that its corpus does not annotate are neither right nor wrong.
    """
    found: Counter = Counter()
    for record, reading in zip(records, readings, strict=True):
        gold = _ranges(record, record["spans"])
        said = _ranges(record, [(m["start"], m["end"], m["label"]) for m in reading["mentions"]])
        for name, ranges in (("gold", gold), ("said", said), ("right", gold & said)):
            found.update((kind, name) for _, _, kind in ranges)
    return found


def f1(found: Counter, kinds: Sequence[str] = KINDS_SCORED) -> float:
    """F1 in percent of these kinds together; 0 when nothing is right."""
    right, said, gold = (sum(found[kind, name] for kind in kinds) for name in ("right", "said", "gold"))
    return 200 * right / (said + gold) if right else 0.0


def reliability(records: Iterable[dict], readings: Iterable[dict]) -> list[tuple[int, float, float]]:
    """For each tenth of certainty (mentions in it, their mean certainty, the share of them that are right)."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for record, reading in zip(records, readings, strict=True):
        gold = _ranges(record, record["spans"])
        for mention in reading["mentions"]:
            said = _ranges(record, [(mention["start"], mention["end"], mention["label"])])
            if said and mention["score"] is not None:
                bins[min(BINS - 1, int(mention["score"] * BINS))].append((mention["score"], said <= gold))
    return [
        (len(each), sum(sure for sure, _ in each) / len(each), sum(right for _, right in each) / len(each))
        if each
        else (0, 0.0, 0.0)
        for each in bins
    ]


def calibration_error(bins: Iterable[tuple[int, float, float]]) -> float:
    """The expected calibration error: the mean distance of certainty and share right (Guo et al. 2017)."""
    bins = list(bins)
    total = sum(count for count, _, _ in bins)
    return sum(count * abs(sure - right) for count, sure, right in bins) / total if total else 0.0


def _ranges(record: dict, spans: Iterable[Sequence]) -> set[Range]:
    lacks = set(record["meta"].get("lacks", ()))
    partly = PARTLY.get(record["meta"].get("corpus", ""), set())
    return {
        (*bare(record["text"], start, end), KINDS[label])
        for start, end, label in spans
        if label not in lacks and KINDS.get(label) in KINDS_SCORED and KINDS[label] not in partly
    }
