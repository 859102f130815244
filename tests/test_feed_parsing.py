"""Feeds of every kind to entries, and what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.ingest.documents import ParsedFeed, Unreadable
from newsroom.ingest.feeds import MOST_ENTRIES, TEASER, parse_feed, parse_json_feed

from .reading import cases, expected, told

ADDRESS = "https://a.example/feed"
RSS = '<?xml version="1.0"{}?><rss version="2.0"><channel><title>F</title>{}</channel></rss>'


def rss(items, encoding=""):
    return RSS.format(f' encoding="{encoding}"' if encoding else "", items).encode(encoding or "utf-8")


def entries(items):
    return parse_feed(rss(items), ADDRESS).entries


def entry(inside):
    [found] = entries(f"<item><title>T</title>{inside}</item>")
    return found


@pytest.mark.parametrize("path", cases("feeds"), ids=lambda path: path.name)
def test_a_feed_is_read_as_the_file_beside_it_says(path):
    parse = parse_json_feed if path.suffix == ".jsonfeed" else parse_feed
    feed, wanted = parse(path.read_bytes(), ADDRESS), expected(path)
    assert (feed.title, feed.site_url, list(feed.refused)) == (wanted["title"], wanted["site_url"], wanted["refused"])
    assert [told(found, names) for found, names in zip(feed.entries, wanted["entries"], strict=True)] == wanted[
        "entries"
    ]


@pytest.mark.parametrize(
    "date", ["", "soon", "Fri, 07 Nov 2999 06:00:00 GMT", "Sun, 07 Nov 1021 06:00:00 GMT", "Sun, 31 Feb 2021 06:00 GMT"]
)
def test_an_entry_without_a_day_that_can_be_believed_has_none(date):
    assert entry(f"<pubDate>{date}</pubDate>").published is None
    assert entry("").published is None


@pytest.mark.parametrize(
    ("text", "is_teaser"),
    [
        ("<description>Short.</description>", True),
        (f"<description>{'long ' * TEASER}</description>", False),
        (f"<description>{'long ' * TEASER}[…]</description>", True),
        (f"<description>{'long ' * TEASER}...</description>", True),
        (f"<description>{'long ' * TEASER}Read more &amp;raquo;</description>", True),
        (f"<description>{'long ' * TEASER}&lt;a href='x'&gt;Continue reading&lt;/a&gt;</description>", True),
        ("", True),
        (f"<description>{'long ' * TEASER} He lives there no more than that.</description>", False),
        (f"<description>{'long ' * TEASER} He lives in Baltimore.</description>", False),
        (f"<description>{'long ' * TEASER} Nobody asks anymore.</description>", False),
        (f"<description>{'long ' * TEASER} Readers want more.</description>", False),
        (f"<description>{'long ' * TEASER}. More</description>", True),
    ],
)
def test_an_excerpt_is_told_from_a_whole_text(text, is_teaser):
    assert entry(f"<link>https://a.example/1</link>{text}").is_teaser == is_teaser


def test_a_short_text_is_whole_when_the_feed_calls_it_its_content():
    [found] = entries(
        '<item xmlns:c="http://purl.org/rss/1.0/modules/content/"><title>T</title><link>https://a.example/1</link>'
        "<c:encoded>Short.</c:encoded></item>"
    )
    assert not found.is_teaser


def test_plain_text_keeps_its_signs_and_paragraphs():
    words = "1 &lt; 2, and &lt;b is so.\n \nEnd"
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><content{}>{}</content></entry></feed>'
    texts = [parse_feed(feed.format(kind, words).encode(), ADDRESS).entries[0].text for kind in ("", ' type="text"')]
    assert texts == ["1 < 2, and <b is so.\n\nEnd"] * 2


@pytest.mark.parametrize("words", ["&lt;p&gt;One&lt;/p&gt;Two", "One&lt;br&gt;&lt;br&gt;Two"])
def test_markup_that_says_it_is_plain_text_is_read_as_markup(words):
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><summary>{words}</summary></entry></feed>'
    assert parse_feed(feed.encode(), ADDRESS).entries[0].text == "One\n\nTwo"
    assert entry(f"<description>{words}</description>").text == "One\n\nTwo"


def test_an_entry_without_a_link_is_no_excerpt_of_anything():
    found = entry("<description>Short.</description>")
    assert (found.url, found.is_teaser) == ("", False)


def test_entries_that_have_neither_link_nor_name_are_told_apart():
    items = "<item><title>One</title></item><item><title>Two</title></item>"
    items += "<item><description>Three.</description></item>"
    items += "<item><description>Four.</description></item>"
    keys = [found.key for found in entries(items)]
    assert len(set(keys)) == len(keys)


def test_the_first_sentence_is_the_title_of_an_entry_without_one():
    text = "Parliament met on Sunday. " + "Nobody left before midnight. " * 9
    [found] = entries(f"<item><description>{text}</description></item>")
    assert found.title == "Parliament met on Sunday"


def test_an_entry_without_title_and_text_is_refused_by_its_number():
    feed = parse_feed(rss("<item><title>T</title></item><item><link>https://a.example/2</link></item>"), ADDRESS)
    assert [found.title for found in feed.entries] == ["T"]
    assert feed.refused == ("Entry 2: it has neither title nor text.",)


def test_a_name_is_good_inside_its_feed_only_unless_it_is_an_address():
    assert entry('<guid isPermaLink="false">7</guid>').key == f"{ADDRESS}#7"
    assert entry('<guid isPermaLink="false">tag:a.example:7</guid>').key == "tag:a.example:7"
    assert entry("<link>https://a.example/7</link>").key == "https://a.example/7"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-15", "utf-8-sig"])
def test_a_feed_is_read_in_the_encoding_it_declares(encoding):
    body = rss("<item><title>Café – Zürich</title></item>".replace("–", "-"), encoding.removesuffix("-sig"))
    body = b"\xef\xbb\xbf" + body if encoding == "utf-8-sig" else body
    assert parse_feed(body, ADDRESS).entries[0].title == "Café - Zürich"


def test_quotes_of_windows_are_read_in_a_feed_that_claims_to_be_latin():
    body = rss("<item><title>Q</title></item>", "iso-8859-1").replace(b"Q", b"It\x92s")
    assert parse_feed(body, ADDRESS).entries[0].title == "It’s"


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>T & U</title></item>"),
        rss("<item><title>T</title></item>").replace(b"</channel>", b""),
        rss("<item><title>T\x0b\x00</title></item>"),
        b"\n\n " + rss("<item><title>T</title></item>"),
        rss("<item><title>T&nbsp;&undefined;</title></item>"),
        rss("<item><title>T</title><b></i></item>"),
    ],
)
def test_a_feed_that_is_not_well_formed_still_gives_its_entries(body):
    assert [found.title[0] for found in parse_feed(body, ADDRESS).entries] == ["T"]


def test_entities_that_grow_are_not_followed():
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    body = f'<!DOCTYPE rss [<!ENTITY a "ha">{laughs}]>' + '<rss version="2.0"><channel><item><title>T&i;</title></item>'
    [found] = parse_feed((body + "</channel></rss>").encode(), ADDRESS).entries
    assert "haha" not in found.title + found.text


def test_an_entity_of_a_file_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    body = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + '<rss version="2.0"><channel><title>F</title>'
    body += "<item><title>T &x;</title></item></channel></rss>"
    assert "secret words" not in "".join(found.title for found in parse_feed(body.encode(), ADDRESS).entries)


def test_a_deeply_nested_entry_is_refused_and_the_others_are_read():
    items = f"<item><title>A</title><description>{'&lt;div&gt;' * 300}x</description></item>"
    feed = parse_feed(rss(items + "<item><title>B</title></item>"), ADDRESS)
    assert [found.title for found in feed.entries] == ["B"]
    assert feed.refused == ("Entry 1: Its markup is nested more than 200 levels deep.",)


def test_no_more_entries_are_read_than_a_reader_can_use():
    assert len(entries("<item><title>T</title></item>" * (MOST_ENTRIES + 1))) == MOST_ENTRIES


@pytest.mark.parametrize(
    "body", [b"<html><body>x</body></html>", b"<rss", b"words", b"\x00\x00", b"<?xml version='1.0'?><other/>"]
)
def test_what_is_no_feed_is_refused(body):
    with pytest.raises(Unreadable, match="no feed"):
        parse_feed(body, ADDRESS)


def test_an_empty_body_is_no_feed():
    with pytest.raises(Unreadable, match="no feed"):
        parse_feed(b"", ADDRESS)


@pytest.mark.parametrize("name", ["undefined", "punycode"])
def test_a_feed_in_a_character_set_that_cannot_be_is_refused(name):
    with pytest.raises(Unreadable, match="no feed"):
        parse_feed(rss("<item><title>T</title></item>"), ADDRESS, f"text/xml; charset={name}")


def test_the_text_of_an_entry_is_its_title_as_it_stands_when_it_has_none():
    found = entry("<description>If a &amp;lt;b and AT&amp;amp;amp;T</description>")
    assert found.text == "If a <b and AT&amp;T"
    [untitled] = entries("<item><description>If a &amp;lt;b and AT&amp;amp;amp;T</description></item>")
    assert untitled.title == "If a <b and AT&amp;T"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'{"items": {}}', b"\xff\xfe{", b"[" * 100_000])
def test_what_is_no_json_feed_is_refused(body):
    with pytest.raises(Unreadable, match="JSON"):
        parse_json_feed(body, ADDRESS)


def test_a_json_entry_without_a_name_takes_its_address_for_one():
    items = [{"id": None, "title": "T", "url": "https://a.example/1"}]
    assert parse_json_feed(json.dumps({"items": items}).encode()).entries[0].key == "https://a.example/1"


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.floats(), st.text(), st.sampled_from(["2021-11-07", "<p>x</p>", "//[", "/x"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from("id url title content_html content_text authors name summary items".split()), inner
        ),
    ),
)


@given(st.lists(VALUES, max_size=4))
def test_any_json_gives_entries_with_parts_inside_their_text(items):
    feed = parse_json_feed(json.dumps({"items": items}).encode(), ADDRESS)
    assert isinstance(feed, ParsedFeed)
    assert len(feed.entries) + len(feed.refused) == len(items)
    for found in feed.entries:
        assert found.title
        assert all(0 <= part.start < part.end <= len(found.text) for part in found.parts)


def test_an_entry_of_nothing_but_a_sign_is_called_by_it():
    [found] = parse_json_feed(json.dumps({"items": [{"content_html": "."}]}).encode(), ADDRESS).entries
    assert found.title == "."
