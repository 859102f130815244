"""python -m annotate.training: fine-tune an encoder on annotated texts, label raw texts with it, pack it for use.

    tune OUT TRAIN... --base MODEL [--weight CORPUS=1-0.2]... [--words N] [--rate R] [--from TUNED]
    label TUNED RAW.jsonl SILVER.jsonl
    average OUT TUNED...
    pack TUNED OUT [--temperature T]

Each line of TRAIN holds "text", "spans" as [start, end, label], and "meta" with "corpus", its name, and "lacks": the
labels that it does not annotate. News written to be learned from comes as .txt, see written.py. Needed beside what
Newsroom needs: torch, transformers, onnx.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from . import written
from .examples import LABELS, Passage, passages

TAGS = ("O", *(f"B-{label}" for label in LABELS), *(f"I-{label}" for label in LABELS))


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except (OSError, ValueError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m annotate.training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    deeds = parser.add_subparsers(required=True)
    tune = deeds.add_parser("tune", help="fine-tune an encoder on annotated texts")
    tune.add_argument("out", type=Path, metavar="OUT")
    tune.add_argument("sources", nargs="+", type=Path, metavar="TRAIN")
    tune.add_argument("--base", type=Path, required=True, help="the folder of a pretrained encoder")
    tune.add_argument("--weight", type=_weight, action="append", default=[], metavar="CORPUS=FIRST-LAST")
    tune.add_argument("--words", type=int, default=4_000_000, help="how many words to learn from, repeats counted")
    tune.add_argument("--rate", type=float, default=1.5e-4, help="the encoder's learning rate at its highest")
    tune.add_argument("--from", dest="start", type=Path, metavar="TUNED", help="a tuned encoder to go on from")
    tune.set_defaults(run=_tune)
    label = deeds.add_parser("label", help="label raw texts with a tuned encoder")
    label.add_argument("tuned", type=Path, metavar="TUNED")
    label.add_argument("raw", type=Path, metavar="RAW.jsonl")
    label.add_argument("silver", type=Path, metavar="SILVER.jsonl")
    label.set_defaults(run=_label)
    average = deeds.add_parser("average", help="average the weights of tuned encoders")
    average.add_argument("out", type=Path, metavar="OUT")
    average.add_argument("tuned", nargs="+", type=Path, metavar="TUNED")
    average.set_defaults(run=_average)
    pack = deeds.add_parser("pack", help="pack a tuned encoder as a spaCy pipeline that runs without PyTorch")
    pack.add_argument("tuned", type=Path, metavar="TUNED")
    pack.add_argument("out", type=Path, metavar="OUT")
    pack.add_argument("--temperature", type=float, default=1.0, help="what its scores are divided by, to be honest")
    pack.set_defaults(run=_pack)
    return parser


def read(sources: list[Path]) -> dict[str, list[Passage]]:
    """The passages of each corpus in these files; ValueError names the line that is not as it should be."""
    import spacy

    make_doc, corpora = spacy.blank("en").make_doc, defaultdict(list)
    for source in sources:
        for number, record in enumerate(_records(source), 1):
            try:
                corpus = record.get("meta", {}).get("corpus", source.stem)
                corpora[corpus] += passages(record, lambda text: _words(make_doc(text)))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f'{source}, text {number}: not a text with "spans" ({error!r}).') from error
    return corpora


def _records(source: Path) -> Iterator[dict]:
    with source.open(encoding="utf-8") as lines:
        if source.suffix == ".txt":
            yield from written.records(lines.read(), "written")
        else:
            yield from map(json.loads, lines)


def _tune(options) -> None:
    from ..nlp.pieces import Cutter
    from .encoder import Tagger, load
    from .tuning import Corpus, tune

    weights = dict(options.weight)
    corpora = read(options.sources)
    if unknown := weights.keys() - corpora.keys():
        raise ValueError(f"no text is of the corpus {', '.join(sorted(unknown))}: there are {', '.join(corpora)}.")
    base = options.base.resolve()
    if options.start:
        tagger, cutter = load(options.start)
    else:
        tagger, cutter = Tagger(base, TAGS), Cutter(base / "tokenizer.json")
    weighed = [Corpus(found, *weights.get(corpus, (1, 1))) for corpus, found in corpora.items()]
    tune(tagger, cutter, weighed, words=options.words, rate=options.rate, base=base, out=options.out)


def _label(options) -> None:
    from .silver import label

    label(options.tuned, options.raw, options.silver)


def _average(options) -> None:
    from .averaging import average

    average(options.tuned, options.out)


def _pack(options) -> None:
    from .packing import pack

    pack(options.tuned, options.out, temperature=options.temperature)


def _weight(given: str) -> tuple[str, tuple[float, float]]:
    corpus, _, weight = given.rpartition("=")
    first, _, last = weight.partition("-")
    return corpus, (float(first), float(last or first))


def _words(doc) -> list[tuple[str, int, bool]]:
    return [(token.text, token.idx, bool(token.whitespace_)) for token in doc]


if __name__ == "__main__":
    sys.exit(main())
