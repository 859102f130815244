"""Who is who against annotated entities: B-cubed F1 inside each text and over all of them, beside plain strings."""

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from ..nlp.identity import identify
from ..nlp.keys import key
from ..nlp.spans import Span

# Types of MEANTIME and GUM that can have a name a reader would look up; others (products, times) are left out.
LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE", "person": "PERSON", "organization": "ORG", "place": "GPE"}

PRONOUNS = frozenset("i he she it we they you his her its our their my your him us them me who which that this".split())
AFTER_NAME = re.compile(r"\s*[,(\[\";:–—]|\s+(?:who|whom|which|where|whose|that)\b")
POSSESSIVE = re.compile(r"['’]s?$")
WORD = r"[\w'’.&/-]"
CAPITALISED = rf"[^\W\d_a-zß-öø-ÿ]{WORD}*"
INSIDE = r"(?:of|the|and|for|de|la|le|du|di|da|van|von|der|den|al|bin|&)"
NAME = re.compile(rf"(?<!{WORD})(?:{CAPITALISED}\s+(?:{INSIDE}\s+)*)*{CAPITALISED}(?:\s+\d+)?$")
ARTICLE = re.compile(r"(?:The|A|An)\s+")
JOINED = re.compile(r"\b(?:of|in|at|from|for|by|with|near|to|on|and|or|as|than|into|about)(?:\s+the)?\s*$", re.I)


def identity_scores(path: str) -> dict[str, float]:
    """score() of a file of such records, one a line."""
    with open(path, encoding="utf-8") as lines:
        return score(json.loads(line) for line in lines if line.strip())


def score(records: Iterable[dict]) -> dict[str, float]:
    """F1 in percent: "within" and "across" texts, and "exact within", "exact across" of strings that are compared.

    A record has "doc", "text" and "mentions" as [start, end, type, id, ...]. Only named mentions count: those of a
    person, place or body whose head is a name. As a tagger would, identity gets the name alone, without what
    describes it ("EADS chief executive") and what follows after a comma or bracket. Inside a text two mentions are
    one when they have one entity; over texts, when their entities have one key.
    """
    gold, exact, ours = [], [], []
    for record in records:
        text, named = record["text"], list(_named(record["text"], record["mentions"]))
        spans = sorted({span for span, _, _ in named})
        entities = {span: found.entity for span, found in zip(spans, identify(text, spans), strict=True)}
        for span, mention, meant in named:
            gold.append((record["doc"], meant))
            exact.append((record["doc"], mention))
            ours.append((record["doc"], (span.kind, key(entities[span], span.kind))))
    return {
        "within": b_cubed(gold, ours),
        "across": b_cubed(_over(gold), _over(ours)),
        "exact within": b_cubed(gold, exact),
        "exact across": b_cubed(_over(gold), _over(exact)),
    }


def short_names(records: Iterable[dict]) -> float:
    """In percent, how many of the annotated entities of short names identity gives too, letter by letter.

    A record has "text", "spans" as [start, end, label] and "entities" as [start, end, full name].
    """
    right = given = 0
    for record in records:
        spans = identify(record["text"], [Span(*span) for span in record["spans"]])
        found = {(span.start, span.end): span.entity for span in spans}
        right += sum(found.get((start, end)) == name for start, end, name in record["entities"])
        given += len(record["entities"])
    return 100 * right / given if given else 0.0


def b_cubed(gold: Sequence[Hashable], said: Sequence[Hashable]) -> float:
    """F1 in percent of one grouping of items against another, each a group per item (Bagga and Baldwin 1998)."""
    if not gold:
        return 0.0
    wanted, found, shared = Counter(gold), Counter(said), Counter(zip(gold, said, strict=True))
    recall = sum(n * n / wanted[group] for (group, _), n in shared.items()) / len(gold)
    precision = sum(n * n / found[group] for (_, group), n in shared.items()) / len(gold)
    return 200 * precision * recall / (precision + recall)


def head(mention: str) -> tuple[int, int] | None:
    """Where the name stands that is the head of a mention; None when a description or a pronoun is."""
    after = AFTER_NAME.search(mention, 1)
    said = POSSESSIVE.sub("", mention[: after.start()] if after else mention)
    name = NAME.search(said)
    if name is None or JOINED.search(said, 0, name.start()):
        return None
    article = ARTICLE.match(said, name.start())
    start = article.end() if article else name.start()
    return None if said[start:].lower() in PRONOUNS else (start, len(said))


def _named(text: str, mentions: Iterable[Sequence]) -> Iterator[tuple[Span, str, str]]:
    """Of each named mention the name as a span, the whole as it is written, and the annotated id."""
    for start, end, kind, meant, *_ in mentions:
        mention = text[start:end]
        if kind in LABELS and (name := head(mention)):
            yield Span(start + name[0], start + name[1], LABELS[kind]), mention, meant


def _over(pairs: Iterable[tuple]) -> list:
    return [group for _, group in pairs]
