"""Times shorter than a day: clock times, in one zone and another, and the parts of a day."""

import re
from datetime import timedelta

from ..timex import DAYS
from .days import iso, this_day
from .grammar import rule
from .words import CLOCK, DAY_MONTH, MONTH_DAY, NAMED_DAY, PART, PART_CODES, SHADE

HALF_A_DAY = 12 * 60  # minutes
DAY_AFTER = re.compile(rf"(?:\s?\([^()\n]{{3,25}}\))?(?:,? (?:\w+ )?on |,? )(?P<all>{NAMED_DAY})(?!\w)")
DATE_AFTER = re.compile(rf"(?:\s?\([^()\n]{{3,25}}\))?(?:,? (?:\w+ )?on |,? )(?P<all>{MONTH_DAY})(?!\w)")
AT = re.compile(
    r"(?:\b(?:at|by|around|about|until|till|before|after|since|from|to|between|and|or|roughly|nearly|approximately|exactly"
    r"|past|just|shortly|on|of|start(?:s|ed)?|daily|opens?)|[-–,;(|\n]) ?$|^$",
    re.I,
)
IN_THE_PART = r"(?: (?:in the|on the|at|that|this) (?P<part>morning|afternoon|evening|night))?"
NOON = r"(?P<word>[Nn]oon|[Mm]idday|[Mm]idnight)"
OF_THE_PART = {"morning": "a", "afternoon": "p", "evening": "p", "night": "p"}


def _clock(match):
    """Hours and minutes as 17:30, with Z for Greenwich, or None when there is no such time."""
    groups = match.groupdict()
    if groups.get("word"):
        return "00:00" if groups["word"].lower() == "midnight" else "12:00"
    hour, minute = int(match["hour"]), match["minute"] or match["minutes"] or match["military"] or "00"
    half = (match["half"] or OF_THE_PART.get(groups.get("part"), "")).lower()
    if half and (1 <= hour <= 12):
        hour = hour % 12 + (12 if half == "p" else 0)
    elif match["half"]:
        return None
    if hour > 23 or int(minute) > 59:
        return None
    return f"{hour:02d}:{minute}{'Z' if match['zone'] else ''}"


def _at(scene, match, day):
    """The value of a clock time on a day, which the next one, of another zone, is compared with."""
    clock = _clock(match)
    if clock is None:
        return None
    scene.clock = match.end("all"), int(clock[:2]) * 60 + int(clock[3:5])
    return f"{day}T{clock}" if day else ""


@rule(rf"{CLOCK},? (?:on )?{MONTH_DAY}", "TIME")
@rule(rf"{CLOCK},? (?:on )?{DAY_MONTH}", "TIME")
@rule(rf"{NOON},? (?:on )?{MONTH_DAY}", "TIME")
@rule(rf"{MONTH_DAY},? (?:at )?{CLOCK}", "TIME")
@rule(rf"{DAY_MONTH},? (?:at )?{CLOCK}", "TIME")
def clock_of_a_date(scene, match):
    day = scene.full(match)
    return _at(scene, match, day) if day or scene.published is None else None


@rule(
    rf"(?:{CLOCK}{IN_THE_PART}|{NOON}),? (?:on )?{NAMED_DAY}(?: (?:morning|afternoon|evening|night))?"
    r"(?:, (?:UTC|GMT))?",
    "TIME",
)
@rule(rf"{NAMED_DAY},? at (?:{CLOCK}{IN_THE_PART}|{NOON})", "TIME")
@rule(rf"{NAMED_DAY} {NOON}", "TIME")
def clock_of_a_named_day(scene, match):
    return _at(scene, match, this_day(scene, match))


@rule(rf"(?:[Ee]arlier |[Ll]ater )?[Tt]hat day,? at {CLOCK}", "TIME")
@rule(rf"{CLOCK}{IN_THE_PART}(?: that day)?", "TIME")
@rule(r"(?<=[Aa]t )(?P<word>noon|midday|midnight)(?: local time)?", "TIME")
@rule(rf"(?:(?<=by )|(?<=until )|(?<=after )|(?<=before )|(?<=around )|(?<=since )){NOON}(?: local time)?", "TIME")
def clock(scene, match):
    if scene.text[match.start() - 1 : match.start()] in ("$", "€", "£"):
        return None
    if match.groupdict().get("minutes") and not match["zone"] and not AT.search(scene.before(match, 16)):
        return None  # a score, a verse
    if _is_of_every_day(scene, match):
        found = _clock(match)
        return found and f"T{found}"
    day = _day_of_clock(scene, match)
    if (
        scene.clock and match["zone"] and 0 < match.start() - scene.clock[0] < 15
        if "zone" in match.groupdict()
        else False
    ):
        return _in_other_zone(scene, match, day)
    return _at(scene, match, day)


def _is_of_every_day(scene, match):
    """True "in the evenings" and for opening hours: a time beside another one, of no day named shortly before."""
    before, after = scene.before(match, 5), scene.after(match, 20)
    if re.match(r" in the \w+[gnt]s\b", after):
        return True
    return bool(re.search(r"[\dm.]\s?[-–]\s?$", before) or re.match(r"\s?[-–]\s?\d", after)) and (
        scene.named_at < match.start() - 150
    )


def _day_of_clock(scene, match):
    """The day a clock time belongs to: one named right after it, else the one named last, else publication's."""
    if after := DAY_AFTER.match(scene.text, match.end("all")):
        return this_day(scene, after)
    if after := DATE_AFTER.match(scene.text, match.end("all")):
        return scene.full(after)
    return scene.named or scene.published


def _in_other_zone(scene, match, day):
    """A time in Greenwich in brackets after the local one: its day may be the one before or after."""
    local, clock = scene.clock[1], _clock(match)
    if clock is None:
        return None
    ahead = int(clock[:2]) * 60 + int(clock[3:5]) - local
    if day and abs(ahead) > HALF_A_DAY:
        day += timedelta(1 if ahead < 0 else -1)
    return f"{day}T{clock}" if day else ""


@rule(rf"(?:(?:[Ee]arly|[Ll]ate) on |{SHADE}){NAMED_DAY} {PART}(?:,? local time)?", "TIME")
@rule(rf"(?:[Ee]arly hours of ){NAMED_DAY}(?P<part> morning)?", "TIME")
@rule(rf"{PART} (?:of|on) {NAMED_DAY}", "TIME")
@rule(rf"{NAMED_DAY},? (?:early |late )?in the {PART}", "TIME")
def part_of_a_named_day(scene, match):
    if match["named"] in DAYS and scene.recurs(match):
        return f"XXXX-WXX-{DAYS.index(match['named']) + 1}T{PART_CODES.get(match['part'], 'MO')}"
    day = this_day(scene, match)
    return f"{day}T{PART_CODES.get(match['part'], 'MO')}" if day else ""


@rule(rf"{PART} (?:of|on) {MONTH_DAY}", "TIME")
@rule(rf"{PART} (?:of|on) {DAY_MONTH}", "TIME")
@rule(rf"{MONTH_DAY},? (?:early |late )?in the {PART}", "TIME")
def part_of_a_date(scene, match):
    day = scene.full(match)
    return f"{day}T{PART_CODES[match['part']]}" if day else ""


@rule(rf"(?:[Ee]arly hours of )?{SHADE}(?P<when>[Tt]his|[Ll]ast|[Tt]hat(?: same)?|[Tt]he same) {PART}", "TIME")
@rule(rf"(?P<when>[Ss]ame|[Ff]ollowing|[Nn]ext|[Pp]revious) {PART}", "TIME")
def part_of_this_day(scene, match):
    when = match["when"].lower()
    day = scene.today(match) if when in ("this", "last") else scene.named or scene.published
    if day is None:
        return ""
    day += timedelta({"last": -1, "previous": -1, "following": 1, "next": 1}.get(when, 0))
    return f"{day}T{PART_CODES[match['part']]}"


@rule(
    rf"(?:(?:(?<=[Ii]n the )|(?<=[Dd]uring the )|(?<=[Bb]y the )|(?<=[Tt]hrough the )){SHADE}"
    rf"|[Ee]arl(?:y|ier) in the |[Ll]ater? in the ){PART}(?: hours)?",
    "TIME",
)
def part_of_the_day_named(scene, match):
    if scene.named is None or scene.recurs(match) or (match.groupdict().get("shade") or "").lower() == "middle of":
        return None
    return f"{scene.named}T{PART_CODES[match['part']]}"


@rule(rf"(?:[Ee]arly|[Vv]ery early|[Ll]ate) (?:on )?{NAMED_DAY}", "TIME")
@rule(rf"(?:[Ee]arly|[Vv]ery early|[Ll]ate) (?:on )?{MONTH_DAY}", "TIME")
def shaded_day(scene, match):
    day = this_day(scene, match) if "named" in match.groupdict() else scene.full(match)
    return f"{day}T{'EV' if match['all'].lower().startswith('late') else 'MO'}" if day else ""


@rule(r"[Tt]onight|[Oo]vernight", "TIME")
def tonight(scene, match):
    if scene.recurs(match):
        return None
    day = scene.today(match)
    return f"{iso(day)}TNI" if day else ""
