"""What a start makes when it is missing: the tables, an editor's account, the static files as they are served."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection
from django.db.migrations.exceptions import MigrationSchemaMissing
from psycopg.errors import InsufficientPrivilege

from newsroom import environment
from newsroom.accounts import CHIEF, WRITER, give_role, group_of

EDITOR = "editor"
MIGRATING = 0x6E657773  # any number, the same for all who migrate


def migrate() -> None:
    """Bring the tables to the newest version; of several programs that start at once, one at a time.

    Raises CommandError, in a sentence, for a role that may not: since Postgres 15 only a database's owner may.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except (MigrationSchemaMissing, ProgrammingError) as error:
            if not _is_forbidden(error):
                raise
            user, name = connection.settings_dict["USER"] or "The user", connection.settings_dict["NAME"]
            raise CommandError(
                f"{user} may not make tables in the database {name}: make it the owner of the database."
            ) from error
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def _is_forbidden(error: BaseException | None) -> bool:
    """True when Postgres, at the bottom of this error, denied a right."""
    return isinstance(error, InsufficientPrivilege) or (
        error is not None and _is_forbidden(error.__cause__ or error.__context__)
    )


def make_editor() -> User:
    """The account of the first editor, a chief one; its random password is kept in the var folder."""
    group_of(WRITER)
    if editor := User.objects.filter(username=EDITOR).first():
        return editor
    editor = User.objects.create_user(EDITOR, password=environment.secret(password_file(), size=12))
    give_role(editor, CHIEF)
    return editor


def password_file() -> Path:
    return settings.NEWSROOM_VAR / "editor.txt"


def collect_static() -> None:
    """Hash and compress the static files into the var folder, when one has changed since the last time."""
    stamp = settings.NEWSROOM_VAR / "static.stamp"
    state = _static_state()
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)


def _static_state() -> str:
    files = [
        (path, stat.st_size, stat.st_mtime_ns)
        for finder in get_finders()
        for path, storage in finder.list([])
        for stat in [Path(storage.path(path)).stat()]
    ]
    return hashlib.sha256(repr(sorted(files)).encode()).hexdigest()
