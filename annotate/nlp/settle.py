"""What readers see, worked out from the machine's spans and the editor's corrections."""

from collections.abc import Iterable

from .identity import identify
from .spans import Span, flatten


def settle(text: str, tagged: Iterable[Span], corrections: Iterable[Span]) -> list[tuple[Span, bool]]:
    """The spans that stand, in order and without overlaps, each with True where an editor said so.

    `corrections` come oldest first. One clears whatever it overlaps, the machine's spans and older corrections
    alike, and stands in its place; with an empty label it clears only. Names get their entity, an editor's kept.
    """
    standing: list[Span] = []
    ruled: list[Span] = []
    for correction in corrections:
        standing = [span for span in standing if not span.overlaps(correction)]
        ruled.append(correction)
        if correction.label:
            standing.append(correction)
    machine = [span for span in tagged if not any(span.overlaps(correction) for correction in ruled)]
    by_editor = {span.start for span in standing}
    spans = identify(text, flatten(machine + standing))
    return [(span, span.start in by_editor) for span in spans]


def anchor(text: str, start: int, end: int, quote: str) -> tuple[int, int] | None:
    """Where a corrected quote stands in a newer text: the same place, else its only place, else None."""
    if text[start:end] == quote:
        return start, end
    found = text.find(quote)
    if found < 0 or text.find(quote, found + 1) >= 0:
        return None
    return found, found + len(quote)
