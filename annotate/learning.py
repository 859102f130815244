"""Deed: learn from corrections. Started by an editor's command alone, never by saving anything."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from . import pipelines
from .checks import gone_over, packaged
from .lessons import Taught, taught
from .nlp.encoder import EncoderTagger
from .nlp.learning import STEPS, Example, Learned, learn
from .nlp.lessons import Lesson, known_tags, mistakes, questions
from .nlp.pipeline import Pipeline, load, readable
from .nlp.reading import read
from .pipelines import Refused, Report

LEAST = 20  # corrected articles: with fewer, two held out decide nothing
STRENGTHS = (1.0, 0.5, 0.25)  # of what was learned, tried one after another until the checks are passed
AGAIN = 6  # one in so many of the written texts is gone over again, so that nothing is forgotten


def train(
    progress: Callable[[str], None] = lambda told: None, *, again: int = AGAIN, steps: int = STEPS, least: int = LEAST
) -> Report:
    """Continue the shipped pipeline from corrections, and keep the new version only when it is no worse.

    A tenth of the corrected articles is held out. The packaged checks choose how strong the new version is; then its
    mistakes on the held-out corrections must not be more than those of the version in use. It is not switched on.
    Raises Refused where there is too little to learn from.
    """
    started = time.monotonic()
    pipelines.expect_ours()
    lessons = taught()
    if len(lessons) < least:
        raise Refused(
            f"{len(lessons)} articles have corrections of names: learning needs {least}. Correct more, "
            "or mark whole articles as reviewed."
        )
    held_out, learned_from = parted(lessons)
    before, shipped = pipelines.load_in_use(), load("")
    progress(f"Learning from {len(learned_from)} articles, {len(held_out)} held out.")
    examples = [*_examples(shipped, [each.lesson for each in learned_from]), *_written(shipped, again)]
    learned = learn(examples, steps=steps)
    progress("Reading the checks.")
    with TemporaryDirectory(prefix="newsroom-train-") as scratch:
        strength, rows = _strongest(learned, before, Path(scratch))
    rows = [*rows, _held_out_row(held_out, before, learned.of_strength(strength))]
    name, version = "", ""
    if all(after <= was for _, _, was, after in rows):
        name = pipelines.save(learned.of_strength(strength))
        version = pipelines.version_of(name)
    report = Report(
        at=datetime.now(UTC).isoformat(timespec="minutes"),
        before=before.version,
        articles=len(lessons),
        corrections=sum(len(each.lesson.said) for each in lessons),
        reviewed=sum(each.lesson.settled is not None for each in lessons),
        held_out=len(held_out),
        strength=strength,
        seconds=round(time.monotonic() - started),
        rows=tuple(rows),
        name=name,
        version=version,
        sentence=_decision(rows, name),
    )
    pipelines.keep_report(report)
    return report


def parted(lessons: Sequence[Taught]) -> tuple[list[Taught], list[Taught]]:
    """A tenth of the lessons to hold out, and the others.

    Which tenth follows from the articles' numbers, so that it is nearly the same each time: what an earlier version
    learned from and is now asked about can only make the new version's task harder.
    """
    mixed = sorted(lessons, key=lambda each: blake2b(str(each.article).encode(), digest_size=8).digest())
    size = -(-len(lessons) // 10)
    return mixed[:size], sorted(mixed[size:], key=lambda each: each.article)


def _examples(pipeline: Pipeline, lessons: Sequence[Lesson]) -> Iterator[Example]:
    """What the shipped encoder sees of the texts, and the tags that are known."""
    tagger: EncoderTagger = pipeline.nlp.get_pipe("ner")
    for lesson in lessons:
        doc = pipeline.nlp.make_doc(readable(lesson.text))
        words = [(token.idx, token.idx + len(token)) for token in doc]
        scores, seen = tagger.seen([token.text for token in doc])
        yield Example(scores, seen, known_tags(lesson, words, tagger.labels))


def _written(pipeline: Pipeline, again: int) -> Iterator[Example]:
    """Texts that the shipped pipeline learned from, to go over again; all is known of them but dates."""
    from .nlp.spans import Span

    records = gone_over()[::again]
    fed = [(record["text"], None, []) for record in records]
    for record, spans in zip(records, read(pipeline, fed), strict=True):
        dates = tuple(span for span in spans if span.kind == "date")
        gold = tuple(Span(start, end, label) for start, end, label in record["spans"])
        yield from _examples(pipeline, [Lesson(record["text"], dates, (), gold)])


def _strongest(learned: Learned, before: Pipeline, scratch: Path) -> tuple[float, list[tuple[str, int, int, int]]]:
    """The greatest strength with which no packaged check is read worse, or the least one; and the checks' rows."""
    checks = packaged()
    was = [check.mistakes(before) for check in checks]
    for strength in STRENGTHS:
        trial = _trial(learned.of_strength(strength), scratch / str(strength))
        after = [check.mistakes(trial) for check in checks]
        if all(now <= then for now, then in zip(after, was, strict=True)):
            break
    return strength, [(c.title, c.names, then, now) for c, then, now in zip(checks, was, after, strict=True)]


def _held_out_row(held_out: Sequence[Taught], before: Pipeline, learned: Learned) -> tuple[str, int, int, int]:
    lessons = [each.lesson for each in held_out]
    with TemporaryDirectory(prefix="newsroom-train-") as scratch:
        trial = _trial(learned, Path(scratch, "trial"))
        then, now = (_mistakes(pipeline, held_out) for pipeline in (before, trial))
    return "Corrections held out", sum(len(questions(lesson)) for lesson in lessons), then, now


def _mistakes(pipeline: Pipeline, held_out: Sequence[Taught]) -> int:
    fed = [(each.lesson.text, each.published, each.asides) for each in held_out]
    return sum(
        mistakes(each.lesson, spans) for each, spans in zip(held_out, read(pipeline, fed), strict=True)
    )


def _trial(learned: Learned, folder: Path) -> Pipeline:
    pipelines.write(learned, folder, 0)
    return load.__wrapped__(str(folder))  # not kept in memory


def _decision(rows: Sequence[tuple[str, int, int, int]], name: str) -> str:
    if name:
        return f"Kept as {name}: no worse anywhere. Switch it on with: manage.py pipeline use {name}"
    worse = ", ".join(f"{title} ({was} mistakes before, {after} after)" for title, _, was, after in rows if after > was)
    return f"Not kept: it is worse on {worse}."
