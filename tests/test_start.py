"""One command starts everything, keeps it running and ends it, whatever is killed on the way."""

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from newsroom.postgres.server import is_running

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads /proc to see what runs"),
]


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def serve(var, port):
    """Starts `manage.py serve` as a terminal does, in a process group of its own; whatever is left is killed."""
    environment = os.environ | {"NEWSROOM_VAR": str(var), "DATABASE_URL": ""}

    def start():
        return subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "serve", "--port", str(port)],
            env=environment,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    yield start
    for process in running(var):
        os.kill(process, signal.SIGKILL)
    wait_until(lambda: not is_running(var))


def running(var):
    """The processes that work for a var folder: they have it in their environment or on their command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(var) in told and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def part(process, word):
    """The process with `word` on its command line below `process`, once there is one."""
    return wait_until(lambda: next((pid for pid in below(process.pid) if word in command_line(pid)), None))


def below(pid):
    """The children of a process, and theirs: whoever first misses the database starts it again."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                yield child
                yield from below(child)


def command_line(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""


def wait_until(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
    return value


def read_until(process, words, seconds=60):
    """What a process says until the words appear."""
    told, deadline = "", time.monotonic() + seconds
    while words not in told:
        assert time.monotonic() < deadline and process.poll() is None, told
        if select.select([process.stdout], [], [], 0.5)[0]:
            told += os.read(process.stdout.fileno(), 65536).decode()
    return told


def page(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
        return answer.status


def names_people(port):
    """True once the worker has read a sample article, and so taken a job."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/people/", timeout=30) as answer:
        return b"/entities/" in answer.read()


def test_a_start_shows_where_and_who_and_ctrl_c_leaves_nothing_behind(serve, var, port):
    process = serve()
    told = read_until(process, "Ctrl-C stops it.")
    assert f"Newsroom is at http://127.0.0.1:{port}/" in told
    password = (var / "editor.txt").read_text()
    assert re.search(rf"Sign in as editor .*: {re.escape(password)}$", told, re.MULTILINE)
    assert (var / "editor.txt").stat().st_mode & 0o777 == 0o600
    assert page(port) == 200
    assert wait_until(lambda: names_people(port), seconds=180)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 0
    assert running(var) == []
    log = (var / "postgres.log").read_text()
    assert log.rstrip().endswith("database system is shut down")
    assert "terminating connection" not in log, "somebody was still connected: Postgres was not the last to end"


@pytest.mark.parametrize("word", ["gunicorn", "worker", "postgres"])
def test_a_part_that_is_killed_comes_back(serve, var, port, word):
    process = serve()
    read_until(process, "Ctrl-C stops it.")
    killed = part(process, word)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: part(process, word) != killed)
    assert wait_until(lambda: page_or_error(port)) == 200
    process.terminate()
    assert process.wait(30) == 0
    assert running(var) == []


def page_or_error(port):
    try:
        return page(port)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return None


def test_after_kill_9_of_the_whole_the_next_start_finds_everything(serve, var, port):
    first = serve()
    told = read_until(first, "Ctrl-C stops it.")
    first.kill()
    first.wait()
    second = serve()
    assert re.search("Sign in.*", read_until(second, "Ctrl-C stops it."))[0] in told
    assert page(port) == 200
    second.terminate()
    assert second.wait(30) == 0
    assert running(var) == []


def test_a_port_that_is_taken_is_told_in_one_sentence(serve, var, port):
    with socket.create_server(("127.0.0.1", port)):
        process = serve()
        told, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert re.fullmatch(rf"\S* ?Newsroom cannot listen on 127.0.0.1 port {port} \(.+\): choose another .+\.\n", told)
