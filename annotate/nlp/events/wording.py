"""Wording: a clause as a title that reads by itself, from its subject on, without its date."""

import re
from collections.abc import Sequence

from .clauses import ENDS, JOINING, Clause
from .shortening import finished, without
from .verbs import SAID, VERB

Range = tuple[int, int]

LONGEST_SUBJECT = 60
REACH = 100  # characters before a verb in which its subject is looked for

OPENER = re.compile(
    rf"\A(?:(?:{JOINING}|and|or|also|then|however|meanwhile|additionally|most notably|reportedly|by reports)\b,?\s*)+",
    re.I,
)
RELATIVE = re.compile(r"(?:who|which|that|whom)\s", re.I)
# What opens a clause but is not its subject.
ADVERBIAL = re.compile(
    r"(?:in|at|of|on|by|with|for|from|despite|according|during|to|as|if|after|before|since|when|while|following|amid"
    r"|although|though|under|along|around|within|[a-z]+ing)\b",
    re.I,
)
# What stands between a subject and its verb: "Kazimi, the prime minister, said".
BESIDE = re.compile(
    r"(?:the|an?|his|her|its|their|now|then|head|leader|director|member|\d+|who|which|that|whose|where|also|both|all"
    r"|including|mostly|formerly|originally|reportedly)\b",
    re.I,
)
ANTECEDENT = re.compile(
    r"(?:\b(?:(?!(?:of|the|and|in|by|to|for|from|with|those|or|an?|on|at|as|under|into|against|after|before|through|over|among)\s)[\w’'-]+\s+)+of\s+(?:the\s+)?(?=[A-Z]))?"
    r"\b(?:(?!(?:of|the|and|in|by|to|for|from|with|those|or|an?|on|at|as|under|into|against|after|before|through|over|among)\s)[\w’'-]+,?\s+){1,4}$"
)
COMPLEMENT = re.compile(
    r"\b(?:said|says|announced|reported|reports|revealed|showed|stated|stating|told \w+(?: \w+)?|ruled|found|declared"
    r"|confirmed|claimed|wrote|added|saying|believes|warned|noted)$",
    re.I,
)
DOES = re.compile(rf"(?:(?:\w+ly|also|later|then|still|again)\s+)?{VERB.pattern}", re.I)
SAW = re.compile(r"(?:saw|witnessed)\s+", re.I)
PRONOUN = re.compile(r"(?:he|she|it|they|we|i|there|this|that)\b", re.I)
LAST_OF_LIST = re.compile(r"\s(?:and|or)\s", re.I)
INNER = re.compile(r"\b(?:[A-Z][\w.’'-]*\s+){2,}$")
THAT = re.compile(r"that\s", re.I)
ENDS_IN_VERB = re.compile(rf"{VERB.pattern}$", re.I)
JOINS = re.compile(rf"(?:{JOINING})\s", re.I)


def title(text: str, found: Clause, date: Range, dates: Sequence[Range]) -> str:
    """What happened: the clause with its subject; the sentence, shortened, where no clause stands alone.

    "Who" is replaced by the people before it, a verb after an apposition or "and" gets its subject back.
    """
    dates = [date, *(each for each in dates if each != date and _is_beside(text, date, each))]
    host = found.pieces[found.host]
    begin = _inner_start(text, found)
    words = without(text, begin, _told_end(text, found, date, dates), dates)
    if found.own != found.host and not _is_plain(text, found, date):
        return _apposition(text, found, dates) or _sentence(text, found, dates)
    if RELATIVE.match(words):
        does = words.split(" ", 1)[1]
        what = _antecedent(text, found, words.startswith("who")) if DOES.match(does) else ""
        return finished(f"{what} {does}") if what else _sentence(text, found, dates)
    words = OPENER.sub("", words)
    if not host.verbs or ADVERBIAL.match(words) or words.endswith(" did"):
        return _sentence(text, found, dates)
    if DOES.match(words):
        if host.start <= date[0] < host.end and not text[host.start : date[0]].strip(ENDS):
            return finished(SAW.sub("", words)) if SAW.match(words) else _sentence(text, found, [])
        subject = _subject(text, found, dates)
        return finished(f"{subject} {words}") if subject else _sentence(text, found, dates)
    short = len(words.split()) < 3 and PRONOUN.match(words)
    return _sentence(text, found, dates) if short else finished(f"{_listed(text, found, dates)}{words}")


def _apposition(text: str, found: Clause, dates: Sequence[Range]) -> str:
    """ "Ayad Allawi, prime minister" of "Ayad Allawi, prime minister in 2004, had ..."; "" for another piece."""
    if not 0 < found.own < found.host or found.pieces[found.own - 1].verbs:
        return ""
    before, own = found.pieces[found.own - 1 : found.own + 1]
    name, role = (OPENER.sub("", without(text, piece.start, piece.end, dates)) for piece in (before, own))
    return finished(f"{name}, {role}") if name and role and not ADVERBIAL.match(name) else ""


def _listed(text: str, found: Clause, dates: Sequence[Range]) -> str:
    """The first names of a list whose last ones open the clause: "Muslims, Christians, " of "Yazidis and others"."""
    host = found.pieces[found.host]
    if not found.verb or not LAST_OF_LIST.search(text, host.start, host.verbs[0].start):
        return ""
    names = []
    for piece in reversed(found.pieces[: found.host]):
        words = without(text, piece.start, piece.end, dates)
        if piece.verbs or len(words.split()) > 3 or not words[:1].isupper() or ADVERBIAL.match(words):
            break
        names.insert(0, words)
    return "".join(f"{name}, " for name in names)


def _inner_start(text: str, found: Clause) -> int:
    """Where a clause inside of another begins that no word joins: "the state of emergency | the president declared"."""
    host = found.pieces[found.host]
    subject = None
    if found.verb in host.verbs[1:]:
        subject = INNER.search(text, max(host.start, found.verb.start - REACH), found.verb.start)
    return subject.start() if subject else host.start


def _is_plain(text: str, found: Clause, date: Range) -> bool:
    """True where the piece of a date adds no more than a place or a source to the clause it follows."""
    own = found.pieces[found.own]
    words = OPENER.sub("", without(text, own.start, own.end, [date]))
    return not words or bool(ADVERBIAL.match(words)) or words.istitle()


def _is_beside(text: str, one: Range, other: Range) -> bool:
    """True for two dates of one list: "in 2008 and 2010"."""
    between = text[min(one[1], other[1]) : max(one[0], other[0])]
    return len(between) < 12 and not VERB.search(between)


def _told_end(text: str, found: Clause, date: Range, dates: Sequence[Range]) -> int:
    """Where the words of a clause end: one piece later for what was said, and where a piece says too little.

    A relative clause ends before the verb of the clause around it: "the blocs that agreed in May | did so".
    """
    host, last = found.pieces[found.host], found.host
    if RELATIVE.match(text, host.start):
        after = [verb.start for verb in host.verbs if verb.start >= date[1] and verb != found.verb]
        if after and found.verb and found.verb.end <= date[0]:
            return after[0]
    while last + 1 < len(found.pieces):
        end = found.pieces[last].end
        words = without(text, host.start, end, dates)
        short = len(words.split()) < 3 and text[end - 1] != "("
        that = THAT.match(text, found.pieces[last + 1].start) and ENDS_IN_VERB.search(words)
        if not (that or COMPLEMENT.search(words) or short or (last == found.host and SAID.search(words))):
            break
        last += 1
    return found.pieces[last].end


def _subject(text: str, found: Clause, dates: Sequence[Range]) -> str:
    """The subject of a clause that begins with a verb: what stands before appositions, or before the verb it joins."""
    best = ""
    for piece in reversed(found.pieces[: found.host]):
        if piece != found.pieces[0] and _is_aside(text, piece):
            continue
        stop = piece.verbs[0].start if piece.verbs else piece.end
        subject = OPENER.sub("", without(text, piece.start, stop, dates))
        if best and piece.verbs:
            break
        if subject and not ADVERBIAL.match(subject) and len(subject) <= LONGEST_SUBJECT:
            best = subject
        if piece.verbs or JOINS.match(text, piece.start):
            break
    return best


def _is_aside(text: str, piece) -> bool:
    """True for what stands in brackets, and for an apposition or relative clause, which hold no subject."""
    return bool(BESIDE.match(text, piece.start)) or "(" in text[max(0, piece.start - 2) : piece.start]


def _antecedent(text: str, found: Clause, of_people: bool) -> str:
    """What a relative clause is about: the name before "who", the object of the verb before "which"."""
    start = found.pieces[found.host].start
    before = found.pieces[found.host - 1] if found.host else found.pieces[0]
    if not of_people and before.verbs and before.end <= start:
        words = re.split(r"\bof\s+", text[before.verbs[-1].end : start])[-1].strip(ENDS)
        if 1 < len(words.split()) < 10 and not ADVERBIAL.match(words):
            return words
    if of_people and not before.verbs and BESIDE.match(text, before.start):
        return ""
    people = ANTECEDENT.search(text, max(found.pieces[0].start, start - REACH), start)
    words = people.group().rstrip(", ") if people else ""
    verbs = list(VERB.finditer(words))
    return words[verbs[-1].end() :].strip() if verbs else words


def _sentence(text: str, found: Clause, dates: Sequence[Range]) -> str:
    """The whole sentence without the date."""
    return finished(OPENER.sub("", without(text, found.pieces[0].start, found.pieces[-1].end, dates)))
