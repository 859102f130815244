"""Weeks, months and years beside the one at hand: this, last, the following."""

import re
from datetime import timedelta

from .grammar import rule
from .quarters import reported_quarter
from .scene import day_of, moved
from .words import DAY, MONTH, SHADE, STEP, STEPS, THAT, YEAR, month_number, ordinal

HABITUAL = re.compile(r"\b(?:(?:much|most|times?|parts?|player|book|man|woman|person|game) of|throughout|on) the $")
PERIOD = r"(?P<unit>week|weekend|month|quarter|year|decade|century)(?!\w|-)"


@rule(rf"{SHADE}{STEP} (?:full |fiscal |calendar |entire )?{PERIOD}")
def stepped_period(scene, match):
    step, unit = match["step"].lower(), match["unit"]
    if step == "past" and unit != "weekend":
        return None  # a length of time that ends now
    count, told = STEPS[step], step in ("following", "previous", "preceding") or (step == "next" and scene.narrative)
    if unit == "weekend" and count == 0 and scene.published and scene.published.weekday() < 3:
        count = 0 if scene.tense(match) == "future" else -1
    if step == "this past" and unit == "weekend" and scene.published:
        count = 0 if scene.published.weekday() > 4 else -1
    return scene.moved(unit, count, told=told)


@rule(rf"{SHADE}{THAT} {PERIOD}")
def period_named(scene, match):
    way = match["that"].lower().split()[-1]
    count = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(way, 0)
    return scene.moved(match["unit"], count, told=True)


@rule(
    r"(?:(?<=[Tt]he )|(?P<shade>[Ee]nd of|[Bb]eginning of|[Ss]tart of|[Mm]iddle of|[Ee]arlier in|[Ll]ater? in"
    r"|[Ee]arly in) the )"
    rf"(?:full |fiscal |entire |whole )?{PERIOD}(?! of| to | that| when)"
)
def period_at_hand(scene, match):
    unit, before = match["unit"], scene.before(match, 26).lower()
    if HABITUAL.search(before) or scene.recurs(match):
        return None
    if unit == "year" and scene.after(match, 4) == " end":
        return None
    if unit == "quarter":
        return reported_quarter(scene, match)
    if unit in ("decade", "century"):
        return None
    if unit == "weekend":
        count = -1 if scene.published and scene.published.weekday() < 5 and scene.tense(match) != "future" else 0
        return scene.moved(unit, count, told=scene.narrative)
    if not match["shade"] and not re.search(r"\b(?:of|in|for|during|through|over|end|next|later) the $", before):
        return None
    return scene.moved(unit, 0, told=scene.narrative)


@rule(
    r"(?P<rank>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast) (?P<unit>week|weekend) (?:of|in) "
    rf"{MONTH.format('')}(?:,? {YEAR.format('')})?"
)
def week_of_a_month(scene, match):
    wanted = month_number(match["month"])
    year = int(match["year"]) if match["year"] else scene.year_of(wanted, 0, match)
    if year is None:
        return ""
    first = day_of(year, wanted, 1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    if match["rank"].lower() == "last":
        saturday = last - timedelta((last.weekday() - 5) % 7)
        return moved(saturday if match["unit"] == "weekend" else last, match["unit"], 0)
    saturday = first + timedelta((5 - first.weekday()) % 7)
    return moved(saturday if match["unit"] == "weekend" else first, match["unit"], ordinal(match["rank"]) - 1)


@rule(rf"(?P<unit>week|weekend) (?:of|beginning) {MONTH.format('')} {DAY.format('')}(?:,? {YEAR.format('')})?")
def week_of_a_day(scene, match):
    wanted, day = month_number(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else scene.year_of(wanted, day, match)
    found = day_of(year, wanted, day) if year else None
    return moved(found, match["unit"], 0) if found else ""
