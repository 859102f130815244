"""Borders of a tag: the words of its paragraph, and the range one word wider or narrower."""

import re

WORD = re.compile(r"\w+(?:[-.&]\w+|['’](?!s\b)\w+)*")
Range = tuple[int, int]


def words_around(text: str, start: int, end: int) -> list[Range]:
    """The words of the paragraph that holds `text[start:end]`, in order."""
    left = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    right = text.find("\n\n", end)
    return [found.span() for found in WORD.finditer(text, left, len(text) if right < 0 else right)]


def around(text: str, start: int, end: int, most: int = 90) -> tuple[str, str]:
    """What the paragraph says before and after `text[start:end]`, at most so many characters, cut between words."""
    left = max(start - most, text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0)
    border = text.find("\n\n", end)
    right = min(end + most, len(text) if border < 0 else border)
    before, after = text[left:start], text[end:right]
    if left and text[left - 1] != "\n":
        before = f"… {before.partition(' ')[2]}"
    if right < len(text) and text[right] != "\n":
        after = f"{after.rpartition(' ')[0]} …"
    return before, after


def moved(text: str, start: int, end: int, *, at_start: bool, wider: bool) -> Range | None:
    """The range with one border moved by a word; None where the paragraph ends or no word would be left."""
    words = words_around(text, start, end)
    before = [word for word in words if word[1] <= start]
    inside = [word for word in words if word[0] < end and start < word[1]]
    after = [word for word in words if word[0] >= end]
    if wider and at_start:
        return (before[-1][0], end) if before else None
    if wider:
        return (start, after[0][1]) if after else None
    if len(inside) < 2:
        return None
    return (inside[1][0], end) if at_start else (start, inside[-2][1])
