"""Senses: whom a name means once editors have said which entities are one, and by what context one name means two."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log, sqrt

from .names import fold
from .spans import GROUP, PERSON, PLACE
from .vocabulary import COMMON, STOP, rarity, stem, words

AROUND = 160  # characters on either side of a name whose words are its context
DOUBT = 0.5  # of an article that has a feature and one that has not, in either sense: few articles prove little
SURE = log(4)  # how much likelier the context must be in the other sense
MOST = 120  # features that a split keeps of each sense
ALIKE = 0.12  # cosine from which two articles of a name likely mean one
A_WORD = 0.5  # what a word around a name weighs beside who and what is named with it


@dataclass(frozen=True, slots=True)
class Context:
    """What tells two senses of a name apart.

    articles  id -> True where an editor said that it is the other sense, False where he left it the first
    first, other  feature -> in how many articles of that sense it stands; `size` of each is how many there were
    """

    articles: Mapping[int, bool] = field(default_factory=dict)
    first: Mapping[str, int] = field(default_factory=dict)
    other: Mapping[str, int] = field(default_factory=dict)
    sizes: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, told: Iterable[tuple[int, frozenset[str], bool]]) -> "Context":
        """From (article, features, is the other sense) of the articles that an editor looked at."""
        told = list(told)
        counts = [
            Counter(f for _, features, other in told if other is sense for f in features) for sense in (False, True)
        ]
        sizes = tuple(sum(other is sense for _, _, other in told) for sense in (False, True))
        return cls({pk: other for pk, _, other in told}, *(dict(each.most_common(MOST)) for each in counts), sizes)

    def is_other(self, article: int, features: Callable[[], frozenset[str]]) -> bool:
        """Which sense an article means: what the editor said of it, else the other where its context says so surely."""
        said = self.articles.get(article)
        return self.weight(features()) > SURE if said is None else said

    def weight(self, features: Iterable[str]) -> float:
        """How much likelier features are in the other sense, as a logarithm: naive Bayes over those that it has."""
        return sum(self._weight(feature) for feature in features if feature in self.first or feature in self.other)

    def _weight(self, feature: str) -> float:
        shares = [
            (known.get(feature, 0) + DOUBT) / (size + 2 * DOUBT)
            for known, size in zip((self.first, self.other), self.sizes, strict=True)
        ]
        return log(shares[1] / shares[0]) * (A_WORD if feature.startswith("word:") else 1)

    def packed(self) -> dict:
        """As JSON keeps it."""
        ids = [[pk for pk, is_other in self.articles.items() if is_other is sense] for sense in (False, True)]
        return {"articles": ids, "first": dict(self.first), "other": dict(self.other), "sizes": list(self.sizes)}

    @classmethod
    def unpacked(cls, packed: Mapping) -> "Context":
        first, other = packed["articles"]
        articles = dict.fromkeys(first, False) | dict.fromkeys(other, True)
        return cls(articles, packed["first"], packed["other"], tuple(packed["sizes"]))


@dataclass(frozen=True)
class Words:
    """All that editors say of entities, by their ids.

    merged  entity -> the one it was said to be; no entity twice, and no circle
    names   (kind, folded name) -> whom an editor said that it means
    splits  entity -> (the other sense, what tells them apart), the newest first
    """

    merged: Mapping[int, int] = field(default_factory=dict)
    names: Mapping[tuple[str, str], int] = field(default_factory=dict)
    splits: Mapping[int, Sequence[tuple[int, Context]]] = field(default_factory=dict)

    @cached_property
    def roots(self) -> dict[int, int]:
        """Entity -> what it is in the end, for every one that was merged."""
        return {entity: self.root(entity) for entity in self.merged}

    def root(self, entity: int) -> int:
        while (into := self.merged.get(entity)) is not None:
            entity = into
        return entity

    def meant(self, entity: int, article: int, features: Callable[[int], frozenset[str]]) -> int:
        """Whom a name that means `entity` means in an article; `features(entity)` is the context of a split one.

        Splits that lead in a circle, over merges made after them, decide nothing.
        """
        seen, here = set(), entity
        while here not in seen:
            seen.add(here)
            into = self._other(here, article, features) or self.merged.get(here)
            if into is None:
                return here
            here = into
        return self.root(entity)

    def _other(self, entity: int, article: int, features: Callable[[int], frozenset[str]]) -> int | None:
        splits = self.splits.get(entity, ())
        told = next((other for other, context in splits if context.articles.get(article)), None)
        if told or not splits or any(article in context.articles for _, context in splits):
            return told
        return next((other for other, context in splits if context.is_other(article, lambda: features(entity))), None)

    def ends(self, entity: int) -> set[int]:
        """All that a name may mean which means this entity, according to context."""
        found, left = set(), [entity]
        while left:
            here = left.pop()
            if here not in found:
                found.add(here)
                left += [other for other, _ in self.splits.get(here, ())]
                left += [self.merged[here]] if here in self.merged else []
        return found


def features(text: str, named: Iterable[tuple[str, int, int]], about: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The context of a name: who and what else is named in its text, and the words around each of its places.

    named  (kind, start, end) of the names of the text; about  (start, end) of those that are the name itself
    """
    own = {word for start, end in about for word in fold(text[start:end]).split()}
    names = {
        f"{kind}:{name}"
        for kind, start, end in named
        if kind in (PERSON, PLACE, GROUP) and (name := fold(text[start:end])) and not own.issuperset(name.split())
    }
    around = " ".join(text[max(0, start - AROUND) : start] + " " + text[end : end + AROUND] for start, end in about)
    own |= {word for name in names for word in name.partition(":")[2].split()}
    found = {stem(word) for word in words(around) if word not in STOP and word not in own and not word.isdecimal()}
    return frozenset(names | {f"word:{word}" for word in found if rarity(word) > COMMON})


def groups(told: Mapping[int, frozenset[str]]) -> list[list[int]]:
    """Articles that likely mean one by a name, together, by what they share beside it; the largest group first.

    Each article joins the group that it is most like on average, or begins one.
    """
    named = Counter(feature for features in told.values() for feature in features)
    vectors = {
        pk: {f: log(len(told) / named[f]) * (A_WORD if f.startswith("word:") else 1) for f in features if named[f] > 1}
        for pk, features in told.items()
    }
    found: list[list[int]] = []
    for pk, vector in vectors.items():
        alike = [sum(cosine(vector, vectors[other]) for other in group) / len(group) for group in found]
        best = max(alike, default=0)
        if best > ALIKE:
            found[alike.index(best)].append(pk)
        else:
            found.append([pk])
    return sorted(found, key=len, reverse=True)


def cosine(one: Mapping, other: Mapping) -> float:
    """How much two weighted sets share, 0 to 1."""
    size = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return sum(weight * other.get(each, 0) for each, weight in one.items()) / size if size else 0
