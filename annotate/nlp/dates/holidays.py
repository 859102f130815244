"""Holidays with a name: fixed ones, those of a weekday of a month, and those that move with Easter."""

from datetime import date, timedelta

from .grammar import rule
from .scene import day_of
from .words import YEAR

FIXED = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "valentine's day": (2, 14),
    "may day": (5, 1),
    "independence day": (7, 4),
    "fourth of july": (7, 4),
    "halloween": (10, 31),
    "veterans day": (11, 11),
}
ON_A_WEEKDAY = {  # month, weekday, which one of the month; from its end when negative
    "martin luther king day": (1, 0, 3),
    "mother's day": (5, 6, 2),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "thanksgiving day": (11, 3, 4),
    "thanksgiving": (11, 3, 4),
}
BESIDE_EASTER = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0, "palm sunday": -7}
NAMES = "|".join([*FIXED, *ON_A_WEEKDAY, *BESIDE_EASTER, "election day"]).replace("'", "['’]")


@rule(rf"(?P<name>(?i:{NAMES}))(?:,? {YEAR.format('')}| (?P<yearstep>this|last|next) year)?(?! [A-Z])")
def holiday(scene, match):
    name = match["name"].lower().replace("’", "'")
    if name == "easter" and match["name"].isupper():
        return None
    if match["year"] or match["yearstep"]:
        year = int(match["year"]) if match["year"] else scene.year_beside(match["yearstep"])
    else:
        near = _day(name, (scene.here or date(2000, 1, 1)).year)
        year = scene.year_of(near.month, near.day, match) if near else None
    day = _day(name, year) if year else None
    return day.isoformat() if day else ""


def _day(name: str, year: int) -> date | None:
    if name in FIXED:
        return day_of(year, *FIXED[name])
    if name in BESIDE_EASTER:
        return _easter(year) + timedelta(BESIDE_EASTER[name])
    if name == "election day":  # the Tuesday after the first Monday of November
        return _weekday(year, 11, 0, 1) + timedelta(1)
    return _weekday(year, *ON_A_WEEKDAY[name])


def _weekday(year: int, month: int, weekday: int, count: int) -> date:
    days = [day for n in range(1, 32) if (day := day_of(year, month, n)) and day.weekday() == weekday]
    return days[count - 1 if count > 0 else count]


def _easter(year: int) -> date:
    """The Gregorian Easter Sunday, after Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    month, day = divmod(h + i - 7 * m + 114, 31)
    return date(year, month, day + 1)
