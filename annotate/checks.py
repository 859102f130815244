"""The packaged checks: what no version of the pipeline may read worse than the one before."""

import re
from dataclasses import dataclass
from pathlib import Path

from .nlp.pipeline import Pipeline
from .nlp.reading import read
from .nlp.spans import DATE, EVENT, KINDS
from .training import written

CHECKS = Path(__file__).parent / "pipeline" / "checks"
NEWS = Path(__file__).parent / "training" / "news"
KIND = re.compile(r"\[(person|place|group) ")
ANY = {"person": "PERSON", "place": "GPE", "group": "ORG"}  # one label of each kind: checks compare kinds
EVERY = 30  # one in so many of the written texts is checked with, and not gone over again


@dataclass(frozen=True, slots=True)
class Check:
    """A set of texts with their names as (start, end, kind)."""

    title: str
    texts: tuple[tuple[str, frozenset], ...]

    @property
    def names(self) -> int:
        return sum(len(wanted) for _, wanted in self.texts)

    def mistakes(self, pipeline: Pipeline) -> int:
        """How many names a pipeline misses, and how many it reads that are none, or otherwise."""
        fed = [(text, None, []) for text, _ in self.texts]
        return sum(
            len(wanted ^ {(s.start, s.end, s.kind) for s in spans if s.kind != DATE and s.kind != EVENT})
            for (_, wanted), spans in zip(self.texts, read(pipeline, fed), strict=True)
        )


def packaged() -> list[Check]:
    """Sentences and news that no pipeline learned from, and of those that the shipped one did a thirtieth."""
    return [
        Check("Sentences of every kind of name", _texts(_sentences())),
        Check("News written to check with", _texts((CHECKS / "news.txt").read_text(encoding="utf-8"))),
        Check("News that the shipped pipeline learned from", _read(written_news()[::EVERY])),
    ]


def gone_over() -> list[dict]:
    """The written texts that may be gone over again while learning: records with "text" and "spans"."""
    return [record for number, record in enumerate(written_news()) if number % EVERY]


def written_news() -> list[dict]:
    """All written texts, in the order of their files."""
    files = sorted(NEWS.glob("*.txt"))
    return [record for file in files for record in written.records(file.read_text(encoding="utf-8"), "written")]


def _sentences() -> str:
    blocks = (CHECKS / "sentences.txt").read_text(encoding="utf-8").split("\n== ")[1:]
    lines = [line.removeprefix("? ") for block in blocks for line in block.splitlines()[1:] if line.strip()]
    return KIND.sub(lambda mark: f"[{ANY[mark[1]]} ", "\n===\n".join(lines))


def _texts(marked: str) -> tuple[tuple[str, frozenset], ...]:
    return _read(list(written.records(marked, "checks")))


def _read(records: list[dict]) -> tuple[tuple[str, frozenset], ...]:
    return tuple(
        (record["text"], frozenset((a, b, KINDS[label]) for a, b, label in record["spans"] if KINDS[label] != EVENT))
        for record in records
    )
