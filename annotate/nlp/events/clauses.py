"""Clauses: the pieces of a sentence, and which of them tells what happened on a date."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..timex import MONTHS
from .verbs import VERB, Predicate, predicates

Range = tuple[int, int]

TIMELESS = r"when|while|because|although|though|who|whom|whose|which|where|if|unless|whether|despite|amid"
BEFORE_TIMES = r"after|following|before|since|until"  # "since 2003" is a date, "since he left" a clause
THAT = rf"that(?! (?:day|week|month|year|time|date|same|{'|'.join(MONTHS)}))"
AS = (
    r"as(?! (?:of|well|part|an?|the|early|late|soon|much|many|such|if|their|his|her|its|chief|president|prime|to)\b"
    r"| (?-i:[A-Z]))"
)
JOINING = rf"{TIMELESS}|{BEFORE_TIMES}|but|{THAT}|{AS}"
# Where one piece of a sentence ends and the next begins: punctuation, or a joining word, which belongs to what follows.
BORDER = re.compile(
    rf"[;:—]\s|\s[–-]\s|,[\"”]?\s|\s?\(|\)\s?|(?<=[,.?!][\"”])\s|\s(?=(?:{JOINING})\s)|\s(?=(?:and|but|or)\s)", re.I
)
ONLY_A_DATE = re.compile(
    rf"(?:{BEFORE_TIMES}|as of|on|in|at|by|from|during|for|of|the|early|late|around|about|through|dated|to|between"
    r"|,|\s)*",
    re.I,
)
PLACE_NAME = re.compile(r"(?:[A-Z][\w.’'-]*\s?){1,3}(?=,|\.?$|\sin\s|\son\s)")
AND = re.compile(r"(?:and|but|or)\s+", re.I)
AND_THEN = re.compile(r"(?:and|but|or)\s+(?:on|in|at|by|after|during|since|last|this|yesterday|again)\s", re.I)
AND_DOES = re.compile(rf"(?:and|but|or)\s+(?:(?:\w+ly|also|later|then|subsequently|still)\s+)?{VERB.pattern}", re.I)
JOINED_DATE = re.compile(rf"\W*(?:(?:{JOINING}|and)\s+)?", re.I)
BESIDE = re.compile(r"(?:who|whom|whose|which|that|according to)\s", re.I)
REACH = 2000  # characters around a date that its sentence is taken apart in
ENDS = " ,;:.–—-\"“”'()[]"
DEFINITE = re.compile(rf"\W*(?:(?:{JOINING}|and)\s+)?(?:the|this|these|both|that|those)\s+", re.I)
FURTHER = re.compile(r"\b(?:also|another|again|later|second|further)\b", re.I)
SINCE = re.compile(rf"(?:{BEFORE_TIMES})\s", re.I)


class Piece(NamedTuple):
    """A stretch of a sentence between two borders: `text[start:end]`, with the verbs in it."""

    start: int
    end: int
    verbs: tuple[Predicate, ...]


class Clause(NamedTuple):
    """Where a sentence tells what happened on a date.

    own    number of the piece the date stands in
    host   number of the piece that tells it: the same, or the one its own leans on
    verb   the verbs there that the date belongs to, None in a sentence without verbs
    """

    pieces: tuple[Piece, ...]
    own: int
    host: int
    verb: Predicate | None

    @property
    def range(self) -> Range:
        return self.pieces[self.host].start, self.pieces[self.host].end


def clause(text: str, parts: tuple[Piece, ...], start: int, end: int) -> Clause:
    """The clause of `text[start:end]`, a date: its piece where that has a verb, else the one it opens or follows."""
    own = next((n for n, part in enumerate(parts) if part.start <= start < part.end), 0)
    host = own
    if not parts[own].verbs:
        later = [n for n in range(own + 1, len(parts)) if parts[n].verbs and not BESIDE.match(text, parts[n].start)]
        earlier = [n for n in range(own - 1, -1, -1) if parts[n].verbs]
        opens = JOINED_DATE.match(text, parts[own].start).group().strip(ENDS) and _is_date(text, parts[own], start, end)
        opens = opens or not any(part.verbs for part in parts[:own])
        host = next(iter([*later, *earlier] if opens else [*earlier, *later]), own)
    verbs = parts[host].verbs
    before = [verb for verb in verbs if verb.end <= start]
    verb = before[-1] if before else next((verb for verb in verbs if verb.start >= end), verbs[0] if verbs else None)
    return Clause(parts, own, host, verb)


def subject(text: str, piece: Piece) -> str:
    """The noun of a definite subject that opens a piece, "crash" of "the crash happened"; "" for any other."""
    definite = DEFINITE.match(text, piece.start)
    if not definite or not piece.verbs or FURTHER.search(text, piece.start, piece.verbs[0].end + 10):
        return ""
    words = text[definite.end() : piece.verbs[0].start].split()
    return words[-1] if 0 < len(words) < 4 else ""


def _is_date(text: str, piece: Piece, start: int, end: int) -> bool:
    """True for a piece that holds no more than a joining word and the date."""
    begin = JOINED_DATE.match(text, piece.start).end()
    return bool(ONLY_A_DATE.fullmatch(text, min(begin, start), start)) and not text[end : piece.end].strip(ENDS)


def pieces(text: str, sentence: Range, dates: Sequence[Range]) -> tuple[Piece, ...]:
    """The pieces of a sentence, in order; of a very long one those around its first dates.

    No border falls inside a date, between "since" and its date, or into a place ("Paris, France"). "And" parts only
    what has a verb on either side.
    """
    near = dates[0][0] if dates else sentence[0]
    start, end = max(sentence[0], near - REACH), min(sentence[1], near + REACH)
    found: list[Piece] = []
    begun, at = start, 0
    for border in BORDER.finditer(text, start, end):
        cut = border.end()
        while at < len(dates) and dates[at][1] <= border.start():
            at += 1
        if at < len(dates) and _is_of_date(text, cut, border.start(), dates[at]):
            continue
        if border.group() == ", " and PLACE_NAME.match(text, cut, end) and _ends_in_name(text, border.start()):
            continue
        _add(text, found, begun, cut)
        begun = cut
    _add(text, found, begun, end)
    return tuple(found)


def _is_of_date(text: str, cut: int, before: int, date: Range) -> bool:
    if before < date[1] and cut > date[0]:
        return True
    return bool(SINCE.match(text, cut) and cut <= date[0] and ONLY_A_DATE.fullmatch(text, cut, date[0]))


def _add(text: str, found: list[Piece], begun: int, cut: int) -> None:
    verbs = tuple(predicates(text, begun, cut))
    if found and AND.match(text, begun, cut) and not AND_THEN.match(text, begun, cut):
        before = found[-1]
        does = AND_DOES.match(text, begun, cut) and any(piece.verbs for piece in found)
        if not does and not (verbs and before.verbs):
            found[-1] = Piece(before.start, cut, (*before.verbs, *verbs))
            return
    if text[begun:cut].strip(ENDS) or not found:
        found.append(Piece(begun, cut, verbs))
    else:
        found[-1] = Piece(found[-1].start, cut, found[-1].verbs)


def _ends_in_name(text: str, end: int) -> bool:
    return text[text.rfind(" ", 0, end) + 1 : end][:1].isupper()
