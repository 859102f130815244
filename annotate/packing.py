"""Writes the shipped pipeline, with what was learned since, to a folder of its own."""

import json
import shutil
from collections.abc import Sequence
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import numpy as np

from .checks import Check
from .nlp.learning import LEARNED, Learned
from .nlp.pipeline import SHIPPED, Pipeline, load, shipped_version

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


def trial(learned: Learned, folder: Path) -> Pipeline:
    """The pipeline in a folder that may go away, loaded but not kept in memory beside the others."""
    weights = pack(learned)
    write(weights, folder, called(0, weights))
    return load.__wrapped__(str(folder))


def pack(learned: Learned) -> bytes:
    """What was learned as the bytes of a file learned.npz; the same gives the same."""
    packed = BytesIO()
    np.savez(packed, weights=learned.weights, bias=learned.bias)
    return packed.getvalue()


def called(number: int, weights: bytes) -> str:
    """How taggings call a version: the shipped pipeline's name, its number, and a digest of all that it is."""
    base = shipped_version()
    digest = blake2b(base.encode() + weights, digest_size=4).hexdigest()
    return f"{base.rpartition('-')[0]}+learned.{number}.{digest}"


def write(weights: bytes, out: Path, version: str) -> None:
    """Write a version, so called, of what pack() gave to the folder `out`, which must not be there."""
    shutil.copytree(SHIPPED, out)
    (out / "ner" / LEARNED).write_bytes(weights)
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    meta["version"] = version.partition("-")[2]
    (out / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
