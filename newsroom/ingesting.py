"""Deed: take in a source of any kind that somebody names: a file, a folder, an address, standard input."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from .ingest import sandbox
from .ingest.documents import Document, Unreadable
from .ingest.fetch import MOST_BYTES, FetchError, fetch
from .ingest.sniff import kind_of
from .models import Feed, Refusal
from .refresh import refresh, subscribe, take_in
from .storing import store

NOTES = ("readme.md", "readme.txt", "licence.md", "license.md")  # what a folder says of itself is no article


def expand(sources: list[str]) -> Iterator[str]:
    """The sources with every folder replaced by the files in it, in order of their names, hidden ones left out."""
    for source in sources:
        if _is_address(source) or source == "-" or not os.path.isdir(source):
            yield source
            continue
        for path in sorted(Path(source).rglob("*")):
            inside = path.relative_to(source).parts
            if path.is_file() and path.name.lower() not in NOTES and not any(part.startswith(".") for part in inside):
                yield str(path)


def ingest(source: str, *, on: date | None = None, publisher: str = "") -> Counter:
    """Take in one source; returns how many articles were new, revised, known and refused.

    Whatever cannot be read becomes a Refusal with its reason: nothing is raised for a bad source. An address of a feed
    is subscribed to; `on` dates what has no date of its own and `publisher` names the source of what has none.
    """
    try:
        if _is_address(source):
            return _ingest_address(source, on, publisher)
        body = _read(source)
        return _ingest_bytes(body, source, on, publisher)
    except (FetchError, Unreadable, OSError) as error:
        reason = f"It cannot be opened: {error.strerror}." if isinstance(error, OSError) else str(error)
        Refusal.objects.note(source=_shown(source), reason=reason)
        return Counter(refused=1)


def _shown(source: str) -> str:
    """A source as it can be stored: the bytes of a file's name that are no text are written out."""
    return os.fsencode(source).decode(errors="backslashreplace")


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _read(source: str) -> bytes:
    if source == "-":
        body = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with open(source, "rb") as file:
            body = file.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Unreadable(f"It is longer than {MOST_BYTES // 1024 // 1024} MiB.")
    return body


def _ingest_address(url: str, on: date | None, publisher: str) -> Counter:
    fetched = fetch(url)
    kind = kind_of(fetched.body, fetched.content_type, fetched.url)
    if kind in ("feed", "jsonfeed"):
        return refresh(subscribe(url))
    if kind == "opml":
        return _subscribe_all(fetched.body)
    if kind == "html":
        page = sandbox.parse("html", fetched.body, url=fetched.url, content_type=fetched.content_type)
        return Counter([store(page, on=on, source=publisher)])
    return _ingest_bytes(fetched.body, fetched.url, on, publisher)


def _ingest_bytes(body: bytes, name: str, on: date | None, publisher: str) -> Counter:
    kind = kind_of(body, name=name)
    if kind == "opml":
        return _subscribe_all(body)
    if kind in ("feed", "jsonfeed"):
        return take_in(sandbox.parse(kind, body), on=on, source=publisher)
    hints = {} if kind == "html" else {"name": _name(name)}
    document: Document = sandbox.parse(kind, body, **hints)
    document = replace(document, key=document.key or _name(name))
    return Counter([store(document, on=on, source=publisher)])


def _name(name: str) -> str:
    """What a file is called in the archive: its whole path, so that the same file read again is the same article."""
    return "" if name == "-" else name if _is_address(name) else Path(name).resolve().as_uri()


def _subscribe_all(body: bytes) -> Counter:
    counts: Counter = Counter()
    for title, url in sandbox.parse("opml", body):
        feed: Feed = subscribe(url)
        if not feed.title:
            feed.title = title
            feed.save(update_fields=["title"])
        counts += refresh(feed)
    return counts
