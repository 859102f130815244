"""The spaCy component that tags names with an encoder, run by ONNX Runtime."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from .lattice import decode
from .layers import HIDDEN, told_as_well
from .learning import LEARNED
from .pieces import Cutter, Window

LONGEST = 254  # pieces a window, without the encoder's two signs
WIDTH = 384  # features of a word in the encoder's last layer
CONTEXT = 32  # pieces of the window before that a window begins with
ALONE = frozenset(["PERSON", "ORG", "FAC", "LOC", "EVENT"])  # never two of them with nothing between: they are one
BEFORE_PEOPLE = frozenset(["pro", "anti", "non"])  # "pro-Iranian" is one word to a reader
GROUP = "names"  # doc.spans["names"].attrs["scores"] are the probabilities of doc.ents


@Language.factory("encoder_ner", assigns=["doc.ents"])
def make(nlp: Language, name: str) -> "EncoderTagger":
    return EncoderTagger()


class EncoderTagger:
    """Sets doc.ents, and as doc.spans["names"] the same with their probabilities in attrs["scores"].

    from_disk() reads model.onnx, the tokenizer's tokenizer.json, and tagger.json: the labels, and the temperature
    that makes the probabilities honest (Guo et al. 2017). Where learned.npz lies beside them, what it makes of the
    encoder's last layer is added to the scores. One thread: any number of workers share a machine.
    """

    weights: np.ndarray | None = None

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> "EncoderTagger":
        import onnxruntime

        path = Path(path)
        told = json.loads((path / "tagger.json").read_text(encoding="utf-8"))
        self.labels, self.temperature = tuple(told["labels"]), float(told["temperature"])
        self.cutter = Cutter(path / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = told_as_well((path / "model.onnx").read_bytes(), HIDDEN)
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        if (path / LEARNED).exists():
            with np.load(path / LEARNED, allow_pickle=False) as learned:
                self.weights, self.bias = learned["weights"], learned["bias"]
        return self

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        raise NotImplementedError("The encoder is written by annotate.training.")

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        docs = iter(docs)
        while batch := list(islice(docs, batch_size)):
            self._read(batch)
            yield from batch

    def _read(self, docs: list[Doc]) -> None:
        windows = [
            (number, window)
            for number, doc in enumerate(docs)
            for window in self.cutter.windows([token.text for token in doc], LONGEST, CONTEXT)
        ]
        found: list[list[tuple[Span, float]]] = [[] for _ in docs]
        told = decode([self._likely(window) for _, window in windows])
        for (number, window), names in zip(windows, told, strict=True):
            for start, end, label, score in names:
                if window.start + start >= window.told:
                    span = Span(docs[number], window.start + start, window.start + end, self.labels[label])
                    _add(found[number], span, score)
        for doc, names in zip(docs, found, strict=True):
            doc.ents = [span for span, _ in names]
            doc.spans[GROUP] = SpanGroup(
                doc, name=GROUP, spans=list(doc.ents), attrs={"scores": [score for _, score in names]}
            )

    def seen(self, words: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """[words, tags] and [words, features]: what the shipped head makes of words, and what it makes it from."""
        told = [(window, *self._run(window)) for window in self.cutter.windows(words, LONGEST, CONTEXT)]
        if not told:
            return np.zeros((0, 2 * len(self.labels) + 1), np.float32), np.zeros((0, WIDTH), np.float32)
        scores = [scores[window.told - window.start :] for window, scores, _ in told]
        return np.concatenate(scores), np.concatenate([seen[window.told - window.start :] for window, _, seen in told])

    def _likely(self, window: Window) -> np.ndarray:
        """[words, tags]: the probability of every tag. One window at a time, so that none depends on another."""
        scores, seen = self._run(window)
        if self.weights is not None:
            scores = scores + seen @ self.weights + self.bias
        scores = scores / self.temperature
        likely = np.exp(scores - scores.max(-1, keepdims=True))
        return likely / likely.sum(-1, keepdims=True)

    def _run(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        fed = {
            name: np.array([row], np.int64)
            for name, row in (
                ("pieces", window.pieces),
                ("cases", window.cases),
                ("sorts", window.sorts),
                ("mask", [1] * len(window.pieces)),
                ("firsts", window.firsts),
            )
        }
        scores, seen = self.session.run(["scores", HIDDEN], fed)
        return scores[0], seen[0]


def _add(found: list[tuple[Span, float]], span: Span, score: float) -> None:
    """Add a name, or lengthen the last one by it: "Hillary" "Clinton", and of any label "pro-" "Iranian"."""
    doc, start = span.doc, span.start
    if span.label_ == "NORP" and start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in BEFORE_PEOPLE:
        span = Span(doc, start - 2, span.end, span.label)
        if found and found[-1][0].end > start - 2:
            found.pop()
    if found:
        last, least = found[-1]
        is_beside = last.end == span.start and last.label == span.label
        if is_beside and (span.label_ in ALONE or not last[-1].whitespace_):
            found[-1] = Span(span.doc, last.start, span.end, span.label), min(least, score)
            return
    found.append((span, score))
