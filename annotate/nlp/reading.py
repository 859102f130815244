"""The machine's word on texts: names from a pipeline and dates from the rules, as one list of spans a text."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import tee

from .agreement import agree
from .dates import find_dates, names_calendar_time
from .spans import Span, flatten

Range = tuple[int, int]
LONGEST = 200  # code points of a tag; longer ones are a pipeline lost in a table


def read(
    pipeline, texts: Iterable[tuple[str, date | None, Sequence[Range]]], batch_size: int = 32
) -> Iterator[list[Span]]:
    """The spans of each (text, publication date, asides), lazily and in order.

    Asides are ranges that are not the story ("Read also"): nothing in them is tagged. Where a name and a date
    overlap the longer one stands, of equal ones the date, but for holidays: those are named events.
    """
    seen, fed = tee(texts)
    tagged = pipeline.read((text for text, _, _ in fed), batch_size=batch_size)
    for (text, published, asides), names in zip(seen, tagged, strict=True):
        dates = [
            Span(found.start, found.end, "DATE" if found.range else found.type, value=found.calendar)
            for found in find_dates(text, published)
            if names_calendar_time(found)
        ]
        named = agree(text, names)
        feasts = {(span.start, span.end) for span in named if span.label == "EVENT"}
        spans = flatten([date for date in dates if (date.start, date.end) not in feasts] + named)
        yield [span for span in spans if span.end - span.start <= LONGEST and not _inside(span, asides)]


def _inside(span: Span, asides: Sequence[Range]) -> bool:
    return any(start < span.end and span.start < end for start, end in asides)
