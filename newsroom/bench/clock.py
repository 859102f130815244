"""CPU time of this process and of the Postgres process that works for it."""

import time
from pathlib import Path

from django.db import connection


class Clock:
    """Milliseconds since it was made or last asked: `ours` of CPU here, `theirs` of CPU in Postgres.

    Where Postgres runs on another machine, or the kernel does not tell, `theirs` is the time we waited for it, and
    `is_waiting` says so.
    """

    def __init__(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            process = Path(f"/proc/{cursor.fetchone()[0]}")
        self._told = process / "schedstat"
        self.is_waiting = not (_holds(process / "cmdline", b"postgres") and _holds(self._told, b" "))
        self._before = self._now()

    @property
    def theirs(self) -> str:
        """What the second number is, for people."""
        return "waiting for Postgres" if self.is_waiting else "in Postgres"

    def lap(self) -> tuple[float, float]:
        """(ours, theirs) since the last lap."""
        now = self._now()
        ours, theirs = (after - before for before, after in zip(self._before, now, strict=True))
        self._before = now
        return ours * 1000, max(0.0, (theirs - ours if self.is_waiting else theirs)) * 1000

    def _now(self) -> tuple[float, float]:
        if self.is_waiting:
            return time.process_time(), time.perf_counter()
        return time.process_time(), int(self._told.read_text().split()[0]) / 1e9  # nanoseconds on a CPU


def _holds(path: Path, word: bytes) -> bool:
    try:
        return word in path.read_bytes()
    except OSError:
        return False
