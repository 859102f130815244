"""What whoever watches the program is told."""

import pytest

from .archive import archive

pytestmark = pytest.mark.django_db


def test_it_answers_and_is_ready(client):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ready\n"


def test_counts_are_given_in_the_format_of_prometheus(client):
    archive()
    lines = client.get("/metrics").content.decode().splitlines()
    assert "newsroom_articles 3" in lines
    assert "newsroom_articles_waiting 0" in lines


def test_every_page_forbids_what_it_does_not_need(client):
    headers = client.get("/").headers
    assert (
        "default-src 'self'" in headers["Content-Security-Policy"]
        or "default-src 'none'" in headers["Content-Security-Policy"]
    )
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_that_is_not_there_looks_like_newsroom(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Newsroom" in answer.content.decode()
