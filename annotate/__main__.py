"""`python -m annotate FILE...`: the reading of texts as JSON lines, without a database."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from .nlp.dates import find_dates
from .nlp.events import find_events
from .nlp.likeness import Telling, When, mentioned, telling
from .nlp.outline import outline
from .nlp.pipeline import SURROGATE, Unavailable, load
from .nlp.reading import read
from .nlp.sentences import sentences
from .nlp.settle import settle
from .nlp.spans import Span
from .nlp.stories import cluster


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    if bool(options.jsonl) == bool(options.files):
        parser().error("give either FILE... or --jsonl FILE")
    try:
        texts = (
            list(_lines(options.jsonl)) if options.jsonl else [_file(path, options.published) for path in options.files]
        )
        readings = read_all(texts, load(os.environ.get("NEWSROOM_PIPELINE", "")))
        for reading in with_stories(list(readings)) if options.stories else readings:
            print(_line(reading), flush=True)
    except (OSError, ValueError, Unavailable) as error:
        print(f"annotate: {error}", file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m annotate", description=__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="plain text in UTF-8; - for standard input")
    parser.add_argument("--published", type=date.fromisoformat, metavar="DAY", help="publication day, 2021-11-07")
    parser.add_argument(
        "--jsonl", metavar="FILE", help='lines of {"doc","text","published","title"}; - for standard input'
    )
    parser.add_argument("--stories", action="store_true", help='add "story": equal for texts that report one event')
    return parser


def read_all(texts: list[dict], pipeline) -> Iterator[dict]:
    """Each text with its mentions, time expressions and events; unknown keys pass through, the text unchanged."""
    outlines = [outline(text["text"]) for text in texts]
    asides = ([(s, e) for kind, s, e in parts if kind == "aside"] for parts in outlines)
    fed = ((text["text"], day(text), skipped) for text, skipped in zip(texts, asides, strict=True))
    for text, parts, spans in zip(texts, outlines, read(pipeline, fed), strict=True):
        yield text | _reading(text["text"], day(text), text.get("title") or "", spans, parts)


def with_stories(readings: list[dict]) -> list[dict]:
    """The readings with "story": the number of the cluster of texts that report the same event."""
    numbers = cluster([_telling(reading) for reading in readings])
    return [reading | {"story": number} for reading, number in zip(readings, numbers, strict=True)]


def _telling(reading: dict) -> Telling:
    spans = [Span(m["start"], m["end"], m["label"], m["value"], m["entity"]) for m in reading["mentions"]]
    reported = day(reading)
    when = When(reported, reported, stated=False) if reported else None
    return telling(reading["text"], *mentioned(spans), title=reading.get("title") or "", when=when)


def day(text: dict) -> date | None:
    """The publication day of a text, None when it has none."""
    published = text.get("published")
    return date.fromisoformat(published[:10]) if published else None


def _reading(text: str, published: date | None, title: str, tagged: list, parts: list) -> dict:
    spans = [span for span, _ in settle(text, tagged, [])]
    story = [(a, b) for a, b in sentences(text) if not any(s < b and a < e for _, s, e in parts)]
    return {
        "published": published.isoformat() if published else None,
        "mentions": [
            {
                "start": span.start,
                "end": span.end,
                "label": span.label,
                "text": text[span.start : span.end],
                "value": span.value,
                "entity": span.entity,
                "score": span.score,
            }
            for span in spans
        ],
        "timex": [
            {"start": found.start, "end": found.end, "type": found.type, "value": found.value}
            for found in find_dates(text, published)
        ],
        "events": [
            {
                "title": told.title,
                "start": told.first.isoformat(),
                "end": told.last.isoformat(),
                "precision": told.precision,
                "who": list(told.who),
                "where": told.where,
                "kind": told.kind,
                "evidence": [list(range_) for range_ in told.evidence],
            }
            for told in find_events(text, spans, story, published=published, title=title)
        ],
    }


def _file(path: str, published: date | None) -> dict:
    raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8 text ({error.reason} at byte {error.start}).") from error
    return {"doc": path, "text": text, "published": published.isoformat() if published else None}


def _lines(path: str) -> Iterator[dict]:
    with sys.stdin if path == "-" else open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            text = None
            with suppress(json.JSONDecodeError):
                text = json.loads(line)
            if isinstance(text, dict) and "identities" in text and "text" not in text:
                continue  # what editors of an archive say of entities, after its articles
            if fault := _fault(text):
                raise ValueError(f"{path}, line {number}: {fault}.")
            yield text


def _fault(text) -> str:
    """What is wrong with one line of --jsonl; "" when nothing is."""
    if not isinstance(text, dict) or not isinstance(text.get("text"), str):
        return 'not a JSON object with a "text"'
    if not isinstance(text.get("title") or "", str):
        return '"title" is no text'
    try:
        day(text)
    except (TypeError, ValueError):
        return '"published" is no day like 2021-11-07'
    return ""


def _line(reading: dict) -> str:
    """One line of JSON, escaped where the text holds lone surrogates, which have no bytes of their own."""
    line = json.dumps(reading, ensure_ascii=False)
    return json.dumps(reading) if SURROGATE.search(line) else line


if __name__ == "__main__":
    sys.exit(main())
