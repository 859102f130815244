"""Counted time: away from now or from the day named last, lengths of time, what recurs, and now, then and soon."""

import re

from ..timex import interval
from .grammar import rule
from .quarters import FINANCE
from .scene import moved
from .words import NUMBER, UNIT, number, period

ENDS_CLAUSE = re.compile(r"\s*(?:[.,;:!?)\]–—]|$|\n|and\b|but\b|when\b)")
PLURAL = r"(?P<unit>second|minute|hour|day|week|month|year|decade|centurie)s(?!\w)"
VAGUE = r"(?:[Ss]everal|[Mm]any|(?:[Aa] )?[Ff]ew|[Ss]ome|[Aa] number of|[Dd]ozens of|[Hh]undreds of|[Tt]housands of)"
ALIKE = r"(?:more |consecutive |full |straight |additional |trading |business |working |long |entire |whole )*"
TAKEN = re.compile(
    r"\b(?:for|in|within|over|after|about|nearly|almost|than|last(?:ed|s)?|took|takes?|taking|only|just|least|spen[dt]s?"
    r"|wait(?:ed)?|half|every|roughly|around|of|under|once|to|by|is|was|throughout)\s+$",
    re.I,
)
SOMEDAY = re.compile(r"\b(?:will|would|may|might|could|can|hopes?|he|she|it|they|who) $", re.I)
AGE = re.compile(r"[ -](?:old|of age)\b|s['’] jail")


@rule(rf"{NUMBER}[ -]{ALIKE}{UNIT}(?: and a half)? (?P<way>ago|earlier|later|before|after|from now|back)")
@rule(rf"(?P<way>[Ii]n) {NUMBER} {UNIT}(?! of)(?:['’] time)?")
def counted_away(scene, match):
    way, unit, count = match["way"].lower(), match["unit"], number(match["number"])
    if way in ("before", "after") and not ENDS_CLAUSE.match(scene.after(match, 6)):
        return None  # "two days after the vote" is told from the vote
    if way == "in" and not match["all"].endswith("time") and scene.tense(match) != "future":
        return None
    sign = 1 if way in ("in", "later", "after", "from now") else -1
    if unit in ("second", "minute", "hour") or (way == "in" and unit == "quarter"):
        return None if way == "in" else ""
    if count == 1 and unit == "year" and sign < 0 and (quarter := _quarter_compared(scene, match)):
        return quarter
    return scene.moved(unit, sign * count, told=way in ("earlier", "later", "before", "after"))


def _quarter_compared(scene, match):
    """A report of a quarter's figures compares them with those of the same quarter "a year earlier"."""
    if scene.quarter and FINANCE.search(scene.text[max(0, match.start() - 160) : match.end() + 60]):
        return f"{int(scene.quarter[:4]) - 1}{scene.quarter[4:]}"
    return ""


@rule(rf"(?<![\d.] )(?:{VAGUE} )?{PLURAL} (?P<way>ago|earlier|later|back)")
def vaguely_away(scene, match):
    return "FUTURE_REF" if match["way"] == "later" else "PAST_REF"


@rule(
    rf"(?P<way>[Pp]ast|[Ll]ast|[Pp]revious|[Nn]ext|[Cc]oming|[Ff]irst|[Ff]inal|[Ll]atest) {NUMBER} {ALIKE}{UNIT}",
    "DURATION",
)
@rule(r"(?P<way>[Pp]ast) (?P<number>)(?P<unit>day|week|month|quarter|year|decade|century)", "DURATION")
def stretch(scene, match):
    count, way, unit = number(match["number"] or "one"), match["way"].lower(), match["unit"]
    value = period(count, unit)
    if way not in ("past", "last", "next", "coming") or unit in ("hour", "minute", "second") or scene.published is None:
        return value
    if unit in ("day", "week", "fortnight"):
        far = moved(
            scene.published,
            "day",
            (1 if way in ("next", "coming") else -1) * count * {"day": 1, "week": 7}.get(unit, 14),
        )
    else:
        far = moved(scene.published, unit, (1 if way in ("next", "coming") else -1) * count)
    near = moved(scene.published, "day" if unit in ("day", "week", "fortnight") else unit, 0)
    days = f"{near}/{far}" if way in ("next", "coming") else f"{far}/{near}"
    return value, days if interval(days) else ""


@rule(rf"{NUMBER}[ -]{ALIKE.replace('|', '|')}{UNIT}", "DURATION")
def duration(scene, match):
    word, unit = match["number"].lower(), match["unit"]
    before, after = scene.before(match, 12), scene.after(match, 8)
    if AGE.match(after) or match["all"].endswith("-quarters"):
        return None
    if match["all"].lower() == "one day" and SOMEDAY.search(before):
        return None
    if word in ("a", "an", "another"):
        if unit in ("second", "quarter", "weekend") or (word != "another" and not TAKEN.search(before)):
            return None  # "a second man"; "twice a week" and "$5 a year" count by it
    elif unit == "second" and "-" not in match["all"] and word not in ("one", "1") and not match["all"].endswith("s"):
        return None
    return period(number(match["number"]), unit)


@rule(rf"{VAGUE} {ALIKE}{PLURAL}|(?P<several>[Ss]everal|[Mm]ulti)-(?P<unit2>day|week|month|year)", "DURATION")
def vague_duration(scene, match):
    return period("X", match["unit"] or match["unit2"])


@rule(
    r"(?:(?<=[Ff]or )|(?<=[Ww]ithin )|(?<=[Ii]n )|(?<=[Tt]ook )|(?<=[Aa]fter )|(?<=[Ff]ollows )|(?<=[Tt]akes ))"
    rf"(?:the )?{PLURAL}",
    "DURATION",
)
def plain_plural(scene, match):
    return period("X", match["unit"])


@rule(r"[Hh]alf(?:-| an? )(?P<unit>hour|day|year|decade|century)", "DURATION")
def half_of(scene, match):
    return {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}[match["unit"]]


@rule(
    r"(?:[Ee]very|[Ee]ach) (?P<unit>second|minute|hour|day|week|month|quarter|year|morning|night)"
    r"|(?P<often>[Dd]aily|[Hh]ourly|[Aa]nnually)",
    "SET",
)
def repeated(scene, match):
    unit = match["unit"] or {"d": "day", "h": "hour", "a": "year"}[match["often"][0].lower()]
    return period(1, "day" if unit in ("morning", "night") else unit)


@rule(
    r"[Rr]ecent (?:days|weeks|months|quarters|years|decades|times)|[Rr]ecently|[Rr]ecent"
    r"|[Tt]he past(?=[.,;:!?)]|$|\n)|[Pp]ast years"
)
def past(scene, match):
    return "PAST_REF"


@rule(r"[Nn]ow|[Cc]urrently|[Nn]owadays|[Tt]hese days|[Aa]t the moment|[Cc]urrent(?! account| affairs)")
def present(scene, match):
    return "PRESENT_REF"


@rule(r"(?:[Tt]he )?(?:near |foreseeable |not-too-distant )?future|[Cc]oming (?:days|weeks|months|years|decades)")
def future(scene, match):
    return "FUTURE_REF"
