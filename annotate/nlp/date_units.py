"""Time expressions made of units, seasons, years and holidays, and those told from the day named last."""

import re
from datetime import date, timedelta

from .date_rules import rule
from .date_words import (
    FIXED,
    NUMBER,
    ORDINALS,
    SEASON_CODES,
    SHADE,
    STEP,
    STEPS,
    UNIT,
    UNIT_CODES,
    YEAR,
    number,
)
from .timex import SEASONS

YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|until|of|during|before|after|from|through|between|and|to|the|late|early|mid|about|around|for"
    r"|spring|summer|autumn|winter|year|back in|over)[\s-]+$|[(,–-]\s?$",
    re.I,
)


def _moved(day: date, unit: str, count: int) -> str:
    """The value of the unit that lies `count` units after the one `day` is in, as precise as the unit."""
    if unit == "day":
        return (day + timedelta(count)).isoformat()
    if unit in ("week", "weekend"):
        year, week, _ = (day + timedelta(7 * count)).isocalendar()
        return f"{year:04d}-W{week:02d}{'-WE' if unit == 'weekend' else ''}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if unit == "quarter":
        quarters = day.year * 4 + (day.month - 1) // 3 + count
        return f"{quarters // 4:04d}-Q{quarters % 4 + 1}"
    if unit == "decade":
        return f"{day.year // 10 + count:03d}"
    return f"{day.year + count:04d}"


@rule(rf"{SHADE}{STEP} (?P<unit>day|week|weekend|month|quarter|year|decade)")
def stepped_unit(scene, match):
    step, unit = match["step"].lower(), match["unit"]
    from_named = step in ("following", "previous") and scene.named
    day = scene.named if from_named else scene.published
    if day is None:
        return ""
    count = STEPS[step]
    if unit == "weekend" and count == 0 and day.weekday() < 3 and scene.tense(match) != "future":
        count = -1
    return _moved(day, unit, count)


@rule(
    r"(?:[Tt]he )?(?P<way>next|following|previous) (?P<unit>day|morning|evening|night)"
    r"|(?:[Tt]he )?day (?P<side>before|after)"
)
def day_beside_the_named(scene, match):
    day = scene.named or scene.published
    if day is None:
        return ""
    back = match["way"] == "previous" or match["side"] == "before"
    part = {"morning": "TMO", "evening": "TEV", "night": "TNI"}.get(match["unit"] or "", "")
    return f"{day + timedelta(-1 if back else 1)}{part}"


@rule(rf"(?:[Mm]ore than |[Aa]bout )?{NUMBER} {UNIT} (?P<way>ago|earlier|later|before|after|from now|back)")
@rule(rf"(?P<way>[Ii]n) {NUMBER} {UNIT}(?! of)")
def counted_away(scene, match):
    way, unit, count = match["way"].lower(), match["unit"], number(match["number"])
    from_named = way in ("earlier", "later", "before", "after")
    day = (scene.named if from_named else None) or scene.published
    if way == "in" and scene.tense(match) != "future":
        return None
    if day is None or unit in ("second", "minute", "hour"):
        return "" if way != "in" else None
    sign = 1 if way in ("in", "later", "after", "from now") else -1
    try:
        return _moved(day, unit, sign * count)
    except (OverflowError, ValueError):
        return None


@rule(rf"(?:[Tt]he )?(?:[Pp]ast|[Ll]ast|[Pp]revious) {NUMBER} (?P<unit>day|week|month|year|decade)s?")
def stretch_until_now(scene, match):
    if scene.published is None:
        return ""
    days = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}[match["unit"]] * number(match["number"])
    if match["unit"] in ("year", "decade", "month"):
        begin = _moved(scene.published, match["unit"], -number(match["number"]))
        return f"{begin}/{_moved(scene.published, match['unit'], 0)}"
    return f"{scene.published - timedelta(days)}/{scene.published}"


@rule(rf"{NUMBER}[ -]{UNIT}", "DURATION")
def duration(scene, match):
    if match["number"].lower() == "a" and match["unit"] == "second":
        return None  # "a second man"
    code = UNIT_CODES[match["unit"]]
    count = number(match["number"])
    return f"PT{count}{code[1]}" if code.startswith("T") else f"P{count}{code}"


@rule(
    r"(?:[Ss]everal|[Mm]any|[Aa] few|[Ss]ome|[Rr]ecent|[Cc]oming) "
    r"(?P<unit>second|minute|hour|day|week|month|year|decade)s",
    "DURATION",
)
def vague_duration(scene, match):
    code = UNIT_CODES[match["unit"]]
    return f"PTX{code[1]}" if code.startswith("T") else f"PX{code}"


@rule(
    r"(?:[Ee]very|[Ee]ach) (?P<unit>day|week|month|year|morning|night)"
    r"|(?P<often>[Dd]aily|[Ww]eekly|[Mm]onthly|[Aa]nnual(?:ly)?)",
    "SET",
)
def repeated(scene, match):
    unit = match["unit"] or {"d": "day", "w": "week", "m": "month", "a": "year"}[match["often"][0].lower()]
    return f"P1{UNIT_CODES.get(unit, 'D')}"


@rule(rf"{SHADE}(?:(?:{STEP}|[Tt]he) )?(?P<season>spring|summer|autumn|winter|fall)(?:(?: of)?,? {YEAR.format('')})?")
def season(scene, match):
    code = SEASON_CODES[match["season"]]
    if match["year"]:
        return f"{match['year']}-{code}"
    if not match["step"]:
        return None if match["season"] == "fall" or not match["all"].lower().startswith("the") else ""
    if scene.published is None:
        return ""
    year, starts = scene.published.year, SEASONS[code][0]
    step, month = STEPS[match["step"].lower()], scene.published.month
    if starts == 12 and month < 3:  # the winter at hand began last year
        return f"{year - 1 + step}-{code}"
    if step < 0:
        year -= starts + 2 >= month
    elif step > 0:
        year += starts <= month
    return f"{year}-{code}"


@rule(
    rf"(?:[Tt]he )?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|last|Q[1-4]) (?:fiscal )?quarter"
    rf"(?:(?: of)? {YEAR.format('')})?"
)
def quarter(scene, match):
    word = match["ordinal"]
    if word == "last" and not match["year"]:
        return _moved(scene.published, "quarter", -1) if scene.published else ""
    year = match["year"] or (str(scene.published.year) if scene.published else "")
    count = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    return f"{year}-Q{count}" if year else ""


@rule(r"(?:[Tt]he )?(?:(?:early|late|mid)[ -])?(?P<decade>1[4-9]\d|20\d)0['’]?s")
def decade(scene, match):
    return match["decade"]


@rule(r"(?:[Tt]he )?(?:early |late |mid-)?(?P<count>1\d|2[01])(?:th|st) century")
def century(scene, match):
    return f"{int(match['count']) - 1:02d}"


@rule(rf"{YEAR.format('')}(?:-|–| to )(?P<last>(?:1[4-9]|20)\d\d|\d\d)")
def range_of_years(scene, match):
    last = match["last"] if len(match["last"]) == 4 else match["year"][:2] + match["last"]
    return f"{match['year']}/{last}" if match["year"] < last else None


@rule(rf"{SHADE}{YEAR.format('')}")
def year(scene, match):
    before, after = scene.text[: match.start()][-14:], scene.text[match.end() :][:14]
    if before.endswith(("/", "$", "€", "£", "¥")):
        return None
    if match["shade"] or YEAR_BEFORE.search(before) or re.match(r"[),.;:]|\s+[A-Za-z(]|$", after):
        return (
            None
            if re.match(r"\s*(?:people|men|women|troops|soldiers|dead|of them|km|miles|dollars)", after)
            else match["year"]
        )
    return None


@rule(rf"(?i:{'|'.join(FIXED)})".replace("'", "['’]"))
def holiday(scene, match):
    month, day = FIXED[match["all"].lower().replace("’", "'")]
    year = scene.year_of(month, day, match)
    return f"{year}-{month:02d}-{day:02d}" if year else ""


@rule(r"[Nn]ow|[Cc]urrently|[Nn]owadays")
def present(scene, match):
    return "PRESENT_REF"


@rule(r"[Rr]ecently")
def past(scene, match):
    return "PAST_REF"
