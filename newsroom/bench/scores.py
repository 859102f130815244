"""How well linking and dating do on annotated texts, beside what they cost."""

from collections.abc import Iterator
from pathlib import Path

from annotate.scoring.__main__ import report

MEASURED = (
    "links/ecbplus_dev.jsonl",
    "links/basil_2010_2014.jsonl",
    "links/headlines_half.jsonl",
    "time/meantime_event_dates_airbus_apple.jsonl",
)


def scores(data: Path) -> Iterator[str]:
    """The lines of `make scores` for linking and dating, or one that says that there are no annotated texts."""
    files = [path for name in MEASURED if (path := data / name).is_file()]
    if not files:
        yield f"no annotated texts in {data}; DATA=folder says where they are"
        return
    yield from (line for line in report(files) if line)
