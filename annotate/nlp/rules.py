"""The rules of editors on the words of a text: where each of them speaks, and which of them prevails."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .spans import Span, is_whole

ARTICLE, SOURCE, EVERYWHERE = 0, 1, 2  # scopes, the narrowest first
MOST = 200_000  # characters: what stands further down in one article is not read
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Ruled:
    """One rule: wherever `quote` stands as whole words in its scope, it carries `label`, "" for nothing.

    number   the later, the higher
    article  the id of its only article, or None
    source   its only source, or ""
    value    TIMEX3 value of a date; "" for what the words mean where they stand
    entity   full name of the one meant; "" leaves it to the text
    """

    number: int
    quote: str
    label: str
    article: int | None = None
    source: str = ""
    value: str = ""
    entity: str = ""

    @property
    def scope(self) -> int:
        return ARTICLE if self.article is not None else SOURCE if self.source else EVERYWHERE


class Ruleset:
    """Rules filed under their first word, so that a text is walked once however many there are."""

    def __init__(self, rules: Iterable[Ruled]):
        self.rules = sorted(rules, key=_strength)
        self._filed: dict[str, list[tuple[int, int, Ruled]]] = defaultdict(list)
        for rank, rule in enumerate(self.rules):
            if first := WORD.search(rule.quote):
                self._filed[first[0]].append((rank, first.start(), rule))

    def find(self, text: str, *, article: int, source: str, asides: Sequence = ()) -> list[tuple[Span, Ruled]]:
        """Where rules speak in a text of this article and source, the rule that prevails first.

        Words count only whole and in the case given, and not within `asides`, ranges that are not the story.
        Ranges may overlap: of rules on the same words only the one that prevails is told.
        """
        found: dict[tuple[int, int], tuple[int, Ruled]] = {}
        for word in WORD.finditer(text, 0, MOST):
            for rank, lead, rule in self._filed.get(word[0], ()):
                start = word.start() - lead
                end = start + len(rule.quote)
                if (
                    rule.article in (None, article)
                    and rule.source in ("", source)
                    and (start, end) not in found
                    and start >= 0
                    and text.startswith(rule.quote, start)
                    and is_whole(text, start, end)
                    and not any(a < end and start < b for a, b in asides)
                ):
                    found[start, end] = rank, rule
        by_strength = sorted(found.items(), key=lambda each: (each[1][0], each[0]))
        return [(Span(*place, rule.label, rule.value, rule.entity), rule) for place, (_, rule) in by_strength]


def _strength(rule: Ruled) -> tuple:
    """The longest rule prevails, then the narrower, then the newest."""
    return -len(rule.quote), rule.scope, -rule.number
