"""Lines of JSON, as `manage.py export` and `python -m annotate` write them, to articles with what was said of them."""

import json
import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from annotate.nlp.dates import interval
from annotate.nlp.spans import KINDS, fits

from .clean import clean_text, clean_url
from .documents import PART_KINDS, Unreadable
from .texts import headline, read_date

MOST = 2**31 - 1
Reader = Callable[[Any], Any]


def parse_line(body: bytes) -> dict:
    """One line with every field of annotate.lines, those that it lacks at their defaults; only "text" is needed.

    Moments become datetimes and addresses are http(s) or ""; fields nobody knows are left out. Raises Unreadable, which
    names the field, where a value is of the wrong kind or a mention does not quote the text.
    """
    try:
        read = _shaped(json.loads(body), LINE)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Unreadable("It is no JSON.") from error
    text = read["text"]
    if not text.strip():
        raise Unreadable("There is no text in it.")
    for mention in read["mentions"] or ():
        if not fits(text, mention["start"], mention["end"], mention["text"]):
            raise Unreadable(f"The mention “{mention['text']}” does not quote the text at {mention['start']}.")
    for tagging in read["taggings"]:
        if tagging["revision"] == read["revision"] and any(span[1] > len(text) for span in tagging["spans"]):
            raise Unreadable("A span lies outside the text.")
    return read | {"title": read["title"] or headline(text)}


def _shaped(value: Any, shape: dict[str, tuple]) -> dict:
    """A JSON object with the fields of a shape; a field of one reader must be there, one with a default need not."""
    if not isinstance(value, dict):
        raise Unreadable("It is no JSON object.")
    read = {}
    for name, (reader, *default) in shape.items():
        if default and value.get(name) is None:
            read[name] = default[0]
            continue
        try:
            read[name] = reader(value[name])
        except Unreadable:
            raise
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise Unreadable(f"Its “{name}” is missing or not what it should be.") from error
    return read


def _text(value: Any) -> str:
    if not isinstance(value, str) or clean_text(value) != value:
        raise ValueError
    return value


def _short(most: int) -> Reader:
    def read(value: Any) -> str:
        if len(_text(value)) > most:
            raise ValueError
        return value

    return read


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MOST:
        raise ValueError
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _moment(value: Any) -> datetime:
    if (read := read_date(_text(value))) is None:
        raise ValueError
    return read


def _many(reader: Reader) -> Reader:
    def read(value: Any) -> list:
        if not isinstance(value, list):
            raise ValueError
        return [reader(each) for each in value]

    return read


def _each(shape: dict[str, tuple]) -> Reader:
    return _many(lambda value: _shaped(value, shape))


def _one_of(*words: str) -> Reader:
    def read(value: Any) -> str:
        if value not in words:
            raise ValueError
        return value

    return read


def _part(value: Any) -> list:
    kind, start, end, target = value
    if _number(start) > _number(end):
        raise ValueError
    return [_one_of(*PART_KINDS)(kind), start, end, clean_url(_text(target))]


def _span(value: Any) -> list:
    start, end, label, time, score = value
    if _number(start) >= _number(end):
        raise ValueError
    return [start, end, _one_of(*KINDS)(label), _text(time), _score(score)]


def _score(value: Any) -> float | None:
    if value is not None and (isinstance(value, bool) or not math.isfinite(value)):
        raise ValueError
    return value


def _judgement(value: Any) -> dict:
    read = _shaped(value, JUDGEMENT)
    title, time, kind = map(_text, read["told"])
    try:
        said = SAID[read["verb"]](value["said"])
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable("A judgement says nothing that can be understood.") from error
    return read | {"told": [title, time, kind], "said": said}


def _time(value: Any) -> str:
    if interval(_text(value)) is None:
        raise ValueError
    return value


def _entity(value: Any) -> dict | None:
    return value and _shaped(value, ENTITY)


def _sign(value: Any) -> int:
    if value not in (1, -1):
        raise ValueError
    return int(value)


ENTITY = {"kind": (_one_of("person", "place", "group", "event"),), "name": (_text,)}
SAID = {
    "title": _text,
    "when": _time,
    "where": _entity,
    "who": _each(ENTITY),
    "hidden": _sign,
    "same": _sign,
    "apart": _sign,
}
MENTION = {
    "start": (_number,),
    "end": (_number,),
    "label": (_one_of(*KINDS),),
    "text": (_text,),
    "value": (_text, ""),
    "entity": (_text, ""),
    "score": (_score, None),
}
REVISION = {
    "number": (_number,),
    "title": (_text,),
    "text": (_text,),
    "parts": (_many(_part), []),
    "published": (_moment,),
    "replaced": (_moment,),
}
TAGGING = {"revision": (_number,), "pipeline": (_short(120),), "spans": (_many(_span),), "read": (_moment,)}
CORRECTION = {
    "revision": (_number,),
    "start": (_number,),
    "end": (_number,),
    "quote": (_text,),
    "label": (_one_of("", *KINDS),),
    "entity": (_text, ""),
    "value": (_text, ""),
}
JUDGEMENT = {
    "start": (_number,),
    "end": (_number,),
    "quote": (_text,),
    "told": (list,),
    "verb": (_one_of(*SAID),),
}
EDIT = {
    "editor": (_short(150),),
    "made": (_moment,),
    "summary": (_text,),
    "retired": (_moment, None),
    "retired_by": (_short(150), None),
    "is_of_article": (_flag,),
    "corrections": (_each(CORRECTION),),
    "judgements": (_many(_judgement),),
    "reviews": (_many(_number), []),
}
LINE = {
    "text": (_text,),
    "title": (_text, ""),
    "doc": (_text, ""),
    "published": (_moment, None),
    "published_is_certain": (_flag, True),
    "source": (_text, ""),
    "author": (_text, ""),
    "language": (_short(35), ""),
    "url": (lambda value: clean_url(_text(value)), ""),
    "feed": (lambda value: clean_url(_text(value)), None),
    "parts": (_many(_part), []),
    "revision": (_number, 1),
    "digest": (_text, ""),
    "excerpt_digest": (_text, ""),
    "created": (_moment, None),
    "revised": (_moment, None),
    "is_tagged": (_flag, None),
    "mentions": (_each(MENTION), None),
    "revisions": (_each(REVISION), []),
    "taggings": (_each(TAGGING), []),
    "edits": (_each(EDIT), []),
}
