"""What became of a text: paragraph by paragraph the words that stayed, went and came."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"
WORD = re.compile(r"\w+(?:[^\w\s]\w+)*|[^\w\s]|\s+")
ALIKE = 0.4  # share of words in common from which a paragraph is another told anew
AHEAD = 20  # paragraphs among which that one is sought
MOST = 1_000_000  # pairs of words, or of paragraphs, that are compared; of larger ones all went and came


class Passage(NamedTuple):
    """One paragraph: its pieces as (SAME, GONE or NEW, words), in order."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def is_same(self) -> bool:
        return all(said == SAME for said, _ in self.pieces)


def reword(old: str, new: str) -> list[Passage]:
    """The paragraphs of both texts in the order of reading, each with what it kept, lost and gained.

    The pieces that are SAME or GONE make the old text again, those that are SAME or NEW the new one, but for the blank
    lines between.
    """
    passages: list[Passage] = []
    one, other = old.split("\n\n"), new.split("\n\n")
    for same, (a, b), (c, d) in _blocks(one, other):
        passages += [_all(SAME, each) for each in one[a:b]] if same else _told_anew(one[a:b], other[c:d])
    return [passage for passage in passages if passage.pieces]


def _told_anew(gone: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    """Paragraphs that took the place of others, each beside the first of those left that is like it."""
    first = 0
    for number, paragraph in enumerate(new):
        found = next((n for n in range(first, min(first + AHEAD, len(gone))) if _are_alike(gone[n], paragraph)), None)
        if found is None:
            while first < len(gone) and not any(_are_alike(gone[first], each) for each in new[number:][:AHEAD]):
                yield _all(GONE, gone[first])
                first += 1
            yield _all(NEW, paragraph)
            continue
        yield from (_all(GONE, each) for each in gone[first:found])
        yield Passage(tuple(_pieces(gone[found], paragraph)))
        first = found + 1
    yield from (_all(GONE, each) for each in gone[first:])


def _are_alike(one: str, other: str) -> bool:
    words = set(one.split()), set(other.split())
    return len(words[0] & words[1]) >= ALIKE * max(map(len, words))


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    one, other = WORD.findall(old), WORD.findall(new)
    for same, (a, b), (c, d) in _blocks(one, other):
        if same:
            yield SAME, "".join(one[a:b])
            continue
        if a < b:
            yield GONE, "".join(one[a:b])
        if c < d:
            yield NEW, "".join(other[c:d])


def _blocks(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """(is the same, range of one, range of the other) through both. What begins and ends alike costs no comparing."""
    a = c = 0
    while a < min(len(one), len(other)) and one[a] == other[a]:
        a += 1
    end = 0
    while end < min(len(one), len(other)) - a and one[-1 - end] == other[-1 - end]:
        end += 1
    b, d, c = len(one) - end, len(other) - end, a
    if a:
        yield True, (0, a), (0, c)
    if (b - a) * (d - c) > MOST:
        yield False, (a, b), (c, d)
    elif a < b or c < d:
        yield from _matched(one[a:b], other[c:d], a)
    if end:
        yield True, (b, len(one)), (d, len(other))


def _matched(one: Sequence[str], other: Sequence[str], by: int) -> Iterator[tuple[bool, tuple, tuple]]:
    matcher = SequenceMatcher(str.isspace, one, other, autojunk=False)
    start = 0, 0
    for a, c, size in matcher.get_matching_blocks():
        if size and not any(word.strip() for word in one[a : a + size]):
            continue
        if start < (a, c):
            yield False, (start[0] + by, a + by), (start[1] + by, c + by)
        if size:
            yield True, (a + by, a + size + by), (c + by, c + size + by)
        start = a + size, c + size


def _all(said: str, paragraph: str) -> Passage:
    return Passage(((said, paragraph),) if paragraph.strip() else ())
