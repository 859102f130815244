"""Inputs beside what should be read from them: tests/data/KIND/name.ext and name.json."""

import json
from pathlib import Path

DATA = Path(__file__).parent / "data"


def cases(kind):
    """The input files of a kind, for parametrize."""
    return sorted(path for path in (DATA / kind).iterdir() if path.suffix != ".json" and path.is_file())


def expected(path):
    return json.loads(path.with_suffix(".json").read_text("utf-8"))


def told(document, names):
    """What a document says, as JSON writes it: the named fields, text as paragraphs, parts with their quotes."""
    values = {
        "text": document.text.split("\n\n"),
        "parts": [[part.kind, document.text[part.start : part.end], part.target] for part in document.parts],
        "published": document.published and document.published.isoformat(),
    }
    return {name: values[name] if name in values else getattr(document, name) for name in names}
