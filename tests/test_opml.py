"""Lists of feeds: what is taken from them, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.ingest.documents import Unreadable
from newsroom.ingest.opml import MOST, parse_opml


def listed(outlines, declaration=""):
    return f"{declaration}<opml version='2.0'><head><title>x</title></head><body>{outlines}</body></opml>".encode()


def feed(name="F", url="https://a.example/rss.xml", attribute="xmlUrl"):
    return f'<outline type="rss" text="{name}" {attribute}="{url}"/>'


def test_feeds_are_found_in_order_however_they_are_filed():
    outlines = feed("One", "https://a.example/1")
    outlines += f'<outline text="World"><outline text="East">{feed("Two", "https://a.example/2")}</outline></outline>'
    outlines += feed("Three", "https://a.example/3")
    assert parse_opml(listed(outlines)) == [
        ("One", "https://a.example/1"),
        ("Two", "https://a.example/2"),
        ("Three", "https://a.example/3"),
    ]


def test_a_feed_listed_twice_is_one_with_its_first_name():
    assert parse_opml(listed(feed("One") + feed("Two"))) == [("One", "https://a.example/rss.xml")]


def test_the_title_is_a_better_name_than_the_text():
    assert parse_opml(listed('<outline text="x" title="A &amp; B" xmlUrl="https://a.example/"/>')) == [
        ("A & B", "https://a.example/")
    ]
    assert parse_opml(listed('<outline xmlUrl="https://a.example/"/>')) == [("", "https://a.example/")]


def test_addresses_may_be_spelled_in_small_letters():
    assert parse_opml(listed(feed(attribute="xmlurl"))) == [("F", "https://a.example/rss.xml")]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "/rss.xml", "feed.xml", "", "http://"])
def test_what_is_no_web_address_is_left_out(url):
    assert parse_opml(listed(feed("Bad", url) + feed())) == [("F", "https://a.example/rss.xml")]
    with pytest.raises(Unreadable, match="names no feed"):
        parse_opml(listed(feed("Bad", url)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_a_list_is_read_in_the_encoding_it_declares(encoding):
    body = listed(feed("Café"), f"<?xml version='1.0' encoding='{encoding}'?>").decode().encode(encoding)
    assert parse_opml(body) == [("Café", "https://a.example/rss.xml")]


def test_a_list_of_thousands_is_cut():
    outlines = "".join(feed(str(number), f"https://a.example/{number}") for number in range(MOST + 5))
    assert len(parse_opml(listed(outlines))) == MOST


def test_a_deeply_filed_feed_is_found():
    depth = 5_000
    assert parse_opml(listed("<outline text='x'>" * depth + feed() + "</outline>" * depth)) == [
        ("F", "https://a.example/rss.xml")
    ]


LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    "declaration",
    [
        f'<!DOCTYPE opml [<!ENTITY a "ha">{LAUGHS}]>',
        '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE opml [<!ENTITY % a SYSTEM "http://127.0.0.1/x.dtd"> %a;]>',
    ],
)
def test_a_list_with_entities_of_its_own_is_refused(declaration):
    with pytest.raises(Unreadable, match="no OPML list"):
        parse_opml(listed(feed("&a;"), declaration))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"words",
        b"<opml><body>",
        b"\x00",
        listed(feed("a\x00b")),
        listed(feed(), "<?xml version='1.0' encoding='nonsense'?>"),
        listed(feed()).replace(b"</body>", b""),
        listed(feed()) + b"<more/>",
    ],
)
def test_what_is_no_list_is_refused(body):
    with pytest.raises(Unreadable, match="no OPML list"):
        parse_opml(body)


@pytest.mark.parametrize("body", [b"<html><body>x</body></html>", listed("")])
def test_a_list_without_feeds_is_refused(body):
    with pytest.raises(Unreadable, match="names no feed"):
        parse_opml(body)


@given(st.one_of(st.binary(), st.text().map(lambda text: listed(feed(text)))))
def test_any_bytes_are_a_list_or_a_refusal(body):
    try:
        found = parse_opml(body)
    except Unreadable as reason:
        assert str(reason)
        return
    assert found
    assert all(url.startswith(("http://", "https://")) and title == " ".join(title.split()) for title, url in found)
