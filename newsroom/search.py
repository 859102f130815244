"""The query language of the search page: words, "phrases", or, -not, and terms for names and for what happened.

    rockets person:"Qais al-Khazali" -place:Basra        all of these, in any order
    when:2021-10 happened-in:Baghdad                     tells of something that happened then and there
    when:2021-10-01..2021-10-31                          from a day to a day; either end may be left open

`when:` asks for the date the text speaks of, not for the day of publication. Whatever cannot be read as a term is
taken for words: there is no query that is an error.
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q

from annotate.models import Alias, Appearance, Entity, Evidence
from annotate.nlp.dates import describe, interval
from annotate.nlp.keys import key_of
from annotate.nlp.spans import PERSON, PLACE
from annotate.nlp.titles import ANY_SEX

from . import sql
from .models import INDEXED_CHARACTERS, Article

NAME_KINDS = ("person", "place", "group")
LONGEST = 500
TERM = re.compile(r'(?<!\S)(-?)(person|place|group|happened-in|when):(?:"([^"]*)"?|(\S+))', re.I)
KNOWN = """
    SELECT id AS pk, kind, name FROM annotate_entity WHERE article_count > 0 AND ({which})
    ORDER BY article_count DESC, id LIMIT %(most)s
"""
BEARERS = "id IN (SELECT entity_id FROM annotate_alias WHERE kind = %(kind)s AND {which})"
BEARS_PART = BEARERS.format(which="upper(name) LIKE upper(%(part)s)")
BEARS_WORD = f" OR {BEARERS.format(which='upper(name) LIKE upper(%(part)s) AND name ~* %(word)s')}"
NAMESAKES = f"""
    OR id IN (
        SELECT other_id FROM annotate_identity AS word JOIN annotate_edit AS edit ON edit.id = word.edit_id
        WHERE verb = 'split' AND retired_at IS NULL
            AND word.entity_{BEARERS.format(which="key = ANY(%(keys)s)")}
    )
"""  # whom editors told apart from one of this name
IN_FULL = KNOWN.format(which=f"{BEARERS.format(which='key = ANY(%(keys)s)')}{{bears}}{NAMESAKES}")
IN_PART = KNOWN.format(which=BEARS_PART)
MOST_RANKED = 1_000
MOST_COUNTED = 1_001
SNIPPETS = f"""
    SELECT id, ts_headline(
        'english', left(text, {INDEXED_CHARACTERS}), websearch_to_tsquery('english', %(words)s),
        'StartSel=\ue000, StopSel=\ue001, MaxFragments=2, FragmentDelimiter=" … ", MaxWords=22, MinWords=12'
    ) AS snippet
    FROM newsroom_article WHERE id = ANY(%(articles)s)
"""


@dataclass(frozen=True, slots=True)
class Name:
    """One name a query asks for: of which kind, spelt how, and whether articles that name it are left out.

    `is_scene` asks for what happened there, where without it a mere mention will do.
    """

    kind: str
    name: str
    is_excluded: bool = False
    is_scene: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A span of days a query asks for, both ends included, and its words for a reader."""

    first: date
    last: date
    words: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: the words as websearch_to_tsquery reads them, the names, and the spans of time."""

    words: str = ""
    names: tuple[Name, ...] = ()
    times: tuple[When, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.names or self.times)


def parse(text: str) -> Query:
    """Take a query apart; any text is one."""
    text = " ".join(text.replace("\x00", " ").split())[:LONGEST]
    terms: list[Name | When] = []

    def take(match: re.Match) -> str:
        minus, kind, quoted, word = match.groups()
        asked, kind = (quoted or word or "").strip(), kind.lower()
        term = _when(asked, bool(minus)) if kind == "when" else _name(kind, asked, bool(minus))
        if term:
            terms.append(term)
        return " " if term or not asked else match[0]

    words = " ".join(TERM.sub(take, text).split())
    names = tuple(term for term in terms if isinstance(term, Name))
    return Query(words, names, tuple(term for term in terms if isinstance(term, When)))


def _name(kind: str, name: str, is_excluded: bool) -> Name | None:
    is_scene = kind == "happened-in"
    return Name(PLACE if is_scene else kind, name, is_excluded, is_scene) if name else None


def _when(value: str, is_excluded: bool) -> When | None:
    """The span that a TIMEX3 value names, or two with dots between them; None for what names none."""
    begin, dots, end = value.upper().partition("..")
    if not dots:
        found = interval(begin)
        return When(found.first, found.last, describe(begin), is_excluded) if found else None
    first, last = interval(begin), interval(end)
    if (begin and not first) or (end and not last) or not (first or last):
        return None
    words = f"{describe(begin)} to {describe(end)}" if first and last else ""
    words = words or (f"{describe(begin)} or later" if first else f"until {describe(end)}")
    span = When(first.first if first else date.min, last.last if last else date.max, words, is_excluded)
    return span if span.first <= span.last else None


def find(query: Query) -> tuple:
    """(articles, entities by name): a queryset of what matches, and whom each name of the query means.

    A name that nobody bears matches nothing, or leaves nothing out.
    """
    articles, meant = Article.objects.all(), {name: entities(name) for name in query.names}
    for name in query.names:
        if not name.is_scene:
            named = Appearance.objects.filter(article=OuterRef("pk"), entity__in=[e.pk for e in meant[name]])
            articles = articles.filter(~Exists(named) if name.is_excluded else Exists(named))
    articles = articles.filter(*_happenings(query, meant))
    if query.words:
        articles = articles.filter(words=_words(query))
    return articles, meant


def _happenings(query: Query, meant: dict) -> list:
    """What the articles must tell of. A place and a time together are one happening, then and there."""
    times = [(when.is_excluded, during(when.first, when.last)) for when in query.times]
    scenes = [(name.is_excluded, Q(place__in=[e.pk for e in meant[name]])) for name in query.names if name.is_scene]
    left_out = [asked for is_excluded, asked in (*times, *scenes) if is_excluded]
    times, scenes = ([asked for is_excluded, asked in each if not is_excluded] for each in (times, scenes))
    wanted = [when & where for when, where in product(times, scenes)] or times or scenes
    told = Evidence.objects.filter(article=OuterRef("pk"), event__hidden=False)
    return [Exists(told.filter(asked)) for asked in wanted] + [~Exists(told.filter(asked)) for asked in left_out]


def during(first: date, last: date) -> Q:
    """What happened between two days, as rows with first_day and last_day, told no more vaguely than one asks.

    So October does not find what is told of the whole year, nor a day what is told of its week.
    """
    length = last - first
    earliest = date.fromordinal(max(1, first.toordinal() - length.days))  # for the index: it begins with first_day
    return Q(first_day__range=(earliest, last), last_day__gte=first, last_day__lte=F("first_day") + length)


def entities(name: Name, most: int = 20) -> list[Entity]:
    """Whom a name means: those it names in full, however spelt, else those of whose name it is a part.

    One word for a person is a surname or a given name: it means all who bear it.
    """
    keys = [key_of(name.name, name.kind, sex) for sex in ANY_SEX]
    is_word = name.kind == PERSON and " " not in name.name
    part = f"%{connection.ops.prep_for_like_query(name.name)}%"
    asked = {"kind": name.kind, "keys": keys, "part": part, "most": most}
    word = {"word": rf"\m{re.escape(name.name)}\M"} if is_word else {}
    found = sql.read(IN_FULL.format(bears=BEARS_WORD if is_word else ""), **asked, **word)
    if not found and len(name.name) > 1:
        found = sql.read(IN_PART, **asked)
    return [Entity(pk=row["pk"], kind=row["kind"], name=row["name"]) for row in found]


def ranked(articles, query: Query):
    """The newest of the matches by how well they match: ranking all of them would take seconds for a common word."""
    newest = articles.latest_first().values("pk")[:MOST_RANKED]
    return (
        Article.objects.filter(pk__in=newest)
        .annotate(rank=SearchRank(F("words"), _words(query)))
        .order_by("-rank", "-pk")
    )


def snippets(query: Query, articles: list[int]) -> dict[int, str]:
    """The words around the matches in each of these articles, by its id.

    A match stands between the characters U+E000 and U+E001, which no text holds by then.
    """
    return {row["id"]: row["snippet"] for row in sql.read(SNIPPETS, words=query.words, articles=articles)}


def count(articles) -> str:
    """How many match, in words: past a thousand nobody counts on."""
    number = len(articles.order_by().values_list("pk")[:MOST_COUNTED])
    return "1,000+" if number >= MOST_COUNTED else str(number)


def complete(kind: str, typed: str, most: int = 8) -> list[str]:
    """Names that begin as typed, the most named first, then names that hold it; at most one spelling an entity."""
    typed = " ".join(typed.replace("\x00", "").split())[:100]
    if not typed:
        return []
    aliases = Alias.objects.filter(kind=kind) if kind else Alias.objects.all()
    names: dict[int, str] = {}
    for matching in (Q(name__istartswith=typed), Q(name__icontains=typed) if len(typed) > 2 else None):
        if matching is None or len(names) >= most:
            continue
        rows = aliases.filter(matching, entity__article_count__gt=0).order_by("-entity__article_count", "pk")
        for entity, name in rows.values_list("entity", "entity__name")[: 4 * most]:
            names.setdefault(entity, name)
    return list(dict.fromkeys(names.values()))[:most]


def _words(query: Query) -> SearchQuery:
    return SearchQuery(query.words, search_type="websearch", config="english")
