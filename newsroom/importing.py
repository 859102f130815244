"""Deed: take in the lines of JSON that `manage.py export` wrote, from this archive or from another."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from annotate.importing import make_edits, take_in
from annotate.spreading import spread_words
from annotate.whom import say_splits, say_whom

from . import tasks
from .ingest.documents import Document, Part, Unreadable
from .ingest.lines import parse_line
from .models import Article, Feed, Revision
from .storing import digest_of, find

NEW, KNOWN, OTHER = "new", "known", "other"
SAME = ("url", "source", "author", "language", "title", "text", "parts", "excerpt_digest", "revision")
BATCH = 50  # articles of one transaction


def import_lines(file: BinaryIO, progress: Callable[[int], None] = lambda done: None) -> Counter:
    """Take in a file that can be read twice; returns how many articles were "new", "known" and "other".

    First every line is read, and Unreadable raised with the number of one that is wrong, before anything is stored.
    An article that is here with the same words gains what was said of it; one that is here with other words is
    "other" and left as it is. What editors said of entities speaks in all articles here when this returns. A second run
    changes nothing. Memory holds the edits and some articles at a time.
    """
    edits, words = {}, []
    for line in _lines(file):
        if "text" not in line:
            edits.setdefault(_key(line["edit"]), line["edit"] | {"rules": []})
            words.append(line)
            continue
        for edit in line["edits"]:
            known = edits.setdefault(_key(edit), _bare(edit))
            known["rules"] = known["rules"] or edit["rules"]
    with transaction.atomic():
        make_edits(edits.values())
        say_whom(words)
    splits = [word["context"]["articles"] for line in words for word in line["identities"] if word["context"]]
    told = {doc for sides in splits for side in sides for doc in side}
    file.seek(0)
    counts, numbers = Counter(), {}
    lines = (line for line in _lines(file) if "text" in line)
    while batch := list(islice(lines, BATCH)):
        found, taken = _import_batch(batch)
        counts += found
        numbers |= {doc: number for doc, number in taken.items() if doc in told}
        progress(len(batch))
    say_splits(words, numbers)
    if words:
        spread_words()
    tasks.nudge()
    tasks.nudge_rules()
    return counts


def _key(edit: dict) -> tuple:
    return edit["editor"], edit["made"], edit["summary"]


def _bare(edit: dict) -> dict:
    return edit | {"corrections": (), "judgements": (), "notes": (), "reviews": ()}


def _lines(file: BinaryIO) -> Iterator[dict]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield parse_line(line)
        except Unreadable as reason:
            raise Unreadable(f"Line {number}: {reason}") from reason


@transaction.atomic
def _import_batch(lines: Iterable[dict]) -> tuple[Counter, dict[str, int]]:
    """Take in some articles; returns their counts, and the number of each that is here now by its "doc"."""
    counts, taken = Counter(), {}
    for line in lines:
        article, outcome = _store(line)
        counts[outcome] += 1
        if outcome != OTHER:
            taken[article.pk] = article, line
    take_in([article for article, _ in taken.values()], [line for _, line in taken.values()])
    return counts, {line["doc"]: number for number, (_, line) in taken.items()}


def _store(line: dict) -> tuple[Article, str]:
    """The article of a line, new or known."""
    document = _document(line)
    digest = line["digest"] or digest_of(document)
    key = line["doc"] or line["url"] or f"text:{digest}"
    if known := find(replace(document, key=key)):
        return known, KNOWN if (known.title, known.text) == (line["title"], line["text"]) else OTHER
    is_read = (line["mentions"] is not None) if line["is_tagged"] is None else line["is_tagged"]
    article = Article.objects.create(
        feed=_feed(line["feed"]),
        key=key,
        published_at=line["published"] or timezone.now(),
        published_is_certain=line["published_is_certain"] and line["published"] is not None,
        digest=digest,
        revised_at=line["revised"],
        tag_after=None if is_read else timezone.now(),
        **{name: line[name] for name in SAME},
    )
    Article.objects.filter(pk=article.pk).update(created_at=line["created"] or article.created_at)
    Revision.objects.bulk_create(_revision(article, old) for old in line["revisions"])
    return article, NEW


def _document(line: dict) -> Document:
    parts = tuple(Part(*part) for part in line["parts"])
    return Document(title=line["title"], text=line["text"], parts=parts, key=line["doc"], url=line["url"])


def _feed(url: str | None) -> Feed | None:
    """The feed that an article came from. One that is not here yet is not asked for news until somebody says so."""
    return Feed.objects.get_or_create(url=url, defaults={"is_active": False})[0] if url else None


def _revision(article: Article, old: dict) -> Revision:
    return Revision(
        article=article,
        number=old["number"],
        title=old["title"],
        text=old["text"],
        parts=old["parts"],
        published_at=old["published"],
        replaced_at=old["replaced"],
    )
