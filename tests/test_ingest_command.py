"""`manage.py ingest`: every kind of source, a last line with counts, and nothing that ends a run."""

import io
import os

import pytest
from django.core.management import CommandError, call_command

from newsroom.models import Article, Feed, Refusal

from .test_refresh import atom, paragraphs_of, web  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


def ingest(*arguments):
    """(last line, what was said on the way, exit status)."""
    said, told = io.StringIO(), io.StringIO()
    try:
        call_command("ingest", *map(str, arguments), stdout=said, stderr=told)
    except SystemExit as end:
        return said.getvalue().strip(), told.getvalue(), end.code
    return said.getvalue().strip(), told.getvalue(), 0


def test_a_folder_gives_every_file_in_it(tmp_path):
    (tmp_path / "a.txt").write_text("A title\n\nThe text of a file, in plain words.")
    (tmp_path / "b.md").write_text("---\ntitle: B\ndate: 2021-11-07\nsource: Courier\n---\nSome *words*.\n")
    (tmp_path / "c.html").write_text("<html><head><title>C</title></head><body><p>" + "Words of a page. " * 40)
    (tmp_path / "README.md").write_text("not an article")
    (tmp_path / ".hidden.txt").write_text("not an article either")
    (tmp_path / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    last, told, status = ingest(tmp_path)
    assert (last, status) == ("3 new, 0 revised, 0 known, 1 refused", 0)
    assert "d.png: It is a picture." in told
    assert Article.objects.get(title="B").source == "Courier"


def test_a_second_run_adds_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("A title\n\nThe text of a file, in plain words.")
    (tmp_path / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    ingest(tmp_path)
    last, _, _ = ingest(tmp_path)
    assert last == "0 new, 0 revised, 1 known, 1 refused"
    assert (Article.objects.count(), Refusal.objects.count()) == (1, 1)


def test_a_changed_file_is_a_revision(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("A title\n\nThe text of a file, in plain words.")
    ingest(file)
    file.write_text("A title\n\nThe text of a file, in other words.")
    assert ingest(file)[0] == "0 new, 1 revised, 0 known, 0 refused"
    assert Article.objects.get().revisions.count() == 1


def test_a_saved_page_that_changed_is_a_revision(tmp_path):
    file = tmp_path / "page.html"
    for last_word in ("one", "two"):
        file.write_text(f"<html><body><article><h1>One</h1>{paragraphs_of(6)}<p>Version {last_word}.</p></article>")
        last, _, _ = ingest(file)
    assert last == "0 new, 1 revised, 0 known, 0 refused"


def test_nothing_readable_is_a_failure_and_one_bad_source_is_not(tmp_path):
    (tmp_path / "a.txt").write_text("A title\n\nThe text of a file, in plain words.")
    missing = tmp_path / "missing.txt"
    assert ingest(missing)[2] == 1
    assert ingest(missing, tmp_path / "a.txt")[2] == 0


def test_a_file_whose_name_is_no_text_is_named_all_the_same(tmp_path):
    with open(os.fsencode(tmp_path) + b"/caf\xe9.png", "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
    last, told, _ = ingest(tmp_path)
    assert last == "0 new, 0 revised, 0 known, 1 refused"
    assert r"caf\xe9.png: It is a picture." in told


def test_a_name_that_no_file_can_have_is_refused():
    last, told, status = ingest("x" * 5_000)
    assert (last, status) == ("0 new, 0 revised, 0 known, 1 refused", 1)
    assert "It cannot be opened: File name too long." in told


def test_undated_text_takes_the_day_of_the_command_line(tmp_path):
    (tmp_path / "a.txt").write_text("A title\n\nThe text of a file, in plain words.")
    ingest(tmp_path / "a.txt", "--date", "2021-11-07", "--source", "Courier")
    article = Article.objects.get()
    assert (str(article.published_at.date()), article.published_is_certain, article.source) == (
        "2021-11-07",
        True,
        "Courier",
    )


def test_a_day_that_is_none_is_refused(tmp_path):
    with pytest.raises(CommandError, match="2021-11-07"):
        ingest(tmp_path, "--date", "yesterday")


def test_standard_input_is_read(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b"A title\n\nWords that came through a pipe.")

    monkeypatch.setattr("sys.stdin", Stdin)
    assert ingest("-")[0] == "1 new, 0 revised, 0 known, 0 refused"


def test_a_feed_is_subscribed_and_a_list_of_feeds_too(web):  # noqa: F811
    answers, address = web
    answers["/feed"] = atom({"id": "1", "title": "One"})
    answers["/other"] = atom({"id": "2", "title": "Two"})
    outline = f'<outline text="x"><outline xmlUrl="{address}/other"/></outline>'
    answers["/list"] = f'<opml version="2.0"><body>{outline}</body></opml>'.encode()
    assert ingest(f"{address}/feed", f"{address}/list")[0] == "2 new, 0 revised, 0 known, 0 refused"
    assert Feed.objects.count() == 2


def test_a_feed_of_a_list_that_cannot_be_read_is_named_with_its_reason(web):  # noqa: F811
    answers, address = web
    answers["/list"] = f'<opml version="2.0"><body><outline xmlUrl="{address}/gone"/></body></opml>'.encode()
    last, told, status = ingest(f"{address}/list")
    assert (last, status) == ("0 new, 0 revised, 0 known, 1 refused", 1)
    assert f"{address}/gone: The server answered 404: nothing is there." in told


def test_a_page_is_an_article(web):  # noqa: F811
    answers, address = web
    paragraphs = paragraphs_of(6)
    meta = '<meta property="article:published_time" content="2021-11-07T06:00:00Z">'
    answers["/page"] = (
        f"<html lang=en><head>{meta}</head><body><article><h1>One</h1>{paragraphs}</article></body>".encode()
    )
    ingest(f"{address}/page")
    article = Article.objects.get()
    assert (article.title, str(article.published_at.date()), article.language) == ("One", "2021-11-07", "en")
    assert article.text.startswith("Paragraph 0")


def test_a_feed_file_gives_its_entries(tmp_path):
    (tmp_path / "feed.xml").write_bytes(atom({"id": "1", "title": "One"}))
    assert ingest(tmp_path / "feed.xml")[0] == "1 new, 0 revised, 0 known, 0 refused"


def test_a_private_address_is_refused_in_a_sentence():
    last, told, status = ingest("http://169.254.169.254/latest/meta-data")
    assert (last, status) == ("0 new, 0 revised, 0 known, 1 refused", 1)
    assert "private network" in told
