"""Plain text and Markdown files to documents, in whatever encoding they come."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.ingest.documents import Unreadable
from newsroom.ingest.texts import decode, parse_markdown, parse_text, read_date

from .reading import cases, expected, told

LINE = "The vote went on for hours, and nobody could say when it would end."


@pytest.mark.parametrize("path", cases("texts"), ids=lambda path: path.name)
def test_a_file_is_read_as_the_one_beside_it_says(path):
    parse = parse_markdown if path.suffix == ".md" else parse_text
    wanted = expected(path)
    assert told(parse(path.read_bytes(), path.name), wanted) == wanted


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_may_end_in_any_way(end):
    document = parse_text(f"A title{end}{end}{LINE}{end}".encode())
    assert (document.title, document.text) == ("A title", LINE)
    assert parse_markdown(f"---{end}title: A title{end}---{end}{LINE}".encode()).title == "A title"


@pytest.mark.parametrize("first", [LINE, "Who came?", "“He left!”", "They were:", "x" * 121])
def test_a_first_line_that_is_no_title_stays_in_the_text(first):
    assert parse_text(f"{first}\n\n{LINE}".encode()).text == f"{first}\n\n{LINE}"


def test_the_first_sentence_is_the_title_of_a_text_without_one():
    assert parse_text(f"{LINE} Nobody left.".encode()).title == LINE.rstrip(".")
    assert parse_markdown(f"{LINE} Nobody left.".encode()).title == LINE.rstrip(".")


@pytest.mark.parametrize("title", ["<Untitled>", "If a <b and AT&amp;T are read"])
def test_the_title_of_a_plain_text_is_no_markup(title):
    assert parse_text(f"{title}\n\n{LINE}".encode()).title == title
    assert parse_text(f"{title}. {LINE}".encode()).title == title


def test_one_line_is_title_and_text():
    document = parse_text(b"Parliament met")
    assert (document.title, document.text) == ("Parliament met", "Parliament met")


def test_short_lines_that_are_sentences_are_not_joined():
    assert parse_text(f"A title\n\nHe came.\nShe left.\n\n{LINE}".encode()).text == f"He came.\n\nShe left.\n\n{LINE}"


def test_a_line_separator_parts_lines():
    assert parse_text(f"A title\u2028{LINE * 2}".encode()).title == "A title"


def test_white_space_is_folded_in_long_lines_too():
    assert parse_text(f"A title\n{LINE}  {LINE}\t{LINE}".encode()).text == f"{LINE} {LINE} {LINE}"


def test_the_first_heading_of_markdown_is_its_title_when_no_field_says_one():
    document = parse_markdown(f"\n# Parliament *met* #\n\n{LINE}\n".encode(), "a.md")
    assert (document.text, document.key, document.url, document.published) == (LINE, "a.md", "", None)


def test_a_heading_that_becomes_the_title_is_read_as_markdown():
    assert parse_markdown(f"# *Met* [at](x) `<b>` 1 < 2 &amp; so\n\n{LINE}".encode()).title == "Met at <b> 1 < 2 & so"


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Open",  # never closed
        "--- \n\n---\n",
        "---\nno colon at all\n---\n",
        "---\nurl: javascript:alert(1)\ndate: some day\n---\n",
    ],
)
def test_odd_fields_before_markdown_do_no_harm(front):
    document = parse_markdown(f"{front}\n\n{LINE}".encode())
    assert document.text.endswith(LINE)
    assert (document.url, document.published) == ("", None)


@pytest.mark.parametrize("parse", [parse_text, parse_markdown])
@pytest.mark.parametrize("body", [b"", b" \n\t\r\n", b"\x00\x07", b"\xef\xbb\xbf"])
def test_a_file_without_words_is_refused(parse, body):
    with pytest.raises(Unreadable, match="no text"):
        parse(body)


@pytest.mark.parametrize("body", [b"> " * 300 + b"deep", b"*a **b " * 300 + b"c** d*" * 300])
def test_markdown_nested_beyond_use_is_refused(body):
    with pytest.raises(Unreadable):
        parse_markdown(body)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“It’s a café,” he said – and left.", "utf-8"),
        ("“It’s a café,” he said – and left.", "utf-8-sig"),
        ("“It’s a café,” he said – and left.", "utf-16"),
        ("\ufeff“It’s a café,” he said – and left.", "utf-16-be"),
        ("Новости дня: парламент собрался в воскресенье и избрал нового председателя.", "windows-1251"),
        ("日本の国会は日曜日に新しい議長を選出した。これは長い夜であった。", "shift_jis"),
        ("“It’s a café,” he said – and left the naïve crowd of Zürich.", "windows-1252"),
        ("It’s over.", "windows-1252"),
        ("A naïve café in Zürich", "latin-1"),
    ],
)
def test_bytes_are_read_in_the_encoding_they_are_in(text, encoding):
    assert decode(text.encode(encoding)) == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_are_text_without_control_codes_or_surrogates(body):
    text = decode(body)
    assert "\x00" not in text
    assert "\r" not in text
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.one_of(st.binary(), st.text().map(str.encode)), st.sampled_from([parse_text, parse_markdown]))
def test_any_bytes_are_a_document_with_parts_inside_its_text_or_a_refusal(body, parse):
    try:
        document = parse(body, "name")
    except Unreadable as reason:
        assert str(reason)
        return
    assert document.text.strip()
    assert all(0 <= part.start < part.end <= len(document.text) for part in document.parts)


EAST = timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-11-07", datetime(2021, 11, 7, tzinfo=UTC)),
        (" 2021-11-07 06:30 ", datetime(2021, 11, 7, 6, 30, tzinfo=UTC)),
        ("2021-11-07T06:30:00Z", datetime(2021, 11, 7, 6, 30, tzinfo=UTC)),
        ("2021-11-07T06:30:00+03:00", datetime(2021, 11, 7, 6, 30, tzinfo=EAST)),
        ("Sun, 07 Nov 2021 06:30:00 +0300", datetime(2021, 11, 7, 6, 30, tzinfo=EAST)),
        ("7 Nov 2021 06:30 GMT", datetime(2021, 11, 7, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_with_its_zone_or_in_utc(text, moment):
    found = read_date(text)
    assert (found, found.utcoffset()) == (moment, moment.utcoffset())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2021-02-30",
        "2021-11-07T25:00",
        "7 Nov 99999 06:30 GMT",
        "\x00",
        "Sun, 07 Nov 2021 06:30:00 +" + "9" * 15,
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:00:00-10:00",
    ],
)
def test_what_is_no_date_is_none(text):
    assert read_date(text) is None


@given(
    st.one_of(st.text(), st.from_regex(r"[0-9]{1,2} Nov [0-9]{1,5} [0-9]{2}:[0-9]{2} [+-][0-9]{1,20}", fullmatch=True))
)
def test_any_text_is_a_moment_that_every_zone_can_tell_or_none(text):
    found = read_date(text)
    assert found is None or found.astimezone(UTC) == found
