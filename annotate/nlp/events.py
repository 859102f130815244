"""The dated happenings a text tells: its story first, then every clause that carries a calendar date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from . import clauses
from .dates import interval
from .spans import DATE, GROUP, PERSON, PLACE, Span
from .stories import stem

Range = tuple[int, int]

MAIN, OTHER, ANNOUNCED, STATEMENT = "main", "other", "announced", "statement"
HAPPENINGS = frozenset(
    "election elections vote referendum attack attacks strike strikes bombing explosion protest protests march clash "
    "clashes raid killing summit talks ceasefire coup invasion earthquake flood fire crash verdict ruling".split()
)
LEAD = 3  # sentences that may name the place of the story

REPORTING = r"said|says|told|wrote|tweeted|stated|added|commented|noted|recalled|according to|posted"
STATED = re.compile(rf"\b(?:{REPORTING})\b", re.I)
PLANNED = re.compile(
    r"\b(?:will|shall|is to|are to|due to|plans? to|planned|scheduled|set to|expected to|slated|upcoming|vowed to)\b",
    re.I,
)
UNREAL = re.compile(
    r"\b(?:could|might|may(?! \d)|would|if|unless|should|whether|no (?:one|attack|casualties|injuries|deaths)|not|never"
    r"|\w+n[’']t|denied|avoided|averted|cancelled|canceled|postponed|called off)\b",
    re.I,
)
HABITUAL = re.compile(r"\b(?:every|each|usually|often|regularly|annually|recurrent)\b", re.I)

LOCATED = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across)\s+(?:the\s+|central\s+|\w+ern\s+)*(?:\w+\s+of\s+)?$"
)
PLACED = re.compile(r"\b(?:of|on|from|to)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Happening:
    """One dated event as a text tells it.

    value, first, last, precision   the TIMEX3 value and its calendar interval, as precise as the text
    where, who                      full names: one place or "", people and groups in order of mention
    evidence                        sentence ranges, the one that tells it best first
    """

    title: str
    value: str
    first: date
    last: date
    precision: str
    kind: str
    where: str
    who: tuple[str, ...]
    evidence: tuple[Range, ...]


def find_events(
    text: str, spans: Sequence[Span], sentences: Sequence[Range], *, published: date | None, title: str = ""
) -> list[Happening]:
    """The happenings of a text, its story first. `sentences` are those of the story: no headings, no asides.

    The story takes its date from the lead, else from publication. Any other happening needs a date in its clause;
    what is negated, supposed or habitual is left out, and so is a clause of the story's own words and day.
    """
    inside = [(range_, [s for s in spans if range_[0] <= s.start and s.end <= range_[1]]) for range_ in sentences]
    main = _main(text, inside, published, title)
    told = [
        found for number, (range_, here) in enumerate(inside) for found in _dated(text, range_, here, number, published)
    ]
    if main is None:
        return _joined(told)
    lead_words = _words(" ".join([title, *(text[a:b] for a, b in sentences[:LEAD])]))
    others = []
    for happening in told:
        if happening.evidence[0] == main.evidence[0] and (happening.first, happening.last) == (main.first, main.last):
            continue
        if happening.first >= main.first and happening.last <= main.last and _tells(happening, lead_words):
            main = replace(main, evidence=(*main.evidence, *happening.evidence))
        else:
            others.append(happening)
    return [replace(main, evidence=tuple(dict.fromkeys(main.evidence))), *_joined(others)]


def _main(text: str, inside: list, published: date | None, title: str) -> Happening | None:
    if not inside:
        return None
    (start, end), lead = inside[0]
    dated = next((span for span in lead if span.kind == DATE and _is_news(span, published)), None)
    value = dated.value if dated else published.isoformat() if published else ""
    when = interval(value)
    if when is None:
        return None
    near = [span for _, here in inside[:LEAD] for span in here]
    return Happening(
        title=title or clauses.shortened(text[start:end]),
        value=value,
        first=when.first,
        last=when.last,
        precision=when.precision,
        kind=MAIN,
        where=_where(text, lead) or _where(text, near),
        who=_who(lead) or _who(near),
        evidence=((start, end),),
    )


def _is_news(span: Span, published: date | None) -> bool:
    """True for a day close to publication: a lead's "since 2020" or "in October 2019" does not date its news."""
    when = interval(span.value)
    if when is None or (when.last - when.first).days > 7:
        return False
    return published is None or abs((when.last - published).days) <= 14


def _dated(text: str, sentence: Range, spans: list[Span], number: int, published: date | None) -> list[Happening]:
    happenings = []
    for span in spans:
        when = interval(span.value) if span.kind == DATE else None
        if when is None:
            continue
        start, end = clauses.around(text, sentence, span)
        words = text[start:end]
        title = clauses.title(text, sentence, span)
        if UNREAL.search(words) or HABITUAL.search(f"{words} {title}") or not _says_enough(title):
            continue
        here = [other for other in spans if start <= other.start and other.end <= end]
        happenings.append(
            Happening(
                title=title,
                value=span.value,
                first=when.first,
                last=when.last,
                precision=when.precision,
                kind=_kind(words, when.first, published),
                where=_where(text, here) or _where(text, spans, located=True),
                who=_who(here) or (_who(spans) if number else ()),
                evidence=(sentence,),
            )
        )
    return happenings


def _says_enough(title: str) -> bool:
    """True for two words, or for one that is no mere number or name of a role."""
    return len(title.split()) > 1 or (title.isalpha() and title.lower() in HAPPENINGS)


def _kind(clause: str, first: date, published: date | None) -> str:
    if PLANNED.search(clause) or (published and first > published):
        return ANNOUNCED
    return STATEMENT if STATED.search(clause) else OTHER


def _where(text: str, spans: Sequence[Span], *, located: bool = False) -> str:
    """The place the spans happen at: the first that something is said to be in, else the first, if any will do."""
    places = [span for span in spans if span.kind == PLACE]
    best = next((span for span in places if LOCATED.search(text, max(0, span.start - 30), span.start)), None)
    if best is None and places and not located:
        best = next((span for span in places if PLACED.search(text, max(0, span.start - 30), span.start)), places[0])
    return (best.entity or text[best.start : best.end]) if best else ""


def _who(spans: Sequence[Span]) -> tuple[str, ...]:
    """People and groups; a people ("Iraqi") mostly modifies someone else and is nobody by itself."""
    named = (span for span in spans if span.kind in (PERSON, GROUP) and span.label != "NORP")
    return tuple(dict.fromkeys(span.entity for span in named if span.entity))


def _words(words: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[^\W\d_]{4,}", words.casefold())}


def _tells(happening: Happening, lead: set[str]) -> bool:
    words = _words(happening.title)
    return len(words & lead) >= 0.5 * len(words)


def _joined(happenings: list[Happening]) -> list[Happening]:
    """Happenings of one text in order of mention, those of one day and like words told once."""
    kept: list[Happening] = []
    for happening in happenings:
        words = _words(happening.title)
        for number, other in enumerate(kept):
            shared = words & _words(other.title)
            if other.value == happening.value and len(shared) >= 0.5 * min(len(words), len(_words(other.title))):
                evidence = tuple(dict.fromkeys((*other.evidence, *happening.evidence)))
                kept[number] = replace(other, evidence=evidence)
                break
        else:
            kept.append(happening)
    return kept
