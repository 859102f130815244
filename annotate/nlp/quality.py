"""How right a pipeline is by what editors said: precision, recall, intervals, and what is taken for what."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt

from .spans import Span

RIGHT, LABEL, BORDERS, NOTHING, MISSED = "right", "label", "borders", "nothing", "missed"
SURENESS = 1.96  # standard deviations: 95 of 100 intervals hold the true share


@dataclass(frozen=True, slots=True)
class Outcome:
    """One mark that was read, or should have been, and what an editor said: `read` is "" for MISSED."""

    what: str
    read: str
    said: str


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `of`."""

    right: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.right, self.of)


@dataclass
class Tally:
    """Outcomes counted: of every mark an editor spoke of, and apart of all marks in reviewed articles."""

    spoken: Counter = field(default_factory=Counter)
    reviewed: Counter = field(default_factory=Counter)
    articles: int = 0

    def precision(self, label: str | None = None) -> Share:
        """Of the marks that were read and spoken of, those that were right; of one label as it was read."""
        return _precision(self.spoken, label)

    def reviewed_precision(self, label: str | None = None) -> Share:
        """The same of all marks in reviewed articles."""
        return _precision(self.reviewed, label)

    def recall(self, label: str | None = None) -> Share:
        """In reviewed articles, of the marks that are right, those that were read so; of one label as it is."""
        said = [(outcome, n) for outcome, n in self.reviewed.items() if outcome.said and label in (None, outcome.said)]
        return Share(sum(n for outcome, n in said if outcome.what == RIGHT), sum(n for _, n in said))


def outcomes(
    read: Sequence[Span], said: Iterable[Span], *, apart: Sequence[Span] = (), lone: bool = False
) -> list[Outcome]:
    """What became of each mark that was read, and which are missed; of words on the same text the last counts.

    Marks that overlap one of `apart`, which rules say, do not count. Nor do those of which nobody spoke, unless
    `lone`: then they are nothing, as in an article where all is known.
    """
    words: list[Span] = []
    for word in said:
        words = [each for each in words if not each.overlaps(word)]
        words.append(word)
    found = []
    for span in read:
        about = [word for word in words if word.overlaps(span)]
        if any(rule.overlaps(span) for rule in apart) or not (about or lone):
            continue
        found.append(_outcome(span, about))
    taken = [*read, *apart]
    missed = [word for word in words if word.label and not any(word.overlaps(span) for span in taken)]
    return [*found, *(Outcome(MISSED, "", word.label) for word in missed)]


def wilson(right: int, of: int) -> tuple[float, float]:
    """The interval of a share that holds the true one 95 times of 100 (Wilson 1927); 0 to 1 of nothing."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, SURENESS**2
    middle = share + square / (2 * of)
    reach = SURENESS * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, (middle - reach) / (1 + square / of)), min(1.0, (middle + reach) / (1 + square / of))


def confusion(outcomes: Counter) -> dict[tuple[str, str], int]:
    """(label read or "", label said, "" or BORDERS) -> how often."""
    found: Counter = Counter()
    for outcome, count in outcomes.items():
        found[outcome.read, BORDERS if outcome.what == BORDERS else outcome.said] += count
    return dict(found)


def pairs(changes: Iterable[Sequence]) -> list[tuple[Sequence | None, Sequence | None]]:
    """Changes as [came, start, end, label], in the order of the text, as (what went, what comes instead)."""
    went = [change for change in changes if not change[0]]
    came = [change for change in changes if change[0]]
    found: list[tuple[Sequence | None, Sequence | None]] = []
    for old in went:
        new = next((each for each in came if each[1] < old[2] and old[1] < each[2]), None)
        if new is not None:
            came.remove(new)
        found.append((old, new))
    return sorted([*found, *((None, new) for new in came)], key=lambda pair: (pair[0] or pair[1])[1])


def _outcome(span: Span, about: Sequence[Span]) -> Outcome:
    for word in about:
        if (word.start, word.end) == (span.start, span.end):
            what = RIGHT if word.label == span.label else LABEL if word.label else NOTHING
            return Outcome(what, span.label, word.label)
    labelled = [word for word in about if word.label]
    return Outcome(BORDERS, span.label, labelled[0].label) if labelled else Outcome(NOTHING, span.label, "")


def _precision(counts: Counter, label: str | None) -> Share:
    read = [(outcome, n) for outcome, n in counts.items() if outcome.read and label in (None, outcome.read)]
    return Share(sum(n for outcome, n in read if outcome.what == RIGHT), sum(n for _, n in read))
