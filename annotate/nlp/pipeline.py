"""The tagger: a spaCy pipeline, ours or any other, that reads names in texts."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import tee
from pathlib import Path

from .spans import Span, flatten

SHIPPED = Path(__file__).parent.parent / "pipeline" / "model"
LONGEST = 900_000  # characters a document; spaCy refuses more than a million

# What pipelines call a name -> its OntoNotes label. Labels not listed are not names that readers see.
LABELS = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "GPE": "GPE",
    "LOC": "LOC",
    "FAC": "FAC",
    "ORG": "ORG",
    "NORP": "NORP",
    "EVENT": "EVENT",
}

TITLES = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sen|Rep|Gov|Sgt|Maj)\.?\s+"
    r"|(?:Prime Minister|President|Minister|King|Queen|Sheikh)\s+(?=[A-Z])"
)
LEADING = re.compile(rf"(?:[\"'“‘«(\[]|(?:the|The|THE|a|A|an|An)\s+|{TITLES})+")
TRAILING = re.compile(r"(?:(?<=\.)-[a-z]+|['’]s?|[\"”»)\],;:]|(?<![A-Z])\.)+$")  # "U.S.-led" is one word to spaCy
RUN = re.compile(r"(\S{199})\S")
SURROGATE = re.compile("[\ud800-\udfff]")


class Unavailable(RuntimeError):
    """A pipeline that is not installed; str() is a sentence that says what to do."""


@lru_cache(maxsize=3)  # the shipped one, the one in use, and one that is compared with them
def load(name: str = "") -> "Pipeline":
    """The pipeline of this name, loaded once a process: "" is the shipped one, else a package or a folder."""
    import spacy  # takes two seconds: whoever only asks for the module should not wait

    from . import encoder  # noqa: F401  registers the component of the shipped pipeline

    shipped = name in ("", "newsroom")
    try:
        nlp = spacy.load(SHIPPED if shipped else name)
    except OSError as error:
        raise Unavailable(
            f"The spaCy pipeline “{name or SHIPPED}” is not installed: install its package with the pip of this "
            "environment, or give NEWSROOM_PIPELINE the folder it lies in."
        ) from error
    except (ImportError, ValueError) as error:  # made for another spaCy, or with parts of a package that is missing
        raise Unavailable(f"The spaCy pipeline “{name or SHIPPED}” cannot be loaded: {_first_line(error)}") from error
    needed = {"transformer", "tok2vec", "ner", "entity_ruler", "span_ruler"}
    nlp.select_pipes(enable=[pipe for pipe in nlp.pipe_names if pipe in needed])
    return Pipeline(nlp, shipped_version() if shipped else _package(nlp.meta))


@lru_cache(maxsize=1)
def shipped_version() -> str:
    """How taggings call the shipped pipeline, "en_newsroom_names-2.2.0-1a2b3c4d", without loading it."""
    meta = json.loads((SHIPPED / "meta.json").read_text(encoding="utf-8"))
    weights = b"".join(path.read_bytes() for path in sorted(SHIPPED.rglob("ner/*")))
    return f"{_package(meta)}-{blake2b(weights, digest_size=4).hexdigest()}"


class Pipeline:
    """A loaded spaCy pipeline. `version` changes whenever its output may."""

    def __init__(self, nlp, version: str):
        self.nlp = nlp
        self.version = version

    def read(self, texts: Iterable[str], batch_size: int = 32) -> Iterator[list[Span]]:
        """The names in each text, in order, lazily and batched; dates are left to the rules of nlp.dates."""
        pieces, counted = tee((text, _pieces(text)) for text in map(readable, texts))
        docs = self.nlp.pipe((text[a:b] for text, cut in pieces for a, b in cut), batch_size=batch_size)
        for text, cut in counted:
            spans = []
            for start, _ in cut:
                for found, score in _scored(next(docs)):
                    if label := LABELS.get(found.label_):
                        spans.append(_bare(text, start + found.start_char, start + found.end_char, label, score))
            yield flatten(span for span in spans if span is not None)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _scored(doc) -> Iterator[tuple]:
    """The names of a spaCy document, each with its probability where the pipeline gives one, else None."""
    from .encoder import GROUP

    scores = doc.spans[GROUP].attrs["scores"] if GROUP in doc.spans else [None] * len(doc.ents)
    return zip(doc.ents, scores, strict=True)


def _package(meta: dict) -> str:
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def readable(text: str) -> str:
    """The text, as long as before, without what spaCy cannot take.

    Every lone surrogate becomes one other character, and every two hundredth character of a run without a space
    becomes one: a tokenizer takes the square of the time for twice the run, hours for a million of "<".
    """
    return RUN.sub(r"\1 ", SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))


def _pieces(text: str) -> list[tuple[int, int]]:
    """The text in ranges a pipeline can take, cut at paragraphs; one empty range for an empty text."""
    pieces, start = [], 0
    while len(text) - start > LONGEST:
        cut = text.rfind("\n\n", start + 1, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, len(text))]


def _bare(text: str, start: int, end: int, label: str, score: float | None) -> Span | None:
    """The name without article, title, quotes and possessive, or None when nothing is left."""
    lead = LEADING.match(text[start:end])
    if lead and lead.end() < end - start:
        start += lead.end()
    tail = TRAILING.search(text[start:end])
    if tail and tail.start() > 0:
        end = start + tail.start()
    quote = text[start:end].strip()
    if not any(c.isalpha() for c in quote):
        return None
    start += text[start:end].index(quote)
    return Span(start, start + len(quote), label, score=score)
