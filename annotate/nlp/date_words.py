"""The named pieces of the date grammar: words, numbers and the regular expressions that rules are made of."""

from .timex import MONTHS

NUMBERS = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"a": 1, "an": 1}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS |= TENS | {f"{ten}-{one}": TENS[ten] + NUMBERS[one] for ten in TENS for one in list(NUMBERS)[1:10]}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
STEPS = {"this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PART_CODES = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
UNIT_CODES = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "DE",
}
FIXED = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
}

# A piece with {} takes a suffix for the names of its groups, since a rule may use it twice.
MONTH = rf"(?P<month{{}}>(?:{'|'.join(MONTHS)})(?!\w)|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
DAY = r"(?P<day{}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[,.]\d)"
YEAR = r"(?P<year{}>1[4-9]\d\d|20\d\d)(?![\d%]|[,.]\d)"
STEP = r"(?P<step>[Tt]his|[Ll]ast|[Pp]ast|[Pp]revious|[Nn]ext|[Cc]oming|[Ff]ollowing|[Cc]urrent)"
SHADE = (
    r"(?:(?P<shade>[Vv]ery early|[Ee]arlier|[Ee]arly|[Ll]ater|[Ll]ate|[Mm]id|[Ee]nd of|[Bb]eginning of)(?: the)?[ -])?"
)
PART = r"(?P<part>morning|afternoon|evening|night)(?!\w)"
NUMBER = rf"(?P<number>(?<!\d[.,])\d{{1,3}}|(?i:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?!\w))"
UNIT = r"(?P<unit>second|minute|hour|day|week|month|year|decade)s?(?!\w)"
ZONE = r"(?:\s?\(?(?P<zone>UTC|GMT)\)?|\s(?:EST|EDT|PST|PDT|CET|BST|ET|local time))?"
CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?::(?P<minute>\d\d))?\s?(?P<half>[ap])\.?m(?:\.|(?!\w))|:(?P<minutes>\d\d)(?![\d:]))" + ZONE
)


def number(word: str) -> int:
    """The number a word or numeral names."""
    return int(word) if word.isdecimal() else NUMBERS[word.lower()]


def month_number(word: str) -> int:
    """1 for January to 12 for December."""
    return [name[:3] for name in MONTHS].index(word[:3].title()) + 1
