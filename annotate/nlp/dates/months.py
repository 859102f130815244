"""Months and seasons, by their names."""

import re

from ..timex import SEASONS
from .grammar import rule
from .words import MONTH, SEASON_CODES, SHADE, STEP, STEPS, YEAR, month_number
from .years import year_of_digits

MONTH_BEFORE = re.compile(
    r"\b(?:in|since|by|until|till|of|during|before|after|from|through|and|late|early|for|between|to|throughout)\s+$",
    re.I,
)


@rule(
    rf"{SHADE}(?:{STEP} )?{MONTH.format('')}"
    rf"(?:,?(?: of)? (?:{YEAR.format('')}|['’](?P<short>\d\d)\b)| of (?P<early>[1-9]\d\d)(?=[,.;)]))?"
)
@rule(rf"{SHADE}(?P<that>[Tt]hat|[Tt]he same|[Ee]ach|[Ee]very) {MONTH.format('')}")
@rule(
    rf"{SHADE}{MONTH.format('')},?(?: of)? "
    r"(?P<yearstep>[Tt]his|[Ll]ast|[Nn]ext|[Tt]hat|[Tt]he same|[Tt]he following) year"
)
def month(scene, match):
    groups = {"year": "", "short": "", "early": "", "step": "", "yearstep": "", "that": ""} | match.groupdict()
    wanted = month_number(match["month"])
    plain = not any(groups[key] for key in ("year", "short", "early", "step", "yearstep", "that", "shade"))
    if plain and match["month"] in ("May", "March") and not MONTH_BEFORE.search(scene.before(match, 12)):
        return None
    if groups["early"]:
        return f"0{match['early']}-{wanted:02d}"
    if groups["year"]:
        return f"{match['year']}-{wanted:02d}"
    if (groups["that"] or "").lower() in ("each", "every"):
        return f"XXXX-{wanted:02d}"
    if not any(groups[key] for key in ("short", "step", "yearstep", "that")) and scene.recurs(match):
        return f"XXXX-{wanted:02d}"
    year = _year_of_month(scene, match, groups, wanted)
    return f"{year:04d}-{wanted:02d}" if year else ""


def _year_of_month(scene, match, groups, wanted):
    if groups["short"]:
        return year_of_digits(scene, groups["short"])
    if groups["yearstep"]:
        return scene.year_beside(groups["yearstep"])
    step = STEPS.get((groups["step"] or "").lower())
    here = scene.here
    if step is None or (step == 0 and here):
        if groups["that"]:
            return scene.last.last.year if scene.last else None
        return scene.year_of(wanted, 0, match)
    if here is None:
        return None
    if (groups["step"] or "").lower().startswith("this "):  # "this past May" may be the one at hand
        return here.year - (step < 0 and wanted > here.month) + (step > 0 and wanted < here.month)
    return here.year - (step < 0 and wanted >= here.month) + (step > 0 and wanted <= here.month)


@rule(
    rf"{SHADE}(?:(?:{STEP}|[Tt]hat|(?<=[Tt]he )) )?"
    r"(?P<season>spring|summer|autumn|winter|fall|Spring|Summer|Autumn|Winter)"
    rf"(?:(?: of)?,? (?:{YEAR.format('')}|(?P<yearstep>[Tt]hat|[Tt]his|[Ll]ast|[Nn]ext) year))?"
)
def season(scene, match):
    code = SEASON_CODES[match["season"].lower()]
    if match["year"]:
        return f"{match['year']}-{code}"
    if match["yearstep"]:
        year = scene.year_beside(match["yearstep"])
        return f"{year}-{code}" if year else ""
    before = scene.before(match, 12).lower()
    if not match["step"]:
        told = re.search(r"\b(?:the|in|that|by|of|until|during|since) $", before) or match["all"].lower().startswith(
            "that"
        )
        if scene.recurs(match) or scene.tense(match) != "past":
            return None if not told else ""
        if not told or match["season"] == "fall" or (match["season"][0].isupper() and not match["shade"]):
            return None
        year = _season_told(scene, code)
        return f"{year}-{code}" if year else ""
    here = scene.here
    if here is None:
        return ""
    year, starts = here.year, SEASONS[code][0]
    step, at = STEPS[match["step"].lower()], here.month
    if starts == 12 and at < 3:  # the winter at hand began last year
        return f"{year - 1 + step}-{code}"
    if step < 0:
        year -= starts + 2 >= at
    elif step > 0:
        year += starts <= at
    return f"{year}-{code}"


def _season_told(scene, code):
    """The year of "the summer" in a narrative: that of the time named last."""
    if not (scene.narrative and scene.last):
        return None
    return scene.last.last.year - (code == "WI" and scene.last.precision != "year" and scene.last.last.month < 3)
