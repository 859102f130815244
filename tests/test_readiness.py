"""A command that needs the database says in one sentence what is missing."""

import pytest
from django.core.management import CommandError, call_command

from newsroom.postgres.home import find_home
from newsroom.postgres.server import connect, ensure_server, leave_server

from .test_settings import ask

COMMANDS = [["ingest", "seeds"], ["annotate"], ["settle", "--check"], ["worker"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_database_that_does_not_answer_is_told_in_one_line(tmp_path, command):
    told = ask(tmp_path, *command, DATABASE_URL="postgresql://127.0.0.1:1/news")
    assert told.returncode == 1
    assert told.stderr.startswith("CommandError: The database does not answer: ")
    assert told.stderr.count("\n") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_tables_that_are_missing_are_told_with_what_makes_them(command):
    call_command("migrate", "annotate", "zero", verbosity=0)
    with pytest.raises(CommandError, match=r"lacks tables of this version.*make run"):
        call_command(*command)


def test_a_role_that_may_make_no_tables_is_told_what_it_needs(var):
    socket = ensure_server(var)
    try:
        with connect(find_home(var)) as postgres:
            postgres.execute("CREATE DATABASE strange")
            told = ask(var, "serve", "--port", "0", DATABASE_URL=f"postgresql://newsroom@/strange?host={socket}")
    finally:
        leave_server(var)
    assert told.returncode == 1
    assert told.stderr.startswith("CommandError: newsroom may not make tables in the database strange")
    assert told.stderr.endswith("make it the owner of the database.\n")
    assert told.stderr.count("\n") == 1
