"""Whether the database is ready for a command: it answers, and has the tables of this version."""

import psycopg
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def expect_answer() -> None:
    """Raise CommandError, in a sentence, when the database does not answer; the pool would try for ten seconds."""
    try:
        psycopg.connect(**{"connect_timeout": 10} | connection.get_connection_params()).close()
    except psycopg.OperationalError as error:
        raise CommandError(f"The database does not answer: {' '.join(str(error).split())}") from error


def expect_tables() -> None:
    """Raise CommandError, in a sentence, when the database does not answer or lacks tables of this version."""
    expect_answer()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database lacks tables of this version: start Newsroom once, `make run` makes them.")
