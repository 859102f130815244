"""Where words of one revision of a text stand in another: told by the words and those around them, never guessed.

Stretches that stand once in either text are found as P. Heckel finds them, "A technique for isolating differences
between files", CACM 21(4), 1978: from rows of words that are unique in both, followed both ways while the texts agree.
A paragraph that was moved is such a stretch too. What two stretches claim is nobody's.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from .sentences import ABBREVIATIONS

Range = tuple[int, int]
Image = tuple[Range, int]  # a stretch of tokens, and how far on it stands

TOKEN = re.compile(r"\w+(?:[^\w\s]\w+)*|[^\w\s]|\n\n")
PARAGRAPH = "\n\n"
ENDS = (".", "!", "?", PARAGRAPH)
ROW = 3  # tokens in a row that must stand once in either text
AROUND = 3  # words of its sentence that must stand unchanged beside a quote, all where it has fewer
KEPT = 8  # pairs of texts: an editor corrects one article many times


@lru_cache(maxsize=KEPT)
def way(old: str, new: str) -> "Way":
    """How words get from one text to another; the same pair of texts is compared once."""
    return Way(old, new)


class Way:
    """The tokens of an old text, with the place of each in the new one."""

    def __init__(self, old: str, new: str):
        self.old, self.new = old, new
        if old != new:
            self.words, self.ranges = _tokens(old)
            words, self.new_ranges = _tokens(new)
            self.starts, self.ends = [start for start, _ in self.ranges], [end for _, end in self.ranges]
            self.sentences = _sentences(self.words)
            self.counted = [0, *accumulate(word[0].isalnum() for word in self.words)]
            self.images = self._images(words)

    def place(self, start: int, end: int) -> Range | None:
        """Where `old[start:end]` stands in the new text, None unless it and what surrounds it are there just once.

        Ranges that are apart in the old text are so in the new one.
        """
        if self.old == self.new:
            return start, end
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)  # of the tokens, half-open
        if first >= last or (image := self.images[first]) is None:
            return None
        stretch, by = image
        if any(each != image for each in self.images[first:last]) or not self._is_surrounded(first, last, stretch):
            return None
        a = self.new_ranges[first + by][0] + start - self.ranges[first][0]
        b = self.new_ranges[last - 1 + by][0] + end - self.ranges[last - 1][0]
        return (a, b) if self.new[a:b] == self.old[start:end] else None

    def _images(self, new: Sequence[str]) -> list[Image | None]:
        """For each token its stretch and how far on it stands, None where it has no place or several."""
        images: list[Image | None] = [None] * len(self.words)
        sources: list[int | None] = [None] * len(new)
        disputed = set()
        for begin, end, by in _stretches(self.words, new):
            stretch = begin, end
            for token in range(begin, end):
                if self._is_surrounded(token, token + 1, stretch):
                    if images[token] or sources[token + by] is not None:
                        disputed |= {token, sources[token + by]}
                    images[token], sources[token + by] = (stretch, by), token
        for token in disputed - {None}:
            images[token] = None
        return images

    def _is_surrounded(self, first: int, last: int, stretch: Range) -> bool:
        """True where a stretch holds enough of the sentence around these tokens; if there are no more words, of others.

        What is true of some tokens is true of each: so no two places dispute a part of what is carried.
        """
        begin, end = self.sentences[first][0], self.sentences[last - 1][1]
        here = self._counted(first, last)
        others = self._counted(begin, end) - here
        if others:
            return self._counted(max(begin, stretch[0]), min(end, stretch[1])) - here >= min(AROUND, others)
        return self._counted(*stretch) - here >= AROUND

    def _counted(self, first: int, last: int) -> int:
        """How many words there are among some tokens."""
        return self.counted[last] - self.counted[first]


def _tokens(text: str) -> tuple[list[str], list[Range]]:
    """The words, signs and ends of paragraphs of a text with their ranges; a paragraph ends before and after it all."""
    found = [(each[0], each.span()) for each in TOKEN.finditer(text)]
    found = [(PARAGRAPH, (0, 0)), *found, (PARAGRAPH, (len(text), len(text)))]
    return [word for word, _ in found], [range_ for _, range_ in found]


def _sentences(words: Sequence[str]) -> list[Range]:
    """For each token the range of the sentence that it stands in, as well as words and full stops tell."""
    borders = [place + 1 for place, word in enumerate(words) if word in ENDS and _is_end(words, place)]
    return [range_ for range_ in pairwise([0, *borders]) for _ in range(*range_)]


def _is_end(words: Sequence[str], place: int) -> bool:
    before = words[place - 1]
    is_initial = len(before) == 1 and before.isupper()
    return words[place] != "." or not (is_initial or "." in before[:-1] or before.casefold() in ABBREVIATIONS)


def _stretches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """(first, last, how far on) of all that both texts say, around rows of ROW tokens that stand once in either."""
    rows, others = _once(old), _once(new)
    reached: dict[int, int] = {}  # by how far on -> where its last stretch ends
    stretches = []
    for row, place in rows.items():
        if (image := others.get(row)) is None or reached.get(by := image - place, 0) > place:
            continue
        begin, end = place, place + ROW
        while begin > 0 and begin + by > 0 and old[begin - 1] == new[begin - 1 + by]:
            begin -= 1
        while end < len(old) and end + by < len(new) and old[end] == new[end + by]:
            end += 1
        reached[by] = end
        stretches.append((begin, end, by))
    return stretches


def _once(words: Sequence[str]) -> dict[tuple, int]:
    """The rows of ROW tokens that stand once, in order, each with its place."""
    seen: dict[tuple, int] = {}
    twice = set()
    for place, row in enumerate(zip(*(words[n:] for n in range(ROW)), strict=False)):
        if row in seen:
            twice.add(row)
        seen[row] = place
    return {row: place for row, place in seen.items() if row not in twice} if twice else seen
