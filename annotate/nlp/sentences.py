"""Where sentences begin and end in news text."""

import re

Range = tuple[int, int]

# A full stop after these ends no sentence, unless a new paragraph follows.
ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "rev",
        "fr",
        "sr",
        "jr",
        "st",
        "gen",
        "col",
        "lt",
        "sgt",
        "maj",
        "capt",
        "cmdr",
        "adm",
        "gov",
        "sen",
        "rep",
        "pres",
        "hon",
        "messrs",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "vs",
        "etc",
        "approx",
        "est",
        "no",
        "nos",
        "vol",
        "fig",
        "al",
        "e.g",
        "i.e",
        "cf",
        "co",
        "corp",
        "inc",
        "ltd",
        "u.s",
        "u.k",
        "u.n",
        "d.c",
        "a.m",
        "p.m",
        "ave",
        "blvd",
        "rd",
        "mt",
        "ft",
    ]
)
STILL_ENDING = frozenset(
    ["a.m", "p.m", "u.s", "u.k", "u.n", "d.c", "etc", "inc", "ltd", "co", "corp", "jr", "sr"]
)  # but may, before one of these:
STARTERS = frozenset(
    [
        "the",
        "a",
        "an",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "this",
        "that",
        "these",
        "those",
        "there",
        "in",
        "on",
        "at",
        "but",
        "and",
        "after",
        "before",
        "when",
        "while",
        "as",
        "if",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "some",
        "many",
        "most",
        "several",
        "two",
        "three",
        "one",
        "what",
        "who",
        "how",
        "why",
        "last",
    ]
)

PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
END = re.compile(r"(?:[.!?]+|…)[\"'”’»)\]]*(?=\s)|[\"”](?=\s+[A-Z“\"])(?<=[.!?,][\"”])")
LINE = re.compile(r"\n")
OPENING = re.compile(r"\s*[\"'“‘«(\[]*(\w+|\S)")
LAST_WORD = re.compile(r"(?:^|[\s(\"“‘'])([^\s(\"“‘']*)$")
FAR = 400  # characters on either side within which a sentence is looked for
FULL_LINE = 50  # characters from which an unfinished line is taken to run on in the next
WIDEST = 120  # a longer line shows that a paragraph is not wrapped: each of its lines stands alone


def sentences(text: str) -> list[Range]:
    """The sentences of a text as half-open ranges without white space at their ends, in order.

    They cover every character that is no white space. None crosses a blank line; a single line break ends one when
    the line is complete: it ends like a sentence, is too short to be wrapped, or stands among lines too long to be.
    """
    found: list[Range] = []
    start = 0
    for gap in PARAGRAPH.finditer(text):
        _split(text, start, gap.start(), found)
        start = gap.end()
    _split(text, start, len(text), found)
    return found


def sentence_at(text: str, start: int, end: int) -> Range:
    """The sentence that holds `text[start:end]`, or as much of it as fits into FAR characters on either side."""
    left, right = max(0, start - FAR), min(len(text), end + FAR)
    near = [(a + left, b + left) for a, b in sentences(text[left:right])]
    holding = [(a, b) for a, b in near if a < end and start < b]
    return (min(start, holding[0][0]), max(end, holding[-1][1])) if holding else (start, end)


def _split(text: str, start: int, end: int, found: list[Range]) -> None:
    borders = {mark.end() for mark in END.finditer(text, start, end) if _ends(text, start, mark)}
    alone = any(len(line) > WIDEST for line in text[start:end].split("\n"))
    for line in LINE.finditer(text, start, end):
        if alone or _is_complete(text, start, line.start(), end):
            borders.add(line.start())
    for border in [*sorted(borders), end]:
        piece = text[start:border]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            found.append((left, right))
        start = border


def _ends(text: str, start: int, mark: re.Match) -> bool:
    """True when the punctuation closes a sentence: what follows looks like a beginning, no abbreviation precedes."""
    following = OPENING.match(text, mark.end())
    if following is None:
        return True
    beginning = following.group(1)[0]
    if not (beginning.isupper() or beginning.isdigit() or not beginning.isascii()):
        return False
    if not mark.group().startswith(".") or mark.group().startswith(".."):
        return True
    word = LAST_WORD.search(text, max(start, mark.start() - 20), mark.start())
    before = word.group(1) if word else ""
    if len(before) == 1 and before.isupper() and before != "I":
        return False
    if before.lower() in STILL_ENDING:
        return following.group(1).lower() in STARTERS
    return before.lower() not in ABBREVIATIONS


def _is_complete(text: str, start: int, line_end: int, end: int) -> bool:
    line = text[max(start, text.rfind("\n", start, line_end) + 1) : line_end].strip()
    following = text[line_end:end].lstrip()[:1]
    if not following.isalnum() or following.isupper() or following.isdigit():
        return len(line) < FULL_LINE or line.endswith((".", "!", "?", "”", '"', ":", "…"))
    return False
