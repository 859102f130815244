"""Cuts a text at the borders of all that is said about it, so that a page can draw it without overlaps."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

Range = tuple[int, int]

BLOCKS = ("heading", "item", "quote", "caption", "aside")


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` with the number of its mark, the address it links to, its sentence: None or "" where none is.

    ends_link  True for the last piece of a link all of whose words are marked: the page adds a sign to follow it by
    """

    start: int
    end: int
    mark: int | None = None
    link: str = ""
    sentence: int | None = None
    ends_link: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its kind ("" for plain) and its pieces, which cover it from start to end."""

    kind: str
    start: int
    end: int
    pieces: tuple[Piece, ...]


def cut(text: str, parts: Sequence[Sequence], marks: Sequence[Range], sentences: Sequence[Range]) -> list[Block]:
    """The blocks of a text; `parts` are [kind, start, end, target], marks and sentences ranges without overlaps.

    Every character but the blank lines between paragraphs stands in exactly one piece, in order.
    """
    kinds = {start: kind for kind, start, _, *_ in parts if kind in BLOCKS}
    links = [(start, end, target) for kind, start, end, target in parts if kind in ("link", "picture") and target]
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        if paragraph.strip():
            inside = _inside(marks, start, end), _inside(links, start, end), _inside(sentences, start, end)
            blocks.append(Block(kinds.get(start, ""), start, end, tuple(_pieces(start, end, *inside))))
        start = end + 2
    return blocks


def _inside(ranges: Sequence[Sequence], start: int, end: int) -> list[tuple]:
    """The ranges that touch a paragraph, each with its number, cut off at the paragraph's ends."""
    return [
        (number, max(a, start), min(b, end), *rest)
        for number, (a, b, *rest) in enumerate(ranges)
        if a < end and start < b
    ]


def _pieces(start: int, end: int, marks: list, links: list, sentences: list) -> list[Piece]:
    borders = sorted({start, end, *(border for _, a, b, *_ in (*marks, *links, *sentences) for border in (a, b))})
    pieces = []
    for a, b in itertools.pairwise(borders):
        link = next((each for each in links if each[1] <= a < each[2]), None)
        pieces.append(
            Piece(
                start=a,
                end=b,
                mark=next((number for number, s, e in marks if s <= a < e), None),
                link=link[3] if link else "",
                sentence=next((number for number, s, e in sentences if s <= a < e), None),
                ends_link=bool(link) and b == link[2] and _is_all_marked(link, marks),
            )
        )
    return pieces


def _is_all_marked(link: tuple, marks: list) -> bool:
    covered = sum(min(e, link[2]) - max(s, link[1]) for _, s, e in marks if s < link[2] and link[1] < e)
    return covered >= link[2] - link[1]
