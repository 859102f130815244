"""Clauses: the part of a sentence that a date belongs to, and what it says, short enough for a title."""

import itertools
import re

from .spans import Span

Range = tuple[int, int]

LONGEST_TITLE = 120

# Where one clause ends and the next begins: punctuation, or a joining word that belongs to the clause after it.
BORDER = re.compile(
    r"[;:—]\s|\s[–-]\s|,\s|[()]|\s(?=(?:after|following|before|since|when|while|as|because|but|who|which|that|where)\s)",
    re.I,
)
JOINING = re.compile(
    r"^(?:and|but|after|following|before|since|when|while|as|because|who|which|that|where|also|amid|then)\s+", re.I
)
# "the October 10 election", "Friday's march": the date modifies a noun, which alone names the happening.
AS_MODIFIER = re.compile(r"(?:^|\s)(?:the|a|an|this|its|their|his|her|after|of|since|before)$", re.I)
MODIFIED = re.compile(r"(?:['’]s)? [a-z]{4,}")
BEFORE_DATE = re.compile(r"(?:^|\s)(?:on|in|at|by|from|until|since|during|for|of|the|a|early|late|around|about)$", re.I)
SUBJECTLESS = re.compile(
    r"(?:was|were|is|are|has|have|had|it|he|she|they|his|her|their|said|spoke|\w+ed|\w+ing|to)\b", re.I
)
# A name and nothing else, and the verb it waits for behind an apposition.
BARE = re.compile(r"(?:[A-Z][\w’'-]*|al|el|bin|van|de|of|the)(?:\s+(?:[A-Z][\w’'-]*|al|el|bin|van|de|of|the))*")
VERB = re.compile(r",\s+(?=(?:said|told|was|were|is|has|had|will|met|left|took|made|went|\w{2,}ed)\s)")
RELATIVE = re.compile(r"who\s")
ANTECEDENT = re.compile(r"\b(?:(?!(?:of|the|and|in|by|to|for|from|with|those|or)\s)[\w-]+\s+){1,3}$")
DEPENDENT = re.compile(
    r"(?:in|at|of|on|by|with|until|for|from|despite|according|during|to|as|if|whom?|whose|which|there was)\b", re.I
)
# A verb in the past or a helping one, or a noun that is a happening by itself.
TELLING = re.compile(
    r"\b(?:\w{2,}ed|is|are|was|were|be|been|has|have|had|will|would|can|could|does|did|said|told|took|met|won|lost|held"
    r"|left|went|came|gave|got|made|found|fell|hit|shot|fought|broke|built|began|became|brought|bought|caught|chose"
    r"|drew|drove|fled|flew|grew|kept|knew|laid|led|let|paid|put|ran|rose|sank|saw|sent|set|shook|shut|sold|sought"
    r"|spoke|spent|spread|stood|struck|swept|swore|taught|thought|threw|tore|understood|wore|wrote"
    r"|elections?|votes?|referendum|attacks?|strikes?|bombings?|explosions?|protests?|marche?s?|clash(?:es)?|raids?"
    r"|killings?|summit|talks|ceasefire|coup|invasion|earthquake|floods?|fires?|crash|verdict|ruling|uprising|war"
    r"|visit|trial|arrests?|funeral|anniversary|ceremony|hearing|shooting|assassination|outage|storm)\b",
    re.I,
)
LEANING = re.compile(
    r"(?:[,;:]?\s+(?:a|an|the|and|or|of|in|on|at|to|by|for|with|from|as|that|which|who|its|their|his|her|is|was))+$",
    re.I,
)
SINCE = re.compile(r"since\s", re.I)
ENDS = ' ,;:.–—-"“”'


def title(text: str, sentence: Range, span: Span) -> str:
    """What happened on this date: the clause around it, with its subject where that stands outside of it.

    A bare subject is joined to its verb behind an apposition ("On Friday, Qais al Khazali, leader of ..., warned"),
    "who" is replaced by the people before it, and a clause without subject or verb gives way to its sentence.
    """
    start, end = around(text, sentence, span)
    words = _without_date(text, start, end, span)
    if not words:
        return ""
    if BARE.fullmatch(words) and (verb := VERB.search(text, end - 2, sentence[1])):
        return shortened(f"{words} {text[verb.end() : _next_border(text, verb.end(), sentence[1])]}".strip(ENDS))
    if RELATIVE.match(text, start) and (people := ANTECEDENT.search(text, sentence[0], start)):
        return shortened(f"{_raised(people.group())} {_lowered(words)}")
    if (start > sentence[0] and SUBJECTLESS.match(words)) or DEPENDENT.match(words) or not TELLING.search(words):
        return _without_date(text, *sentence, span)
    return words


def around(text: str, sentence: Range, span: Span) -> Range:
    """The clause around a date; a date that opens it ("On Friday, ...") takes the words after its comma along."""
    start, end = sentence
    borders = [start]
    for border in BORDER.finditer(text, start, end):
        inside = border.end() > span.start and border.start() < span.end
        if not inside and not (border.group() == ", " and _is_opening(text, borders[-1], border.start(), span)):
            borders.append(border.end())
    borders.append(end)
    for left, right in itertools.pairwise(borders):
        if left <= span.start and span.end <= right:
            return left, right
    return sentence


def _is_opening(text: str, start: int, end: int, span: Span) -> bool:
    """True when the words before a comma are no more than the date and its preposition: "In October 2019, "."""
    if not start <= span.start < span.end <= end or SINCE.match(text, start):
        return False
    return len((text[start : span.start] + text[span.end : end]).split()) < 3


def _next_border(text: str, start: int, end: int) -> int:
    border = BORDER.search(text, start, end)
    return border.start() if border else end


def _without_date(text: str, start: int, end: int, span: Span) -> str:
    """The clause without its date, its preposition and its joining word: what happened, short enough for a list."""
    before, after = text[start : span.start].rstrip(), text[span.end : end]
    if MODIFIED.match(after) and AS_MODIFIER.search(before):
        before = ""
    after = re.sub(r"^['’]s\b", "", after)
    while before and BEFORE_DATE.search(before):
        before = BEFORE_DATE.sub("", before).rstrip()
    comma = "," if before and after.startswith(", ") else ""
    words = " ".join(f"{before}{comma} {after.lstrip(' ,')}".split())
    while JOINING.match(words):
        words = JOINING.sub("", words)
    words = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.I).strip(ENDS)
    return shortened(_raised(words))


def shortened(words: str) -> str:
    """Words on one line, cut after a whole word that does not lean on the next one."""
    words = " ".join(words.split())
    if len(words) <= LONGEST_TITLE:
        return words.rstrip(".")
    words = words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0]
    return LEANING.sub("", words).rstrip(",;: ") + "…"


def _raised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
