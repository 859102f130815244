"""The guarded fetch: no packet to a private address, nothing without end, and plain sentences."""

import gzip
import socket
import time
from contextlib import suppress

import pytest

from newsroom.ingest.addresses import is_public
from newsroom.ingest.fetch import FetchError, fetch

from .web import Answers, served


@pytest.fixture
def web(monkeypatch):
    """(answers, address) of a server on the loopback that this test alone may fetch from."""
    answers = Answers()
    with served(answers) as address:
        monkeypatch.setenv("NEWSROOM_FETCH_ALLOW", f"127.0.0.1:{answers.port}")
        yield answers, address


def refusal(address, **more):
    with pytest.raises(FetchError) as error:
        fetch(address, **more)
    return error.value


def test_a_body_comes_with_what_the_next_request_needs(web):
    answers, address = web
    answers["/feed"] = (200, {"ETag": '"a"', "Last-Modified": "Sun, 07 Nov 2021 06:00:00 GMT"}, b"news")
    fetched = fetch(f"{address}/feed")
    assert (fetched.status, fetched.body, fetched.etag) == (200, b"news", '"a"')
    assert "Newsroom" in answers.asked[0][1]["User-Agent"]


def test_a_conditional_request_may_find_nothing_new(web):
    answers, address = web
    answers["/feed"] = (304, {}, b"")
    fetched = fetch(f"{address}/feed", etag='"a"', modified="Sun, 07 Nov 2021 06:00:00 GMT")
    assert (fetched.status, fetched.body) == (304, b"")
    assert answers.asked[0][1]["If-None-Match"] == '"a"'


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://017700000001:{port}/",
        "http://0:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://127.0.0.1.:{port}/",
    ],
)
def test_no_packet_reaches_a_private_address_however_it_is_written(address):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        refusal(address.format(port=listener.getsockname()[1]))
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_redirect_to_a_private_address_is_not_followed(web):
    answers, address = web
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        answers["/"] = (302, {"Location": f"http://127.0.0.1:{listener.getsockname()[1]}/"}, b"")
        assert "private network" in str(refusal(address))
        with pytest.raises(TimeoutError):
            listener.accept()


PRIVATE = (
    "10.0.0.1 172.16.0.1 192.168.1.1 127.0.0.1 0.0.0.0 169.254.169.254 100.100.100.200 192.0.0.192 224.0.0.1 240.0.0.1 "
    "255.255.255.255 ::1 :: ::127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a9fe:a9fe 2002:7f00:1:: fec0::1 fe80::1 fc00::1 "
    "ff02::1 2001:0:7f00:1::"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_are_not_of_the_open_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_addresses_of_the_open_internet(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "", "http://", "x"]
)
def test_only_http_addresses_are_fetched(address):
    assert "no http or https address" in str(refusal(address))


def test_a_password_in_an_address_is_not_sent():
    assert "password" in str(refusal("http://ed:secret@a.example/"))


def test_redirects_are_followed_and_permanent_ones_told(web):
    answers, address = web
    answers["/old"] = (301, {"Location": "/new"}, b"")
    answers["/new"] = (302, {"Location": "/now"}, b"")
    answers["/now"] = b"here"
    fetched = fetch(f"{address}/old")
    assert (fetched.body, fetched.url, fetched.permanent_url) == (b"here", f"{address}/now", f"{address}/new")


def test_a_redirect_loop_ends(web):
    answers, address = web
    answers["/"] = (302, {"Location": "/"}, b"")
    assert "redirects more than" in str(refusal(address))


@pytest.mark.parametrize("target", ["ftp://a.example/", "javascript:alert(1)"])
def test_a_redirect_leads_to_http_only(web, target):
    answers, address = web
    answers["/"] = (302, {"Location": target}, b"")
    assert "redirects to something" in str(refusal(address))


@pytest.mark.parametrize(
    "status, headers, seconds",
    [(429, {"Retry-After": "120"}, 120), (503, {"Retry-After": "x"}, 0), (404, {}, 0), (410, {}, 0)],
)
def test_a_refusal_says_its_status_and_when_to_come_again(web, status, headers, seconds):
    answers, address = web
    answers["/"] = (status, headers, b"")
    error = refusal(address)
    assert (error.status, error.retry_after) == (status, seconds)
    assert str(status) in str(error)


def test_what_is_too_long_is_cut_off_even_when_it_came_compressed(web):
    answers, address = web
    answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 50_000_000))
    answers["/long"] = b"0" * 200_000
    assert "longer than" in str(refusal(f"{address}/bomb"))
    assert "longer than" in str(refusal(f"{address}/long", limit=100_000))


def test_a_body_that_drips_is_given_up(web):
    answers, address = web

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        with suppress(BrokenPipeError):
            for _ in range(50):
                handler.wfile.write(b"x")
                time.sleep(0.1)

    answers["/"] = drip
    started = time.monotonic()
    assert "too long" in str(refusal(address, total=1))
    assert time.monotonic() - started < 4


def test_a_body_that_breaks_off_is_no_body(web):
    answers, address = web
    answers["/"] = (200, {"Content-Length": "1000"}, b"half")
    assert "broke" in str(refusal(address))


def test_a_server_that_is_not_there_is_a_sentence(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setenv("NEWSROOM_FETCH_ALLOW", f"127.0.0.1:{port}")
    assert "cannot be reached" in str(refusal(f"http://127.0.0.1:{port}/"))


def test_proxies_of_the_environment_are_not_asked(web, monkeypatch):
    answers, address = web
    answers["/"] = b"straight"
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert fetch(address).body == b"straight"
