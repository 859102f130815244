"""Ends a child process when the process that started it is gone, even by kill -9: a pipe that closes with its owner."""

import os
import signal
import threading
import time

NAME = "NEWSROOM_LIFELINE"
GRACE = 15  # seconds between asking and killing


def watch() -> None:
    """End this process when the pipe named in the environment closes; without one, do nothing."""
    if number := os.environ.pop(NAME, None):
        threading.Thread(target=_wait, args=[int(number)], daemon=True).start()


def _wait(pipe: int) -> None:
    os.read(pipe, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.kill(os.getpid(), signal.SIGKILL)
