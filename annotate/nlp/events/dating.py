"""Dating: the calendar time of one event mention, a verb or a noun in a text."""

from collections.abc import Sequence
from datetime import date

from ..sentences import sentences
from ..spans import Span
from . import clauses
from .moments import Moment, moments
from .phrases import modifies
from .verbs import SAID

NEWS = 14  # days before publication in which the day that a lead names is that of its news

LEAD = 4  # sentences: the headline, the line of the day, and the first of the story
Range = tuple[int, int]


def date_mention(text: str, start: int, end: int, spans: Sequence[Span], *, published: date | None) -> str:
    """The TIMEX3 value of when the event named by `text[start:end]` happens; "" when nothing tells.

    It is the date of the mention's own clause. Without one a verb of reporting takes the day of publication, any
    other the day the news is of: the first one close to publication that the beginning of the text names, else
    publication. Spans are those of the text, in order.
    """
    borders = sentences(text)
    sentence = next(((a, b) for a, b in borders if a <= start < b), (start, end))
    found = _within(text, spans, sentence)
    own = _own(text, sentence, found, start, end)
    if own:
        return own.value
    today = published.isoformat() if published else ""
    if SAID.fullmatch(text, start, end):
        return today
    lead = (
        moment for range_ in borders[:LEAD] for moment in _within(text, spans, range_) if not _is_line(range_, moment)
    )
    day = next((moment for moment in lead if is_news(moment, published)), None)
    return day.value if day else today


def is_news(moment: Moment, published: date | None) -> bool:
    """True for a day close to publication: a lead's "since 2020" or "in October 2019" does not date its news."""
    if (moment.last - moment.first).days > 7:
        return False
    return published is None or abs((moment.last - published).days) <= NEWS


def _within(text: str, spans: Sequence[Span], range_: Range) -> list[Moment]:
    return moments(text, [span for span in spans if range_[0] <= span.start and span.end <= range_[1]])


def _is_line(sentence: Range, moment: Moment) -> bool:
    """True for a date that stands alone, as under a headline: it says when the text appeared."""
    return moment.end - moment.start >= sentence[1] - sentence[0] - 1


def _own(text: str, sentence: Range, found: list[Moment], start: int, end: int) -> Moment | None:
    """The moment of the mention's clause: the one that belongs to its verb, else the nearest."""
    parts = clauses.pieces(text, sentence, [(moment.start, moment.end) for moment in found])
    at = next((number for number, part in enumerate(parts) if part.start <= start < part.end), 0)
    near = []
    for moment in found:
        if _names_edition(text, moment, start):
            continue
        clause = clauses.clause(text, parts, moment.start, moment.end)
        if at in (clause.own, clause.host):
            verb = clause.verb
            is_of_verb = bool(verb and verb.start <= start < verb.end)
            near.append((not is_of_verb, abs(moment.start - start), moment))
    return min(near, key=lambda each: each[:2])[2] if near else None


def _names_edition(text: str, moment: Moment, start: int) -> bool:
    """True for a date before a noun that is no happening, or after a name: "the 1991 agreement", "WWDC 2005"."""
    if start == moment.start:
        return False
    return modifies(text, moment.start, moment.end) and not text[moment.end : start].isspace()
