"""What a time expression is resolved against: the text, its day of publication, and the times named before it."""

import re
from datetime import date, timedelta

from ..quotes import is_quoted
from ..tense import looks, recurs
from ..timex import DAYS, MONTHS, Interval, interval
from .words import STEPS, month_number, weekday_number

YEAR_NAMED = re.compile(r"(?<![\w$€£.,/-])(1[0-9]\d\d|20\d\d)(?![\w%]|[.,]\d)")
YEAR_AFTER = re.compile(  # "from 26 June to 4 August 1952" writes the year once
    rf"(?: ?[-–—] ?| to | and | or | through | until )(?:early |late |mid-)?(?:\d{{1,2}} )?(?P<last>{'|'.join(MONTHS)})"
    rf"(?: \d{{1,2}})?,?(?: of| in)? (?P<year>1\d{{3}}|20\d\d)\b"
)
BEFORE_CHRIST = re.compile(r"\d (?:BC|B\.C)")
OUR_LORD = re.compile(r"\bAD ?\d|\b\d{2,3} AD\b|\b(?:[3-9]|10)th[ -]century|\b[2-9]\d\d\)|[a-z] [2-9]\d\d\)")
NEWS = re.compile(  # a weekday before a full date says no more than the date
    r"\b(?:(?i:yesterday|tomorrow|ago|(?:last|this|next) (?:week|month|year|night))"
    rf"|(?:{'|'.join(DAYS)})(?!,? (?:[A-Z]|\d)))\b"
)
FINE = {"time": 1, "part": 1, "day": 1, "week": 7, "weekend": 7, "month": 30, "quarter": 91, "season": 91, "year": 365}
UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 7, "month": 31, "quarter": 92, "year": 366}


class Scene:
    """The reading of one text, from its beginning to the expression at hand.

    `named` is the day named last, `last` the calendar time named last, as precise as it was; a narrative counts from
    them, a report from its day of publication.
    """

    def __init__(self, text: str, published: date | None):
        self.text = text
        self.published = published
        self.named: date | None = None
        self.last: Interval | None = None
        self.named_at = -1000  # where the expression that named it ended
        self.quarter = ""
        self.clock: tuple[int, int] | None = None  # where the last clock time ended, and its minutes after midnight
        self.ancient = _era(text)
        self.narrative = _tells_of_other_years(text, published)
        self.reports = len(text) < SHORT or bool(NEWS.search(text))

    def remember(self, value: str, end: int) -> None:
        """Take the time named just now for the one the text has come to, unless it is one that somebody quotes."""
        when = interval(value)
        if when is None or when.precision in ("decade", "century") or is_quoted(self.text, end):
            return
        self.last = when
        if when.precision in ("day", "part", "time"):
            self.named, self.named_at = when.last, end

    @property
    def here(self) -> date | None:
        """The day the text has come to: in a narrative the day named last, in a report that of publication."""
        return self.last.last if self.narrative and self.last else self.published

    def before(self, match: re.Match, count: int) -> str:
        """The characters before what a rule matched; never more, so that long texts stay cheap."""
        return self.text[max(0, match.start() - count) : match.start()]

    def after(self, match: re.Match, count: int) -> str:
        return self.text[match.end() : match.end() + count]

    def recurs(self, match: re.Match) -> bool:
        """True in a sentence about what is so every time, of which no day can be named."""
        return recurs(self.text, *match.span())

    def today(self, match: re.Match) -> date | None:
        """The day someone speaks: publication's, or inside a quotation the day named last before, if just past."""
        named = self.named
        if named and self.published and 0 < (self.published - named).days < 7 and is_quoted(self.text, match.start()):
            return named
        return self.published

    def tense(self, match: re.Match) -> str:
        return looks(self.text, *match.span())

    def weekday(self, name: str, step: str, match: re.Match) -> date | None:
        """The day a weekday means: the last such day, publication's own included, unless its clause looks ahead."""
        wanted, step = weekday_number(name), step.lower()
        told = self.narrative or step in ("that", "following", "preceding", "previous")
        if told and self.named and (not self.narrative or FINE.get(self.last.precision) == 1):
            ahead = (wanted - self.named.weekday()) % 7
            return self.named + timedelta(ahead - 7 if STEPS.get(step, 0) < 0 else ahead or 7 * (step == "following"))
        if self.published is None:
            return None
        today = self.published.weekday()
        back, ahead = (today - wanted) % 7, (wanted - today) % 7
        if STEPS.get(step, 0) < 0:
            return self.published - timedelta(back or 7)
        if STEPS.get(step, 0) > 0:
            return self.published + timedelta(ahead or 7)
        tense = self.tense(match)
        if tense == "future" or (step == "this" and tense != "past"):
            return self.published + timedelta(ahead)
        return self.published - timedelta(back)

    def year_of(self, month: int, day: int, match: re.Match, weekday: str = "") -> int | None:
        """The year a month, or a day of one (else 0), means where none is written."""
        if shared := YEAR_AFTER.match(self.text, match.end()):
            return int(shared["year"]) - (month_number(shared["last"]) < month)
        if self.narrative and self.last:
            return _year_told(self.last, month)
        if self.published is None:
            return None
        years = range(self.published.year - 1, self.published.year + 2)
        if weekday and day:  # the one year of the three in which that day is such a weekday
            fits = [y for y in years if (d := day_of(y, month, day)) and d.weekday() == weekday_number(weekday)]
            if len(fits) == 1:
                return fits[0]
        tense = self.tense(match)
        return min(years, key=lambda year: self._strain(year, month, day, tense))

    def _strain(self, year: int, month: int, day: int, tense: str) -> int:
        """How ill a year fits: its distance in days, more where the tense of the clause speaks against it."""
        today = self.published
        gap = (year * 12 + month - today.year * 12 - today.month) * 30 + (day - today.day if day else 0)
        wrong = (tense == "past" and gap > 0) or (tense == "future" and gap < (0 if day else -29))
        return abs(gap) + (AGAINST if wrong else 60 if not tense and gap > 120 else 0)

    def year_beside(self, step: str) -> int | None:
        """The year that "last year" or "that year" means, by its first words."""
        told = step.lower() in ("that", "the same", "the following", "the next", "the previous")
        base = (self.last.first if self.last else None) if told else self.published
        count = {"last": -1, "next": 1, "the following": 1, "the next": 1, "the previous": -1}.get(step.lower(), 0)
        return base.year + count if base else None

    def full(self, match: re.Match) -> date | None:
        """The day of a month a match names, with the year it means where it names none."""
        month, day = month_number(match["month"]), int(match["day"])
        if match["year"]:
            return None if match["bc"] else day_of(int(match["year"]), month, day)
        if match["yearstep"]:
            year = self.year_beside(match["yearstep"])
        else:
            year = self.year_of(month, day, match, match["weekday"] or "")
        return day_of(year, month, day) if year else None

    def moved(self, unit: str, count: int, *, told: bool = False) -> str:
        """The value of the unit `count` away from publication's, or from the time named last; "" when unknown.

        A time named more vaguely than the unit says nothing: two days after "in 2011" is no day.
        """
        if told and self.last:
            if FINE.get(self.last.precision, 1) > UNIT_DAYS.get(unit, 9999):
                return ""
            return moved(self.last.last if count > 0 else self.last.first, unit, count)
        return moved(self.published, unit, count) if self.published else ""


LEAD = 400  # characters in which a report names its day
SHORT = 2000  # characters: a text must be longer to be no report when it names no day beside its own
AGAINST = 200  # days: a year that the tense speaks against must be that much nearer


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved(day: date, unit: str, count: int) -> str:
    """The value of the unit that lies `count` units after the one `day` is in, as precise as the unit."""
    if unit == "day":
        return (day + timedelta(count)).isoformat()
    if unit in ("week", "weekend", "fortnight"):
        year, week, _ = (day + timedelta((14 if unit == "fortnight" else 7) * count)).isocalendar()
        return f"{year:04d}-W{week:02d}{'-WE' if unit == 'weekend' else ''}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return f"{months // 12:04d}-{months % 12 + 1:02d}" if months >= 12 else ""
    if unit == "quarter":
        quarters = day.year * 4 + (day.month - 1) // 3 + count
        return f"{quarters // 4:04d}-Q{quarters % 4 + 1}" if quarters >= 4 else ""
    size = {"decade": 10, "century": 100, "centurie": 100}.get(unit, 1)
    year = day.year // size + count
    return f"{year:0{5 - len(str(size))}d}" if 0 < year * size <= 9999 else ""


def _year_told(last: Interval, month: int) -> int:
    """The year of a month in a narrative: that of the time named last, or the next when the year has turned."""
    turned = last.precision not in ("year", "range") and month <= 2 and last.last.month >= 11
    return last.last.year + turned


def _era(text: str) -> str:
    """ "BC" or "AD" for a text of years before 1000 that says so, "" for others."""
    if BEFORE_CHRIST.search(text):
        return "BC"
    return "AD" if OUR_LORD.search(text) else ""


def _tells_of_other_years(text: str, published: date | None) -> bool:
    """True for a text that tells a story of its own time, not what is new on the day of publication.

    It names years far from publication again and again, hardly the days around it, and does not begin with one.
    """
    if published is None:
        return True
    years = [int(found) for found in YEAR_NAMED.findall(text)]
    far = sum(abs(year - published.year) > 1 for year in years) + len(BEFORE_CHRIST.findall(text))
    if far < 4 or NEWS.search(text, 0, LEAD):
        return False
    return far > len(years) - far + 3 * len(NEWS.findall(text))
