"""The environment is made once, from locked lists, and a missing piece is told in one sentence."""

import importlib.util
import re
from pathlib import Path

import pytest

import prepare

LISTS = ["requirements.txt", "requirements-test.txt", "requirements-postgres.txt"]


@pytest.fixture
def python(tmp_path):
    """A Python that only writes down what it is asked to do; it fails while a file named "broken" is there."""
    program = tmp_path / "bin" / "python"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\ntest ! -e {tmp_path}/broken\n')
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_locked_by_hashes_and_names_no_address(name):
    text = (Path(prepare.__file__).parent / name).read_text()
    packages = re.findall(r"^[\w.\[\]-]+(.*)", text, re.MULTILINE)
    assert packages and all(re.match(r"==[\w.+!]+ ", rest) for rest in packages)
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(packages)


def test_a_list_is_installed_again_only_when_it_changed(python, tmp_path):
    wanted = tmp_path / "requirements.txt"
    for text in ("one==1", "one==1", "one==2"):
        wanted.write_text(text)
        prepare.install(python, wanted)
    asked = (tmp_path / "asked").read_text().splitlines()
    assert len(asked) == 2
    assert all("--require-hashes" in line for line in asked)


def test_a_list_that_could_not_be_installed_is_tried_again(python, tmp_path):
    wanted = tmp_path / "requirements.txt"
    wanted.write_text("one==1")
    (tmp_path / "broken").touch()
    with pytest.raises(SystemExit, match=r"requirements\.txt could not be installed"):
        prepare.install(python, wanted)
    (tmp_path / "broken").unlink()
    prepare.install(python, wanted)
    assert len((tmp_path / "asked").read_text().splitlines()) == 2


def test_a_python_without_venv_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        prepare.make_venv(tmp_path / "venv")


def test_a_var_folder_that_cannot_be_is_told(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("NEWSROOM_VAR", str(tmp_path / "file" / "var"))
    with pytest.raises(SystemExit, match="set NEWSROOM_VAR to a folder that can"):
        prepare.main("requirements.txt")
