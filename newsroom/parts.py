"""Child processes that are kept running together and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from django.conf import settings

LONGEST_WAIT = 30  # seconds between two tries to start a part that keeps ending
LONG_ENOUGH = 60  # seconds after which a part counts as having run well
PATIENCE = 15  # seconds between asking a part to end and killing it


class Part:
    """One child process, in a session of its own so that the terminal's Ctrl-C does not reach it."""

    def __init__(self, name: str, command: list[str], *, environment: dict[str, str], pipes: list[int]):
        self.name = name
        self.command = command
        self.environment = environment
        self.pipes = pipes
        self.failures = 0
        self.start()

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=settings.BASE_DIR,
            env=os.environ | self.environment,
            pass_fds=self.pipes,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def keep_running(self) -> None:
        """Start again what has ended, later each time it ends soon."""
        if not self.has_ended:
            return
        ran = time.monotonic() - self.started_at
        if ran > LONG_ENOUGH:
            self.failures = 0
        if ran > min(2**self.failures, LONGEST_WAIT):
            self.sweep()
            print(f"The {self.name} ended with status {self.process.returncode}: it is started again.", file=sys.stderr)
            self.failures += 1
            self.start()

    def sweep(self) -> None:
        """Kill what the child left running in its session."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def end(parts: Sequence[Part]) -> None:
    """Ask every part to end, then kill what is left."""
    for part in parts:
        part.process.terminate()
    deadline = time.monotonic() + PATIENCE
    for part in parts:
        with suppress(subprocess.TimeoutExpired):
            part.process.wait(max(0, deadline - time.monotonic()))
        part.sweep()
        part.process.wait()
