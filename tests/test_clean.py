"""The boundary for foreign text: what gets past it, and how addresses are made whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.ingest.clean import LONGEST_LINE, LONGEST_URL, clean_line, clean_text, clean_url
from newsroom.ingest.documents import Unreadable
from newsroom.ingest.sniff import kind_of

BASE = "https://a.example/news/story.html"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("a\x7fb\x85c\x9f", "abc"),
        ("a\ud800b\udfff", "ab"),
        ("a\ufffeb\uffffc\ufdd0", "abc"),
        ("a\tb\u00a0c\u2028d", "a\tb\u00a0c\u2028d"),
        ("👩‍🚀 e\u0301 שלום", "👩‍🚀 e\u0301 שלום"),
    ],
)
def test_text_keeps_its_characters_and_loses_its_control_codes(text, expected):
    assert clean_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\n words\t here ", "two words here"),
        ("a\u2028b\u00a0c", "a b c"),
        ("AT&amp;T", "AT&T"),
        ("AT&T", "AT&T"),
        ("caf&eacute; &#8220;x&#8221;", "café “x”"),
        ("It&#146;s", "It’s"),
        ("<b>Bold</b> and <i>so</i>", "Bold and so"),
        ("<script>alert(1)</script>News", "News"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a\x00b", "ab"),
        ("", ""),
        ("a&#129;b", "ab"),
        ("a&#xFFFF;b", "ab"),
        ("a&#127;b", "ab"),
    ],
)
def test_a_line_is_plain_and_on_one_line(text, expected):
    assert clean_line(text) == expected


def test_a_long_line_is_cut_after_a_word():
    line = clean_line("seven77 " * 100)
    assert line == "seven77 " * 61 + "seven77…"  # 62 words and a sign are 496 characters, 63 words are 503
    assert clean_line("x" * 10_000) == "x" * (LONGEST_LINE - 1) + "…"
    assert clean_line("x" * LONGEST_LINE) == "x" * LONGEST_LINE


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from(["&#0;", "&#x81;", "&#xfffe;", "<", "&amp;", "a", "\ud800"])).map("".join)
    )
)
def test_no_line_holds_what_a_database_or_a_browser_refuses(text):
    line = clean_line(text)
    assert line == " ".join(line.split())
    assert line.encode("utf-8").decode("utf-8") == line
    assert not any(
        ord(character) < 32 or 127 <= ord(character) < 160 or character in "\ufffe\uffff" for character in line
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://b.example/x?y=1#z", "https://b.example/x?y=1#z"),
        ("//b.example/x", "https://b.example/x"),
        ("/x", "https://a.example/x"),
        ("x", "https://a.example/news/x"),
        ("../x", "https://a.example/x"),
        ("?page=2", "https://a.example/news/story.html?page=2"),
        (" https://b.example/x\n", "https://b.example/x"),
        ("https://b.exam\nple/x", "https://b.example/x"),
        ("https://b.example/\x00x", "https://b.example/x"),
        ("https://b.example/ü", "https://b.example/ü"),
        ("/my file.html", "https://a.example/my%20file.html"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_an_address_is_made_absolute_as_a_browser_would(url, expected):
    assert clean_url(url, BASE) == expected


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " jAvA\nscript:alert(1)",
        "data:text/html,x",
        "mailto:rita@a.example",
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://[::1",
        "https://b.example/" + "x" * LONGEST_URL,
    ],
)
def test_what_is_no_web_address_is_none(url):
    assert clean_url(url, BASE) == ""


def test_a_relative_address_without_a_base_is_none():
    assert clean_url("/x") == clean_url("https://") == clean_url("https:///x") == ""


@given(st.text(), st.sampled_from(["", BASE]))
def test_any_text_is_an_absolute_web_address_or_none(url, base):
    found = clean_url(url, base)
    assert found == "" or found.startswith(("http://", "https://", "HTTP", "Http"))
    assert not any(character.isspace() for character in found)


@pytest.mark.parametrize(
    ("body", "content_type", "name", "kind"),
    [
        (b"<p>words</p>", "text/html; charset=utf-8", "", "html"),
        (b"words", "text/html", "", "html"),
        (b"<unknown/>", "application/rss+xml", "", "feed"),
        (b"<unknown/>", "", "feed.xml", "feed"),
        (b"<unknown/>", "", "notes.txt", "text"),
        (b"<!-- a feed --><rss></rss>", "", "", "feed"),
        (b"<?xml version='1.0'?>" + b"<!-- long -->" * 1_000 + b"<rss></rss>", "", "", "feed"),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'/>", "", "", "feed"),
        (b"<HTML><BODY>x", "", "", "html"),
        (b'{"items": []}', "application/json", "", "jsonfeed"),
        (b'{"items": []}', "", "feed.JSON", "jsonfeed"),
        (b'{"a": 1} is JSON', "", "notes.txt", "text"),
        (b"<p>words</p>", "", "notes.MD", "markdown"),
        ("Wörter und mehr".encode("utf-16"), "", "", "text"),
        ("<html><body>x".encode("utf-16"), "text/html", "", "html"),
        ("<?xml version='1.0'?><rss></rss>".encode("utf-16"), "application/rss+xml", "", "feed"),
    ],
)
def test_the_kind_is_told_by_looks_first_and_by_name_second(body, content_type, name, kind):
    assert kind_of(body, content_type, name) == kind


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"words\x00words", b"GIF89a", b"ID3\x04", b"\xd0\xcf\x11\xe0x"])
def test_what_holds_no_text_is_refused_in_a_sentence(body):
    with pytest.raises(Unreadable, match=r"^It is .+\.$"):
        kind_of(body)
