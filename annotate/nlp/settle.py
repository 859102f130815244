"""What readers see, worked out from the machine's spans and the editors' corrections and rules."""

from collections.abc import Iterable

from .identity import identify
from .spans import Span, flatten

MACHINE, RULE, EDITOR = "machine", "rule", "editor"


def settle(
    text: str, tagged: Iterable[Span], corrections: Iterable[Span], rules: Iterable[Span] = ()
) -> list[tuple[Span, str]]:
    """The spans that stand, in order and without overlaps, each with who said so: MACHINE, RULE or EDITOR.

    `corrections` come oldest first. One clears whatever it overlaps, the machine's spans, rules and older corrections
    alike, and stands in its place; with an empty label it clears only. `rules` come the strongest first and do the
    same to weaker ones and to the machine's spans. But a rule speaks of a name, not of longer names that hold it: it
    is silent inside a longer span of the machine's. Names get their entity, an editor's kept.
    """
    standing: list[Span] = []
    ruled: list[Span] = []
    for correction in corrections:
        standing = [span for span in standing if not span.overlaps(correction)]
        ruled.append(correction)
        if correction.label:
            standing.append(correction)
    machine = flatten(_clear_of(ruled, tagged))
    spoken = _prevailing(_clear_of(ruled, rules), machine)
    said = {span.start: EDITOR for span in standing} | {span.start: RULE for span in spoken if span.label}
    kept = [*_clear_of(spoken, machine), *(span for span in spoken if span.label), *standing]
    return [(span, said.get(span.start, MACHINE)) for span in identify(text, flatten(kept))]


def _prevailing(rules: Iterable[Span], machine: Iterable[Span]) -> list[Span]:
    """The rules that speak, of those that overlap the first; `machine` are the spans they may have to leave alone."""
    longer = {place: span for span in machine for place in range(span.start, span.end)}
    spoken: list[Span] = []
    taken: set[int] = set()
    for span in rules:
        over = longer.get(span.start)
        is_part = over is not None and over.end >= span.end and (over.start, over.end) != (span.start, span.end)
        if not is_part and taken.isdisjoint(range(span.start, span.end)):
            spoken.append(span)
            taken.update(range(span.start, span.end))
    return spoken


def _clear_of(others: Iterable[Span], spans: Iterable[Span]) -> list[Span]:
    """The spans that overlap none of the others."""
    taken = {place for other in others for place in range(other.start, other.end)}
    return [span for span in spans if taken.isdisjoint(range(span.start, span.end))]
