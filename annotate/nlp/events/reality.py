"""Reality: whether a dated clause tells of something that happened or will, or of what was only supposed."""

import re
from datetime import date

from ..quotes import is_quoted
from .clauses import ENDS, Clause
from .moments import Moment
from .verbs import SAID, Predicate

SUPPOSED = re.compile(r"\b(?:could|might|may(?! \d)|should|must|ought)\b")
WISHED = re.compile(r"\bwould\b", re.I)
ANNOUNCING = re.compile(r"\b(?:announc|agreed|decid|confirm|promis|vow|declar|order|extend)\w*\b", re.I)
CONDITION = re.compile(r"\W*(?:and |but |or )?(?:even )?(?:if|unless|whether)\b", re.I)
NEGATED = re.compile(
    r"\b(?:not(?! only)|never|nor|neither|cannot|\w+n[’']t)\b"
    r"|\b(?:no|without)\s+(?!(?:one|1|longer|\w+ing)\b)[\w-]+|\bno one\b|\bnobody\b|\bnothing\b|\bnone\b"
    r"|\b(?:denied|avoided|averted|cancell?ed|postponed|called off|failed to|refused to)\b",
    re.I,
)
HABITUAL = re.compile(r"\b(?:every|each|usually|often|regularly|annually|recurrent|typically|always|generally)\b", re.I)
OLD_PLAN = re.compile(
    r"(?<!than )\b(?:originally|initially|previously|had(?: been)?)\s+"
    r"(?:planned|scheduled|due|set|intended|slated|expected)\b"
    r"|\b(?:was|were)(?: also| already)? (?:planning|planned|scheduled|due|expected|forecast|to)\b",
    re.I,
)
ORIGINALLY = re.compile(r"(?<!than )\b(?:originally|initially|previously) (?:planned|scheduled|due|set)\b", re.I)
THAN = re.compile(r"\bthan\s+(?:(?:there|it|they|was|were|in|for|did|had)\s+)*$", re.I)
SINCE = re.compile(r"\bsince\s+(?:early |late |mid-)?$", re.I)  # "Kazimi, in power since 2020, ..." tells no start
# "the lowest turnout of any since 2003"
COMPARED = re.compile(
    r"\b(?:(?!request|protest|arrest|interest|harvest|contest|forest)\w{3,}est|most|least|any)(?: \w+){0,2}\s+"
    r"(?:since\s+)?$",
    re.I,
)
AS_OF = re.compile(r"\bas of\s+$", re.I)
PRESENT = re.compile(r"(?:am|is|are|have|has|do|does|will|[’']m|[’']re|[’']ll)\b", re.I)
BROUGHT = re.compile(r"(?:saw|brought|marked|witnessed)\b", re.I)  # but "October 10 is the day of ..." tells nothing
NOWADAYS = re.compile(r"today|now(?:adays)?", re.I)
STATE = re.compile(r"(?:is|are|has|have)\b(?! \w+ing\b)(?! \w+ed\b)", re.I)
SPOKEN = re.compile(r"(?:today|tomorrow|yesterday|tonight|now|this (?:year|month|week)|\d{4})", re.I)
REACH = 25  # characters after a verb in which "no" still speaks of it
COARSE = ("month", "quarter", "season", "year", "decade", "century")


def happens(text: str, clause: Clause, moment: Moment, published: date | None) -> bool:
    """False for what is negated, supposed, habitual or compared with, and for a plan that nothing is heard of again.

    "As of 2016" tells how things are, and so does what a quoted speaker says of "today".
    """
    start, end = clause.range
    own = clause.pieces[clause.own]
    verb = clause.verb
    if not own.verbs and SINCE.search(text, own.start, moment.start):
        return False
    if COMPARED.search(text, own.start, moment.start) and (
        moment.precision in COARSE or SINCE.search(text, own.start, moment.start)
    ):
        return False
    if AS_OF.search(text, own.start, moment.start) and moment.precision in COARSE:
        return False
    if verb is None:
        return not (NEGATED.search(text, start, end) or HABITUAL.search(text, start, end))
    if (
        is_quoted(text, moment.start)
        and SPOKEN.fullmatch(text, moment.start, moment.end)
        and PRESENT.match(text, verb.start)
    ):
        return False
    if NEGATED.search(text, start, verb.end):
        return False
    if _is_subject(text, start, moment, verb) and not BROUGHT.match(text, verb.start):
        return False
    if NOWADAYS.fullmatch(text, moment.start, moment.end) and STATE.match(text, verb.start):
        return False
    if SAID.search(text, *verb):
        return True
    ahead = published is not None and moment.last > published
    until = min(end, max(verb.end + REACH, moment.end if moment.start < end else 0))
    if OLD_PLAN.search(text, start, until) and (not ahead or ORIGINALLY.search(text, start, until)):
        return False
    conditional = any(CONDITION.match(text, at) for at in (start, clause.pieces[0].start))
    if conditional or THAN.search(text, start, moment.start):
        return False
    near = max(start, verb.start - REACH)
    if SUPPOSED.search(text, near, verb.end) or (
        WISHED.search(text, near, verb.end) and not _is_announced(text, clause, ahead)
    ):
        return False
    return not any(sign.start() < until for each in (NEGATED, HABITUAL) for sign in each.finditer(text, start, end))


def _is_subject(text: str, start: int, moment: Moment, verb: Predicate) -> bool:
    """True for a date that is itself what does something: "Sunday belonged to the north"."""
    before = text[start : moment.start].strip(ENDS).lower()
    return before in ("", "the", "and") and not text[moment.end : verb.start].strip() and verb.start >= moment.end


def _is_announced(text: str, clause: Clause, ahead: bool) -> bool:
    """True for "would" in what somebody said or announced of days to come."""
    begin, end = clause.pieces[0].start, clause.range[1]
    return ahead and bool(SAID.search(text, begin, end) or ANNOUNCING.search(text, begin, end))
