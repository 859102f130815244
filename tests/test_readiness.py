"""A command that needs the database says in one sentence what is missing."""

import pytest
from django.core.management import CommandError, call_command

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
