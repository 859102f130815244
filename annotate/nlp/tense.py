"""Whether the clause around an expression looks to the future or the past."""

import re

# "will be held" is one sign of the future, not also one of the past; "by" is one right before the expression only,
# since elsewhere it names who did something.
FUTURE = re.compile(
    r"(?:\b(?:will|won[’']t|shall|would|(?:is |are )?to)|[’']ll)(?: not| also| now)? be(?: \w+)?"
    r"|\b(?:will|won[’']t|shall|[’']ll|would|is to|are to|plans?|planned|planning|scheduled|slated"
    r"|expects?|expected|due|going to|upcoming|set to|aims?|intends?|hopes?|ahead of|deadline|expires?|begins|starts"
    r"|opens|(?:until|by)(?=(?: the)?\s+$)"
    r"|to (?:meet|begin|start|hold|vote|announce|leave|return|resume|visit|arrive|discuss|decide|open|face|travel"
    r"|attend|appear|sign|speak))\b",
    re.I,
)
PAST = re.compile(
    r"\b(?:was|were|had|did|said|began|rose|fell|took|came|went|told|made|held|got|gave|won|lost|led|saw|left|met|became"
    r"|sent|spoke|bought|sold|shot|hit|struck|fled|broke|wrote|ran|read|kept|brought|put|cut|paid|grew|drew|flew|died"
    r"|after|since|following|has|have|\w{3,}ed)\b",
    re.I,
)
CLAUSE_END = re.compile(r"[.;!?][\"'”’]*\s|\n\n|\bbut\b")
REACH = 90  # characters looked at before an expression; 80 after


def looks(text: str, start: int, end: int) -> str:
    """ "future", "past" or "" for the clause of `text[start:end]`: the nearest sign before it, else after it."""
    before = CLAUSE_END.split(text[max(0, start - REACH) : start])[-1]
    future = _last(FUTURE, before)
    past = _last(PAST, before)
    if max(future, past) >= 0:
        return "future" if future >= past else "past"
    after = CLAUSE_END.split(text[end : end + REACH - 10])[0]
    future, past = FUTURE.search(after), PAST.search(after)
    if future and (not past or future.start() <= past.start()):
        return "future"
    return "past" if past else ""


def _last(pattern: re.Pattern, words: str) -> int:
    last = -1
    for match in pattern.finditer(words):
        last = match.end()
    return last
