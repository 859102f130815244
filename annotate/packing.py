"""Writes the shipped pipeline, with what was learned since, to a folder of its own."""

import json
import shutil
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from .checks import Check
from .nlp.learning import LEARNED, Learned
from .nlp.pipeline import SHIPPED, Pipeline, load

STRENGTHS = (1.0, 0.5, 0.25)  # of what was learned, tried one after another until the checks are passed


def strongest(
    learned: Learned, checks: Sequence[Check], was: Sequence[int], scratch: Path
) -> tuple[float, Pipeline, list[int]]:
    """The greatest strength with which no check has more mistakes than it `was`, or else the least one.

    Also the pipeline of that strength, whose files lie in the folder `scratch`, and its mistakes on each check.
    """
    for strength in STRENGTHS:
        pipeline = trial(learned.of_strength(strength), scratch / str(strength))
        mistakes = [check.mistakes(pipeline) for check in checks]
        if all(now <= then for now, then in zip(mistakes, was, strict=True)):
            break
    return strength, pipeline, mistakes


def write(learned: Learned, out: Path, number: int) -> None:
    """Write it to the folder `out`, which must not be there; its version tells the number and what was learned."""
    shutil.copytree(SHIPPED, out)
    np.savez(out / "ner" / LEARNED, weights=learned.weights, bias=learned.bias)
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    digest = blake2b(learned.weights.tobytes() + learned.bias.tobytes(), digest_size=4).hexdigest()
    meta["version"] += f"+learned.{number}.{digest}"
    (out / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")


def trial(learned: Learned, folder: Path) -> Pipeline:
    """The same in a folder that may go away, loaded but not kept in memory beside the others."""
    write(learned, folder, 0)
    return load.__wrapped__(str(folder))
