"""Days: dates in words and figures, ranges of them, weekdays, and days told from the one named last."""

import re
from datetime import timedelta

from ..timex import DAYS
from .grammar import rule
from .scene import day_of
from .words import (
    DAY,
    DAY_MONTH,
    MONTH,
    MONTH_DAY,
    NAMED_DAY,
    OF_ANY_YEAR,
    ON_WEEKDAY,
    PART_CODES,
    STEP,
    STEPS,
    TO,
    WEEKDAYS,
    YEAR,
    month_number,
    ordinal,
    weekday_number,
)

ENDS_CLAUSE = re.compile(r"\s*(?:[.,;:!?)\]–—]|$|\n|and\b|but\b|when\b|that\b)")
TITLE = re.compile(r"[A-Z]\w* $")
NOWADAYS_BEFORE = re.compile(r"\b(?:still(?: \w+)?|known|what is|what are|in use|in existence|even) $")
SPOKEN = re.compile(r"\b(?:I|[Ww]e|us|you|here|present)\b(?! [a-z]+ that)[^.!?\n]*$")
NOWADAYS_AFTER = re.compile(r"['’]s (?:world|youth|society|generation|children|standards|young|technology|[A-Z])")


def this_day(scene, match):
    """The day that "today", "yesterday" or a weekday means."""
    words = match["named"].lower().split()
    shift = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(words[-1])
    if shift is None:
        return scene.weekday(words[-1], match["daystep"] or "", match)
    today = scene.today(match)
    return today + timedelta(shift) if today else None


def iso(day):
    return day.isoformat() if day else ""


@rule(MONTH_DAY)
@rule(DAY_MONTH)
def month_and_day(scene, match):
    if match["bc"]:
        return f"BC{int(match['year']):04d}-{month_number(match['month']):02d}-{int(match['day']):02d}"
    day = scene.full(match)
    if day is None and (match["year"] or _possible(scene, match)):
        return None
    return iso(day)


def _possible(scene, match):
    """True where the year is known, so that a day that is none is not one in any year."""
    return bool(scene.published) or not day_of(2000, month_number(match["month"]), int(match["day"]))


@rule(rf"(?P<yearstep>[Tt]his|[Ll]ast|[Nn]ext) year,? (?:on |in )?{MONTH.format('')} {DAY.format('')}")
def day_of_that_year(scene, match):
    year = scene.year_beside(match["yearstep"])
    return iso(day_of(year, month_number(match["month"]), int(match["day"]))) if year else ""


@rule(rf"{YEAR.format('')}-(?P<month>0\d|1[0-2])-(?P<day>[0-2]\d|3[01])")
def in_figures(scene, match):
    day = day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    return day.isoformat() if day else None


@rule(r"(?P<month>\d{1,2})(?P<stroke>[/-])(?P<day>\d{1,2})(?P=stroke)(?P<year>\d{4}|\d\d)")
def slashed(scene, match):
    month, day, year = int(match["month"]), int(match["day"]), int(match["year"])
    if month > 12:
        month, day = day, month
    found = day_of(year + (0 if year > 99 else 1900 if year > 40 else 2000), month, day)
    return found.isoformat() if found else None


@rule(rf"{ON_WEEKDAY}{MONTH.format('')} {DAY.format('')}(?:{TO}| and ){DAY.format('2')}{OF_ANY_YEAR}")
@rule(rf"{ON_WEEKDAY}{DAY.format('')}(?:{TO}| and ){DAY.format('2')} {MONTH.format('')}{OF_ANY_YEAR}")
def range_of_days(scene, match):
    first = scene.full(match)
    last = first and day_of(first.year, first.month, int(match["day2"]))
    if first is None and scene.published is None and not match["year"]:
        return ""
    return f"{first}/{last}" if last and first < last else None


@rule(rf"(?P<begin>{WEEKDAYS})(?: through | thru |–|-)(?P<end>{WEEKDAYS})")
def range_of_weekdays(scene, match):
    begin = scene.weekday(match["begin"], "", match)
    ahead = (weekday_number(match["end"]) - weekday_number(match["begin"])) % 7
    return f"{begin}/{begin + timedelta(ahead)}" if begin and ahead else "" if ahead else None


@rule(rf"(?:(?:[Ee]arlier|[Ll]ater)(?: this week,?)?(?: on)? )?{NAMED_DAY}")
def named_day(scene, match):
    word = match["named"].lower()
    if word == "today" and scene.published and _means_nowadays(scene, match):
        return "PRESENT_REF"
    if match["named"] == "Today" and TITLE.search(scene.before(match, 12)):
        return None  # the name of a paper
    if match["named"] in DAYS and (scene.recurs(match) or scene.before(match, 5) == "on a "):
        return f"XXXX-WXX-{DAYS.index(match['named']) + 1}"
    return iso(this_day(scene, match))


def _means_nowadays(scene, match):
    """True for "today" in a text that tells of other years or of none, and in set phrases."""
    before, after = scene.before(match, 60), scene.after(match, 14)
    speech = SPOKEN.search(before)
    if scene.narrative or (not scene.reports and not speech and scene.tense(match) != "past"):
        return True
    return bool(NOWADAYS_BEFORE.search(before) or NOWADAYS_AFTER.match(after))


@rule(rf"(?:[Ee]very|[Ee]ach) (?P<day>{WEEKDAYS})|(?P<days>(?:{WEEKDAYS})s)", "SET")
def each_weekday(scene, match):
    name = match["day"] or match["days"][:-1]
    return f"XXXX-WXX-{DAYS.index(name) + 1}"


@rule(rf"(?P<day>{WEEKDAYS}) (?P<part>morning|afternoon|evening|night)s", "SET")
def each_part_of_a_weekday(scene, match):
    return f"XXXX-WXX-{DAYS.index(match['day']) + 1}T{PART_CODES[match['part']]}"


@rule(r"day (?P<way>before yesterday|after tomorrow)")
def two_days_away(scene, match):
    return scene.moved("day", -2 if match["way"].startswith("before") else 2)


@rule(r"(?P<way>[Nn]ext|[Ff]ollowing|[Pp]re(?:vious|ceding)) day")
@rule(r"(?:[Aa] )?day (?P<way>before|after|earlier|later)")
def day_beside_the_named(scene, match):
    way = match["way"].lower()
    if way in ("before", "after") and not ENDS_CLAUSE.match(scene.after(match, 8)):
        return None  # "the day before the vote" is told from the vote
    day = scene.named or scene.published
    return iso(day + timedelta(-1 if way in ("previous", "preceding", "before", "earlier") else 1)) if day else ""


@rule(r"(?:(?:[Ee]arlier|[Ll]ater)(?: on)? )?(?:[Tt]hat(?: (?:same|very))?|(?<=[Tt]he )same) day")
@rule(r"(?:[Ee]arlier|[Ll]ater) in the day")
def that_day(scene, match):
    return iso(scene.named or scene.published) if scene.named or scene.last is None else ""


@rule(rf"{STEP} {MONTH.format('')} {DAY.format('')}")
def day_of_a_stepped_month(scene, match):
    month, day, here = month_number(match["month"]), int(match["day"]), scene.here
    if here is None:
        return ""
    back = STEPS[match["step"].lower()] < 0
    fits = [found for year in range(here.year - 1, here.year + 2) if (found := day_of(year, month, day))]
    fits = [found for found in fits if (found < here if back else found >= here)]
    return iso(max(fits) if back else min(fits)) if fits else None


@rule(
    rf"(?P<rank>first|second|third|fourth|last) (?P<weekday>{WEEKDAYS}) (?:of|in) {MONTH.format('')}"
    rf"(?:,? {YEAR.format('')})?"
)
def weekday_of_a_month(scene, match):
    month = month_number(match["month"])
    year = int(match["year"]) if match["year"] else scene.year_of(month, 0, match)
    if year is None:
        return ""
    days = [
        day
        for n in range(1, 32)
        if (day := day_of(year, month, n)) and day.weekday() == weekday_number(match["weekday"])
    ]
    return iso(days[-1] if match["rank"] == "last" else days[ordinal(match["rank"]) - 1])
