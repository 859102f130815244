"""Cuts a text at the borders of all that is said about it, so that a page can draw it without overlaps."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

Range = tuple[int, int]

BLOCKS = ("heading", "item", "quote", "caption", "aside")


class Piece(NamedTuple):
    """`text[start:end]` with the number of its mark, the address it links to, its sentence: None or "" where none is.

    ends_link  True for the last piece of a link all of whose words are marked: the page adds a sign to follow it by
    """

    start: int
    end: int
    mark: int | None = None
    link: str = ""
    sentence: int | None = None
    ends_link: bool = False


class Block(NamedTuple):
    """One paragraph: its kind ("" for plain) and its pieces, which cover it from start to end."""

    kind: str
    start: int
    end: int
    pieces: list[Piece]


def cut(text: str, parts: Sequence[Sequence], marks: Sequence[Range], sentences: Sequence[Range]) -> list[Block]:
    """The blocks of a text; `parts` are [kind, start, end, target], marks and sentences ranges in order, all apart.

    Every character but the blank lines between paragraphs stands in exactly one piece, in order.
    """
    kinds = {start: kind for kind, start, _, *_ in parts if kind in BLOCKS}
    links = [(start, end, target) for kind, start, end, target in parts if kind in ("link", "picture") and target]
    at_mark, at_sentence, paragraphs = _changes(marks), _changes(sentences), dict(_paragraphs(text))
    borders = {*paragraphs, *paragraphs.values(), *chain(*marks, *sentences, *(link[:2] for link in links))}
    blocks, here, last = [], [], 0
    mark = sentence = None
    for start, end in pairwise(sorted(borders)):
        mark, sentence = at_mark.get(start, mark), at_sentence.get(start, sentence)
        if start in paragraphs:
            last, pieces = paragraphs[start], []
            blocks.append(Block(kinds.get(start, ""), start, last, pieces))
            here = [(max(a, start), min(b, last), target) for a, b, target in links if a < last and start < b]
        if start >= last:  # between two paragraphs
            continue
        pieces.append(Piece(start, end, mark, "", sentence))
        if here and (link := next((each for each in here if each[0] <= start < each[1]), None)):
            ends_link = end == link[1] and all(each.mark is not None for each in pieces if each.start >= link[0])
            pieces[-1] = pieces[-1]._replace(link=link[2], ends_link=ends_link)
    return blocks


def _paragraphs(text: str) -> Iterator[Range]:
    """Those that hold words."""
    start = 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield start, start + len(paragraph)
        start += len(paragraph) + 2


def _changes(ranges: Sequence[Range]) -> dict[int, int | None]:
    """By place, which of ranges in order holds what follows, None for none; of two that overlap it is the first."""
    changes: dict[int, int | None] = {}
    reached = -1
    for number, (start, end) in enumerate(ranges):
        if end > reached:
            changes[start if start > reached else reached] = number
            changes[end] = None
            reached = end
    return changes
