"""Deeds: write a whole instance into one file, and make an empty database the instance that a file holds.

The file is gzip: a line of JSON that says what it is and which migrations its tables have had; for each table a line of
JSON with its name and columns, its rows as Postgres' COPY writes them as text, which every version of Postgres reads,
and a line of "\\."; at last a line "end".
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from .first_start import migrate

KIND = "newsroom backup 1"
CARRIED = ("annotate_", "auth_", "django_content_type", "newsroom_")  # not who is signed in, nor jobs that only nudge
APPS = ("annotate", "auth", "contenttypes", "newsroom")
MADE = ("auth_permission", "django_content_type")  # what making the tables has filled already
SAME_WORDS = "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 1"
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
NEXT = "SELECT setval(pg_get_serial_sequence(%s, 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM {}"
END_OF_ROWS, END = b"\\.\n", b"end\n"
PIECE = 256 * 1024  # bytes that are handed to Postgres at a time


class Refused(Exception):
    """What cannot be backed up or restored; str() is a sentence that says what to do."""


def back_up(file: BinaryIO) -> Counter:
    """Write every carried table as it is at one moment; returns how many rows of each. Others may go on writing."""
    with transaction.atomic(), connection.cursor() as cursor, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(SAME_WORDS)
        if not (tables := carried()):
            raise Refused("There is nothing to back up: the database has no tables of Newsroom.")
        counts: Counter = Counter()
        packed.write(_line({"kind": KIND, "migrations": sorted(_applied(MigrationExecutor(connection)))}))
        for table in tables:
            cursor.execute(COLUMNS, [table])
            columns = [name for (name,) in cursor.fetchall()]
            packed.write(_line({"table": table, "columns": columns}))
            with cursor.copy(f"COPY {_named(table, columns)} TO STDOUT") as rows:
                for piece in rows:
                    packed.write(piece)
            counts[table] = cursor.rowcount
            packed.write(END_OF_ROWS)
        packed.write(END)
    return counts


def restore(file: BinaryIO) -> Counter:
    """Fill an empty database with what back_up() wrote; returns how many rows of each table. All of it, or nothing.

    A database without tables gets those of the backup's version first, and is brought to this version after. Raises
    Refused for a database that holds anything, for a backup of a newer version, and for a file that is none or broken.
    """
    with gzip.GzipFile(fileobj=file) as packed:
        try:
            _make_tables({(app, name) for app, name in _head(packed)["migrations"]})
            counts = _fill(packed)
        except (EOFError, gzip.BadGzipFile, zlib.error, ValueError, KeyError, TypeError, psycopg.DataError) as error:
            raise Refused("This is no backup of Newsroom, or it is damaged. Nothing was restored.") from error
    ContentType.objects.clear_cache()
    migrate()
    return counts


def carried() -> list[str]:
    """The tables that make an instance, by name."""
    return sorted(name for name in connection.introspection.table_names() if name.startswith(CARRIED))


def _applied(executor: MigrationExecutor) -> set[tuple[str, str]]:
    return {each for each in executor.loader.applied_migrations if each[0] in APPS}


def _head(packed: BinaryIO) -> dict:
    head = json.loads(packed.readline(PIECE))
    if head["kind"] != KIND:
        raise ValueError(head["kind"])
    return head


def _make_tables(wanted: set[tuple[str, str]]) -> None:
    """Make the tables of these migrations, or see that they are the ones that stand here."""
    executor = MigrationExecutor(connection)
    if wanted - set(executor.loader.disk_migrations):
        raise Refused("This backup is of a newer Newsroom than this one: restore it with that version.")
    applied = _applied(executor)
    if not applied:
        executor.migrate([each for each in sorted(wanted) if not _later(executor, each) & wanted])
    elif applied != wanted:
        raise Refused(f"The tables here are of another version than the backup's. {_elsewhere()}")


def _later(executor: MigrationExecutor, migration: tuple[str, str]) -> set[tuple[str, str]]:
    """The migrations of the same app that come right after."""
    return {node.key for node in executor.loader.graph.node_map[migration].children if node.key[0] == migration[0]}


def _fill(packed: BinaryIO) -> Counter:
    counts: Counter = Counter()
    with transaction.atomic(), connection.cursor() as cursor:
        tables = carried()
        cursor.execute(f"LOCK TABLE {', '.join(map(_quoted, tables))} IN EXCLUSIVE MODE")
        _expect_nothing(cursor, tables)
        cursor.execute(SAME_WORDS)
        for table in MADE:
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        while (line := packed.readline()) != END:
            if not line:
                raise EOFError
            told = json.loads(line)
            table = told["table"]
            if table not in tables:
                raise ValueError(table)
            with cursor.copy(f"COPY {_named(table, told['columns'])} FROM STDIN") as rows:
                for piece in _pieces(packed):
                    rows.write(piece)
            counts[table] = cursor.rowcount
            if "id" in told["columns"]:
                cursor.execute(NEXT.format(_quoted(table)), [_quoted(table)])
    return counts


def _expect_nothing(cursor, tables: Iterable[str]) -> None:
    for table in tables:
        if table in MADE:
            continue
        cursor.execute(f"SELECT EXISTS (SELECT FROM {_quoted(table)})")
        if cursor.fetchone()[0]:
            raise Refused(f"The database is not empty: there is something in {table}. {_elsewhere()}")


def _elsewhere() -> str:
    return "Restore into an empty database: give NEWSROOM_VAR a new folder, or DATABASE_URL a new database."


def _pieces(packed: BinaryIO) -> Iterator[bytes]:
    """The rows of one table, many at a time."""
    lines, size = [], 0
    for line in iter(packed.readline, END_OF_ROWS):
        if not line:
            raise EOFError
        lines.append(line)
        size += len(line)
        if size > PIECE:
            yield b"".join(lines)
            lines, size = [], 0
    yield b"".join(lines)


def _named(table: str, columns: Iterable[str]) -> str:
    return f"{_quoted(table)} ({', '.join(map(_quoted, columns))})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _line(value: dict) -> bytes:
    return json.dumps(value).encode() + b"\n"
