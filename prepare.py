"""Makes the virtual environment in the var folder, keeps it as the locked requirements say, and runs a command in it.

python3 prepare.py requirements.txt [manage.py serve]

Standard library only. `make` calls it with NEWSROOM_VAR set, after it found a Python that is new enough.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(requirements: str, *command: str) -> None:
    var = Path(os.environ.get("NEWSROOM_VAR") or HERE / "var").resolve()
    try:
        var.mkdir(parents=True, exist_ok=True)
        lock = (var / "venv.lock").open("w")
    except OSError as error:
        sys.exit(f"{var} cannot be written ({error.strerror}): set NEWSROOM_VAR to a folder that can.")
    fcntl.flock(lock, fcntl.LOCK_EX)
    python = make_venv(var / "venv")
    install(python, HERE / requirements)
    if not os.environ.get("DATABASE_URL") and not has_server(python, var):
        install(python, HERE / "requirements-postgres.txt")
    lock.close()
    if command:
        os.execv(python, [str(python), *command])


def make_venv(folder: Path) -> Path:
    """The Python of the environment, which is made anew when it belongs to another version or is not whole."""
    packages = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    python = folder / "bin" / "python"
    if os.access(python, os.X_OK) and (packages / "pip").is_dir():
        return python
    if not importlib.util.find_spec("ensurepip"):
        sys.exit("Newsroom needs Python's venv module (on Debian: apt install python3-venv).")
    shutil.rmtree(folder, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", folder]).returncode:
        sys.exit(f"Python could not make a virtual environment in {folder}; its own words are above.")
    return python


def install(python: Path, requirements: Path) -> None:
    """Install a locked list, every package checked against its hash; nothing when that list stands already."""
    stamp = python.parent.parent / f"{requirements.stem}.stamp"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Installing {requirements.name}: a few minutes the first time.", flush=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", requirements]).returncode:
        sys.exit(f"The packages of {requirements.name} could not be installed; pip's own words are above.")
    stamp.write_text(digest)


def has_server(python: Path, var: Path) -> bool:
    """True when this machine has a Postgres that can run the database in `var`."""
    return not subprocess.run([python, "-m", "newsroom.postgres", var], cwd=HERE, capture_output=True).returncode


if __name__ == "__main__":
    main(*sys.argv[1:])
