"""Years, halves of them, decades and centuries, in figures and in words."""

import re

from .grammar import rule
from .words import NUMBERS, ORDINALS, SHADE, TENS, TWO_DIGITS, YEAR, ordinal

COUNTED = re.compile(
    r"\s*(?:people|m[ae]n|women|troops|soldiers|dead|of them|km|mi|miles|met(?:er|re)s|feet|ft|dollars|pounds|tons"
    r"|tonnes"
    r"|percent|per cent|points|shares|jobs|cases|hours|[a-z]+[eo]rs|yards|students|seats|votes)\b|-\w|/\d"
)
STREET = re.compile(r"(?: [A-Z]\w+\.?){1,3} (?:Ave|Avenue|St|Street|Blvd|Boulevard|Road|Rd|Drive|Lane|Terrace|Plaza)\b")
NUMBERED = re.compile(
    r"(?:\b(?:[Ff]light|[Nn]umber|[Rr]oute|[Hh]ighway|[Rr]oom|Rule|Section|Article|No\.|pp?\.) "
    r"|[/$€£¥#.]|(?<!\d{4})(?<!\bmid)-)$"
)
FARTHEST = 2059  # a number beyond is a year only after "in" or "by"
LONGEST = 200  # years: numbers further apart are not the ends of anything
IN_A_YEAR = re.compile(r"(?:\b(?:[Ii]n|[Bb]y|[Uu]ntil|[Aa]fter|[Aa]round|about|since)|\bc\.|[-–]) $")
OF_A_YEAR = re.compile(r"\b(?:in|since|by|until|of|from|to|and|before|after|around|about|circa|c\.|year) $|[(]$", re.I)


def year_of_digits(scene, digits):
    """The year of '97: the last such year, or one of the next ten."""
    newest = scene.published.year + 10 if scene.published else 2039
    return newest - (newest - int(digits)) % 100


@rule(
    r"(?P<half>[Ff]irst|[Ss]econd|[Ll]atter)[ -]half of "
    rf"(?:{YEAR.format('')}|(?P<yearstep>this|last|next|that|the same|the following) year|(?P<the>the year))"
)
def half(scene, match):
    count = 1 if match["half"].lower() == "first" else 2
    if match["year"]:
        return f"{match['year']}-H{count}"
    year = scene.year_beside(match["yearstep"]) if match["yearstep"] else scene.here and scene.here.year
    return f"{year}-H{count}" if year else ""


@rule(
    r"(?:(?:[Vv]ery )?(?:[Ee]arly|[Ll]ate|[Mm]id|[Mm]iddle of the|[Ee]nd of the)[ -](?:to[ -]late[ -])?)?"
    r"(?:(?P<decade>1[0-9]\d|20\d)0|(?:['’]|(?<=[Ii]n the )|(?<=of the )|(?<=of the \d0s and ))(?P<short>[1-9])0)"
    r"(?:s|(?<=[Tt]he \d{4})['’]s)(?![°º])"
)
def decade(scene, match):
    if match["short"]:
        # "temperatures in the 30s" are degrees
        degrees = match["all"][0].isdecimal() and not scene.narrative and "of the " not in scene.before(match, 15)
        return None if degrees else f"19{match['short']}"
    of_a_century = match["decade"].endswith("0") and match["decade"] != "200"  # the 1800s
    return match["decade"][:2] if of_a_century else match["decade"]


@rule(
    r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[ -]|(?<=[Tt]he )|nineteen[ -])"
    rf"(?P<tens>{'|'.join(each[:-1] + 'ies' for each in TENS)})"
)
def spelled_decade(scene, match):
    return f"19{TENS[match['tens'][:-3] + 'y'] // 10}"


@rule(
    r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[ -](?:to[ -]late[ -])?)?(?P<count>\d{1,2}(?:st|nd|rd|th)|"
    + "|".join(ORDINALS)
    + r")(?:[ -][Cc]entury(?P<bc> BC)?|(?= (?:to|and|or) (?:the )?(?:early |late |mid-)?[\w-]+[ -]centur(?:y|ies)))"
)
def century(scene, match):
    if match["bc"] or match["count"] in ("last", "final"):
        return None
    return f"{ordinal(match['count']) - 1:02d}" if 1 <= ordinal(match["count"]) <= 22 else None


@rule(rf"{YEAR.format('')}(?:[-–—](?P<short>\d\d)|(?:[-–—]| to | through )(?P<last>(?:1[0-9]|20)\d\d))(?![\d%]|[,.]\d)")
def range_of_years(scene, match):
    before = scene.before(match, 9)
    if re.search(r"\b(?:from|between) $|[$€£/]$", before, re.I):
        return None  # "from 2003 to 2011" names two years
    last = match["last"] or match["year"][:2] + match["short"]
    far = int(last) - int(match["year"])
    return f"{match['year']}/{last}" if 0 < far < LONGEST else None


@rule(r"(?<=\d\d\d\d [-–] )(?P<last>\d\d)")
def end_of_a_range(scene, match):
    first = scene.text[match.start() - 7 : match.start() - 3]
    return f"{first[:2]}{match['last']}" if first[2:] < match["last"] else None


@rule(r"(?<=[Yy]ear )(?P<year>[1-9]\d{1,2})(?=[),.;:]|$| AD| CE)")
@rule(r"(?<=[\w.–-] )(?P<year>[1-9]\d\d)(?=[),.;:]| [-–] | [A-Z])")
def early_year(scene, match):
    """A year of the first thousand, in a text that names others so that they cannot be missed."""
    before = scene.before(match, 8)
    if not before.endswith("ear ") and not (scene.ancient and IN_A_YEAR.search(before)):
        return None
    return f"{'BC' if scene.ancient == 'BC' else ''}{int(match['year']):04d}"


@rule(r"(?P<year>[1-9]\d{0,3}) (?:BCE?|B\.\s?C\.(?:E\.)?|b\.c\.e?\.?)")
def year_before_christ(scene, match):
    return f"BC{int(match['year']):04d}"


@rule(r"AD ?(?P<year>[1-9]\d{0,3})|(?P<year2>[1-9]\d{0,2}) (?:AD|CE)")
def year_of_our_lord(scene, match):
    return f"{int(match['year'] or match['year2']):04d}"


@rule(rf"{SHADE}(?:fiscal (?:year )?|the year )?{YEAR.format('')}")
def year(scene, match):
    before, after = scene.before(match, 14), scene.after(match, 40)
    if NUMBERED.search(before) or COUNTED.match(after) or STREET.match(after):
        return None
    if not 1500 <= int(match["year"]) <= FARTHEST and not OF_A_YEAR.search(before):
        return None
    return match["year"]


@rule(r"(?<=[Ii]n )['’](?P<short>\d\d)|(?:[Ss]ummer|[Ww]inter|[Ss]pring|[Ff]all|[Cc]lass) of ['’](?P<short2>\d\d)")
def short_year(scene, match):
    return f"{year_of_digits(scene, match['short'] or match['short2'])}"


@rule(rf"(?:the year )?(?P<hundreds>nineteen|eighteen|seventeen)[ -](?P<rest>{TWO_DIGITS})|the year two thousand")
def spelled_year(scene, match):
    return f"{NUMBERS[match['hundreds']]}{NUMBERS[match['rest']]}" if match["hundreds"] else "2000"


@rule(rf"{SHADE}[Yy]ear-end")
def year_end(scene, match):
    here = scene.here
    if here is None:
        return ""
    return f"{here.year - (here.month <= 3 and scene.tense(match) != 'future')}-12-31"


@rule(r"(?<=[Tt]he )(?:fiscal )?year(?= end(?:ed|ing)\b)", "DURATION")
def year_of_accounts(scene, match):
    return "P1Y"
