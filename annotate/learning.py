"""Deed: learn from corrections. Started by an editor's command alone, never by saving anything."""

import time
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from . import pipelines
from .checks import packaged
from .examples import AGAIN, seen_by, written_ones
from .lessons import Taught, taught
from .nlp.learning import STEPS, learn
from .nlp.lessons import mistakes, questions
from .nlp.pipeline import Pipeline, load
from .nlp.reading import read
from .packing import pack, strongest
from .pipelines import Refused
from .reports import Report, keep

LEAST = 20  # corrected articles: with fewer, two held out decide nothing


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
    examples = [*seen_by(shipped, [each.lesson for each in learned_from]), *written_ones(shipped, again)]
    learned = learn(examples, steps=steps)
    progress("Reading the checks.")
    checks = packaged()
    was = [check.mistakes(before) for check in checks]
    with TemporaryDirectory(prefix="newsroom-train-") as scratch:
        strength, trial, now = strongest(learned, checks, was, Path(scratch))
        asked = sum(len(questions(each.lesson)) for each in held_out)
        last = ("Corrections held out", asked, _mistakes(before, held_out), _mistakes(trial, held_out))
    rows = [*zip([check.title for check in checks], [check.names for check in checks], was, now, strict=True), last]
    report = Report(
        before=before.version,
        articles=len(lessons),
        corrections=sum(len(each.lesson.said) for each in lessons),
        reviewed=sum(each.lesson.settled is not None for each in lessons),
        held_out=len(held_out),
        strength=strength,
        seconds=round(time.monotonic() - started),
        rows=tuple(rows),
    )
    return keep(report, pack(learned.of_strength(strength)))


def parted(lessons: Sequence[Taught]) -> tuple[list[Taught], list[Taught]]:
    """A tenth of the lessons to hold out, and the others.

    Which tenth follows from the articles' numbers, so that it is nearly the same each time: what an earlier version
    learned from and is now asked about can only make the new version's task harder.
    """
    mixed = sorted(lessons, key=lambda each: blake2b(str(each.article).encode(), digest_size=8).digest())
    size = -(-len(lessons) // 10)
    return mixed[:size], sorted(mixed[size:], key=lambda each: each.article)


def _mistakes(pipeline: Pipeline, held_out: Sequence[Taught]) -> int:
    fed = [(each.lesson.text, each.published, each.asides) for each in held_out]
    return sum(mistakes(each.lesson, spans) for each, spans in zip(held_out, read(pipeline, fed), strict=True))
