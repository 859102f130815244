"""Quarters, as reports of figures name and compare them."""

import re

from .grammar import rule
from .words import YEAR, ordinal

FINANCE = re.compile(r"\b(?:net|profits?|loss(?:es)?|earnings|earned|revenues?|sales|income|shares?)\b")
RANK = r"(?P<rank>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal|[Ll]ast(?= quarter of)|1st|2nd|3rd|4th|Q[1-4])"
OF_YEAR = (
    rf"(?:,?(?: of)?(?: fiscal)? (?:{YEAR.format('')}|(?P<yearstep>[Tt]his|[Ll]ast|[Nn]ext|[Tt]hat|the same) year))?"
)


@rule(
    rf"(?:(?P<before>{YEAR.format('2')}|(?:[Ll]ast|[Tt]his|[Nn]ext) year['’]s|[Yy]ear-(?:ago|earlier)) )?"
    rf"(?:fiscal )?{RANK}[ -](?:fiscal )?quarter{OF_YEAR}"
)
@rule(rf"(?P<rank>Q[1-4]){OF_YEAR}")
def quarter(scene, match):
    value = _named_quarter(scene, match)
    if value and not (match.groupdict().get("before") or "").lower().startswith("year"):
        scene.quarter = value  # the one a report is about, which the next ones are compared with
    return value


def _named_quarter(scene, match):
    rank, before = ordinal(match["rank"]), (match.groupdict().get("before") or "").lower()
    year = match["year"] or (match.groupdict().get("year2"))
    if year:
        return f"{year}-Q{rank}"
    if match["yearstep"]:
        year = scene.year_beside(match["yearstep"])
        return f"{year}-Q{rank}" if year else ""
    here = scene.here
    if here is None:
        return ""
    year = here.year - (before.startswith(("last", "year"))) + before.startswith("next")
    if not before and rank > (here.month - 1) // 3 + 1 and scene.tense(match) == "past":
        year -= 1
    return f"{year}-Q{rank}"


@rule(r"[Ll]atest (?:quarter|period)|[Ll]ast quarter|[Yy]ear-(?:ago|earlier)(?: quarter| period|(?= \w))")
@rule(rf"{YEAR.format('')} quarter")
def quarter_reported(scene, match):
    if "last" in match["all"].lower() and not scene.quarter:
        return scene.moved("quarter", -1)
    at_hand = reported_quarter(scene, match)
    if not at_hand:
        return None
    if "year" in match.groupdict():
        return f"{match['year']}{at_hand[4:]}"
    return f"{int(at_hand[:4]) - 1}{at_hand[4:]}" if match["all"].lower().startswith("year") else at_hand


def reported_quarter(scene, match):
    """The quarter a report of figures speaks of: the one named last, else the one before publication."""
    around = scene.text[max(0, match.start() - 160) : match.end() + 160]
    return scene.quarter or (scene.moved("quarter", -1) if FINANCE.search(around) else None)
