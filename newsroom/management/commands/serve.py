"""Runs everything in one process tree: database, migrations, first seeds, worker and web server."""

import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, connections

from annotate.readiness import expect_answer
from newsroom import first_start, lifeline
from newsroom.models import Article
from newsroom.parts import Part, end
from newsroom.postgres.server import ensure_server

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "python:newsroom.web"]
PARENT = os.getppid()
PORT_PATIENCE = 5  # seconds for the web server of a killed run to let go of the port
TICK = 0.2  # seconds between two looks at the parts
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND datname = current_database() AND pid <> pg_backend_pid()
"""


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=settings.NEWSROOM_PORT, help="the port (NEWSROOM_PORT or 8000)")

    def handle(self, *, host: str, port: int, **options):
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs with it ignored
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup
            signal.signal(signal.SIGHUP, signal.getsignal(signal.SIGTERM))
        parts: list[Part] = []
        try:
            listener = listen(host, port)
            prepare()
            start_parts(parts, listener)
            wait_for(parts, lambda: answers(listener))
            store_seeds(parts)
            self.say_welcome(listener)
            wait_for(parts, lambda: False)
        except (KeyboardInterrupt, SystemExit):
            self.stdout.write("Stopping.")
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            end(parts)
            leave()
            wait_for_the_last()
            leave()

    def say_welcome(self, listener: socket.socket):
        editor, file = first_start.make_editor(), first_start.password_file()
        password = file.read_text() if file.exists() else ""
        self.stdout.write(f"Newsroom is at http://{address(listener)}/")
        if editor.check_password(password):
            self.stdout.write(f"Sign in as {editor} with the password in {file}: {password}")
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()


def listen(host: str, port: int) -> socket.socket:
    """The listening socket; it outlives a web server that has to be started again, so no visitor is turned away."""
    deadline = time.monotonic() + PORT_PATIENCE
    while True:
        try:
            return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        except OSError as error:
            if time.monotonic() > deadline:
                raise CommandError(
                    f"Newsroom cannot listen on {host} port {port} ({error.strerror}): "
                    "choose another with --port or NEWSROOM_PORT."
                ) from error
        time.sleep(TICK)


def prepare() -> None:
    """Everything that the worker and the web server count on."""
    expect_answer()
    first_start.migrate()
    first_start.collect_static()
    first_start.make_editor()


def start_parts(parts: list[Part], listener: socket.socket) -> None:
    """Start the worker and the web server; both end when this process is gone."""
    lifeline_end, _kept_open = os.pipe()
    environment = {lifeline.NAME: str(lifeline_end), "NEWSROOM_VAR": str(settings.NEWSROOM_VAR)}
    web_environment = environment | {"NEWSROOM_BIND": f"fd://{listener.fileno()}"}
    parts.append(Part("web server", GUNICORN, environment=web_environment, pipes=[lifeline_end, listener.fileno()]))
    parts.append(Part("worker", [*MANAGE, "worker"], environment=environment, pipes=[lifeline_end]))


def leave() -> None:
    connections.close_all()
    connection.close_pool()


def wait_for_the_last() -> None:
    """Give the database a moment to see that the parts are gone: it may still be at work for one of them."""
    deadline = time.monotonic() + PORT_PATIENCE
    with suppress(DatabaseError), connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(OTHERS)
            if not cursor.fetchone()[0]:
                return
            time.sleep(TICK)


def store_seeds(parts: list[Part]) -> None:
    """Store the sample articles in an empty database; the worker tags them meanwhile."""
    unfinished = settings.NEWSROOM_VAR / "seeds.unfinished"
    if Article.objects.exists() and not unfinished.exists():
        return
    unfinished.touch()
    command = [*MANAGE, "ingest", str(settings.BASE_DIR / "seeds")]
    seeds = Part("sample articles", command, environment={"NEWSROOM_VAR": str(settings.NEWSROOM_VAR)}, pipes=[])
    try:
        wait_for(parts, lambda: seeds.has_ended)
    finally:
        end([seeds])
    if seeds.process.returncode == 0:
        unfinished.unlink()


def wait_for(parts: list[Part], condition: Callable[[], bool]) -> None:
    """Keep the database and the parts running until the condition holds, or until `make`, if it began this, is gone."""
    while not condition():
        if "MAKELEVEL" in os.environ and os.getppid() != PARENT:
            sys.exit()
        if connection.settings_dict["ENGINE"] == "newsroom.postgres":
            ensure_server(settings.NEWSROOM_VAR)
        for part in parts:
            part.keep_running()
        time.sleep(TICK)


def answers(listener: socket.socket) -> bool:
    """True when the front page comes, whatever it says."""
    request = http.client.HTTPConnection(address(listener), timeout=2)
    try:
        request.request("GET", "/", headers={"Host": "localhost"})
        return bool(request.getresponse().status)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        request.close()


def address(listener: socket.socket) -> str:
    """Host and port that a browser on this machine can ask for."""
    host, port, *_ = listener.getsockname()
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
