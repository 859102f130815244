"""The arrows of the design: who may import whom, who may open sockets, how long a file may be."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for package in ("newsroom", "annotate")
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted(
    path for folder in ROOT.rglob("templates") if "var" not in folder.parts for path in folder.rglob("*.*")
)
NETWORK = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "socket", "socketserver", "ssl"}
NETWORK |= {"urllib.request", "urllib3"}
MAY_OPEN_SOCKETS = {
    "newsroom/ingest/fetch.py",  # every outbound byte
    "newsroom/management/commands/serve.py",  # the port it listens on
}
LONGEST = 250


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Every module a file imports anywhere in it, absolute, with the names taken from it: "a.b" and "a.b.c"."""
    package = path.relative_to(ROOT).parent.parts
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*start, *([node.module] if node.module else [])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def breaks(path: Path, forbidden: set[str]) -> list[str]:
    return sorted(
        module for module in imports(path) if any(module == bad or module.startswith(f"{bad}.") for bad in forbidden)
    )


def under(folder: str) -> list[Path]:
    return [path for path in SOURCES if name(path).startswith(folder)]


def each(paths: list[Path]):
    return pytest.mark.parametrize("path", paths, ids=name)


@each(under("annotate/"))
def test_annotate_knows_nothing_of_newsroom_and_speaks_no_http(path):
    assert not breaks(path, {"newsroom", "django.http", "ninja", "procrastinate"})


@each(under("annotate/nlp/") + under("newsroom/ingest/"))
def test_pure_packages_know_nothing_of_django(path):
    assert not breaks(path, {"django", "procrastinate", "psycopg", "ninja"})


@each(under("newsroom/"))
def test_newsroom_leaves_spacy_to_annotate(path):
    assert not breaks(path, {"spacy", "thinc"})


@each([path for path in SOURCES if name(path) not in MAY_OPEN_SOCKETS])
def test_only_fetch_opens_sockets(path):
    assert not breaks(path, NETWORK)


@each(SOURCES)
def test_no_file_is_longer_than_one_can_keep_in_mind(path):
    assert len(path.read_text().splitlines()) <= LONGEST


@each([path for path in SOURCES if path.read_text()])
def test_every_file_opens_with_one_sentence(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


@each(TEMPLATES)
def test_templates_trust_nothing_and_hold_no_code(path):
    text = path.read_text()
    assert not re.search(r"\|\s*safe\b|\{%\s*autoescape\s+off|mark_safe", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", text)


def test_the_web_server_does_without_spacy():
    code = "import django, sys; django.setup(); import newsroom.urls; print('spacy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert told.stdout == "False\n", told.stderr


def test_the_walk_finds_what_it_judges():
    assert len(SOURCES) > 20
    assert "newsroom.models" in imports(ROOT / "newsroom/management/commands/serve.py")
    assert "annotate.models" in imports(ROOT / "annotate/tagging.py")
