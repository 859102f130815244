"""Signing in: the way back, the same words for any failure, and an end to guessing."""

import pytest
from django.core.cache import cache

from newsroom.views.account import MOST_FAILURES

from .archive import ed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgotten():
    cache.clear()
    yield
    cache.clear()


def sign_in(client, password, name="ed", **more):
    return client.post("/sign-in/", {"username": name, "password": password} | more)


def test_an_editor_signs_in_and_comes_back_to_where_he_was(client):
    ed()
    answer = sign_in(client, "ed edits it", next="/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(client, elsewhere):
    ed()
    assert sign_in(client, "ed edits it", next=elsewhere)["Location"] == "/"


def test_a_wrong_name_reads_like_a_wrong_password(client):
    ed()
    wrong = sign_in(client, "wrong").content.decode().replace('value="ed"', "")
    nobody = sign_in(client, "wrong", name="nobody").content.decode().replace('value="nobody"', "")
    assert wrong.split("<form")[0] == nobody.split("<form")[0]
    assert "do not belong together" in wrong


def test_after_five_failures_even_the_right_password_waits(client):
    ed()
    for _ in range(MOST_FAILURES):
        assert sign_in(client, "wrong").status_code == 403
    assert sign_in(client, "ed edits it").status_code == 429


def test_failures_of_one_name_do_not_shut_out_another(client):
    ed()
    for _ in range(MOST_FAILURES):
        sign_in(client, "wrong", name="somebody")
    assert sign_in(client, "ed edits it").status_code == 302


def test_behind_a_proxy_the_failures_of_one_visitor_do_not_shut_out_another(client, settings):
    settings.NEWSROOM_HTTPS = True
    settings.SECURE_SSL_REDIRECT = False
    ed()
    for _ in range(MOST_FAILURES):
        client.post("/sign-in/", {"username": "ed", "password": "wrong"}, headers={"X-Forwarded-For": "192.0.2.7"})
    right = {"username": "ed", "password": "ed edits it"}
    assert client.post("/sign-in/", right, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 429
    assert client.post("/sign-in/", right, headers={"X-Forwarded-For": "192.0.2.8"}).status_code == 302


def test_signing_out_takes_a_post(client):
    client.force_login(ed())
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/desk/").status_code == 302
