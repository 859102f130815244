"""Cuts a text at the borders of all that is said about it, so that a page can draw it without overlaps."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
    pieces: tuple[Piece, ...]


def cut(text: str, parts: Sequence[Sequence], marks: Sequence[Range], sentences: Sequence[Range]) -> list[Block]:
    """The blocks of a text; `parts` are [kind, start, end, target], marks and sentences ranges in order, all apart.

    Every character but the blank lines between paragraphs stands in exactly one piece, in order.
    """
    kinds = {start: kind for kind, start, _, *_ in parts if kind in BLOCKS}
    links = [(start, end, target) for kind, start, end, target in parts if kind in ("link", "picture") and target]
    of_marks, of_sentences = _borders(marks), _borders(sentences)
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        if paragraph.strip():
            here = [(max(a, start), min(b, end), target) for a, b, target in links if a < end and start < b]
            pieces = _pieces(start, end, _inside(*of_marks, start, end), here, _inside(*of_sentences, start, end))
            blocks.append(Block(kinds.get(start, ""), start, end, tuple(pieces)))
        start = end + 2
    return blocks


def _borders(ranges: Sequence[Range]) -> tuple[list[int], list[int]]:
    return [start for start, _ in ranges], [end for _, end in ranges]


def _inside(starts: list[int], ends: list[int], start: int, end: int) -> list[tuple[int, int, int]]:
    """(number, start, end) of the ranges that touch a paragraph, cut off at its ends."""
    touching = range(bisect_right(ends, start), bisect_left(starts, end))
    return [(number, max(starts[number], start), min(ends[number], end)) for number in touching]


def _pieces(start: int, end: int, marks: list, links: list, sentences: list) -> list[Piece]:
    borders = {start, end}
    for ranges in (marks, sentences):
        borders.update(a for _, a, _ in ranges)
        borders.update(b for _, _, b in ranges)
    borders.update(border for a, b, _ in links for border in (a, b))
    at_mark, at_sentence, mark, sentence = _changes(marks), _changes(sentences), None, None
    pieces = []
    for a, b in itertools.pairwise(sorted(borders)):
        mark, sentence = at_mark.get(a, mark), at_sentence.get(a, sentence)
        if not links:
            pieces.append(Piece(a, b, mark, "", sentence))
            continue
        link = next((each for each in links if each[0] <= a < each[1]), None)
        ends_link = link is not None and b == link[1] and _is_all_marked(link, marks)
        pieces.append(Piece(a, b, mark, link[2] if link else "", sentence, ends_link))
    return pieces


def _changes(ranges: list[tuple[int, int, int]]) -> dict[int, int | None]:
    """By place, which of ranges in order holds what follows, None for none; of two that overlap it is the first."""
    changes: dict[int, int | None] = {}
    reached = -1
    for number, start, end in ranges:
        if end > reached:
            changes[max(start, reached)] = number
            changes[end] = None
            reached = end
    return changes


def _is_all_marked(link: tuple, marks: list) -> bool:
    first, last, _ = link
    covered = sum(min(end, last) - max(start, first) for _, start, end in marks if start < last and first < end)
    return covered >= last - first
