"""A backup holds a whole instance, and an empty database becomes that instance again."""

import gzip
import io
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection

from annotate.models import Entity, Switch
from annotate.naming import merge
from newsroom.backup import carried
from newsroom.models import Article, Refusal

from .archive import archive
from .test_importing import worked_on  # noqa: F401  a fixture
from .test_pipelines import learned_version

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = {"django_migrations", "django_session"}


def rows():
    """Every row of every table of Newsroom, generated columns too."""
    found = {}
    with connection.cursor() as cursor:
        for table in carried():
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            found[table] = cursor.fetchall()
    return found


def empty():
    """Tables as a first start makes them; what they are filled with gets other numbers."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(carried())}")
    ContentType.objects.clear_cache()
    call_command("migrate", verbosity=0)


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "newsroom.backup")


def lines(file):
    return gzip.decompress(Path(file).read_bytes()).splitlines(keepends=True)


def test_every_table_is_after_a_restore_what_it_was(worked_on, file, capsys):  # noqa: F811
    User.objects.get(username="ed").groups.add(Group.objects.create(name="editors"))
    Refusal.objects.note(source="a\tb\\.\nc", reason="\\N is no text, nor is 😀\x7f.")
    mosul, basra = (Entity.objects.get(name=name) for name in ("Mosul", "Basra"))
    merge(mosul, basra, editor=User.objects.get(username="ed"))
    Switch.objects.create(version=learned_version(weights=bytes(range(256))))
    before = rows()
    call_command("backup", file)
    empty()
    call_command("restore", file)
    assert "3 articles and 20 edits are restored." in capsys.readouterr().out
    after = rows()
    for table in before:
        assert (table, after[table]) == (table, before[table])
    assert User.objects.get(username="ed").check_password("ed edits it")
    call_command("settle", "--check")


def test_what_comes_after_a_restore_gets_numbers_of_its_own(file):
    archive()
    last = Article.objects.latest("pk").pk
    call_command("backup", file)
    empty()
    call_command("restore", file)
    clash, _, _ = archive()
    assert clash.pk == last + 1


def test_every_table_is_carried_or_left_out_on_purpose():
    others = set(connection.introspection.table_names()) - set(carried())
    assert {name for name in others if not name.startswith("procrastinate_")} == LEFT_OUT


def test_a_database_that_is_not_empty_is_refused_and_stays_as_it_is(file):
    archive()
    call_command("backup", file)
    before = rows()
    with pytest.raises(CommandError, match=r"not empty: there is something in annotate_\w+\. Restore into an empty"):
        call_command("restore", file)
    assert rows() == before


def test_a_backup_is_for_its_owner_alone(file):
    call_command("backup", file)
    assert Path(file).stat().st_mode & 0o077 == 0


def test_a_backup_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", str(tmp_path / "missing" / "file"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", str(tmp_path / "folder"))
    assert os.listdir(tmp_path) == ["folder"]


def test_a_backup_goes_through_a_pipe(monkeypatch):
    archive()
    before, pipe = rows(), io.BytesIO()
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", type("Stdout", (), {"buffer": pipe}))
        call_command("backup", "-")
    empty()
    pipe.seek(0)
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": pipe}))
    call_command("restore", "-")
    assert rows() == before


def cut(file):
    return Path(file).read_bytes()[:-30]


def without_the_end(file):
    return gzip.compress(b"".join(lines(file)[:-1]))


def with_another_table(file):
    return gzip.compress(b"".join(lines(file)).replace(b'"table": "auth_group"', b'"table": "pg_authid"'))


def with_a_wrong_value(file):
    return gzip.compress(b"".join(lines(file)).replace(b"\t2021-11-06 09:00:00+00\t", b"\tsoon\t"))


def a_letter(file):
    return b"Dear friends"


def another_gzip(file):
    return gzip.compress(b'{"kind": "letter"}\n')


@pytest.mark.parametrize(
    "broken", [cut, without_the_end, with_another_table, with_a_wrong_value, a_letter, another_gzip]
)
def test_a_broken_backup_restores_nothing(file, broken):
    archive()
    call_command("backup", file)
    empty()
    before, spoilt = rows(), broken(file)
    Path(file).write_bytes(spoilt)
    with pytest.raises(CommandError, match=r"no backup of Newsroom, or it is damaged\. Nothing was restored"):
        call_command("restore", file)
    assert rows() == before


def test_a_backup_of_a_newer_version_is_refused(file):
    call_command("backup", file)
    newer = b"".join(lines(file)).replace(b'["newsroom", "0001_initial"]', b'["newsroom", "9999_later"]')
    Path(file).write_bytes(gzip.compress(newer))
    with pytest.raises(CommandError, match="newer Newsroom"):
        call_command("restore", file)


def test_tables_of_another_version_are_refused(file):
    call_command("backup", file)
    older = b"".join(lines(file)).replace(b'["annotate", "0005_judgements"], ', b"")
    Path(file).write_bytes(gzip.compress(older))
    with pytest.raises(CommandError, match=r"another version than the backup's\. Restore into an empty database"):
        call_command("restore", file)


@pytest.fixture
def other():
    """A second, empty database on the same server: its name, and its address."""
    told = connection.get_connection_params()
    name = f"{told['dbname']}_other"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield psycopg.conninfo.make_conninfo(host=told.get("host"), port=told.get("port"), user=told["user"], dbname=name)
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(*arguments, database):
    parts = psycopg.conninfo.conninfo_to_dict(database)
    address = f"postgresql:///{parts.pop('dbname')}?{'&'.join(f'{k}={v}' for k, v in parts.items())}"
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_an_older_backup_is_restored_into_a_database_without_tables_and_brought_up(other, file):
    assert "no tables of Newsroom" in manage("backup", file, database=other).stderr
    manage("migrate", "annotate", "0004", database=other)
    with psycopg.connect(other) as older:
        older.execute("INSERT INTO annotate_entity (kind, name, article_count) VALUES ('person', 'Sadr', 0)")
    assert "0 articles and 0 edits are backed up" in manage("backup", file, database=other).stderr
    with psycopg.connect(other, autocommit=True) as older:
        older.execute("DROP SCHEMA public CASCADE")
        older.execute("CREATE SCHEMA public")
    told = manage("restore", file, database=other)
    assert told.returncode == 0, told.stderr
    with psycopg.connect(other) as newest:
        assert newest.execute("SELECT name FROM annotate_entity").fetchall() == [("Sadr",)]
        assert newest.execute("SELECT count(*) FROM annotate_judgement").fetchone() == (0,)
        newest.execute("SELECT count(*) FROM procrastinate_jobs")
