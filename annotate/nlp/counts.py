"""How many of what a sentence tells: "at least 35 people were killed", "three armed drones"; silent where unsure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from math import inf

from .dates.words import NUMBERS
from .timex import MONTHS
from .vocabulary import STOP

WORDS = {word: n for word, n in NUMBERS.items() if word.split()[0] not in ("a", "an", "another", "couple", "zero")}
TIMES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SHADES = {
    "least": "at least|more than|over|no fewer than|no less than|upwards of|above",
    "most": "up to|at most|fewer than|less than|under|as many as|no more than",
    "about": "about|around|some|nearly|almost|roughly|approximately|close to|an estimated|estimated",
}
NUMBER = re.compile(
    rf"(?<![\w$£€.,:/-])(?P<all>(?:{'|'.join(f'(?P<{name}>{words})' for name, words in SHADES.items())})?\s?\b"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
    rf"(?:\s(?P<times>{'|'.join(TIMES)}))?)(?![\w%:/-]|[.,]\d)",
    re.I,
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]")
FUNCTION = STOP | set("a an as at be by he i if in is it no of on or so to up we were after nor yet more other".split())
PART_OF = set("other others another more further additional remaining first last next these those of".split())
MEASURES = set(
    "seconds minutes hours days nights weeks weekends months years decades centuries times dollars pounds euros dinars"
    " rupees yen cents points percent degrees miles kilometers kilometres meters metres feet inches yards tons tonnes"
    " seats votes others dozens hundreds thousands millions barrels gallons".split()
)
PERSONS = set("people persons men women children boys girls civilians others".split())
DEEDS = {
    "killed": set("killed killing kills kill dead died dying".split()),
    "wounded": set("wounded wounding injured injuring injures hurt hurting".split()),
}
BEEN = set("was were are have has had been being also reportedly".split())
GOES_ON = set("in by when after as and on during at near while when . , ; :".split())


@dataclass(frozen=True, slots=True)
class Count:
    """A number told of something: what in the plural, between which bounds, and in the text's own words."""

    what: str
    least: float
    most: float
    words: str


def counts(sentence: str) -> Iterator[Count]:
    """The counts a sentence tells, none of time, money or measure, nor of a part of a whole ("two of the drones").

    Persons count only with what befell them: "people killed" and "people wounded" are two things.
    """
    for match in NUMBER.finditer(sentence):
        if what := _what(sentence, match):
            least, most = _bounds(match)
            yield Count(what, least, most, " ".join(match["all"].split()).lower())


def _what(sentence: str, match: re.Match) -> str:
    before = WORD.findall(sentence[: match.start()])[-2:]
    after = WORD.findall(sentence[match.end() :])[:12]
    if _is_date(match, before) or (before and before[-1].lower() in PART_OF):
        return ""
    noun, rest = _noun(after)
    if noun in MEASURES or (after and after[0].lower() in PART_OF):
        return ""
    deed = _deed(before, rest if noun else after, is_bare=not noun)
    if noun and not deed:
        return "" if noun in PERSONS else noun
    return f"{noun or 'people'} {deed}" if deed else ""


def _is_date(match: re.Match, before: list[str]) -> bool:
    is_year = match["number"].isdecimal() and 1000 <= int(match["number"]) <= 2100 and not match["times"]
    return is_year or bool(before and before[-1] in MONTHS)


def _noun(after: list[str]) -> tuple[str, list[str]]:
    """The first plural among the next three words, all plain words, and what follows it."""
    phrase = list(takewhile(lambda word: word[0].isalpha() and word.lower() not in FUNCTION, after[:3]))
    for at, word in enumerate(phrase):
        if any(word.lower() in forms for forms in DEEDS.values()):
            break
        if _is_plural(word):
            return word.lower(), after[at + 1 :]
    return "", after


def _is_plural(word: str) -> bool:
    word = word.lower()
    return word in PERSONS or word.endswith("men") or bool(re.fullmatch(r"[a-z-]{3,}(?<![sui])s", word))


def _deed(before: list[str], after: list[str], *, is_bare: bool) -> str:
    """What befell them: told before ("killed 35"), after ("were killed"), or right beside a bare number ("35 dead")."""
    rest = [word.lower() for word in after]
    passive = next((at for at, word in enumerate(rest) if word not in BEEN), len(rest))
    told = rest[passive] if passive < len(rest) else ""
    is_passive = passive > 0 or told in ("dead", "died") or (rest[1:2] or ["."])[0] in GOES_ON
    for deed, forms in DEEDS.items():
        if (before and before[-1].lower() in forms) or (told in forms and is_passive and (passive < 4 or is_bare)):
            return deed
    return ""


def _bounds(match: re.Match) -> tuple[float, float]:
    """Between which numbers the true one lies: a shade opens the bounds, a round number is not quite exact."""
    written = match["number"].lower().replace(",", "")
    number = (WORDS[written] if written in WORDS else float(written)) * TIMES.get((match["times"] or "").lower(), 1)
    if match["least"]:
        return number, inf
    if match["most"]:
        return 0, number
    slack = 0.2 if match["about"] else 0.1 if number >= 100 and number % 100 == 0 else 0
    return number * (1 - slack), number * (1 + slack)
