"""Dated noun phrases: "the October 10 election", "2014's solo album", where the date modifies what happened."""

import re
from datetime import date

from .clauses import JOINING, Piece
from .moments import Moment
from .verbs import VERB

# Nouns that are a happening by themselves.
HAPPENING = re.compile(
    r"(?:elections?|votes?|vote|referendum|primar(?:y|ies)|polls?|attacks?|strikes?|airstrikes?|bombings?|explosions?"
    r"|blasts?|protests?|march(?:es)?|demonstrations?|rall(?:y|ies)|clash(?:es)?|raids?|killings?|murders?|massacres?"
    r"|summit|talks|meeting|conference|congress|ceasefire|truce|coup|invasion|intervention|earthquake|quake|tsunami"
    r"|floods?|fires?|wildfires?|crash|collision|accident|disaster|verdict|ruling|trial|hearing|uprising|revolution"
    r"|war|conflict|battle|visit|tour|arrests?|funeral|anniversary|ceremony|inauguration|shootings?|stabbings?"
    r"|assassination|outage|storm|hurricane|cyclone|typhoon|outbreak|epidemic|pandemic|drought|famine|landing|launch"
    r"|merger|takeover|resignation|agreement|treaty|deal|accord|speech|interview|debate|announcement|premiere|concert"
    r"|match|final|tournament|championships?|olympics|games|recession|crisis|shutdown|lockdown|scandal|split|reunion)",
    re.I,
)
MODIFIER = re.compile(r"(?:^|[\s(])(?:the|an?|this|its|their|his|her|\w+['’]s)\s+$", re.I)
NOUN = re.compile(r"(?:['’]s)?\s+(?=[A-Za-z])")
NO_NOUN = re.compile(
    r"(?:and|or|but|to|in|on|at|by|with|for|from|of|as|after|before|when|while|that|which|who|than|during|following"
    r"|because|until|through|local|near|about|over|around|also|against|amid|between|ago|he|she|it|they|we|the|an?|there|no|some|many|several|his|her|its|their|our|my|under|into|onto|within|without|since|if|still|just|only|so|then|show|shows)\b",
    re.I,
)
ENDS_EARLY = re.compile(r"\b(?:in|on|at|of|for|between|against|from|to)\b", re.I)
STOP = re.compile(rf"[,;:—()\"“”.?!](?:\s|$)|\s(?:{JOINING}|and|or|as|after|by|than)\s|{VERB.pattern}", re.I)
OF = re.compile(r"\bof\b", re.I)
IN_THE = re.compile(r"\b(?:in|during|since|by|until|at|from|to|of) the $", re.I)
YEAR_OR_DAY = re.compile(r"\d(?!\d?s)|[A-Z]")  # "in the 2016 vote", not "in the evening"
JOINED_NOUN = re.compile(rf"(?:{JOINING})\s+((?:[^\W\d]|[-\s’'.])+)", re.I)


def named(text: str, moment: Moment, piece: Piece, published: date | None) -> str | None:
    """The happening that the noun beside a date names; "" when there is none; None when it names an edition.

    A year still running before a noun ("the 2019 prize") tells which one is meant, not when something happened.
    """
    if not modifies(text, moment.start, moment.end):
        return "" if piece.verbs else _noun_before(text, piece, moment)
    begin = NOUN.match(text, moment.end).end()
    stop = STOP.search(text, begin, piece.end)
    phrase = text[begin : stop.start() if stop else piece.end].strip()
    head = ENDS_EARLY.split(phrase)[0].split()
    if head and HAPPENING.fullmatch(head[-1]):
        return phrase
    if published and moment.first <= published <= moment.last and moment.precision == "year":
        return None
    return ""


def _noun_before(text: str, piece: Piece, moment: Moment) -> str:
    """The happening that "after the legislative elections on October 10" names; "" for other words."""
    found = JOINED_NOUN.match(text, piece.start, moment.start)
    phrase = re.sub(r"\s*(?:on|in|of|at|from|late|early|\s)+$", "", found[1]) if found else ""
    head = ENDS_EARLY.split(phrase)[0].split()
    return phrase if head and HAPPENING.fullmatch(head[-1]) else ""


def modifies(text: str, start: int, end: int) -> bool:
    """True for a date before the noun it describes: "the October 10 election", "2014's album"."""
    noun = NOUN.match(text, end)
    if noun is None or NO_NOUN.match(text, noun.end()) or VERB.match(text, noun.end()):
        return False
    if noun.group()[0] in "'’":
        return True
    if OF.search(text, start, end) or (
        IN_THE.search(text, max(0, start - 12), start) and not YEAR_OR_DAY.search(text, start, end)
    ):
        return False
    return bool(MODIFIER.search(text, max(0, start - 30), start))
