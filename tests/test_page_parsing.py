"""Web pages to documents: the story, its day, its address, and the feeds a page names."""

from datetime import UTC, datetime

import pytest

from newsroom.ingest.documents import Unreadable
from newsroom.ingest.pages import find_feeds, page_text, parse_page

from .reading import cases, expected, told

ADDRESS = "https://www.a.example/story.html?utm_source=x"
WORDS = "Parliament met on Sunday, and after a long debate with many breaks it elected a new speaker, Rita Haddad said."
BODY = (
    f"<article><p>{WORDS}</p><p>{WORDS.replace('Sunday', 'Monday')}</p><p>{WORDS.replace('met', 'sat')}</p></article>"
)


def page(head="", body=BODY, url=ADDRESS):
    return parse_page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), url)


@pytest.mark.parametrize("path", cases("pages"), ids=lambda path: path.name)
def test_a_page_is_read_as_the_file_beside_it_says(path):
    wanted = expected(path)
    assert told(parse_page(path.read_bytes(), "https://a.example/drones?utm_source=x"), wanted) == wanted


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Vote | Ledger</title>", "Vote | Ledger"),
        ("<title>x</title><meta property='og:title' content='AT&amp;amp;T votes'>", "AT&T votes"),
        ("<title> It’s\n late </title>", "It’s late"),
    ],
)
def test_the_title_is_what_the_page_calls_itself(head, title):
    assert page(head).title == title


def test_a_single_heading_is_a_better_title_than_that_of_the_window():
    assert page("<title>Vote | Ledger</title>", f"<h1>The vote</h1>{BODY}").title == "The vote"
    assert page("<title>Vote | Ledger</title>", f"<h1>The</h1><h1>vote</h1>{BODY}").title == "Vote | Ledger"


def test_a_page_without_a_title_takes_its_first_sentence():
    assert page().title == WORDS.rstrip(".")


def test_a_first_paragraph_that_repeats_the_title_is_left_out_and_the_parts_stay_true():
    document = page("<title>The Vote</title>", BODY.replace("<p>", "<p>THE VOTE</p><p>See <a href='/x'>this</a>. ", 1))
    assert not document.text.startswith("THE VOTE")
    assert [document.text[part.start : part.end] for part in document.parts if part.kind == "link"] == ["this"]


LINKED = "<script type='application/ld+json'>{}</script>"


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2021-11-07T06:00:00Z'>",
        "<meta name='date' content='2021-11-07T06:00'>",
        "<meta itemprop='datePublished' content='2021-11-07T09:00:00+03:00'>",
        "<meta name='DC.Date' content='Sun, 07 Nov 2021 06:00:00 GMT'>",
        LINKED.format('{"datePublished": "2021-11-07T06:00:00Z"}'),
        LINKED.format('[{"a": [{"datePublished": 7}]}, {"mainEntity": {"datePublished": "2021-11-07T06:00:00Z"}}]'),
        LINKED.format("{broken") + LINKED.format('{"datePublished": "2021-11-07T06:00:00Z"}'),
        LINKED.format("[" * 3_000) + "<meta name='date' content='2021-11-07T06:00'>",
        LINKED.format('{"datePublished": "soon"}') + "<meta name='date' content='2021-11-07T06:00'>",
        LINKED.format('{"datePublished": "2021-11-07T06:00:00Z"}') + "<meta name='date' content='2020-01-01'>",
        "<meta name='date' content='soon'><meta name='pubdate' content='2021-11-07T06:00'>",
    ],
)
def test_the_day_is_found_wherever_pages_write_it(head):
    assert page(head).published == datetime(2021, 11, 7, 6, tzinfo=UTC)


def test_the_first_time_of_a_page_is_its_day_when_nothing_else_says_one():
    times = "<time datetime='2021-11-07'>7 Nov</time><time datetime='2020-01-01'>then</time>"
    assert page(body=times + BODY).published == datetime(2021, 11, 7, tzinfo=UTC)
    assert page().published is None


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("/story.html", "https://www.a.example/story.html"),
        ("https://a.example/story.html", "https://a.example/story.html"),
        ("https://b.example/story.html", ADDRESS),
        ("javascript:alert(1)", ADDRESS),
        ("", ADDRESS),
    ],
)
def test_a_page_names_its_own_address_but_not_that_of_another_site(canonical, url):
    document = page(f"<link rel='canonical' href='{canonical}'>")
    assert (document.url, document.key) == (url, url)


def test_the_source_of_a_page_is_its_site():
    assert page("<meta property='og:site_name' content='Gulf &amp;amp; Ledger'>").source == "Gulf & Ledger"
    assert page().source == "a.example"
    assert page(url="").source == ""


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>let words = 1</script>", "<!-- words -->"])
def test_a_page_without_a_story_is_refused(body):
    with pytest.raises(Unreadable):
        page(body=body)


def test_a_deep_page_is_refused_or_read_but_never_fails():
    try:
        assert WORDS in page(body="<div>" * 5_000 + BODY).text
    except Unreadable as reason:
        assert str(reason)


@pytest.mark.parametrize("body", [b"", b"\x00", b"\xff\xfe", b"<?xml version='1.0' encoding='utf-8'?>", b"<"])
def test_bytes_that_are_no_page_are_refused(body):
    with pytest.raises(Unreadable):
        parse_page(body, ADDRESS)


def test_a_page_may_begin_with_an_xml_declaration():
    body = f"<?xml version='1.0' encoding='utf-8'?>\n<html><head><title>Café</title></head><body>{BODY}</body></html>"
    assert parse_page(body.encode(), ADDRESS).title == "Café"


@pytest.mark.parametrize("declared", [b"<meta charset=utf-8>", b""])
def test_control_codes_in_a_page_do_no_harm(declared):
    body = b"<html><head>%s</head><body>%s</body></html>" % (declared, BODY.replace("Rita", "Ri\x0bt\x00a").encode())
    assert "Rita Haddad" in parse_page(body, ADDRESS).text


TEXT = "“It’s a café,” he said."


@pytest.mark.parametrize(
    ("content_type", "meta", "encoding"),
    [
        ("text/html; charset=utf-8", "", "utf-8"),
        ('text/html; charset="windows-1252"', "", "windows-1252"),
        ("text/html; charset=windows-1252", "<meta charset=utf-8>", "windows-1252"),
        ("text/html", "<meta charset='windows-1252'>", "windows-1252"),
        ("text/html", "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", "windows-1252"),
        ("text/html", "", "utf-8"),
        ("text/html", "", "utf-8-sig"),
        ("text/html", "", "utf-16"),
        ("text/html; charset=nonsense", "", "utf-8"),
        ("text/html; charset=ascii", "", "utf-8"),
        ("text/html; charset=utf-8", "", "windows-1252"),
        ("text/html; charset=iso-8859-1", "", "windows-1252"),
        ("text/html", "<meta charset=latin1>", "windows-1252"),
        ("text/html; charset=undefined", "", "utf-8"),
        ("text/html; charset=idna", "", "utf-8"),
        ("text/html", "<meta charset='utf-16'>", "utf-8"),
    ],
)
def test_a_page_is_read_in_the_character_set_it_declares_or_else_has(content_type, meta, encoding):
    markup = f"{meta}<p>{TEXT}</p>"
    assert page_text(markup.encode(encoding), content_type) == markup


def test_feeds_are_found_once_each_in_their_order():
    head = """<link rel="alternate" type="application/rss+xml" href="/rss.xml">
        <LINK REL="home alternate" TYPE="Application/Atom+XML" HREF="https://b.example/atom.xml">
        <link rel="alternate" type="application/feed+json" href="feed.json">
        <link rel="alternate" type="application/rss+xml" href="/rss.xml">
        <link rel="alternate" type="application/rss+xml" href="javascript:x">
        <link rel="alternate" type="application/rss+xml">
        <link rel="alternate" type="text/html" href="/de/"><link rel="stylesheet" type="text/css" href="/x.css">"""
    assert find_feeds(f"<html><head>{head}</head></html>".encode(), "https://a.example/news/") == [
        "https://a.example/rss.xml",
        "https://b.example/atom.xml",
        "https://a.example/news/feed.json",
    ]
    assert find_feeds(b"<html></html>", "https://a.example/") == []
