"""Shortening: words of a text without their dates, and short enough for a title."""

import re
from collections.abc import Sequence

from .clauses import ENDS
from .phrases import modifies

Range = tuple[int, int]

LONGEST_TITLE = 120
LEANING = re.compile(
    r"(?:[,;:]?\s+(?:a|an|the|and|or|of|in|on|at|to|by|for|with|from|as|that|which|who|its|their|his|her|is|was|were"
    r"|according|around|about|some|over|between|than|into|but|near|after|before|when|while|had|has|have|be|been|so|because))+$",
    re.I,
)
BEFORE_DATE = re.compile(
    r"(?:^|[\s(])(?:as of|on|in|at|by|from|until|since|during|for|of|the|an?|early|late|around|about|through|dated|to"
    r"|between|till|ahead of|up to|back in|later|earlier|before|after|following)$",
    re.I,
)
ARTICLE = re.compile(
    r"(?:the|an?)\s+(?!(?:same|first|second|third|last|only|most|largest|latest|next|few|other)\b)", re.I
)
THE = re.compile(r"(?:\b(?:the|an?|his|her|its|their|this)|['’]s)\s*$", re.I)
LOOSE_COMMA = re.compile(r"(\b(?:and|but|that|said|says|claimed|claims|when|which|who)),\s+(?=\S)|,(?=\s*[,.])", re.I)


def without(text: str, start: int, end: int, dates: Sequence[Range]) -> str:
    """The words of a text without dates, their prepositions, and what stands in brackets."""
    words, at = "", start
    for first, last in sorted(dates):
        if not start <= first < end:
            continue
        words += text[at:first]
        at = last
        if not modifies(text, first, last):
            words = words.rstrip()
            while lead := BEFORE_DATE.search(words, max(0, len(words) - 20)):
                words = words[: lead.start()].rstrip()
        if text[at : at + 2] in ("'s", "’s"):
            at += 2
            words = words if not words.strip() or THE.search(words) else f"{words.rstrip()} the"
        if not words.strip(ENDS) and text[at : at + 1] == ",":
            at += 1
    words += text[at:end]
    words = re.sub(r"\s?\([^()]*\)?|\)", "", words)
    return LOOSE_COMMA.sub(lambda match: f"{match[1]} " if match[1] else "", " ".join(words.split())).strip(ENDS)


def finished(words: str) -> str:
    """Words as a title: without a leading article, raised, and short enough."""
    words = " ".join(words[: 3 * LONGEST_TITLE].split())
    words = re.sub(r"\s+([,.;:])", r"\1", words).strip(ENDS)
    words = ARTICLE.sub("", words, count=1) if ARTICLE.match(words) else words
    return _quoted_whole(shortened(LEANING.sub("", words[:1].upper() + words[1:])))


def _quoted_whole(words: str) -> str:
    """Words with the quotation mark that a cut has taken from their beginning or end."""
    if words.count("“") != words.count("”"):
        return f"{words}”" if words.count("“") > words.count("”") else f"“{words}"
    if words.count('"') % 2:
        opens = words.startswith('"') or ' "' in words
        return f'{words}"' if opens else f'"{words}'
    return words


def shortened(words: str) -> str:
    """Words on one line, cut after a whole word that does not lean on the next one."""
    words = " ".join(words.split())
    if len(words) <= LONGEST_TITLE:
        return words.rstrip(".")
    words = words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0]
    return LEANING.sub("", words).rstrip(",;: ") + "…"
