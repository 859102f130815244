"""What the owner says in the environment is taken exactly, or refused in one plain sentence."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment


def ask(tmp_path, *command, **variables):
    """Run manage.py with an environment of its own."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NEWSROOM_", "DATABASE_URL"))}
    return subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", *command],
        env=clean | {"NEWSROOM_VAR": str(tmp_path)} | variables,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(("value", "meaning"), [("1", True), ("Yes", True), ("", False), ("0", False), ("off", False)])
def test_a_flag_is_yes_or_no(monkeypatch, value, meaning):
    monkeypatch.setenv("NEWSROOM_DEBUG", value)
    assert environment.flag("NEWSROOM_DEBUG") is meaning


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (environment.flag, "maybe"),
        (lambda name: environment.port(name, 8000), "0"),
        (lambda name: environment.port(name, 8000), "65536"),
        (lambda name: environment.port(name, 8000), "٨٠٠٠"),
        (environment.hosts, "https://news.example.org"),
        (environment.hosts, "news.example.org:8000"),
        (environment.origins, "news.example.org"),
        (environment.origins, "https://news.example.org/path"),
        (environment.database, "mysql://reader@db/news"),
        (environment.database, "postgres://reader@db"),
        (environment.database, "host=db dbname=news"),
    ],
)
def test_nonsense_is_refused_by_the_name_of_its_variable(monkeypatch, read, value):
    monkeypatch.setenv("NEWSROOM_ANY", value)
    with pytest.raises(ImproperlyConfigured, match="NEWSROOM_ANY"):
        read("NEWSROOM_ANY")


def test_lists_are_parted_by_commas_or_spaces(monkeypatch):
    monkeypatch.setenv("NEWSROOM_HOSTS", "news.example.org, [2001:db8::1]  other.example.org")
    assert environment.hosts("NEWSROOM_HOSTS") == ["news.example.org", "[2001:db8::1]", "other.example.org"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "postgres://rita:p%40ss%2Fword@db.example.org:5433/news?sslmode=require",
            ("rita", "p@ss/word", "db.example.org", "5433", "news", {"sslmode": "require"}),
        ),
        ("postgresql:///news?host=/run/postgresql", ("", "", "/run/postgresql", "", "news", {})),
        ("postgresql://rita@%2Frun%2Fpostgresql/news", ("rita", "", "/run/postgresql", "", "news", {})),
        ("postgresql://rita@[2001:db8::1]/news", ("rita", "", "2001:db8::1", "", "news", {})),
    ],
)
def test_a_database_address_may_take_every_form_of_libpq(monkeypatch, address, expected):
    monkeypatch.setenv("DATABASE_URL", address)
    read = environment.database("DATABASE_URL")
    assert (
        read["USER"],
        read["PASSWORD"],
        read["HOST"],
        read["PORT"],
        read["NAME"],
        read["OPTIONS"],
    ) == expected


def test_a_refused_database_address_does_not_show_its_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://rita:sesame@[db/news")
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.database("DATABASE_URL")
    assert "sesame" not in str(refusal.value)


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    first = environment.secret(tmp_path / "key")
    assert len(first) >= 50
    assert environment.secret(tmp_path / "key") == first
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_a_command_shows_a_refusal_as_one_sentence(tmp_path):
    told = ask(tmp_path, "check", NEWSROOM_PORT="eight")
    assert told.returncode == 1
    assert told.stderr == "NEWSROOM_PORT must be a port number from 1 to 65535, not 'eight'.\n"


def test_debug_is_off_and_the_session_is_hidden_from_scripts_by_default(tmp_path):
    names = ["DEBUG", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE"]
    code = f"from django.conf import settings; print([getattr(settings, name) for name in {names}])"
    assert ask(tmp_path, "shell", "--no-imports", "-c", code).stdout.strip() == "[False, True, True, 'Lax']"


def test_djangos_own_deployment_check_finds_nothing_behind_https(tmp_path):
    told = ask(tmp_path, "check", "--deploy", "--fail-level", "WARNING", NEWSROOM_HTTPS="1")
    assert told.returncode == 0, told.stderr
    assert not (tmp_path / "postgres").exists(), "a check needs no database"


def test_every_answer_carries_the_headers_error_pages_too(client):
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    policy = dict(part.partition(" ")[::2] for part in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
