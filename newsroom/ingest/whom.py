"""Lines of JSON on entities, as annotate.whom writes them after the articles."""

from typing import Any

from annotate.nlp.names import fold

from .documents import Unreadable
from .shapes import Reader, a_moment, a_number, a_text, an_object, many, objects, one_of, shaped, short

KINDS = one_of("person", "place", "group", "event")


def is_whom(line: Any) -> bool:
    """True for a line that speaks of entities and is no article."""
    return isinstance(line, dict) and "identities" in line and "text" not in line


def whom(line: dict) -> dict:
    """Such a line with every field of annotate.whom; raises Unreadable, which says what is wrong."""
    return shaped(line, WHOM)


def _identity(value: Any) -> dict:
    read = shaped(value, IDENTITY)
    verb, entity, other = read["verb"], read["entity"], read["other"]
    if (verb == "name") != (other is None) or (verb == "name") != bool(fold(read["name"])):
        raise Unreadable(f"A word on “{entity['name']}” does not say of whom it speaks.")
    if verb == "name" and not read["kind"]:
        raise Unreadable(f"A word on “{entity['name']}” does not say what kind of name it gives.")
    if (verb == "split") != bool(read["context"]):
        raise Unreadable(f"A word on “{entity['name']}” does not say by what two are told apart.")
    if verb in ("one", "split") and entity["kind"] != other["kind"]:
        raise Unreadable(f"“{entity['name']}” and “{other['name']}” are of two kinds.")
    return read


def _pair(reader: Reader) -> Reader:
    def read(value: Any) -> list:
        first, second = many(reader)(value)
        return [first, second]

    return read


def _counts(value: Any) -> dict:
    return {a_text(feature): a_number(count) for feature, count in value.items()}


def _context(value: Any) -> dict:
    return shaped(value, CONTEXT) if value else {}


EDITED = {"editor": (short(150),), "made": (a_moment,), "summary": (a_text,)}
RETIRED = {**EDITED, "retired": (a_moment, None), "retired_by": (short(150), None)}
ENTITY = {
    "kind": (KINDS,),
    "name": (a_text,),
    "sex": (one_of("", "man", "woman"), ""),
    "after": (a_text, ""),
    "of": (an_object(EDITED), None),
}
CONTEXT = {
    "articles": (_pair(many(a_text)),),
    "first": (_counts,),
    "other": (_counts,),
    "sizes": (_pair(a_number),),
}
IDENTITY = {
    "verb": (one_of("one", "two", "unsure", "name", "split"),),
    "entity": (an_object(ENTITY),),
    "other": (an_object(ENTITY), None),
    "kind": (one_of("", "person", "place", "group", "event"), ""),
    "name": (a_text, ""),
    "context": (_context, {}),
    "learnt": (objects(ENTITY), []),
}
WHOM = {"edit": (an_object(RETIRED),), "identities": (many(_identity),)}
