"""A text with its tags as every format takes it, and the words that tags begin and end at."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..spans import Span, flatten, trim

WORD = re.compile(r"(?:\w\.){2,}|\d+(?:[.,:]\d+)+|\w+(?:[-.&]\w+)*|['’]\w+|\S")


@dataclass(frozen=True, slots=True)
class Tag:
    """A span that readers see; `page` is the address of whom it names, "" when it names nobody."""

    span: Span
    page: str = ""
    is_by_editor: bool = False


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text with its tags in order. `doc` is what its source calls it, `page` its address, `published` ISO 8601."""

    doc: str
    title: str
    text: str
    published: str
    page: str
    tags: tuple[Tag, ...] = ()

    @property
    def spans(self) -> list[Span]:
        """The spans of the tags without overlaps and bare of white space: the longest wins, then the earliest."""
        return flatten(span for span in map(self._bare, self.tags) if span.start < span.end)

    def _bare(self, tag: Tag) -> Span:
        start, end = trim(self.text, tag.span.start, tag.span.end)
        return replace(tag.span, start=start, end=end)


def words(text: str) -> list[tuple[int, int]]:
    """The words and signs of a text as the corpora of news part them: "U.S.", "al-Sadr", "Iraq" and "'s" are words."""
    return [match.span() for match in WORD.finditer(text)]


def fitted(ranges: Iterable[tuple[int, int]], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The same ranges, those cut in two that a span begins or ends in."""
    borders = sorted({border for span in spans for border in (span.start, span.end)})
    cut = []
    for start, end in ranges:
        inside = borders[bisect_right(borders, start) : bisect_left(borders, end)]
        cut += zip((start, *inside), (*inside, end), strict=True)
    return cut
