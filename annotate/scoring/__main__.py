"""python -m annotate.scoring FILE...: the figures by which the reading is judged, beside what others reach.

Each file holds annotated texts as JSON lines, {"text", ...}; what else a line has says what is measured on it: "spans"
the names, "timex" the time expressions, "mentions" who is who, "events" the dated events, or the dates of event
mentions, "cluster" which texts report one event. A folder stands for all such files in it.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ..__main__ import day, read_all, with_stories
from ..nlp.dates import find_dates
from ..nlp.pipeline import Pipeline, Unavailable, load
from . import events, identity, links, names, times

# What others reach on these files, counted in the same way, measured in November 2026 (None: not measured);
# TF-IDF on other documents of the same three collections.
SPACY, HEIDELTIME, TF_IDF = "en_core_web_sm 2.2.5", "HeidelTime 2.2.1", "TF-IDF, average link"
OTHERS: dict[str, tuple[str, dict[str, float]]] = {
    "gold_dev": (SPACY, {"all": 83.5}),
    "eval_only_worldwide_dev": (SPACY, {"all": 66.2}),
    "eval_only_worldwide_middle_east": (SPACY, {"all": 75.2}),
    "gum_dev": (SPACY, {"all": 62.0}),
    "timebank": (HEIDELTIME, {"value": 79.5, "calendar": 84.1}),
    "aquaint": (HEIDELTIME, {"value": 72.9, "calendar": 82.4}),
    "gold_events_dev": ("every dated sentence", {"dated": 76.1}),
    "meantime_event_dates_airbus_apple": ("the nearest date in the sentence", {"exact": 59.0}),
    "wikiwars_train": (HEIDELTIME, {"value": 78.1, "calendar": 84.8}),
    "ecbplus_dev": (TF_IDF, {"all": 87.0}),
    "basil_2010_2014": (TF_IDF, {"all": 97.3}),
    "headlines_half": (TF_IDF, {"all": 73.0}),
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m annotate.scoring", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        for line in report(options.files):
            print(line, flush=True)
    except (OSError, ValueError, Unavailable) as error:
        print(f"scores: {error}", file=sys.stderr)
        return 1
    return 0


def report(paths: list[Path]) -> Iterator[str]:
    """The lines of the report, each as soon as it is known."""
    started = time.perf_counter()
    pipeline = load(os.environ.get("NEWSROOM_PIPELINE", ""))
    yield f"{pipeline.version}, loaded in {time.perf_counter() - started:.1f} s"
    measured = 0
    for path in sorted(file for each in paths for file in ([each] if each.is_file() else each.rglob("*.jsonl"))):
        records = _records(path)
        measure = next((measure for key, measure in MEASURES.items() if records and key in records[0]), None)
        if measure:
            measured += 1
            yield ""
            yield from measure(path.stem, records, pipeline)
    if not measured:
        raise ValueError(f"there are no annotated texts in {', '.join(map(str, paths))}.")


def score_names(name: str, records: list[dict], pipeline: Pipeline) -> Iterator[str]:
    """F1 of all names and of each kind, words a second, and a table of certainty where most kinds are annotated."""
    words, seconds = sum(len(record["text"].split()) for record in records), time.process_time()
    texts = [{"text": record["text"], "published": record.get("published")} for record in records]
    readings = list(read_all(texts, pipeline))
    seconds = time.process_time() - seconds
    found = names.counts(records, readings)
    kinds = {kind: names.f1(found, [kind]) for kind in names.KINDS_SCORED if found[kind, "gold"]}
    yield _line(name, "names, F1", {"all": names.f1(found)} | kinds)
    if "entities" in records[0]:
        yield f"{'':34s}short names given their full one: {identity.short_names(records):.1f} %"
    bins = names.reliability(records, readings)
    yield f"{'':34s}certainty off by {names.calibration_error(bins):.3f}, {words / seconds:,.0f} words a CPU second"
    for tenth, (count, sure, right) in enumerate(bins):
        if count:
            tenths = f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"
            yield f"{'':34s}{tenths}: {count:5d} mentions, {sure:.2f} sure, {right:.2f} right"


def score_times(name: str, records: list[dict], pipeline: Pipeline) -> Iterator[str]:
    """F1 of values and of calendar intervals, and words a second."""
    words, seconds = sum(len(record["text"].split()) for record in records), time.process_time()
    said = [
        [{"start": f.start, "end": f.end, "type": f.type, "value": f.value} for f in find_dates(record["text"], on)]
        for record in records
        for on in [day({"published": record.get("dct")})]
    ]
    seconds = time.process_time() - seconds
    yield _line(name, "times, F1", times.score([record["timex"] for record in records], said))
    yield f"{'':34s}{words / seconds:,.0f} words a CPU second"


def score_identity(name: str, records: list[dict], pipeline: Pipeline) -> Iterator[str]:
    """B-cubed F1 of who is who, inside each text and across all of them, beside that of comparing the words."""
    found = identity.score(records)
    row = f"{name:34s}who is who, F1"
    for where in ("within", "across"):
        plain = found[f"exact {where}"]
        row += f"  {where} {found[where]:.1f} [the same words: {plain:.1f}, {found[where] / plain:.2f} times that]"
    yield row


def score_events(name: str, records: list[dict], pipeline: Pipeline) -> Iterator[str]:
    """F1 of the events found and dated in texts, or how many mentions of events get their date."""
    if "dct" in records[0]:
        yield _line(name, "dates of event mentions, %", {"exact": events.score_dates(records)})
        yield f"{'':34s}[always the day of publication: 49.0]"
        return
    texts = [{key: record.get(key) for key in ("text", "published", "title")} for record in records]
    readings = read_all(texts, pipeline)
    found = events.score([record["events"] for record in records], (reading["events"] for reading in readings))
    yield _line(name, "events, F1", found)


def score_links(name: str, records: list[dict], pipeline: Pipeline) -> Iterator[str]:
    """F1 of which texts report one event, and the CPU time of linking texts that are read."""
    readings = list(read_all(links.texts(records), pipeline))
    seconds = time.process_time()
    linked = with_stories(readings)
    seconds = time.process_time() - seconds
    yield _line(name, "stories, F1", {"all": links.score(records, linked)})
    yield f"{'':34s}{1_000 * seconds / len(records):.1f} CPU seconds for 1,000 texts"


MEASURES: dict[str, Callable] = {
    "spans": score_names,
    "timex": score_times,
    "mentions": score_identity,
    "events": score_events,
    "cluster": score_links,
}


def _line(name: str, measure: str, figures: dict[str, float]) -> str:
    """One row: every figure, then what another program reaches and the ratio to it."""
    row = f"{name:34s}{measure}  " + "  ".join(f"{what} {figure:.1f}" for what, figure in figures.items())
    program, others = OTHERS.get(name, ("", {}))
    for what, other in others.items():
        row += f"   [{program}: {what} {other:.1f}, {figures[what] / other:.2f} times that]"
    return row


def _records(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
