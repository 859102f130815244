"""Whether the clause around an expression looks to the future or the past."""

import re

from .timex import MONTHS

# "will be held" is one sign of the future, not also one of the past; "had been due" is one of the past.
MODAL = r"(?:will|won[’']t|shall|would(?! have)|may(?! \d| have)|might(?! have))"
FUTURE = re.compile(
    rf"(?:\b(?:{MODAL}|(?:is |are )?to)|[’']ll)(?: not| also| now| only)? be(?: \w+)?"
    rf"|[’']ll\b|\b(?:{MODAL}|is to|are to|plans?|planned|planning|scheduled|slated|expects?|expected|due|going to"
    r"|set to|upcoming|aims?|intends?|hopes?|ahead of|deadline|expires?|begins|starts|starting|beginning|opens|payable"
    r"|effective|extended|postponed|as (?:early|soon|late) as"
    r"|to (?:meet|begin|start|hold|vote|announce|leave|return|resume|visit|arrive|discuss|decide|open|face|travel|take"
    r"|attend|appear|sign|speak|expire|close|end|make|report|release))\b",
    re.I,
)
DONE = (
    r"was|were|had|did|said|began|rose|fell|took|came|went|told|made|held|got|gave|won|lost|led|saw|left|met|became"
    r"|sent|spoke|bought|sold|shot|hit|struck|fled|broke|wrote|ran|read|kept|brought|put|cut|paid|grew|drew|flew|died"
    r"|\w{3,}ed"
)
PAST = re.compile(
    r"\b(?:(?:had|has|have|was|were) been (?:due|scheduled|expected|planned|set|slated|going)(?: to \w+)?"
    rf"|{DONE}|after|since|following|has|have|arriving)\b",
    re.I,
)
HAPPENED = re.compile(rf"\b(?:{DONE})\b", re.I)
MOVED = re.compile(r"extended|postponed", re.I)  # "extended to Friday", but "on Thursday they extended it"
CLAUSE_END = re.compile(r"(?<![A-Z])[.;!?][\"'”’)\]*]*\s|\n\n|\bbut\b|``")
LIMIT = re.compile(r"\b(?:until|till|by|through)(?: the| early| late)?\s+$", re.I)
REACH = 90  # characters looked at before an expression; 80 after

# Signs that a clause tells what is so every week or year, which no one date of a calendar is.
HABIT = re.compile(
    r"\b(?:usually|generally|normally|typically|regularly|sometimes|often|occasionally|annually|per (?:day|week|year)"
    r"|(?:each|every) (?:day|week|month|year)|season|climate|temperatures?|monsoons?|weather|feast day"
    r"|throughout the year|year-round)\b|[°º]",
    re.I,
)
NAMES = r"(?:early |late |mid-)?(?:{})\b".format("|".join(MONTHS))
SPAN_BEFORE = re.compile(rf"\b(?:between|from) {NAMES} (?:and|to|till|until|through) $", re.I)
SPAN_AFTER = re.compile(rf" (?:and|to|till|until|through) {NAMES}")
PLANNED = re.compile(r"\b(?:will|shall|would|scheduled|planned|plans|due|expected|set)\b")


def looks(text: str, start: int, end: int) -> str:
    """ "future", "past" or "" for the clause of `text[start:end]`: the nearest sign before it, else after it.

    A limit ("by Friday") lies ahead unless its clause is of the past ("had filed by Wednesday").
    """
    before = CLAUSE_END.split(text[max(0, start - REACH) : start])[-1]
    found = _last_sign(before)
    if found:
        return found
    after = CLAUSE_END.split(text[end : end + REACH - 10])[0]
    future, past = FUTURE.search(after), PAST.search(after)
    if future and MOVED.fullmatch(future.group()):
        future = None
    if LIMIT.search(before):
        return "past" if past and not (future and future.start() <= past.start()) else "future"
    if future and (not past or future.start() <= past.start()):
        return "future"
    return "past" if past else ""


def recurs(text: str, start: int, end: int) -> bool:
    """True where the sentence around `text[start:end]` tells of what is so every time, not of what happened once."""
    before = CLAUSE_END.split(text[max(0, start - REACH) : start])[-1]
    after = CLAUSE_END.split(text[end : end + REACH])[0]
    if HAPPENED.search(before + after):
        return False
    spans = SPAN_BEFORE.search(before) or (SPAN_AFTER.match(after) and re.search(r"\b(?:between|from) $", before, re.I))
    return bool(spans and not PLANNED.search(before + after)) or bool(HABIT.search(before) or HABIT.search(after))


def _last_sign(words: str) -> str:
    """The sign that ends last; of two that end together the longer, since it holds the other."""
    future, past = _last(FUTURE, words), _last(PAST, words)
    if not (future or past):
        return ""
    return "future" if future >= past else "past"


def _last(pattern: re.Pattern, words: str) -> tuple[int, int] | tuple[()]:
    """Where the last match ends, and its start counted backwards."""
    last = ()
    for match in pattern.finditer(words):
        last = match.end(), -match.start()
    return last
