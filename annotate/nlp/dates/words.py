"""The named pieces of the date grammar: words, numbers and the regular expressions that rules are made of."""

import re

from ..timex import DAYS, MONTHS

ONES = "one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
NUMBERS = {word: n for n, word in enumerate(["zero", *ONES, *TEENS])} | {"a": 1, "an": 1, "another": 1} | TENS
NUMBERS |= {f"{ten}{gap}{one}": TENS[ten] + NUMBERS[one] for ten in TENS for one in ONES for gap in "- "}
TWO_DIGITS = "|".join(sorted((word for word, n in NUMBERS.items() if 10 <= n < 100), key=len, reverse=True))
NUMBERS |= {"a hundred": 100, "one hundred": 100, "a dozen": 12, "a couple": 2, "a couple of": 2, "couple of": 2}
RANKS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
)
RANKS = (RANKS + " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first").split()
ORDINALS = {word: n for n, word in enumerate(RANKS, 1)} | {"last": 4, "final": 4}

STEPS = {"this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "preceding": -1, "this past": -1}
STEPS |= {"next": 1, "coming": 1, "following": 1, "upcoming": 1, "this coming": 1}
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PART_CODES = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
UNIT_CODES = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "fortnight": "W", "month": "M"}
UNIT_CODES |= {"quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE", "weekend": "WE"}

# A piece with {} takes a suffix for the names of its groups, since a rule may use it twice.
WEEKDAYS = "|".join(DAYS)
MONTH = (
    rf"(?P<month{{}}>(?:{'|'.join(MONTHS)})(?!\w)|(?:{'|'.join(MONTHS).upper()})(?= \d)"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|(?= \d)))"
)
DAY = r"(?P<day{}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[,.:]\d)"
YEAR = r"(?P<year{}>1[0-9]\d\d|20\d\d)(?![\d%]|[,.]\d)"
ANY_YEAR = (  # a year before 1000 must be marked as one, or close a bracket
    r"(?P<year{}>1\d\d\d|20\d\d|[1-9]\d{{1,3}}(?= (?:AD|CE|B\.?C)|\)))(?![\d:%]|[,.]\d)"
    r"(?P<bc>(?: (?:BCE?|B\.C\.(?:E\.)?))?)(?: (?:AD|CE)\b)?"
)
# "this past" and "this coming" stand before "this": the first that fits wins.
STEP = (
    r"(?P<step>[Tt]his (?:past|coming)|[Tt]his|[Ll]ast|[Pp]ast|[Pp]re(?:vious|ceding)|[Nn]ext|[Cc]oming|[Uu]pcoming"
    r"|[Ff]ollowing|[Cc]urrent)"
)
THAT = r"(?P<that>[Tt]hat(?: same)?|[Tt]he same|(?<=[Tt]he )same|[Tt]he (?:following|next|previous|preceding))"
SHADE = (
    r"(?:(?P<shade>[Vv]ery early|[Ee]arlier|[Ee]arly|[Ll]ater|[Ll]ate|[Mm]id|[Mm]iddle of|[Ee]nd of|[Bb]eginning of"
    r"|[Ss]tart of)(?: in)?(?: the)?[ -])?"
)
PART = r"(?P<part>morning|afternoon|evening|night)(?!\w)"
NUMBER = rf"(?P<number>(?<!\d[.,])\d{{1,3}}(?!\d)|(?i:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?!\w))"
UNIT = r"(?P<unit>second|minute|hour|day|week|fortnight|month|quarter|year|decade|century|centurie)s?(?!\w)"
ZONE = (
    r"(?:,? ?(?P<zone>UTC|GMT)(?![\w+-])|,? (?:[ECMP][SD]?T|AK[SD]T|A[SD]T|AE[SD]T|NZ[SD]T|CES?T|EES?T|BST|IST"
    r"|[JKHM]ST|SGT|WIB)(?!\w)"
    r"|,? (?:local|(?:[A-Z][\w.]+ )*(?:[a-z]+ coast|[A-Z][a-z]+|[Ss]tandard|[Dd]aylight)) time)?"
)
CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:[:.](?P<minute>\d\d))?(?::\d\d)?\s?(?P<half>[apAP])\.?[mM](?:\.|(?!\w))"
    r"|:(?P<minutes>\d\d)(?::\d\d)?(?![\d:])| (?P<oclock>o['’]clock)|(?P<military>[0-5]\d)(?= (?:UTC|GMT)))" + ZONE
)

# The year of a month or day: in figures, or by its place beside the year at hand.
ITS_YEAR = (
    r"(?:(?:,|,? of)?[ -]{}|,?(?: of)? (?P<yearstep>[Tt]his|[Ll]ast|[Nn]ext|[Tt]hat|[Tt]he same|[Tt]he following"
    r"|[Tt]he next|[Tt]he previous) year)?"
)
ON_WEEKDAY = (
    rf"(?:(?:{STEP.replace('step', 'daystep')} )?(?P<weekday>{WEEKDAYS}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.),?"
    r" (?:the )?)?"
)
OF_ANY_YEAR = ITS_YEAR.format(ANY_YEAR.format(""))
MONTH_DAY = rf"{ON_WEEKDAY}{MONTH.format('')} (?:the )?{DAY.format('')}{OF_ANY_YEAR}"
DAY_MONTH = rf"{ON_WEEKDAY}{DAY.format('')}(?: of)?[ -]{MONTH.format('')}{OF_ANY_YEAR}"
NAMED_DAY = (
    rf"(?P<named>[Tt]oday|[Yy]esterday|[Tt]omorrow|(?:(?P<daystep>{STEP[9:-1]}|[Tt]hat) )?"
    rf"(?:(?<!Super )(?<!Black )(?<!Good )(?<!Bloody )(?<!Cyber )(?<!Ash )(?<!Palm )(?<!Fat )(?<!Holy )(?:{WEEKDAYS})))"
)
TO = r"(?:-|–|—| to | through | [-–—] )"


def number(word: str) -> int:
    """The number a word or numeral names."""
    return int(word) if word.isdecimal() else NUMBERS[word.lower()]


def ordinal(word: str) -> int:
    """The place in a row: first, 1st, Q1."""
    return ORDINALS.get(word.lower()) or int(re.sub(r"\D", "", word))


def month_number(word: str) -> int:
    """1 for January to 12 for December."""
    return [name[:3] for name in MONTHS].index(word[:3].title()) + 1


def weekday_number(word: str) -> int:
    """0 for Monday to 6 for Sunday."""
    return [name[:3] for name in DAYS].index(word[:3].title())


def unit_code(word: str) -> str:
    """The unit as TIMEX3 writes it in a period: D, M, TH for hours."""
    return UNIT_CODES[word.lower()]


def period(count: int | str, word: str) -> str:
    """The TIMEX3 value of a length of time: P3D, PT2H, PXY."""
    code = unit_code(word)
    if word == "fortnight" and isinstance(count, int):
        count *= 2
    return f"PT{count}{code[1]}" if code in ("TS", "TM", "TH") else f"P{count}{code}"
