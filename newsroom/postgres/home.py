"""Where a server's files lie and which user runs it: Postgres refuses root, and a unix socket needs a short path."""

import hashlib
import os
import pwd
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .binaries import NoServer

LONGEST_SOCKET_PATH = 100  # the kernels allow 107 bytes (Linux) and 103 (macOS)


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of mode 0700 that holds one server's data, and the user it belongs to.

    Everything inside is done as that user, so that root never follows a link another user made.
    """

    folder: Path
    user: pwd.struct_passwd

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def major(self) -> int | None:
        """The version of Postgres that made the data; None before there are any."""
        file = self.data / "PG_VERSION"
        return int(file.read_text()) if file.exists() else None

    @property
    def socket(self) -> Path:
        """The folder of the unix socket: the home, or a short one when its path is too long or holds a comma."""
        path = os.fsencode(self.folder / ".s.PGSQL.5432")
        fits = len(path) <= LONGEST_SOCKET_PATH and b"," not in path
        return self.folder if fits else Path("/tmp", _name(self.folder))

    def make(self) -> None:
        """Make the folders that are missing, and refuse those that others could enter."""
        for folder in {self.folder, self.socket}:
            if not folder.exists():
                folder.mkdir(mode=0o700)
                if os.geteuid() == 0:
                    os.chown(folder, self.user.pw_uid, self.user.pw_gid)
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.user.pw_uid or found.st_mode & 0o077:
                raise NoServer(f"{folder} must be a folder of {self.user.pw_name} alone (mode 0700): move it away.")

    def run(self, *command, text: str | None = None) -> subprocess.CompletedProcess:
        """Run a program in this folder as its user, out of reach of the terminal's Ctrl-C."""
        return subprocess.run(
            [str(word) for word in command], input=text, text=True, capture_output=True, **self.popen_options()
        )

    def popen_options(self) -> dict:
        """What makes subprocess run a program as this folder's user."""
        as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return {
            "cwd": self.folder,
            "env": environment,
            "umask": 0o077,
            "start_new_session": True,
            **(as_user if os.geteuid() == 0 else {}),
        }


def find_home(var: Path) -> Home:
    """The home of the server that belongs to `var`: inside it, unless its user cannot get there."""
    inside, outside = var / "postgres", Path("/var/lib", _name(var))
    for folder in (inside, outside):
        if folder.exists():
            return Home(folder, _owner(folder))
    if os.geteuid() != 0:
        return Home(inside, pwd.getpwuid(os.geteuid()))
    user = _unprivileged_user(var)
    if can_enter(var, user):
        return Home(inside, user)
    print(
        f"{user.pw_name} runs Postgres for root and cannot enter {var}: the database is in {outside}.", file=sys.stderr
    )
    return Home(outside, user)


def can_enter(folder: Path, user: pwd.struct_passwd) -> bool:
    """True when `user` gets into `folder`; only root may ask for another user."""
    return not subprocess.run(
        ["test", "-x", folder], user=user.pw_uid, group=user.pw_gid, extra_groups=[], cwd="/"
    ).returncode


def _owner(folder: Path) -> pwd.struct_passwd:
    owner = pwd.getpwuid(folder.stat().st_uid)
    if os.geteuid() not in (0, owner.pw_uid):
        raise NoServer(
            f"The database in {folder} belongs to {owner.pw_name}: run Newsroom as that user, "
            "or set NEWSROOM_VAR to a folder of your own."
        )
    return owner


def _unprivileged_user(var: Path) -> pwd.struct_passwd:
    """Who runs Postgres for root: the folder's owner, else the system's postgres, else nobody."""
    if uid := var.stat().st_uid:
        return pwd.getpwuid(uid)
    users = {user.pw_name: user for user in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


def _name(folder: Path) -> str:
    return f"newsroom-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]}"
