"""Starts, shares and stops the Postgres server that belongs to one var folder."""

import atexit
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from .binaries import PACKAGE, Binaries, NoServer, find_binaries
from .home import Home, can_enter, find_home

PATIENCE = 60  # seconds for a start, recovery after a crash included
LOCALES = (
    ["--locale=C.UTF-8"],
    ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ["--locale=C"],
)

_used: dict[Path, tuple[int, int]] = {}  # var folder -> the lock that counts this process, and its process id


def ensure_server(var: Path) -> Path:
    """The folder of the socket of the server for `var`, which is made and started when need be.

    A process that calls this uses the server until it ends; the last user stops it. A server that was left behind
    by a killed process is taken over. The users are counted by shared locks, which the kernel drops with a process.
    """
    home = find_home(var)
    if var not in _used or not is_running(var):
        with _gate(var):
            home.make()
            start(home, var)
            if var not in _used:
                _used[var] = _lock(var / "postgres.users", fcntl.LOCK_SH), os.getpid()
                atexit.register(leave_server, var)
    return home.socket


def leave_server(var: Path) -> None:
    """Stop using the server for `var`, and stop the server itself when nobody else uses it."""
    lock, process = _used.pop(var, (None, None))
    if process != os.getpid():  # never called ensure_server, or is a fork of who did
        return
    with _gate(var):
        os.close(lock)
        try:
            os.close(_lock(var / "postgres.users", fcntl.LOCK_EX | fcntl.LOCK_NB))
        except BlockingIOError:
            return
        if is_running(var):
            stop(find_home(var), var)


def is_running(var: Path) -> bool:
    """True when a process of the server lives: each holds a lock that it was started with."""
    try:
        os.close(_lock(var / "postgres.running", fcntl.LOCK_SH | fcntl.LOCK_NB))
    except BlockingIOError:
        return True
    return False


def start(home: Home, var: Path) -> None:
    """Start the server unless it answers, and see that it holds the role and the database newsroom."""
    if not _wait_until(lambda: _answers(home) or not is_running(var)):
        raise NoServer(f"The Postgres in {home.folder} runs but does not answer; {var / 'postgres.log'} may say why.")
    if not is_running(var) and not _answers(home):
        binaries = _reachable(find_binaries(home.major), home)
        if not home.major:
            create_data(home, binaries)
        _admit(home, var)
        _forget_dead_server(home)
        _launch(home, binaries, var)
    with connect(home) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'newsroom'").fetchone():
            connection.execute("CREATE ROLE newsroom LOGIN CREATEDB")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'newsroom'").fetchone():
            connection.execute("CREATE DATABASE newsroom OWNER newsroom")


def stop(home: Home, var: Path) -> None:
    """Stop the server; its connections end, what was committed stays."""
    with suppress(OSError, ValueError):  # it may have ended by itself
        os.kill(_process_id(home), signal.SIGINT)  # Postgres calls this a fast shutdown
    _wait_until(lambda: not is_running(var))


def connect(home: Home) -> psycopg.Connection:
    """A connection as the server's superuser."""
    return psycopg.connect(
        host=str(home.socket), port=5432, user="postgres", dbname="postgres", autocommit=True, connect_timeout=10
    )


def create_data(home: Home, binaries: Binaries) -> None:
    """Make a data directory; it appears under its name only when it is whole."""
    unfinished = home.folder / "data.new"
    for locale in LOCALES:
        home.run("rm", "-rf", unfinished)
        made = home.run(
            *[binaries.path("initdb"), "-D", unfinished, "-U", "postgres", "-E", "UTF8", *locale],
            *["--auth-local=peer", "--auth-host=reject", "--no-instructions"],
        )
        if made.returncode == 0:
            home.run("tee", unfinished / "pg_hba.conf", text="local all all peer map=newsroom\n")
            home.run("mv", unfinished, home.data)
            return
    raise NoServer(f"Postgres could not make its data directory: {made.stderr.strip() or made.stdout.strip()}")


def _admit(home: Home, var: Path) -> None:
    """Write whom the server lets in: on the kernel's word, only who runs Newsroom, and root."""
    names = {pwd.getpwuid(uid).pw_name for uid in (0, os.geteuid(), var.stat().st_uid)}
    lines = [f'newsroom "{name}" {role}\n' for name in sorted(names) for role in ("postgres", "newsroom")]
    home.run("tee", home.data / "pg_ident.conf", text="".join(lines))


def _launch(home: Home, binaries: Binaries, var: Path) -> None:
    running = _lock(var / "postgres.running", fcntl.LOCK_EX)  # waits for what is left of a killed server
    with (var / "postgres.log").open("ab") as log:
        server = subprocess.Popen(
            [binaries.path("postgres"), "-D", home.data, "-k", home.socket, "-h", "", "-p", "5432"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[running],
            **home.popen_options(),
        )
    os.close(running)
    _wait_until(lambda: _answers(home) or server.poll() is not None)
    if not _answers(home):
        last_lines = Path(log.name).read_text(errors="replace").splitlines()[-3:]
        raise NoServer(f"Postgres did not start; {log.name} ends with:\n" + "\n".join(last_lines))


def _wait_until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not (holds := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds


def _answers(home: Home) -> bool:
    try:
        connect(home).close()
    except psycopg.OperationalError:
        return False
    return True


def _process_id(home: Home) -> int:
    return int((home.data / "postmaster.pid").read_text().split("\n", 1)[0])


def _forget_dead_server(home: Home) -> None:
    """Drop the locks of a killed server whose process id is now another program's; Postgres would trust them."""
    try:
        program = Path(f"/proc/{_process_id(home)}/cmdline").read_bytes()
    except (OSError, ValueError):
        return
    if b"postgres" not in program:
        home.run("rm", "-f", home.data / "postmaster.pid", home.socket / ".s.PGSQL.5432.lock")


def _reachable(binaries: Binaries, home: Home) -> Binaries:
    """The same programs, the embedded ones copied beside the data when the server's user cannot get to them."""
    if os.geteuid() != 0 or can_enter(binaries.folder, home.user):
        return binaries
    package = binaries.folder.parent.parent
    if package.name != PACKAGE:
        raise NoServer(f"{home.user.pw_name} runs Postgres for root and cannot enter {binaries.folder}.")
    copy = home.folder.with_name(f"{home.folder.name}-programs")
    shutil.rmtree(copy, ignore_errors=True)
    for part in (package, package.with_name(f"{PACKAGE}.libs")):
        shutil.copytree(part, copy / part.name, symlinks=True)
    return Binaries(copy / binaries.folder.relative_to(package.parent), binaries.major)


@contextmanager
def _gate(var: Path) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    lock = _lock(var / "postgres.gate", fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(lock)


def _lock(path: Path, kind: int) -> int:
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, kind)
    except BlockingIOError:
        os.close(descriptor)
        raise
    return descriptor
