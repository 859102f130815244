"""Lines of JSON, as `manage.py export` and `python -m annotate` write them, to articles with what was said of them."""

import json
import math
from typing import Any

from annotate.nlp.dates import interval
from annotate.nlp.rules import WORD
from annotate.nlp.spans import KINDS, fits

from .clean import clean_url
from .documents import PART_KINDS, Unreadable
from .shapes import a_flag, a_moment, a_number, a_text, an_object, many, objects, one_of, shaped, short
from .texts import headline
from .whom import EDITED, ENTITY, RETIRED, is_whom, whom


def parse_line(body: bytes) -> dict:
    """One line with every field of annotate.lines, those that it lacks at their defaults; only "text" is needed.

    A line of annotate.whom, on entities, has "identities" and no "text", and all fields of such a line.
    Moments become datetimes and addresses are http(s) or ""; fields nobody knows are left out. Raises Unreadable, which
    names the field, where a value is of the wrong kind or a mention does not quote the text.
    """
    try:
        told = json.loads(body)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Unreadable("It is no JSON.") from error
    if is_whom(told):
        return whom(told)
    read = shaped(told, LINE)
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


def _part(value: Any) -> list:
    kind, start, end, target = value
    if a_number(start) > a_number(end):
        raise ValueError
    return [one_of(*PART_KINDS)(kind), start, end, clean_url(a_text(target))]


def _span(value: Any) -> list:
    start, end, label, time, score = value
    if a_number(start) >= a_number(end):
        raise ValueError
    return [start, end, one_of(*KINDS)(label), a_text(time), _score(score)]


def _score(value: Any) -> float | None:
    if value is not None and (isinstance(value, bool) or not math.isfinite(value)):
        raise ValueError
    return value


def _judgement(value: Any) -> dict:
    read = shaped(value, JUDGEMENT)
    title, time, kind = map(a_text, read["told"])
    try:
        said = SAID[read["verb"]](value["said"])
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable("A judgement says nothing that can be understood.") from error
    return read | {"told": [title, time, kind], "said": said}


def _rule(value: Any) -> dict:
    read = shaped(value, RULE)
    if (read["scope"] == "source") != bool(read["source"]):
        raise Unreadable("A rule does not say where it holds.")
    return read


def _words(value: Any) -> str:
    if WORD.search(a_text(value)) is None:
        raise ValueError
    return value


def _time(value: Any) -> str:
    if interval(a_text(value)) is None:
        raise ValueError
    return value


def _sign(value: Any) -> int:
    if value not in (1, -1):
        raise ValueError
    return int(value)


SAID = {
    "title": a_text,
    "when": _time,
    "where": lambda value: value and shaped(value, ENTITY),
    "who": objects(ENTITY),
    "hidden": _sign,
    "same": _sign,
    "apart": _sign,
}
MENTION = {
    "start": (a_number,),
    "end": (a_number,),
    "label": (one_of(*KINDS),),
    "text": (a_text,),
    "value": (a_text, ""),
    "entity": (a_text, ""),
    "score": (_score, None),
}
REVISION = {
    "number": (a_number,),
    "title": (a_text,),
    "text": (a_text,),
    "parts": (many(_part), []),
    "published": (a_moment,),
    "replaced": (a_moment,),
}
TAGGING = {"revision": (a_number,), "pipeline": (short(120),), "spans": (many(_span),), "read": (a_moment,)}
CORRECTION = {
    "revision": (a_number,),
    "start": (a_number,),
    "end": (a_number,),
    "quote": (a_text,),
    "label": (one_of("", *KINDS),),
    "entity": (a_text, ""),
    "value": (a_text, ""),
    "let_go": (an_object(EDITED), None),
}
JUDGEMENT = {
    "revision": (a_number, 0),
    "start": (a_number,),
    "end": (a_number,),
    "quote": (a_text,),
    "told": (list,),
    "verb": (one_of(*SAID),),
    "let_go": (an_object(EDITED), None),
}
NOTE = {
    "revision": (a_number,),
    "start": (a_number,),
    "end": (a_number,),
    "quote": (a_text,),
    "text": (a_text,),
    "let_go": (an_object(EDITED), None),
}
RULE = {
    "scope": (one_of("article", "source", "everywhere"),),
    "source": (a_text, ""),
    "quote": (_words,),
    "label": (one_of("", *KINDS),),
    "entity": (a_text, ""),
    "value": (a_text, ""),
}
EDIT = {
    **RETIRED,
    "is_of_article": (a_flag,),
    "corrections": (objects(CORRECTION),),
    "judgements": (many(_judgement),),
    "notes": (objects(NOTE), []),
    "reviews": (many(a_number), []),
    "rules": (many(_rule), []),
}
LINE = {
    "text": (a_text,),
    "title": (a_text, ""),
    "doc": (a_text, ""),
    "published": (a_moment, None),
    "published_is_certain": (a_flag, True),
    "source": (a_text, ""),
    "author": (a_text, ""),
    "language": (short(35), ""),
    "url": (lambda value: clean_url(a_text(value)), ""),
    "feed": (lambda value: clean_url(a_text(value)), None),
    "parts": (many(_part), []),
    "revision": (a_number, 1),
    "digest": (a_text, ""),
    "excerpt_digest": (a_text, ""),
    "created": (a_moment, None),
    "revised": (a_moment, None),
    "is_tagged": (a_flag, None),
    "mentions": (objects(MENTION), None),
    "revisions": (objects(REVISION), []),
    "taggings": (objects(TAGGING), []),
    "edits": (objects(EDIT), []),
}
