"""What the API answers, field by field."""

from datetime import date, datetime
from typing import Any

from ninja import Schema


class ArticleLine(Schema):
    id: int
    title: str
    source: str
    page: str
    original: str
    published: datetime
    published_is_certain: bool
    revision: int
    is_tagged: bool


class Named(Schema):
    id: int
    name: str
    kind: str


class MentionOut(Schema):
    """`text[start:end]` in code points, half-open; label is OntoNotes', value TIMEX3."""

    start: int
    end: int
    label: str
    kind: str
    text: str
    value: str
    entity: Named | None
    score: float | None
    origin: str


class Telling(Schema):
    """An event as one article tells it; evidence are sentence ranges, the best first."""

    event: int | None
    title: str
    start: date
    end: date
    precision: str
    kind: str
    who: list[str]
    where: str
    evidence: list[list[int]]


class ArticleOut(ArticleLine):
    text: str
    author: str
    language: str
    parts: list[list[Any]]
    mentions: list[MentionOut]
    events: list[Telling]


class EntityLine(Named):
    page: str
    articles: int


class EntityOut(EntityLine):
    names: list[str]


class EventLine(Schema):
    id: int
    title: str
    page: str
    start: date
    end: date
    precision: str
    kind: str
    sources: int


class EventOut(EventLine):
    tellings: list[dict]


class Page(Schema):
    next: str | None


class Articles(Page):
    items: list[ArticleLine]


class Entities(Page):
    items: list[EntityLine]


class Events(Page):
    items: list[EventLine]
