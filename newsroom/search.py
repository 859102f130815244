"""The query language of the search page: words, "phrases", or, -not, and person:, place:, group: with a name.

    rockets person:"Qais al-Khazali" -place:Basra        all of these, in any order

Whatever cannot be read as a term of a name is taken for words: there is no query that is an error.
"""

import re
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, F, OuterRef, Q

from annotate.models import Alias, Appearance, Entity
from annotate.nlp.keys import key_of
from annotate.nlp.spans import PERSON
from annotate.nlp.titles import MAN, WOMAN

from . import sql
from .models import INDEXED_CHARACTERS, Article

NAME_KINDS = ("person", "place", "group")
LONGEST = 500
NAMED = re.compile(r'(?<!\S)(-?)(person|place|group):(?:"([^"]*)"?|(\S+))', re.I)
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
    """One name a query asks for: of which kind, spelt how, and whether articles that name it are left out."""

    kind: str
    name: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: the words as websearch_to_tsquery reads them, and the names."""

    words: str = ""
    names: tuple[Name, ...] = field(default=())


def parse(text: str) -> Query:
    """Take a query apart; any text is one."""
    text = " ".join(text.replace("\x00", " ").split())[:LONGEST]
    names = tuple(
        Name(kind.lower(), quoted or word, bool(minus))
        for minus, kind, quoted, word in NAMED.findall(text)
        if (quoted or word).strip()
    )
    return Query(" ".join(NAMED.sub(" ", text).split()), names)


def find(query: Query) -> tuple:
    """(articles, entities by name): a queryset of what matches, and whom each name of the query means.

    A name that nobody bears matches nothing, or leaves nothing out.
    """
    articles, meant = Article.objects.all(), {}
    for name in query.names:
        meant[name] = entities(name)
        named = Exists(Appearance.objects.filter(article=OuterRef("pk"), entity__in=[e.pk for e in meant[name]]))
        articles = articles.filter(~named if name.is_excluded else named)
    if query.words:
        articles = articles.filter(words=_words(query))
    return articles, meant


def entities(name: Name, most: int = 20) -> list[Entity]:
    """Whom a name means: those it names in full, however spelt, else those of whose name it is a part.

    One word for a person is a surname or a given name: it means all who bear it.
    """
    known = Entity.objects.filter(article_count__gt=0).order_by("-article_count", "pk")
    aliases = Alias.objects.filter(kind=name.kind)
    keys = [key_of(name.name, name.kind, sex) for sex in ("", MAN, WOMAN)]
    in_full = Q(pk__in=aliases.filter(key__in=keys).values("entity"))
    is_word = name.kind == PERSON and " " not in name.name
    if is_word:
        bearers = aliases.filter(name__icontains=name.name, name__iregex=rf"\m{re.escape(name.name)}\M")
        in_full |= Q(pk__in=bearers.values("entity"))
    found = list(known.filter(in_full)[:most])
    if not found and len(name.name) > 1:
        found = list(known.filter(pk__in=aliases.filter(name__icontains=name.name).values("entity"))[:most])
    return found


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
