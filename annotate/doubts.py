"""What the machine is not sure of: kept beside the mentions it follows from, and summed so that the desk need not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.apps import apps
from django.db import connection, transaction

from .models import DOUBTFUL, MACHINE, WHOLE, Doubt, Doubted, Mention, Readership
from .rows import standing, store

SUMS = ("mentions", "articles", "doubt", "readers")
REVIEWED = """
    SELECT review.article_id FROM annotate_review AS review JOIN annotate_edit AS edit ON edit.id = review.edit_id
    JOIN newsroom_article AS article ON article.id = review.article_id AND article.revision = review.revision
    WHERE review.article_id = ANY(%s) AND retired_at IS NULL
"""
KNOWN = "SELECT id, quote, label, entity_id FROM annotate_doubted WHERE quote = ANY(%s)"
ADD = """
    UPDATE annotate_doubted AS doubted SET mentions = doubted.mentions + gained.mentions,
        articles = doubted.articles + gained.articles, doubt = doubted.doubt + gained.doubt,
        readers = doubted.readers + gained.readers
    FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::bigint[], %s::bigint[])
        AS gained (id, mentions, articles, doubt, readers)
    WHERE doubted.id = gained.id
"""
SUMMED = """
    SELECT doubted.id, coalesce(sum(doubt.mentions), 0)::int AS mentions, count(doubt.id)::int AS articles,
        coalesce(sum(doubt.doubt), 0)::bigint AS doubt, coalesce(sum(readership.count), 0)::bigint AS readers
    FROM annotate_doubted AS doubted
    LEFT JOIN annotate_doubt AS doubt ON doubt.doubted_id = doubted.id
    LEFT JOIN annotate_readership AS readership ON readership.article_id = doubt.article_id
    GROUP BY doubted.id
"""
RECOUNT = f"""
    UPDATE annotate_doubted AS doubted
    SET mentions = told.mentions, articles = told.articles, doubt = told.doubt, readers = told.readers
    FROM ({SUMMED}) AS told
    WHERE doubted.id = told.id AND (doubted.mentions, doubted.articles, doubted.doubt, doubted.readers)
        <> (told.mentions, told.articles, told.doubt, told.readers)
"""
OPENED = """
    INSERT INTO annotate_readership (article_id, count)
    SELECT * FROM unnest(%s::bigint[], %s::int[]) AS row (id, opened)
    ON CONFLICT (article_id) DO UPDATE SET count = annotate_readership.count + excluded.count
"""

Words = tuple[str, str, int | None]  # quote, label, entity


def settle_doubts(articles: Sequence, mentions: Iterable[Mention]) -> int:
    """Make the doubts of locked articles what their mentions say, and the sums with them; how many doubts changed."""
    found = _found(mentions, articles)
    numbers = _numbered({words for _, words in found})
    ids = [article.pk for article in articles]
    before = standing(Doubt, ids)
    rows = [
        Doubt(article_id=article, doubted_id=numbers[words], mentions=len(doubts), doubt=sum(doubts))
        for (article, words), doubts in found.items()
    ]
    changed = store(Doubt, before, ("article_id", "doubted_id"), rows)
    if changed:
        readers = dict(Readership.objects.filter(article__in=ids).values_list("article", "count"))
        gained: dict[int, Counter] = defaultdict(Counter)
        for sign, each in [(1, row) for row in rows] + [(-1, row) for row in before]:
            told = {"mentions": each.mentions, "articles": 1, "doubt": each.doubt}
            told["readers"] = readers.get(each.article_id, 0)
            for name, number in told.items():
                gained[each.doubted_id][name] += sign * number
        _add(gained)
    return changed


@transaction.atomic
def add_readers(opened: Mapping[int, int]) -> int:
    """Count how often articles were opened (id -> times); those that are gone are left aside. Returns how many stay.

    Articles are locked in the order of their ids, as settling does, so that sums never miss one of the two.
    """
    articles = apps.get_model("newsroom", "Article").objects.filter(pk__in=opened).order_by("pk")
    ids = list(articles.select_for_update(no_key=True).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(OPENED, [ids, [opened[pk] for pk in ids]])
    gained: dict[int, Counter] = defaultdict(Counter)
    for doubted, article in Doubt.objects.filter(article__in=ids).values_list("doubted", "article"):
        gained[doubted]["readers"] += opened[article]
    _add(gained)
    return len(ids)


def recount_doubts() -> int:
    """Make every sum what its doubts say, for what articles that are gone left behind; returns how many were wrong."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        return cursor.rowcount


def _reviewed(articles: Sequence) -> set[int]:
    """Those that an editor has reviewed as they stand."""
    with connection.cursor() as cursor:
        cursor.execute(REVIEWED, [[article.pk for article in articles]])
        return {article for (article,) in cursor}


def _found(mentions: Iterable[Mention], articles: Sequence) -> dict[tuple[int, Words], list[int]]:
    """By article and words the doubt of each mention; nobody asks who reviewed an article without any."""
    read = (mention for mention in mentions if mention.origin == MACHINE and mention.score is not None)
    doubtful = [mention for mention in read if mention.score < DOUBTFUL]
    reviewed = _reviewed(articles) if doubtful else set()
    found: dict[tuple[int, Words], list[int]] = defaultdict(list)
    for mention in doubtful:
        if mention.article_id not in reviewed:
            words = (mention.quote, mention.label, mention.entity_id)
            found[mention.article_id, words].append(round((1 - mention.score) * WHOLE))
    return found


def _numbered(wanted: set[Words]) -> dict[Words, int]:
    """The id of the sum of each, made where there is none; in one order, so that two who make them do not cross."""
    quotes = list({quote for quote, _, _ in wanted})

    def known() -> dict[Words, int]:
        with connection.cursor() as cursor:
            cursor.execute(KNOWN, [quotes])
            return {tuple(words): pk for pk, *words in cursor}

    numbers = known() if wanted else {}
    if new := wanted - numbers.keys():
        made = [Doubted(quote=quote, label=label, entity_id=entity) for quote, label, entity in sorted(new, key=str)]
        Doubted.objects.bulk_create(made, ignore_conflicts=True)
        numbers = known()
    return numbers


def _add(gained: Mapping[int, Counter]) -> None:
    """Add to the sums what each gained or, below zero, lost; rows are locked in order of id."""
    ids = sorted(pk for pk, sums in gained.items() if any(sums.values()))
    if ids:
        list(Doubted.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
        with connection.cursor() as cursor:
            cursor.execute(ADD, [ids, *([gained[pk][name] for pk in ids] for name in SUMS)])
