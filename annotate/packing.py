"""Writes the shipped pipeline, with what was learned since, to a folder of its own."""

import json
import shutil
from hashlib import blake2b
from pathlib import Path

import numpy as np

from .nlp.encoder import LEARNED
from .nlp.learning import Learned
from .nlp.pipeline import SHIPPED, Pipeline, load


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
