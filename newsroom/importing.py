"""Deed: take in the lines of JSON that `manage.py export` wrote, from this archive or from another."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from annotate.importing import make_edits, take_in

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
    "other" and left as it is. A second run changes nothing. Memory holds the edits and some articles at a time.
    """
    edits = {}
    for line in _lines(file):
        for edit in line["edits"]:
            known = edits.setdefault((edit["editor"], edit["made"], edit["summary"]), _bare(edit))
            known["rules"] = known["rules"] or edit["rules"]
    with transaction.atomic():
        make_edits(edits.values())
    file.seek(0)
    counts, lines = Counter(), _lines(file)
    while batch := list(islice(lines, BATCH)):
        counts += _import_batch(batch)
        progress(len(batch))
    tasks.nudge()
    tasks.nudge_rules()
    return counts


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
def _import_batch(lines: Iterable[dict]) -> Counter:
    counts, taken = Counter(), {}
    for line in lines:
        article, outcome = _store(line)
        counts[outcome] += 1
        if outcome != OTHER:
            taken[article.pk] = article, line
    take_in([article for article, _ in taken.values()], [line for _, line in taken.values()])
    return counts


def _store(line: dict) -> tuple[Article, str]:
    """The article of a line, new or known."""
    document = _document(line)
    if known := find(document):
        return known, KNOWN if (known.title, known.text) == (line["title"], line["text"]) else OTHER
    is_read = (line["mentions"] is not None) if line["is_tagged"] is None else line["is_tagged"]
    digest = line["digest"] or digest_of(document)
    article = Article.objects.create(
        feed=_feed(line["feed"]),
        key=line["doc"] or line["url"] or f"text:{digest}",
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
