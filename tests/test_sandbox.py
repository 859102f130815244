"""Foreign bytes: whatever comes, a document or a sentence comes out, within limits."""

import json

import pytest

from newsroom.ingest import sandbox
from newsroom.ingest.documents import Document, ParsedFeed, Unreadable
from newsroom.ingest.sniff import kind_of

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>%s</channel></rss>'
ITEM = b"<item><title>T</title><link>http://a.example/1</link><description>%s</description></item>"

HOSTILE = {
    "empty": b"",
    "blank": b" \n\t ",
    "nul": b"a\x00b" * 100,
    "control characters": b"\x01\x02\x1b[31mred",
    "truncated feed": RSS[:60],
    "mismatched tags": RSS % b"<item><title>T</item></title>",
    "wrong charset": RSS.replace(b"?>", b' encoding="nonsense"?>', 1) % (ITEM % b"x"),
    "koi8": RSS.replace(b"?>", b' encoding="koi8-r"?>', 1) % (ITEM % "новости".encode("koi8-r")),
    "windows-1251": "новости дня и ещё слова".encode("windows-1251"),
    "utf-16": "Some words of news.".encode("utf-16"),
    "nul entity": RSS % (ITEM % b"&#0;x"),
    "billion laughs": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><rss version="2.0"><channel><title>&j;</title></channel></rss>',
    "external entity": b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS % (ITEM % b"&x;"),
    "deep tags": RSS % (ITEM % (b"&lt;div&gt;" * 100_000)),
    "deep page": b"<html><body>" + b"<div>" * 100_000 + b"x",
    "many categories": RSS % (b"<item><title>T</title>" + b"<category>c</category>" * 20_000 + b"</item>"),
    "many attributes": b"<html><body><p " + b" ".join(b"a%d='x'" % n for n in range(100_000)) + b">x</p></body></html>",
    "many entries": RSS % (ITEM % b"x" * 3_000),
    "long title": RSS % (b"<item><title>" + b"t" * 3_000_000 + b"</title></item>"),
    "long line": b"word " * 400_000,
    "json that is no feed": b'{"version": "https://jsonfeed.org/version/1.1", "items": 7}',
    "json nested": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 50_000,
    "opml that is none": b"<opml><body></body></opml>",
    "surrogates": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "title": "\ud800",
            "items": [{"id": "1", "content_text": "a\ud800b"}],
        }
    ).encode(),
    "random": bytes(range(256)) * 400,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_end_in_a_document_or_a_sentence(name):
    try:
        result = sandbox.parse(kind_of(HOSTILE[name]), HOSTILE[name], seconds=6)
    except Unreadable as reason:
        assert str(reason)
        return
    assert isinstance(result, Document | ParsedFeed | list)
    documents = result.entries if isinstance(result, ParsedFeed) else [result]
    for document in documents:
        words = document.title + document.text
        assert "\x00" not in words
        assert words.encode("utf-8")
        assert "root:" not in words
        assert len(document.title) <= 500


def test_entities_of_a_feed_do_not_grow_without_end():
    try:
        feed = sandbox.parse("feed", HOSTILE["billion laughs"], seconds=6)
    except Unreadable:
        return
    assert len(feed.title) <= 500


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" jAvAsCrIpT&#58;alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        '<svg onload="alert(1)"><a xlink:href="javascript:alert(1)">x</a></svg>',
        '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
    ],
)
def test_no_attack_becomes_a_link_or_survives_as_markup_to_follow(attack):
    escaped = attack.replace("&", "&amp;").replace("<", "&lt;").encode()
    feed = sandbox.parse("feed", RSS % (ITEM % (escaped + b"&lt;p&gt;words&lt;/p&gt;")), url="http://a.example/")
    [entry] = feed.entries
    assert all(part.target.startswith(("http://", "https://")) for part in entry.parts if part.target)
    assert "alert(1)</script>" not in entry.text


def test_a_parser_that_takes_too_long_is_stopped_and_the_next_one_works():
    endless = b"<html><body>" + b"<p>a<b>b<i>c" * 200_000
    with pytest.raises(Unreadable):
        sandbox.parse("html", endless, seconds=1)
    assert sandbox.parse("text", b"Some words.").text == "Some words."


def test_a_parser_that_takes_too_much_memory_is_stopped():
    with pytest.raises(Unreadable):
        sandbox.parse("html", b"<p>" + b"word " * 2_000_000, memory=150 * 1024 * 1024)


@pytest.mark.parametrize("body", [b"%PDF-1.7 x", b"\x89PNG\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"\x7fELF"])
def test_what_is_no_text_is_said_to_be_none(body):
    with pytest.raises(Unreadable, match="It is a"):
        kind_of(body)


@pytest.mark.parametrize(
    "body, name, kind",
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?><rss></rss>", "", "feed"),
        (b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>", "", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'></rdf:RDF>", "", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "", "jsonfeed"),
        (b"<opml version='2.0'></opml>", "", "opml"),
        (b"<!DOCTYPE html><html></html>", "", "html"),
        (b"# Title", "a.md", "markdown"),
        (b"Plain words", "a.txt", "text"),
        (b"2 < 3 and so on", "a.txt", "text"),
    ],
)
def test_kinds_are_told_by_what_bytes_look_like(body, name, kind):
    assert kind_of(body, name=name) == kind
