"""The dated happenings a text tells: its story first, then every clause that carries a calendar date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ..dates import interval
from ..spans import Span
from . import clauses, wording
from .dating import is_news
from .happenings import ANNOUNCED, MAIN, OTHER, STATEMENT, Happening, where, who
from .moments import Moment, moments
from .phrases import HAPPENING, named
from .pronouns import antecedent, spoken_out
from .reality import happens
from .retelling import Story, content, joined
from .shortening import LONGEST_TITLE, finished, shortened
from .verbs import PLANNED, SAID

Range = tuple[int, int]

TOLD = re.compile(r"[.!?…][\"'”’»)\]]*$")
CLOCK = ("time", "part")
NAMES_DAY = re.compile(r"day|night|this|that|last|same|\b[A-Z][a-z]+\b|tomorrow")
MOST = 20  # dates of one sentence: what has more is a table
LEAD = 3  # sentences that may name the place of the story


def find_events(
    text: str, spans: Sequence[Span], sentences: Sequence[Range], *, published: date | None, title: str = ""
) -> list[Happening]:
    """The happenings of a text, its story first. `sentences` are those of the story: no headings, no asides.

    The story takes its date from the lead, else from publication. Any other happening needs a date in its clause;
    what is negated, supposed or habitual is left out, and so is a clause of the story's own words and day.
    """
    title = title or _headline(text, sentences)
    inside = list(_inside(spans, _without_headline(text, sentences, title)))
    main = _main(text, inside, published, title)
    told = _told(text, inside, main, published)
    if main is None:
        return joined([happening for happening, _ in told], headline=title)
    others = []
    story = Story(title, [(range_, text[slice(*range_)]) for range_, _ in inside[:LEAD]])
    for happening, subject in told:
        same_days = main.first <= happening.first and happening.last <= main.last
        if same_days and (happening.evidence[0] == main.evidence[0] or story.is_told_by(happening, subject)):
            main = replace(main, evidence=(*main.evidence, *happening.evidence))
        else:
            others.append(happening)
    return [replace(main, evidence=tuple(dict.fromkeys(main.evidence))), *joined(others, headline=title)]


def _headline(text: str, sentences: Sequence[Range]) -> str:
    """The first line of a text that goes on after it, where it does not end like a sentence; else ""."""
    if len(sentences) < 2 or TOLD.search(text, *sentences[0]):
        return ""
    words = text[slice(*sentences[0])]
    return words if len(words) <= LONGEST_TITLE else ""


def _without_headline(text: str, sentences: Sequence[Range], title: str) -> Sequence[Range]:
    """The sentences but for a first one that is the headline again."""
    if len(sentences) < 2 or not title:
        return sentences
    first = content(text[slice(*sentences[0])])
    return sentences[1:] if first and first <= content(title) else sentences


def _inside(spans: Sequence[Span], sentences: Sequence[Range]) -> Iterator[tuple[Range, list[Span]]]:
    """Each sentence with the spans that lie in it; both are sorted, so each span is looked at once."""
    at = 0
    for start, end in sentences:
        here = []
        while at < len(spans) and spans[at].start < end:
            if spans[at].start >= start and spans[at].end <= end:
                here.append(spans[at])
            at += 1
        yield (start, end), here


def _main(text: str, inside: list, published: date | None, title: str) -> Happening | None:
    if not inside:
        return None
    (start, end), lead = next((each for each in inside if TOLD.search(text, *each[0])), inside[0])
    dated = next((moment for moment in moments(text, lead) if is_news(moment, published)), None)
    value = dated.value if dated else published.isoformat() if published else ""
    when = interval(value)
    if when is None:
        return None
    near = [span for _, here in inside[:LEAD] for span in here]
    return Happening(
        title=title or shortened(text[start:end]),
        value=value,
        first=when.first,
        last=when.last,
        precision=when.precision,
        kind=MAIN,
        where=where(text, lead) or where(text, near),
        who=who(lead) or who(near),
        evidence=((start, end),),
    )


def _told(text: str, inside: list, main: Happening | None, published: date | None) -> Iterator[tuple[Happening, str]]:
    """Every dated happening with the words of its definite subject: "the crash" of "the crash took place at 3 p.m." """
    before: list[Moment] = []
    for number, (sentence, spans) in enumerate(inside):
        found = moments(text, spans)[:MOST]
        if main and main.first == main.last and not before:
            found = [_of_day(text, moment, main.first, found) for moment in found]
        before = found
        if found:
            for happening, subject in _dated(text, sentence, spans, found, number, published):
                yield _spoken_out(text, happening, number, inside), subject


def _spoken_out(text: str, happening: Happening, number: int, inside: list) -> Happening:
    """The happening with the name of whom its title calls "he" or "she", where that is beyond doubt."""
    person = antecedent(text, happening.title, number, inside)
    if person is None:
        return happening
    title = finished(spoken_out(happening.title, person.entity))
    return replace(happening, title=title, who=tuple(dict.fromkeys((person.entity, *happening.who))))


def _of_day(text: str, moment: Moment, day: date, beside: list[Moment]) -> Moment:
    """A clock time that nothing near it gives a day belongs to the day of the story."""
    alone = all(each.precision in CLOCK for each in beside) and not NAMES_DAY.search(text, moment.start, moment.end)
    if moment.precision not in CLOCK or not alone:
        return moment
    value = f"{day.isoformat()}T{moment.value.partition('T')[2]}"
    return replace(moment, value=value, first=day, last=day)


def _dated(
    text: str, sentence: Range, spans: list[Span], found: list[Moment], number: int, published: date | None
) -> Iterator[tuple[Happening, str]]:
    dates = [(moment.start, moment.end) for moment in found]
    parts = clauses.pieces(text, sentence, dates)
    for moment in found:
        if moment.end > parts[-1].end:
            break
        clause = clauses.clause(text, parts, moment.start, moment.end)
        own = parts[clause.own]
        phrase = named(text, moment, own, published)
        if phrase is None or not (phrase or happens(text, clause, moment, published)):
            continue
        title = finished(phrase) or wording.title(text, clause, (moment.start, moment.end), dates)
        if not _says_enough(title):
            continue
        here = [
            span
            for span in spans
            if any(p.start <= span.start and span.end <= p.end for p in {own, parts[clause.host]})
        ]
        happening = Happening(
            title=title,
            value=moment.value,
            first=moment.first,
            last=moment.last,
            precision=moment.precision,
            kind=_kind(text, clause, moment, published),
            where=where(text, here) or where(text, spans, located=True),
            who=who(here) or (() if phrase or not number else who(spans)),
            evidence=(sentence,),
        )
        yield happening, phrase or clauses.subject(text, parts[clause.host])


def _says_enough(title: str) -> bool:
    """True for two words, or for one that is no mere number or name of a role."""
    return len(title.split()) > 1 or bool(HAPPENING.fullmatch(title))


def _kind(text: str, clause: clauses.Clause, moment: Moment, published: date | None) -> str:
    if published and moment.last > published and (moment.first > published or PLANNED.search(text, *clause.range)):
        return ANNOUNCED
    return STATEMENT if clause.verb and SAID.search(text, *clause.verb) else OTHER
