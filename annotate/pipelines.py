"""The versions of the pipeline that this instance has, and which of them is in use."""

import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from .nlp.pipeline import Pipeline, load

if TYPE_CHECKING:
    from .nlp.learning import Learned

NAME = re.compile(r"learned-[1-9]\d*")
SHIPPED_NAME = "shipped"
IN_USE = "in-use"  # a file: the names switched on one after another, the last is in use
LAST = "last-report.json"


class Refused(ValueError):
    """What cannot be done with a version; str() is a sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a training: what was learned from, the mistakes before and after, and the decision.

    rows      (what was asked, how many marks, mistakes before, mistakes after)
    name      the folder of the new version; "" when it was not kept
    sentence  the decision and why
    """

    at: str
    before: str
    articles: int
    corrections: int
    reviewed: int
    held_out: int
    strength: float
    seconds: int
    rows: tuple[tuple[str, int, int, int], ...]
    name: str
    version: str
    sentence: str


def folder() -> Path:
    """Where the versions lie that were learned here."""
    return settings.NEWSROOM_VAR / "pipelines"


def names() -> list[str]:
    """Every version there is, the shipped one first."""
    learned = [path.name for path in folder().glob("learned-*") if NAME.fullmatch(path.name)]
    return [SHIPPED_NAME, *sorted(learned, key=lambda name: int(name.partition("-")[2]))]


def in_use() -> str:
    """What nlp.pipeline.load() is to be given: the owner's NEWSROOM_PIPELINE, else the version switched on here."""
    return settings.NEWSROOM_PIPELINE or place(switched_on()[-1])


def switched_on() -> list[str]:
    """The names that were switched on one after another, without those gone back from; the last is in use."""
    try:
        told = (folder() / IN_USE).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        told = []
    return [SHIPPED_NAME, *(name for name in told if name in names())]


def place(name: str) -> str:
    """What nlp.pipeline.load() takes for a version; Refused when there is none of this name."""
    if name not in names():
        raise Refused(f"There is no version “{name}”. There are: {', '.join(names())}.")
    return "" if name == SHIPPED_NAME else str(folder() / name)


def version_of(name: str) -> str:
    """How taggings call a version, "en_newsroom_names-2.2.0+learned.1.5f3a"."""
    return load(place(name)).version


def switch_on(name: str) -> None:
    """Read with this version from now on. Workers see it before their next batch of articles."""
    place(name)
    expect_ours()
    if name == switched_on()[-1]:
        raise Refused(f"“{name}” is in use already.")
    _tell([*switched_on(), name])


def go_back() -> tuple[str, str]:
    """Use the version again that was in use before; returns what was left, and what is in use now."""
    expect_ours()
    *before, left = switched_on()
    if not before:
        raise Refused("The shipped pipeline is in use: there is nothing to go back from.")
    _tell(before)
    return left, before[-1]


def save(learned: "Learned") -> str:
    """Write a new version, the shipped pipeline and what was learned, to a folder of its own; returns its name."""
    from .packing import write  # numpy, which pages do without

    folder().mkdir(parents=True, exist_ok=True)
    number = int(names()[-1].partition("-")[2] or 0) + 1
    scratch = folder() / f"unfinished-{os.getpid()}"
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        write(learned, scratch, number)
        scratch.rename(folder() / f"learned-{number}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return f"learned-{number}"


def keep_report(report: Report) -> None:
    """Write down what became of a training, for the desk and, beside the version, for good."""
    told = json.dumps(asdict(report), indent=2, ensure_ascii=False) + "\n"
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / LAST).write_text(told, encoding="utf-8")
    if report.name:
        (folder() / report.name / "report.json").write_text(told, encoding="utf-8")


def last_report() -> Report | None:
    """What became of the last training here."""
    try:
        told = json.loads((folder() / LAST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Report(**told | {"rows": tuple(map(tuple, told["rows"]))})


def load_in_use() -> Pipeline:
    """The pipeline in use, loaded once a process; Unavailable as load() raises it."""
    return load(in_use())


def _tell(switched: list[str]) -> None:
    folder().mkdir(parents=True, exist_ok=True)
    part = folder() / f"{IN_USE}.part"
    part.write_text("\n".join(switched[1:]) + "\n", encoding="utf-8")
    part.replace(folder() / IN_USE)


def expect_ours() -> None:
    """Refuse where the owner chose another pipeline by NEWSROOM_PIPELINE."""
    if settings.NEWSROOM_PIPELINE:
        raise Refused(
            f"NEWSROOM_PIPELINE names “{settings.NEWSROOM_PIPELINE}”, and the owner's word comes first: "
            "unset it to choose among the versions here."
        )
