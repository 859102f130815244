"""HTML to plain text with stand-off parts: each part quotes exactly what it should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.ingest.documents import PART_KINDS, Unreadable
from newsroom.ingest.markup import DEEPEST, to_text

BASE = "https://a.example/news/"


def read(markup):
    text, _ = to_text(markup, BASE)
    return text


def parts(markup):
    """The (kind, quote, target) of every part."""
    text, found = to_text(markup, BASE)
    return [(part.kind, text[part.start : part.end], part.target) for part in found]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<p>Two", "One\n\nTwo"),
        ("One<div>Two</div>Three", "One\n\nTwo\n\nThree"),
        ("<p>One <b>bold</b> and <i>slanted</i> word</p>", "One bold and slanted word"),
        ("<p>  One\n\t two </p>", "One two"),
        ("<p>One<b> two</b> <i>three</i></p>", "One two three"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<p>One<br/>\n two</p>", "One\ntwo"),
        ("<p>AT&amp;T caf&eacute; &#8220;x&#8221; &lt;b&gt;</p>", "AT&T café “x” <b>"),
        ("<p>&amp;amp;</p>", "&amp;"),
        ("<p>10&nbsp;km</p>", "10\u00a0km"),
        ("<p>It&#146;s &#x80;5</p>", "It’s €5"),
        ("<p>a\x00b\x07c</p>", "abc"),
        ("<p>a\u2028b</p>", "a b"),
        ("<p>👩‍🚀 e\u0301 שלום</p>", "👩‍🚀 e\u0301 שלום"),
        ("<p>One<script>x</script><style>x</style><!-- x --> two</p>", "One two"),
        ("<p>One<span hidden>x</span><span style='display: none'>x</span><b aria-hidden=true>x</b></p>", "One"),
        ("<nav>x</nav><form>x</form><p>One</p><button>x</button>", "One"),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", "One\n\nTwo"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("<p></p><div> </div>", ""),
        ("<!-- nothing -->", ""),
        ("", ""),
        ("<p><b>Rita</b>\n<b>Smith</b></p>", "Rita Smith"),
        ("<p>a&#129;b&#127;c&#xFDD0;</p>", "abc"),
        ("<p>One<br><br>Two<br> <br>\n<br>Three</p>", "One\n\nTwo\n\nThree"),
    ],
)
def test_markup_becomes_paragraphs_of_plain_text(markup, text):
    assert read(markup) == text


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<h1>One</h1><h6>Six</h6>", [("heading", "One", ""), ("heading", "Six", "")]),
        ("<ul><li>One</li><li>Two<ol><li>Three</li></ol></li></ul>", ["One", "Two", "Three"]),
        ("<dl><dt>One</dt><dd>Two</dd></dl>", ["One", "Two"]),
        ("<blockquote><p>One</p><p>Two</p></blockquote><p>x</p>", [("quote", "One", ""), ("quote", "Two", "")]),
        ("<figure><figcaption>One</figcaption></figure>", [("caption", "One", "")]),
        ("<p>Read also: <b>One</b></p><p>x</p>", [("aside", "Read also: One", "")]),
        ("<p>x</p><div>y</div>", []),
        ("<h2> </h2><p>x</p>", []),
        ("<blockquote>One<br><br>Two</blockquote>", [("quote", "One", ""), ("quote", "Two", "")]),
    ],
)
def test_a_paragraph_keeps_what_it_is(markup, found):
    assert parts(markup) == [("item", each, "") if isinstance(each, str) else each for each in found]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>See <a href='x'>this one</a> now</p>", [("link", "this one", f"{BASE}x")]),
        ("<p>  <a href='/x'>This</a></p>", [("link", "This", "https://a.example/x")]),
        ("<p>One <a href='//b.example/'><b>two</b> three</a></p>", [("link", "two three", "https://b.example/")]),
        ("<p>👩‍🚀 שלום <a href='x'>Zoe\u0308</a></p>", [("link", "Zoe\u0308", f"{BASE}x")]),
        ("<p>A <img src='p.jpg' alt='bridge'> here</p>", [("picture", "bridge", f"{BASE}p.jpg")]),
        ("<p>A <img src='p.jpg'> here</p>", []),
        ("<p>A <img src='data:x' alt='bridge'> here</p>", []),
        ("<p><a href='javascript:x'>this</a> <a>that</a> <a href='mailto:r@a.example'>them</a></p>", []),
        ("<a href='x'></a><p>x</p>", []),
        (
            "<p><a href='x'>One <img src='p.jpg' alt='bridge'></a></p>",
            [("picture", "bridge", f"{BASE}p.jpg"), ("link", "One bridge", f"{BASE}x")],
        ),
        ("<h2><a href='x'>One</a></h2>", [("heading", "One", ""), ("link", "One", f"{BASE}x")]),
        ("<a href='x'><h2>One</h2></a><p>y</p>", [("heading", "One", ""), ("link", "One", f"{BASE}x")]),
        ("<p>a <a href='x'>b<br><br>c</a> d</p>", [("link", "b", f"{BASE}x"), ("link", "c", f"{BASE}x")]),
        ("<p>see<a href='x'> this </a>now</p>", [("link", "this", f"{BASE}x")]),
    ],
)
def test_links_and_pictures_quote_their_words_and_lead_to_absolute_addresses(markup, found):
    assert parts(markup) == found


def test_deep_markup_is_refused_and_that_at_the_limit_is_read():
    assert read("<div>" * DEEPEST + "x") == "x"
    with pytest.raises(Unreadable, match="200 levels"):
        to_text("<div>" * (DEEPEST + 1) + "x")


@pytest.mark.parametrize(
    "markup", ["<p>x" * 20_000, "<br>" * 20_000 + "x", "</div>" * 20_000 + "x", "<b></b>" * 20_000]
)
def test_wide_markup_is_read(markup):
    assert set(read(markup).split()) <= {"x"}


TAGS = "p div h2 li ul blockquote figcaption a b br img table td span nav script".split()
ATTRIBUTES = st.sampled_from(["", " href='x'", " src='p' alt='a  b '", " hidden", " href='javascript:x'"])
OPEN = st.tuples(st.sampled_from(TAGS), ATTRIBUTES).map(lambda drawn: "<{}{}>".format(*drawn))
CLOSE = st.sampled_from(TAGS).map("</{}>".format)
WORDS = st.sampled_from(
    ["one", " ", "\n", "\u00a0", "two ", " 👩‍🚀", "e\u0301", "&amp;", "&#129;", "Read also: ", "שלום", "<", "&"]
)
MARKUP = st.one_of(st.text(), st.lists(st.one_of(OPEN, CLOSE, WORDS, WORDS), max_size=30).map("".join))


@given(MARKUP)
def test_any_markup_gives_parts_that_lie_in_their_text(markup):
    text, found = to_text(markup, BASE)
    assert text == text.strip()
    for part in found:
        assert 0 <= part.start < part.end <= len(text)
        assert part.kind in PART_KINDS
        assert part.target.startswith("https://a.example/") == (part.kind in ("link", "picture"))
        assert "\n\n" not in text[part.start : part.end]
        assert text[part.start : part.end] == text[part.start : part.end].strip()


@given(MARKUP)
def test_block_parts_cover_whole_paragraphs(markup):
    text, found = to_text(markup, BASE)
    starts, at = {}, 0
    for paragraph in text.split("\n\n"):
        starts[at] = at + len(paragraph)
        at += len(paragraph) + 2
    for part in found:
        if part.kind not in ("link", "picture"):
            assert starts[part.start] == part.end
