"""Deed: train the spaCy CNN that tags names.

    python -m annotate.training OUT TRAIN.jsonl[:WEIGHT]... [--words N] [--from MODEL] [--rate R]

Each line of a file holds "text", "spans" as [start, end, label], and "meta" with "lacks": the labels that its corpus
does not annotate. A weight says how often a file's passages are seen in one round: 2 is twice, 0.3 a random third.
Training is resumed, or refined on other weights, with --from. The same files, words and seed give the same pipeline
on the same machine.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from tqdm import tqdm

from .examples import LABELS, Passage, passages, varied

SEED = 7
WIDTH, DEPTH = 112, 4
ROWS = {"NORM": 6000, "PREFIX": 1500, "SUFFIX": 3000, "SHAPE": 2000}
DROPOUT = 0.15
WARMUP = 200  # updates
SMALLEST, LARGEST = 700, 2000  # words an update: small ones first
CHECKPOINT = 400  # updates


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    fix_random_seed(SEED)
    nlp = spacy.load(options.start) if options.start else blank()
    try:
        corpora = [read(*_weighed(source), nlp) for source in options.sources]
    except (OSError, ValueError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 1
    train(nlp, corpora, words=options.words, rate=options.rate, out=options.out, resume=bool(options.start))
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m annotate.training", description="Train a tagger of names.")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder the pipeline is written to")
    parser.add_argument("sources", nargs="+", metavar="TRAIN.jsonl[:WEIGHT]")
    parser.add_argument("--words", type=int, default=4_300_000, help="how many words to learn from, repeats counted")
    parser.add_argument("--from", dest="start", type=Path, metavar="MODEL", help="a pipeline to go on from")
    parser.add_argument("--rate", type=float, default=0.001, help="the learning rate at its highest")
    return parser


def blank() -> Language:
    """A tagger that has learned nothing: hashed word shapes, four convolutions, a transition-based NER."""
    nlp = spacy.blank("en")
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": WIDTH,
                "attrs": list(ROWS),
                "rows": list(ROWS.values()),
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": WIDTH,
                "depth": DEPTH,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }
    ner = nlp.add_pipe("ner", config={"model": model})
    for label in LABELS:
        ner.add_label(label)
    return nlp


def read(path: Path, weight: float, nlp: Language) -> tuple[list[Passage], float]:
    """The passages of a JSON Lines file; ValueError names the line that is not as it should be."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                found += passages(json.loads(line), lambda text: _words(nlp, text))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f'{path}, line {number}: not a text with "spans" ({error!r}).') from error
    return found, weight


def train(
    nlp: Language, corpora: list[tuple[list[Passage], float]], *, words: int, rate: float, out: Path, resume: bool
) -> None:
    """Learn from about this many words and write the averaged weights to `out`, and now and then on the way.

    The learning rate rises for the first updates, then falls in a line to a tenth.
    """
    chance = random.Random(SEED)
    if resume:
        optimizer = nlp.resume_training()
    else:
        sample = [passage for corpus, _ in corpora for passage in corpus[:200]]
        nlp.initialize(lambda: [_example(nlp, passage) for passage in sample])
        optimizer = nlp.create_optimizer()
    optimizer.L2, optimizer.grad_clip = 0.01, 1.0
    seen, losses = 0, {}
    with tqdm(total=words, unit=" words", unit_scale=True) as bar:
        for update, batch in enumerate(_batches(corpora, chance, words), 1):
            optimizer.learn_rate = rate * min(1, update / WARMUP) * (1 - 0.9 * seen / words)
            examples = [_example(nlp, varied(passage, chance)) for passage in batch]
            nlp.update(examples, sgd=optimizer, drop=DROPOUT, losses=losses)
            size = sum(len(passage.words) for passage in batch)
            seen += size
            bar.update(size)
            if update % CHECKPOINT == 0:
                _save(nlp, optimizer, out)
                bar.set_postfix(loss=f"{losses.pop('ner') / CHECKPOINT:.0f}")
    _save(nlp, optimizer, out)


def _batches(corpora: list, chance: random.Random, words: int) -> Iterator[list[Passage]]:
    """Batches of passages, round after round through the corpora as often as each is to be seen, until `words`."""
    seen, size = 0, SMALLEST
    while True:
        pool = []
        for corpus, weight in corpora:
            pool += corpus * int(weight) + chance.sample(corpus, int(len(corpus) * (weight % 1)))
        if not pool:
            return
        chance.shuffle(pool)
        batch, length = [], 0
        for passage in pool:
            batch.append(passage)
            length += len(passage.words)
            if length >= size:
                yield batch
                seen, batch, length = seen + length, [], 0
                if seen >= words:
                    return
        size = min(LARGEST, size + 300)


def _save(nlp: Language, optimizer, out: Path) -> None:
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(out)


def _example(nlp: Language, passage: Passage) -> Example:
    doc = Doc(nlp.vocab, words=list(passage.words), spaces=list(passage.spaced))
    return Example.from_dict(doc, {"entities": list(passage.tags)})


def _words(nlp: Language, text: str) -> list[tuple[str, int, bool]]:
    return [(token.text, token.idx, bool(token.whitespace_)) for token in nlp.make_doc(text)]


def _weighed(source: str) -> tuple[Path, float]:
    path, colon, weight = source.rpartition(":")
    if not colon:
        return Path(source), 1.0
    try:
        return Path(path), float(weight)
    except ValueError:
        raise ValueError(f"“{source}”: after the colon comes a weight, a number.") from None


if __name__ == "__main__":
    sys.exit(main())
