"""Counts how often people open articles, with no trace of who they are, and writes the counts down now and then."""

import logging
import time
from collections import Counter
from threading import Lock, Thread

from django.db import DatabaseError, connection

from annotate.doubts import add_readers

EVERY = 60  # seconds: what a web server that is killed forgets

log = logging.getLogger(__name__)
_lock = Lock()
_opened: Counter = Counter()


def note_opened(request, article: int) -> None:
    """Count an article that somebody opens; costs a page nothing but an addition in memory.

    Browsers say of a request that a person went to a page (Fetch Metadata); crawlers, feed readers and prefetching do
    not, so they are not counted. Who opens a page twice counts twice: to know better would be to keep who it was.
    """
    said = request.headers
    is_visit = said.get("Sec-Fetch-Mode") == "navigate" and said.get("Sec-Fetch-Dest") == "document"
    if is_visit and request.method == "GET" and "prefetch" not in said.get("Sec-Purpose", ""):
        with _lock:
            _opened[article] += 1


def write_down() -> int:
    """Add what was counted to the table, together; returns of how many articles. Kept when the database is away."""
    with _lock:
        counted = dict(_opened)
        _opened.clear()
    if not counted:
        return 0
    try:
        return add_readers(counted)
    except DatabaseError as error:
        log.warning("opened articles are counted later: %s", error)
        with _lock:
            _opened.update(counted)
        return 0


def keep_writing() -> Thread:
    """A thread that writes the counts down every minute for as long as its process lives."""
    thread = Thread(target=_go_on, name="readership", daemon=True)
    thread.start()
    return thread


def _go_on() -> None:
    while True:
        time.sleep(EVERY)
        write_down()
        connection.close()
