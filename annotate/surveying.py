"""What a rule would reach, before it is made: how many mentions in how many articles, and sentences to look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from .carrying import find_places
from .models import Correction, Mention, Rule
from .nlp.borders import around
from .nlp.rules import Ruled, Ruleset
from .nlp.spans import Span
from .rules import standing_rules

READ = 100  # articles that are read; when more hold the words, indexes count their mentions
SOUGHT = 300  # articles with the words of a quote that are looked through for the quote itself
SHOWN = 40

# Both walk an index alone, so that it costs the same however many articles bear the name.
NAMING = """
    SELECT DISTINCT article_id FROM annotate_mention
    WHERE quote = %(quote)s AND {scope} ORDER BY article_id DESC LIMIT %(most)s
"""
COUNTED = "SELECT count(*), count(DISTINCT article_id) FROM annotate_mention WHERE quote = %(quote)s AND {scope}"
HOLDING = """
    SELECT id, text LIKE %(pattern)s FROM (
        SELECT id, text FROM newsroom_article
        WHERE words @@ plainto_tsquery('english', %(quote)s) AND {scope} LIMIT %(most)s
    ) AS article
"""
OF_SOURCE = "article_id IN (SELECT id FROM newsroom_article WHERE source = %(source)s)"


@dataclass(frozen=True, slots=True)
class Place:
    """One place a rule would reach; `now` is the label it has, "" where it is untagged."""

    article: object
    start: int
    before: str
    quote: str
    after: str
    now: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What a rule would reach, the correction itself among it.

    by_hand   mentions that editors have put right by hand, `by_others` than the one who asks: these stay
    places    those to look at, at most SHOWN, the newest articles first
    is_whole  False where so many articles hold the words that the counts are the least there can be: of marked
              mentions in all of them, or of all in those that were read
    meaning   whom or which day the correction means, "" where the words themselves say it
    is_new    True when its editor has just said so
    """

    rule: Rule
    mentions: int
    articles: int
    by_hand: int
    by_others: int
    places: list[Place]
    is_whole: bool
    meaning: str
    is_new: bool


def survey(rule: Rule, correction: Correction, old: Mention | None) -> Survey:
    """What a rule would reach that its editor has not saved yet; `correction` is the one he makes beside it."""
    ids, is_whole = _candidates(rule)
    articles = apps.get_model("newsroom", "Article").objects.filter(pk__in=[correction.article_id, *ids[:READ]])
    articles = list(articles.only("text", "parts", "source", "title", "revision").order_by("-pk"))
    articles.sort(key=lambda article: article.pk != correction.article_id)
    places = _places(rule, correction, articles)
    by_hand = _by_hand(rule, correction)
    mentions, named = len(places) + len(by_hand) + 1, {place.article.pk for place in places} | {correction.article_id}
    counted = mentions, len(named | {article for article, _ in by_hand})
    shown = (old.entity.name if old.entity else old.value) if old else ""
    meaning = correction.entity or correction.value
    return Survey(
        rule,
        *(counted if is_whole else map(max, counted, _counted(rule))),
        len(by_hand),
        sum(editor != correction.edit.editor_id for editor in by_hand.values()),
        places[:SHOWN],
        is_whole,
        meaning if meaning != shown or meaning != correction.quote else "",
        meaning != shown,
    )


def _candidates(rule: Rule) -> tuple[list[int], bool]:
    """Articles that hold the words or a mention of them, the newest first, and whether these are all."""
    if rule.article_id:
        return [rule.article_id], True
    named = [pk for (pk,) in _rows(NAMING, rule, "article_id", most=READ + 1)]
    if len(named) > READ:
        return named, False
    pattern = f"%{connection.ops.prep_for_like_query(rule.quote)}%"
    held = _rows(HOLDING, rule, "id", most=SOUGHT, pattern=pattern)
    ids = sorted({*named, *(pk for pk, holds in held if holds)}, reverse=True)
    return ids, len(held) < SOUGHT and len(ids) <= READ


def _counted(rule: Rule) -> tuple[int, int]:
    return _rows(COUNTED, rule, "article_id")[0]


def _rows(statement: str, rule: Rule, column: str, **values) -> list[tuple]:
    source = OF_SOURCE if column == "article_id" else "source = %(source)s"
    with connection.cursor() as cursor:
        asked = {"quote": rule.quote, "source": rule.source} | values
        cursor.execute(statement.format(scope=source if rule.source else "true"), asked)
        return cursor.fetchall()


def _places(rule: Rule, own: Correction, articles: Sequence) -> list[Place]:
    """Where a rule would prevail in these articles but for its editor's own correction."""
    new = Ruled(2**62, rule.quote, rule.label, rule.article_id, rule.source)
    ruleset = Ruleset([*standing_rules().rules, new])
    marked = _by_article(Mention.objects.filter(article__in=articles))
    by_hand = _by_hand_places(articles)
    places = []
    for article in articles:
        asides = [(start, end) for kind, start, end, *_ in article.parts if kind == "aside"]
        found = ruleset.find(article.text, article=article.pk, source=article.source, asides=asides)
        taken: list[tuple[int, int]] = by_hand.get(article.pk, [])
        for span, ruled in found:
            inside = [m for m in marked.get(article.pk, ()) if m.start < span.end and span.start < m.end]
            if _is_part(span, inside) or any(a < span.end and span.start < b for a, b in taken):
                continue
            taken.append((span.start, span.end))
            if ruled is new:
                places.append(_place(article, span, inside))
    return places


def _is_part(span: Span, mentions: Iterable[Mention]) -> bool:
    ranges = ((m.start, m.end) for m in mentions)
    return any(a <= span.start and span.end <= b and (a, b) != (span.start, span.end) for a, b in ranges)


def _by_article(mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in mentions.only("article", "start", "end", "label"):
        found.setdefault(mention.article_id, []).append(mention)
    return found


def _by_hand_places(articles: Sequence) -> dict[int, list[tuple[int, int]]]:
    """Where corrections speak in the articles, by article."""
    words = Correction.objects.standing().filter(article__in=articles)
    found: dict[int, list[tuple[int, int]]] = {}
    for word, place in find_places(articles, words).items():
        if place:
            found.setdefault(word.article_id, []).append(place)
    return found


def _by_hand(rule: Rule, own: Correction) -> dict[tuple[int, int], int]:
    """(article, start) -> editor of the places with these words that corrections speak of, but for the own one."""
    words = Correction.objects.standing().filter(quote=rule.quote, is_detached=False)
    words = words.exclude(edit=own.edit_id).order_by("pk")
    if rule.article_id or rule.source:
        words = words.filter(article=rule.article_id) if rule.article_id else words.filter(article__source=rule.source)
    found = {
        (article, start): editor for article, start, editor in words.values_list("article", "start", "edit__editor")
    }
    found.pop((own.article_id, own.start), None)
    return found


def _place(article, span: Span, inside: Sequence[Mention]) -> Place:
    before, after = around(article.text, span.start, span.end)
    now = next((m.label for m in inside), "")
    return Place(article, span.start, before, article.text[span.start : span.end], after, now)
