"""Parses foreign bytes in a child process with limits on processor time, memory and the clock."""

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

from .documents import Document, ParsedFeed, Part, Unreadable

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20  # of processor time for one parse; the clock allows half as much again
MEMORY = 1536 * 1024 * 1024
PARSES = 200  # after which a child is replaced, so that none grows old
LONGEST_ANSWER = 64 * 1024 * 1024

_local = threading.local()


def parse(kind: str, body: bytes, *, seconds: int = SECONDS, memory: int = MEMORY, **hints: str):
    """What the parser of `kind` makes of the bytes: a Document, a ParsedFeed or a list. Raises Unreadable.

    kind is feed, jsonfeed, html, discovery, opml, markdown or text; hints go to the parser as they are. Each thread has
    a child of its own, used again until it has parsed enough, broken a limit or died.
    """
    child = getattr(_local, "child", None)
    if child is None or child.parses >= PARSES or child.process.poll() is not None:
        if child:
            child.end()
        child = _local.child = Child()
    request = {"kind": kind, "length": len(body), "hints": hints, "seconds": seconds, "memory": memory}
    try:
        answer = child.ask(json.dumps(request).encode() + b"\n" + body, time.monotonic() + seconds * 1.5)
    except Unreadable:
        child.end()
        raise
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return _typed(answer["type"], answer["result"])


class Child:
    """One running child and its pipes."""

    def __init__(self):
        self.parses = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newsroom.ingest.child"],
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        os.set_blocking(self.process.stdin.fileno(), False)
        os.set_blocking(self.process.stdout.fileno(), False)
        atexit.register(self.end)

    def ask(self, request: bytes, deadline: float) -> dict:
        """Send a request and wait for the answer, no longer than the deadline; a dead or slow child is Unreadable."""
        self.parses += 1
        to_child, from_child = self.process.stdin.fileno(), self.process.stdout.fileno()
        unsent, answer = memoryview(request), bytearray()
        while not answer.endswith(b"\n"):
            left = deadline - time.monotonic()
            readable, writable, _ = select.select([from_child], [to_child] if unsent else [], [], max(0, left))
            if not readable and not writable:
                raise Unreadable("It takes too long to read.")
            try:
                if writable:
                    unsent = unsent[os.write(to_child, unsent[:65_536]) :]
                if readable:
                    piece = os.read(from_child, 1_048_576)
                    answer += piece
                    if not piece or len(answer) > LONGEST_ANSWER:
                        raise Unreadable("It takes too long or too much memory to read.")
            except BrokenPipeError as error:
                raise Unreadable("It takes too long or too much memory to read.") from error
        return json.loads(answer)

    def end(self) -> None:
        atexit.unregister(self.end)
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def _typed(kind: str, result):
    """The dataclasses again; JSON and not pickle, since a child that read foreign bytes is not to be trusted."""
    if kind == "Document":
        return _document(result)
    if kind == "ParsedFeed":
        entries = tuple(map(_document, result["entries"]))
        return ParsedFeed(result["title"], result["site_url"], entries, tuple(result["refused"]))
    return [tuple(each) if isinstance(each, list) else each for each in result]


def _document(values: dict) -> Document:
    published = values["published"] and datetime.fromisoformat(values["published"])
    return Document(**values | {"parts": tuple(Part(**part) for part in values["parts"]), "published": published})
