"""How right the pipelines are by what editors said, by label, by source and by version; and what one would change."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection
from django.db.models import F, Func, IntegerField, Max

from .models import RULE, Correction, Mention, Tagging
from .nlp.quality import Tally, outcomes
from .nlp.spans import Span
from .reviewed import corrected, reviewed

MOST = 1_000  # articles that the figures are worked out from: those reviewed, then those corrected last
A_PAGE = 20

SUMS = """
    SELECT change->>3, count(*) FILTER (WHERE change->>0 = '0'), count(*) FILTER (WHERE change->>0 = '1')
    FROM annotate_tagging t JOIN newsroom_article a ON a.id = t.article_id AND a.revision = t.revision,
    jsonb_array_elements(t.changes) change WHERE t.shadow AND t.pipeline = %s GROUP BY 1 ORDER BY 1
"""


@dataclass
class Quality:
    """Tallies of the newest reading of each article, by source and as a whole, and of all by version.

    articles   how many the figures are worked out from
    reviewed   how many of them were reviewed
    is_cut     True where older corrections are left out
    """

    whole: Tally = field(default_factory=Tally)
    sources: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    versions: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    articles: int = 0
    reviewed: int = 0
    is_cut: bool = False


def quality() -> Quality:
    """Read from what stands now: six queries, whatever the size of the archive."""
    whole = reviewed()
    ids = _latest(whole)
    made = Quality(articles=min(len(ids), MOST), is_cut=len(ids) > MOST)
    ids = ids[:MOST]
    read, marks, ruled = defaultdict(list), defaultdict(list), defaultdict(list)
    taggings = Tagging.objects.filter(article__in=ids, revision=F("article__revision")).order_by("created_at", "pk")
    for tagging in taggings:
        read[tagging.article_id].append(tagging)
    known = Mention.objects.filter(article__in=whole & set(ids))
    for article, start, end, label, origin in known.values_list("article", "start", "end", "label", "origin"):
        (ruled if origin == RULE else marks)[article].append(Span(start, end, label))
    articles = apps.get_model("newsroom", "Article").objects.filter(pk__in=ids).only("source", "text", "revision")
    articles = list(articles)
    said = corrected(articles)
    for article in articles:
        words = said[article.pk]
        all_known = _all_known(words, marks[article.pk]) if article.pk in whole else None
        made.reviewed += all_known is not None
        _count(made, article, read[article.pk], words, all_known, ruled[article.pk])
    return made


def _latest(whole: set[int]) -> list[int]:
    """The ids of reviewed articles, then of corrected ones, the last first; one more than MOST where there are more."""
    spoken = Correction.objects.standing().exclude(article__in=whole)
    spoken = spoken.values("article").annotate(last=Max("edit")).order_by("-last").values_list("article", flat=True)
    return [*sorted(whole, reverse=True), *spoken[: MOST + 1]][: MOST + 1]


def _all_known(words: list[Span], marks: list[Span]) -> list[Span]:
    """All that is known of a reviewed article: what is nothing by an editor's word, and every mark that stands."""
    return [*(word for word in words if not word.label), *marks]


def _count(
    made: Quality, article, taggings: list[Tagging], words: list[Span], known: list[Span] | None, ruled: list[Span]
) -> None:
    newest = next((tagging for tagging in reversed(taggings) if not tagging.shadow), None)
    for tagging in taggings:
        spans = [Span(*span[:3]) for span in tagging.spans]
        spoken = Counter(outcomes(spans, words))
        # What the newest reading has and nobody spoke of stands, or a rule cleared it away.
        lone = tagging is not newest
        whole = Counter(outcomes(spans, known, apart=ruled, lone=lone)) if known is not None else Counter()
        tallies = [made.versions[tagging.pipeline]]
        if tagging is newest:
            tallies += [made.whole, made.sources[article.source]]
        for tally in tallies:
            tally.spoken += spoken
            tally.reviewed += whole
            tally.articles += 1


def on_trial() -> list[dict]:
    """The versions that read on trial, the last first: {"pipeline", "last"}."""
    read = Tagging.objects.filter(shadow=True).values("pipeline").annotate(last=Max("created_at"))
    return list(read.order_by("-last"))


def trial_sums(pipeline: str) -> list[tuple[str, int, int]]:
    """(label, how many marks would go, how many would come) of a version on trial."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [pipeline])
        return cursor.fetchall()


def trial_articles(pipeline: str, page: int) -> tuple[list[Tagging], bool]:
    """A page of taggings on trial with their articles, the most changed first, and whether there are more."""
    length = Func(F("changes"), function="jsonb_array_length", output_field=IntegerField())
    read = Tagging.objects.filter(shadow=True, pipeline=pipeline, revision=F("article__revision"))
    read = read.alias(length=length).filter(length__gt=0).order_by("-length", "-pk").select_related("article")
    rows = list(read[(page - 1) * A_PAGE : page * A_PAGE + 1])
    return rows[:A_PAGE], len(rows) > A_PAGE
