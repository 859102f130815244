"""Articles with their tags as files: from the pages, the API and the command line."""

import io
import json
import zipfile

import pytest
import spacy
from django.core.management import CommandError, call_command
from spacy.tokens import DocBin

from annotate.export import FORMATS, export
from annotate.models import Entity, Mention
from newsroom.models import Article
from newsroom.views import spans

from .archive import CLASH, archive, ed, rita
from .test_editing import mend
from .test_formats import follows_the_recommendation, read_conll

pytestmark = pytest.mark.django_db
ONE, MANY = 4, 4  # queries of the file of an article and of a search for one name, for a visitor
READER = spacy.blank("en")


@pytest.fixture
def articles():
    return archive()


def body(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.getvalue()


def shown(article):
    return list(article.mentions.values_list("start", "end", "label"))


def jsonl(client, path, **query):
    return [json.loads(line) for line in body(client, path, **query).splitlines()]


def docs(packed):
    return list(DocBin().from_bytes(packed).get_docs(READER.vocab))


def ents(doc):
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def test_json_lines_hold_what_readers_see(client, articles):
    (line,) = jsonl(client, f"{articles[0].get_absolute_url()[:-1]}.jsonl")
    assert (line["doc"], line["text"], line["published"][:10]) == (articles[0].key, CLASH, "2021-11-06")
    assert [(m["start"], m["end"], m["label"]) for m in line["mentions"]] == shown(articles[0])
    assert [m["text"] for m in line["mentions"]] == [line["text"][m["start"] : m["end"]] for m in line["mentions"]]
    assert line["mentions"][2]["entity"] == "Mustafa al-Kadhimi"


def test_conll_reads_back_to_what_readers_see(client, articles):
    lines = body(client, f"{articles[0].get_absolute_url()[:-1]}.conll").decode()
    assert read_conll(CLASH, lines) == shown(articles[0])


def test_a_docbin_reads_back_to_what_readers_see(client, articles):
    (doc,) = docs(body(client, f"{articles[0].get_absolute_url()[:-1]}.spacy"))
    assert (doc.text, ents(doc)) == (CLASH, shown(articles[0]))
    assert doc.ents[2].kb_id_ == f"http://testserver{Entity.objects.get(kind='person').get_absolute_url()}"


def test_web_annotations_quote_the_plain_text_at_their_source(client, articles):
    found = json.loads(body(client, f"{articles[0].get_absolute_url()[:-1]}.jsonld"))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert len(found["first"]["items"]) == len(shown(articles[0]))
    for annotation in found["first"]["items"]:
        text = body(client, annotation["target"]["source"]["id"].removeprefix("http://testserver")).decode()
        annotation = json.loads(json.dumps(annotation).replace("http://testserver", "https://testserver"))
        follows_the_recommendation(annotation, text)


def test_a_search_gives_what_it_finds_and_everything_without_words(client, articles):
    assert [line["title"] for line in jsonl(client, "/search.jsonl", q="place:Basra")] == ["March on the Green Zone"]
    assert len(jsonl(client, "/search.jsonl")) == 3
    assert body(client, "/search.conll", q="nothing") == b""
    assert json.loads(body(client, "/search.jsonld", q="nothing"))["first"]["items"] == []


def test_a_search_gives_docbins_in_a_zip(client, articles, monkeypatch):
    monkeypatch.setattr("annotate.export.DOCS", 2)
    packed = zipfile.ZipFile(io.BytesIO(body(client, "/search.spacy")))
    assert packed.testzip() is None
    assert packed.namelist() == ["0001.spacy", "0002.spacy"]
    found = [doc for name in packed.namelist() for doc in docs(packed.read(name))]
    assert [ents(doc) for doc in found] == [shown(article) for article in articles]


@pytest.mark.parametrize("name", FORMATS)
def test_the_api_and_the_pages_give_the_same(client, articles, name):
    page = articles[0].get_absolute_url()[:-1]
    one = body(client, f"/api/v1/articles/{articles[0].pk}/export", format=name)
    assert one == body(client, f"{page}.{name}") or name == "spacy"
    if name != "spacy":  # a zip says when it was made
        assert body(client, "/api/v1/export", format=name, q="drone") == body(client, f"/search.{name}", q="drone")


@pytest.mark.parametrize(("path", "status"), [("export?format=xml", 422), ("articles/0/export", 404)])
def test_what_the_api_cannot_give_is_said(client, articles, path, status):
    assert client.get(f"/api/v1/{path}").status_code == status


def test_who_said_what_is_for_editors(client, articles):
    editor = ed()
    mend(articles[0], "Basra", "ORG", editor=editor)
    path = f"{articles[0].get_absolute_url()[:-1]}.jsonl"
    for who in (None, rita()):
        if who:
            client.force_login(who)
        (line,) = jsonl(client, path)
        assert "edits" not in line
        assert line["mentions"][-1]["origin"] == "editor"
    client.force_login(editor)
    (line,) = jsonl(client, path)
    assert line["edits"][0]["editor"] == "ed"


def test_a_mention_of_words_that_changed_meanwhile_is_left_out(client, articles):
    Article.objects.filter(pk=articles[0].pk).update(text=CLASH.replace("Basra", "Mosul"))
    (line,) = jsonl(client, f"{articles[0].get_absolute_url()[:-1]}.jsonl")
    assert [m["text"] for m in line["mentions"]] == ["Green Zone", "Friday", "Mustafa al-Kadhimi"]


def test_large_exports_leave_the_pages_their_threads(client, articles):
    for _ in range(2):
        spans.TURNS.acquire(blocking=False)
    try:
        answer = client.get("/search.jsonl")
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert jsonl(client, f"{articles[0].get_absolute_url()[:-1]}.jsonl")
    finally:
        spans.TURNS.release(2)
    for _ in range(3):
        jsonl(client, "/search.jsonl")


def test_who_hangs_up_gives_the_turn_back_once():
    assert spans.TURNS.acquire(blocking=False)
    turn = spans.Turn(piece for piece in (b"one", b"two"))
    next(iter(turn))
    turn.close()
    turn.close()
    with pytest.raises(ValueError, match="released too many"):
        spans.TURNS.release()


@pytest.mark.parametrize("name", FORMATS)
def test_files_cost_a_pinned_number_of_queries(client, articles, django_assert_num_queries, name):
    with django_assert_num_queries(ONE):
        body(client, f"{articles[0].get_absolute_url()[:-1]}.{name}")
    with django_assert_num_queries(MANY):
        body(client, f"/search.{name}", q="place:Baghdad")


def test_pages_offer_every_format_in_a_quiet_place(client, articles):
    for page, twin in ((articles[0].get_absolute_url(), articles[0].get_absolute_url()[:-1]), ("/search/", "/search")):
        html = client.get(page).content.decode()
        assert [html.count(f'href="{twin}.{name}"') for name in FORMATS] == [1] * len(FORMATS)
    assert 'href="/search.jsonl?q=place%3ABasra"' in client.get("/search/", {"q": "place:Basra"}).content.decode()
    assert "search.jsonl" not in client.get("/search/", {"q": "nothing"}).content.decode()


def test_the_command_writes_a_file_that_only_its_owner_reads(articles, tmp_path):
    file = tmp_path / "out.conll"
    call_command("export", "--format", "conll", "--query", "place:Basra", str(file))
    assert read_conll(CLASH, file.read_text()) == shown(articles[0])
    assert file.stat().st_mode & 0o077 == 0


def test_the_command_takes_out_one_article_or_says_that_there_is_none(articles, tmp_path):
    file = tmp_path / "one.spacy"
    call_command("export", "--format", "spacy", "--article", str(articles[0].pk), str(file))
    assert [ents(doc) for doc in docs(file.read_bytes())] == [shown(articles[0])]
    with pytest.raises(CommandError, match="no article 0"):
        call_command("export", "--article", "0", str(file))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export", str(tmp_path / "missing" / "file"))


def test_the_command_writes_to_standard_output(articles, monkeypatch):
    class Stdout:
        buffer = io.BytesIO()

    monkeypatch.setattr("sys.stdout", Stdout)
    call_command("export", "-")
    assert len(Stdout.buffer.getvalue().splitlines()) == 3


def test_articles_come_some_at_a_time_and_none_twice(articles, monkeypatch):
    monkeypatch.setattr("annotate.export.BATCH", 2)
    lines = [json.loads(line) for line in export(Article.objects.latest_first(), "jsonl", site="https://x.org")]
    assert [line["title"] for line in lines] == [article.title for article in articles]
    assert sum(len(line["mentions"]) for line in lines) == Mention.objects.count()
