"""Reads what the owner may say in the environment, and refuses nonsense in one plain sentence."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

YES, NO = {"1", "yes", "true", "on"}, {"", "0", "no", "false", "off"}


def text(name: str) -> str:
    """What a variable says, "" when unset."""
    return os.environ.get(name, "").strip()


def flag(name: str) -> bool:
    """True for 1, yes, true or on; False when unset."""
    value = text(name).lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in YES


def words(name: str) -> list[str]:
    """The words of a list parted by commas or spaces."""
    return text(name).replace(",", " ").split()


def hosts(name: str) -> list[str]:
    """Host names without scheme, port or path."""
    for host in words(name):
        if "/" in host or (":" in host and not host.startswith("[")):
            raise ImproperlyConfigured(f"{name} lists host names like news.example.org, not {host!r}.")
    return words(name)


def origins(name: str) -> list[str]:
    """Addresses of sites: scheme and host, nothing after."""
    for origin in words(name):
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            raise ImproperlyConfigured(f"{name} lists addresses like https://news.example.org, not {origin!r}.")
    return words(name)


def port(name: str, default: int) -> int:
    """A TCP port from 1 to 65535."""
    value = text(name) or str(default)
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise ImproperlyConfigured(f"{name} must be a port number from 1 to 65535, not {value!r}.")
    return int(value)


def var_folder(name: str, default: Path) -> Path:
    """The folder for all that is made while running; created when missing."""
    folder = Path(text(name) or default).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{folder} cannot be made ({error.strerror}): set {name} to a folder that can be written."
        ) from error
    return folder


def database(name: str) -> dict:
    """Django's settings for the Postgres that `name` names, or for the server under the var folder when unset.

    Takes every form of address that libpq takes, https://www.postgresql.org/docs/current/libpq-connect.html.
    The address may hold a password: no message repeats it.
    """
    address = text(name)
    if not address:
        return {"ENGINE": "newsroom.postgres", "NAME": "newsroom", "USER": "newsroom", "PORT": "5432", "OPTIONS": {}}
    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        parts = {}
    if not address.startswith(("postgres://", "postgresql://")) or "dbname" not in parts:
        raise ImproperlyConfigured(f"{name} cannot be read: write it as postgresql://user:password@host:port/database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }


def secret(path: Path, size: int = 48) -> str:
    """The secret kept in the file at `path`; made of `size` random bytes, with mode 0600, when there is none."""
    made = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        if not path.exists():
            with open(os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(size))
            with suppress(FileExistsError):  # another process was faster: its secret counts
                os.link(made, path)
            made.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path} cannot be used ({error.strerror}): set NEWSROOM_VAR to a folder of your own."
        ) from error
