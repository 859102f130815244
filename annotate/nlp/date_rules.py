"""The families of time expressions: a pattern each, and the rule that gives its TIMEX3 value."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from .date_words import (
    CLOCK,
    DAY,
    MONTH,
    PART,
    PART_CODES,
    SHADE,
    STEP,
    STEPS,
    YEAR,
    month_number,
)
from .tense import looks
from .timex import DAYS, interval

RULES: list[tuple[re.Pattern, str, Callable]] = []
MONTH_BEFORE = re.compile(
    r"\b(?:in|since|by|until|of|during|before|after|from|through|and|late|early|for|between|to)\s+$", re.I
)


class Scene:
    """What an expression is resolved against: the text, the day of publication, the day named last before it."""

    def __init__(self, text: str, published: date | None):
        self.text = text
        self.published = published
        self.named: date | None = None

    def remember(self, value: str) -> None:
        when = interval(value)
        if when and when.precision in ("day", "part", "time"):
            self.named = when.last

    def tense(self, match: re.Match) -> str:
        return looks(self.text, *match.span("all"))

    def weekday(self, name: str, step: str, match: re.Match) -> date | None:
        """The day a weekday means: the last such day, publication's own included, unless its clause looks ahead."""
        if self.published is None:
            return None
        wanted, today = DAYS.index(name.title()), self.published.weekday()
        back, ahead = (today - wanted) % 7, (wanted - today) % 7
        if STEPS.get(step, 0) < 0:
            return self.published - timedelta(back or 7)
        if STEPS.get(step, 0) > 0:
            return self.published + timedelta(ahead or 7)
        if step == "this" or self.tense(match) == "future":
            return self.published + timedelta(ahead)
        return self.published - timedelta(back)

    def year_of(self, month: int, day: int, match: re.Match) -> int | None:
        """The year a month, or a day of one (else 0), means: the nearest that the tense of its clause allows."""
        if self.published is None:
            return None
        tense, today = self.tense(match), self.published
        distance = {}
        for year in (today.year - 1, today.year, today.year + 1):
            gap = (year * 12 + month - today.year * 12 - today.month) * 30 + (day - today.day if day else 0)
            wrong = (tense == "past" and gap > 0) or (tense == "future" and gap < (0 if day else -29))
            distance[year] = abs(gap) + (400 if wrong else 60 if not tense and gap > 120 else 0)
        return min(distance, key=distance.get)


def rule(pattern: str, kind: str = "DATE") -> Callable:
    """Register a rule: it gets the scene and the match, and returns a value, "" for none, or None to decline."""

    def register(function: Callable) -> Callable:
        RULES.append((re.compile(rf"(?<!\w)(?P<all>{pattern})(?!\w)"), kind, function))
        return function

    return register


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full(scene: Scene, match: re.Match) -> date | None:
    month, day = month_number(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else scene.year_of(month, day, match)
    return _date(year, month, day) if year else None


WEEKDAYS = "|".join(DAYS)
MONTH_DAY = rf"(?:(?:{WEEKDAYS}),? )?{MONTH.format('')} {DAY.format('')}(?:,? {YEAR.format('')})?"
DAY_MONTH = (
    rf"(?:(?:{WEEKDAYS}),? (?:the )?)?{DAY.format('')}(?: of)?[ -]{MONTH.format('')}(?:,?[ -]{YEAR.format('')})?"
)
NAMED_DAY = rf"(?P<named>[Tt]oday|[Yy]esterday|[Tt]omorrow|(?:(?P<daystep>[Tt]his|[Ll]ast|[Nn]ext) )?(?:{WEEKDAYS}))"


@rule(MONTH_DAY)
@rule(DAY_MONTH)
def month_and_day(scene, match):
    if match["year"] is None and scene.published is None:
        return ""
    day = _full(scene, match)
    return day.isoformat() if day else None


@rule(rf"{CLOCK},? (?:on )?{MONTH_DAY}", "TIME")
@rule(rf"{CLOCK},? (?:on )?{DAY_MONTH}", "TIME")
def clock_of_full_date(scene, match):
    day, clock = _full(scene, match), _clock(match)
    return f"{day}T{clock}" if day and clock else None


@rule(rf"{YEAR.format('')}-(?P<month>0\d|1[0-2])-(?P<day>[0-2]\d|3[01])")
def iso(scene, match):
    day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return day.isoformat() if day else None


@rule(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d\d)")
def slashed(scene, match):
    month, day, year = int(match["month"]), int(match["day"]), int(match["year"])
    if month > 12:
        month, day = day, month
    found = _date(year + (0 if year > 99 else 1900 if year > 40 else 2000), month, day)
    return found.isoformat() if found else None


@rule(rf"{MONTH.format('')} {DAY.format('')}(?:-|–| to | and ){DAY.format('2')}(?:,? {YEAR.format('')})?")
@rule(rf"{DAY.format('')}(?:-|–| to | and ){DAY.format('2')} {MONTH.format('')}(?:,? {YEAR.format('')})?")
def range_of_days(scene, match):
    first = _full(scene, match)
    last = first and _date(first.year, first.month, int(match["day2"]))
    return f"{first}/{last}" if last and first < last else None


@rule(rf"{SHADE}(?:{STEP} )?{MONTH.format('')}(?:,?(?: of)? {YEAR.format('')})?")
def month(scene, match):
    plain = not (match["year"] or match["step"] or match["shade"])
    if plain and match["month"] in ("May", "March") and not MONTH_BEFORE.search(scene.text[: match.start()][-12:]):
        return None
    wanted = month_number(match["month"])
    if match["year"]:
        return f"{match['year']}-{wanted:02d}"
    if scene.published is None:
        return ""
    step = STEPS.get((match["step"] or "").lower())
    year = scene.published.year
    if step is None:
        year = scene.year_of(wanted, 0, match)
    elif step < 0:
        year -= wanted >= scene.published.month
    elif step > 0:
        year += wanted <= scene.published.month
    return f"{year}-{wanted:02d}"


def _clock(match: re.Match) -> str | None:
    hour, minute = int(match["hour"]), match["minute"] or match["minutes"] or "00"
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if hour > 23 or int(minute) > 59:
        return None
    return f"{hour:02d}:{minute}{'Z' if match['zone'] else ''}"


def _named_day(scene: Scene, match: re.Match) -> date | None:
    word = match["named"].lower().split()[-1]
    if scene.published is None:
        return None
    moved = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(word)
    if moved is not None:
        return scene.published + timedelta(moved)
    return scene.weekday(word, (match["daystep"] or "").lower(), match)


@rule(rf"{CLOCK},? (?:on )?{NAMED_DAY}", "TIME")
@rule(rf"{NAMED_DAY},? at {CLOCK}", "TIME")
def clock_of_a_day(scene, match):
    day, clock = _named_day(scene, match), _clock(match)
    return None if clock is None else f"{day}T{clock}" if day else ""


@rule(CLOCK, "TIME")
def clock(scene, match):
    clock, day = _clock(match), scene.named or scene.published
    return None if clock is None else f"{day}T{clock}" if day else ""


@rule(rf"{SHADE}{NAMED_DAY} {PART}", "TIME")
def part_of_a_day(scene, match):
    day = _named_day(scene, match)
    return f"{day}T{PART_CODES[match['part']]}" if day else ""


@rule(rf"{SHADE}(?P<when>[Tt]his|[Ll]ast|[Tt]hat) {PART}", "TIME")
def part_of_this_day(scene, match):
    if scene.published is None:
        return ""
    when = match["when"].lower()
    day = (scene.named or scene.published) if when == "that" else scene.published - timedelta(when == "last")
    return f"{day}T{PART_CODES[match['part']]}"


@rule(r"(?:[Ee]arly|[Vv]ery early|[Ll]ate) " + NAMED_DAY, "TIME")
def shaded_day(scene, match):
    day = _named_day(scene, match)
    return f"{day}T{'EV' if match['all'].lower().startswith('late') else 'MO'}" if day else ""


@rule(r"[Tt]onight|[Oo]vernight", "TIME")
def tonight(scene, match):
    return f"{scene.published}TNI" if scene.published else ""


@rule(r"(?:[Ee]arlier |[Ll]ater )?" + NAMED_DAY)
def named_day(scene, match):
    day = _named_day(scene, match)
    return day.isoformat() if day else ""


@rule(rf"(?:[Ee]very|[Ee]ach) (?P<day>{WEEKDAYS})|(?P<days>(?:{WEEKDAYS})s)", "SET")
def each_weekday(scene, match):
    name = match["day"] or match["days"][:-1]
    return f"XXXX-WXX-{DAYS.index(name) + 1}"


@rule(r"(?:the )?day (?P<way>before yesterday|after tomorrow)")
def two_days_away(scene, match):
    if scene.published is None:
        return ""
    return (scene.published + timedelta(-2 if match["way"].startswith("before") else 2)).isoformat()
