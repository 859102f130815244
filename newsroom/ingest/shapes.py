"""Readers of JSON values: each gives the value back as it should be, or raises ValueError or TypeError."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from .clean import clean_text
from .documents import Unreadable
from .texts import read_date

MOST = 2**31 - 1
Reader = Callable[[Any], Any]


def shaped(value: Any, shape: dict[str, tuple]) -> dict:
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


def a_text(value: Any) -> str:
    """Text without what no page can show."""
    if not isinstance(value, str) or clean_text(value) != value:
        raise ValueError
    return value


def short(most: int) -> Reader:
    """Text of at most so many characters."""

    def read(value: Any) -> str:
        if len(a_text(value)) > most:
            raise ValueError
        return value

    return read


def a_number(value: Any) -> int:
    """A count or an offset."""
    if type(value) is not int or not 0 <= value <= MOST:
        raise ValueError
    return value


def a_flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError
    return value


def a_moment(value: Any) -> datetime:
    """A moment in ISO 8601."""
    if (read := read_date(a_text(value))) is None:
        raise ValueError
    return read


def many(reader: Reader) -> Reader:
    """A list of what a reader reads."""

    def read(value: Any) -> list:
        if not isinstance(value, list):
            raise ValueError
        return [reader(each) for each in value]

    return read


def objects(shape: dict[str, tuple]) -> Reader:
    """A list of objects of a shape."""
    return many(lambda value: shaped(value, shape))


def an_object(shape: dict[str, tuple]) -> Reader:
    """An object of a shape."""
    return lambda value: shaped(value, shape)


def one_of(*words: str) -> Reader:
    """One of some words."""

    def read(value: Any) -> str:
        if value not in words:
            raise ValueError
        return value

    return read
