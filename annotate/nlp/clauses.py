"""Clauses: the part of a sentence that a date belongs to, and what it says, short enough for a title."""

import itertools
import re

from .spans import Span

Range = tuple[int, int]

LONGEST_TITLE = 120

# Where one clause ends and the next begins: punctuation, or a joining word that belongs to the clause after it.
BORDER = re.compile(
    r"[;:—]\s|\s[–-]\s|,\s|[()]|\s(?=(?:after|following|before|since|when|while|as|because|but|who|which|that|where)\s)",
    re.I,
)
JOINING = re.compile(
    r"^(?:and|but|after|following|before|since|when|while|as|because|who|which|that|where|also|amid|then)\s+", re.I
)
# "the October 10 election", "Friday's march": the date modifies a noun, which alone names the happening.
AS_MODIFIER = re.compile(r"(?:^|\s)(?:the|a|an|this|its|their|his|her|after|of|since|before)$", re.I)
MODIFIED = re.compile(r"(?:['’]s)? [a-z]{4,}")
BEFORE_DATE = re.compile(r"(?:^|\s)(?:on|in|at|by|from|until|since|during|for|of|the|a|early|late|around|about)$", re.I)
SUBJECTLESS = re.compile(
    r"(?:was|were|is|are|has|have|had|it|he|she|they|his|her|their|said|spoke|\w+ed|\w+ing|to)\b", re.I
)


def title(text: str, sentence: Range, span: Span) -> str:
    """What happened on this date: the clause around it, or its whole sentence where the clause lacks its subject."""
    start, end = around(text, sentence, span)
    words = _without_date(text, start, end, span)
    if start > sentence[0] and SUBJECTLESS.match(words):
        return _without_date(text, *sentence, span)
    return words


def around(text: str, sentence: Range, span: Span) -> Range:
    """The clause around a date; a date that opens it ("On Friday, ...") takes the words after its comma along."""
    start, end = sentence
    borders = [start]
    for border in BORDER.finditer(text, start, end):
        if border.end() > span.start and border.start() < span.end:
            continue
        opens = (
            border.group() == ", "
            and not text[borders[-1] : span.start].strip().count(" ")
            and span.end == border.start()
        )
        if opens or (border.group() == ", " and _is_opening(text[borders[-1] : border.start()], text, span, border)):
            continue
        borders.append(border.end())
    borders.append(end)
    for left, right in itertools.pairwise(borders):
        if left <= span.start and span.end <= right:
            return left, right
    return sentence


def _is_opening(before: str, text: str, span: Span, border: re.Match) -> bool:
    """True when the comma closes no more than the date and its preposition: "In October 2019, "."""
    if not span.end <= border.start():
        return False
    rest = before.replace(text[span.start : span.end], "").split()
    return len(rest) < 3


def _without_date(text: str, start: int, end: int, span: Span) -> str:
    """The clause without its date, its preposition and its joining word: what happened, short enough for a list."""
    before, after = text[start : span.start].rstrip(), text[span.end : end]
    if MODIFIED.match(after) and AS_MODIFIER.search(before):
        before = ""
    after = re.sub(r"^['’]s\b", "", after).lstrip(" ,")
    while before and BEFORE_DATE.search(before):
        before = BEFORE_DATE.sub("", before).rstrip()
    words = " ".join(f"{before} {after}".split())
    while JOINING.match(words):
        words = JOINING.sub("", words)
    words = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.I).strip(' ,;:.–—-"“”')
    return shortened(words[:1].upper() + words[1:])


def shortened(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= LONGEST_TITLE:
        return words.rstrip(".")
    return words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
