"""python -m annotate.scoring.certainty FILE...: measures how far the certainty of names can be believed, and keeps it.

Each file holds texts whose names are annotated, as for annotate.scoring. What is measured of the shipped pipeline is
written into its meta.json, where the desk reads it.
"""

import argparse
import json
import sys
from pathlib import Path

from ..__main__ import read_all
from ..certainty import Reliability, keep
from ..nlp.pipeline import Unavailable, load
from .names import calibration_error, reliability


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m annotate.scoring.certainty",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    try:
        measured = [measure(path) for path in parser.parse_args(arguments).files]
        keep(measured)
    except (OSError, ValueError, Unavailable) as error:
        print(f"certainty: {error}", file=sys.stderr)
        return 1
    for each in measured:
        print(f"{each.name}: off by {each.error:.3f} in {sum(count for count, *_ in each.tenths)} names")
    return 0


def measure(path: Path) -> Reliability:
    """How far the shipped pipeline's certainty can be believed on the texts of a file."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    texts = [{"text": record["text"], "published": record.get("published")} for record in records]
    tenths = reliability(records, list(read_all(texts, load())))
    return Reliability(path.stem, calibration_error(tenths), tenths)


if __name__ == "__main__":
    sys.exit(main())
