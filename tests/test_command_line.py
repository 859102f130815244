"""`python -m annotate`: what cannot be read is told in one line, and what can comes back as it was."""

import json

import pytest
import spacy

from annotate.__main__ import main


@pytest.fixture
def ruler(monkeypatch, tmp_path):
    """A pipeline that knows one name, in a folder, named as its owner would name it."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Kazimi"}])
    nlp.to_disk(tmp_path / "ruler")
    monkeypatch.setenv("NEWSROOM_PIPELINE", str(tmp_path / "ruler"))


@pytest.fixture
def lines(tmp_path):
    def write(*texts):
        file = tmp_path / "texts.jsonl"
        file.write_text("".join(f"{text}\n" for text in texts))
        return str(file)

    return write


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("[1]", 'not a JSON object with a "text"'),
        ('{"text": 1}', 'not a JSON object with a "text"'),
        ('{"text": "x", "published": 7}', '"published" is no day like 2021-11-07'),
        ('{"text": "x", "published": "yesterday"}', '"published" is no day like 2021-11-07'),
        ('{"text": "x", "title": 7}', '"title" is no text'),
    ],
)
def test_a_line_that_cannot_be_read_is_told_by_its_number(lines, capsys, line, complaint):
    assert main(["--jsonl", lines('{"text": "fine"}', line)]) == 1
    assert capsys.readouterr().err.endswith(f"texts.jsonl, line 2: {complaint}.\n")


@pytest.mark.parametrize("arguments", [[], ["--stories"], ["--jsonl", "a", "b"]])
def test_one_kind_of_source_is_wanted(arguments, capsys):
    with pytest.raises(SystemExit):
        main(arguments)
    assert "give either FILE... or --jsonl FILE" in capsys.readouterr().err


def test_a_pipeline_that_is_not_there_is_told(lines, monkeypatch, capsys):
    monkeypatch.setenv("NEWSROOM_PIPELINE", "en_nothing")
    assert main(["--jsonl", lines('{"text": "x"}')]) == 1
    assert "en_nothing" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["Kazimi spoke.\r\n", "Kazimi 😀", "Kazimi \ud800", ""])
def test_a_text_and_unknown_keys_come_back_unchanged(ruler, lines, capsys, text):
    assert main(["--jsonl", lines(json.dumps({"doc": 7, "text": text, "published": "2021-11-07", "more": [1]}))]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["doc"], told["text"], told["published"], told["more"]) == (7, text, "2021-11-07", [1])
    assert [mention["text"] for mention in told["mentions"]] == ["Kazimi"] * bool(text)


def test_what_editors_said_of_entities_after_the_articles_is_passed_over(ruler, lines, capsys):
    assert main(["--jsonl", lines('{"text": "Kazimi spoke."}', '{"edit": {}, "identities": []}')]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
