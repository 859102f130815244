"""python -m annotate.scoring.learning FILE...: what learning from corrections brings, with pretended corrections.

Each file holds annotated texts as JSON lines, {"text", "spans"}. In three rounds two thirds of a file's texts are put
right by their annotation, as editors would: whole texts reviewed, or the mistakes alone corrected. What is learned
from them is measured on the other third, in the strength that the packaged checks allow, as manage.py train does;
where they allow none, nothing is kept and the shipped pipeline reads.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..checks import packaged
from ..examples import seen_by, written_ones
from ..nlp.learning import learn
from ..nlp.lessons import Lesson
from ..nlp.pipeline import Pipeline, load
from ..nlp.reading import read
from ..nlp.spans import DATE, Span
from ..packing import strongest
from . import names

ROUNDS = 3


def report(file: Path) -> Iterator[str]:
    """The lines of the report on one file."""
    shipped = load("")
    with file.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    again, checks = list(written_ones(shipped)), packaged()
    was = [check.mistakes(shipped) for check in checks]
    lessons = [lesson_of(record, spans) for record, spans in zip(records, _read(shipped, records), strict=True)]
    yield f"{file.stem}: {len(records)} texts; F1 of names, the strengths, mistakes on the packaged checks"
    yield f"  {'shipped':22s}{_f1([(shipped, records)])}   {was}"
    for what, taught in (("texts reviewed", lessons), ("mistakes corrected", [corrected(each) for each in lessons])):
        examples = list(seen_by(shipped, taught))
        with TemporaryDirectory() as scratch:
            tested, strengths, mistakes = [], [], []
            for number in range(ROUNDS):
                known = [example for place, example in enumerate(examples) if place % ROUNDS != number]
                strength, pipeline, now = strongest(learn([*known, *again]), checks, was, Path(scratch, str(number)))
                is_worse = any(after > before for after, before in zip(now, was, strict=True))
                tested.append((shipped if is_worse else pipeline, records[number::ROUNDS]))
                strengths.append(0 if is_worse else strength)
                mistakes.append(now)
            yield f"  {what:22s}{_f1(tested)}   {strengths}   {mistakes}"


def lesson_of(record: dict, read: Sequence[Span]) -> Lesson:
    """A text of which all is right as annotated; where the annotation lacks labels, what was read of them stands."""
    lacks = {"DATE", "TIME", *record["meta"].get("lacks", ())}
    gold = [Span(*span) for span in record["spans"] if span[2] not in lacks]
    others = [span for span in read if span.label in lacks and not any(span.overlaps(each) for each in gold)]
    return Lesson(record["text"], tuple(read), (), tuple(sorted([*gold, *others])))


def corrected(lesson: Lesson) -> Lesson:
    """The same text with its mistakes corrected one by one, and no word on the rest."""
    right = {(span.start, span.end, span.label) for span in lesson.settled}
    read = {(span.start, span.end, span.label) for span in lesson.read}
    nothing = [replace(span, label="") for span in lesson.read if (span.start, span.end, span.label) not in right]
    said = [span for span in lesson.settled if (span.start, span.end, span.label) not in read]
    return replace(lesson, said=(*nothing, *said), settled=None)


def _read(pipeline: Pipeline, records: list[dict]):
    return read(pipeline, [(record["text"], None, []) for record in records])


def _f1(tested: Sequence[tuple[Pipeline, list[dict]]]) -> str:
    found: Counter = Counter()
    for pipeline, records in tested:
        readings = [
            {"mentions": [{"start": s.start, "end": s.end, "label": s.label} for s in spans if s.kind != DATE]}
            for spans in _read(pipeline, records)
        ]
        found += names.counts(records, readings)
    kinds = [kind for kind in names.KINDS_SCORED if kind != DATE]
    return f"{names.f1(found, kinds):.2f}"


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for line in report(Path(path)):
            print(line, flush=True)
