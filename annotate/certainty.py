"""How far the certainty of a pipeline can be believed: what was measured when it was made, and lies beside it."""

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from .nlp.pipeline import SHIPPED

KEPT = "certainty"  # in "performance" of meta.json: {set: {"error": 0.024, "tenths": [[mentions, sure, right], ...]}}


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of one set of annotated texts, for each tenth of certainty (mentions in it, their mean certainty, share right).

    error   the expected calibration error: the mean distance of certainty and share right (Guo et al. 2017)
    """

    name: str
    error: float
    tenths: list[tuple[int, float, float]]


def reliability(pipeline: str = "") -> list[Reliability]:
    """What was measured of a pipeline ("" is the shipped one, else a package or a folder); [] where nothing was."""
    meta = _folder(pipeline) / "meta.json"
    if not meta.is_file():
        return []
    told = json.loads(meta.read_text(encoding="utf-8")).get("performance", {}).get(KEPT, {})
    return [Reliability(name, each["error"], list(map(tuple, each["tenths"]))) for name, each in told.items()]


def keep(measured: list[Reliability], folder: Path = SHIPPED) -> None:
    """Write what was measured beside the pipeline, in place of what was measured before."""
    meta = folder / "meta.json"
    told = json.loads(meta.read_text(encoding="utf-8"))
    sets = {each.name: {"error": round(each.error, 3), "tenths": _rounded(each.tenths)} for each in measured}
    told.setdefault("performance", {})[KEPT] = sets
    meta.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def _folder(pipeline: str) -> Path:
    if pipeline in ("", "newsroom"):
        return SHIPPED
    if Path(pipeline).is_dir():
        return Path(pipeline)
    package = find_spec(pipeline) if pipeline.isidentifier() else None
    return Path(next(iter(package.submodule_search_locations or [""]), "")) if package else Path(pipeline)


def _rounded(tenths: list[tuple[int, float, float]]) -> list[list]:
    return [[count, round(sure, 3), round(right, 3)] for count, sure, right in tenths]
