"""What editors taught: articles with corrections or reviews, as nlp.lessons takes them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.apps import apps

from .models import Correction, Mention, Tagging
from .nlp.lessons import Lesson
from .nlp.spans import DATE, Span
from .reviewed import corrected, reviewed
from .tagging import MOST, asides

BATCH = 200


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson, and the article that gave it."""

    article: int
    lesson: Lesson
    published: date
    asides: list


def taught() -> list[Taught]:
    """A lesson for each article with standing corrections of names, or an editor's word that all of it is right.

    Corrections that cannot be found in the newest text are left out, and so is what rules say.
    """
    ids = set(Correction.objects.standing().values_list("article", flat=True)) | reviewed()
    found, ordered = [], sorted(ids)
    for start in range(0, len(ordered), BATCH):
        found += _taught(ordered[start : start + BATCH])
    return found


def _taught(ids: list[int]) -> list[Taught]:
    articles = apps.get_model("newsroom", "Article").objects.filter(pk__in=ids).order_by("pk")
    said, whole = corrected(articles), reviewed(ids)
    settled = defaultdict(list)
    for row in Mention.objects.filter(article__in=whole).values_list("article", "start", "end", "label"):
        settled[row[0]].append(Span(*row[1:]))
    read = {}
    for tagging in Tagging.objects.counted().filter(article__in=ids).order_by("created_at", "pk"):
        read[tagging.article_id, tagging.revision] = tuple(Span(*span[:4]) for span in tagging.spans)
    found = []
    for article in articles:
        text = article.text[:MOST]
        words = tuple(span for span in said[article.pk] if span.end <= MOST)
        marks = tuple(settled[article.pk]) if article.pk in whole else None
        if marks is not None or any(span.kind != DATE for span in words):
            lesson = Lesson(text, read.get((article.pk, article.revision), ()), words, marks)
            found.append(Taught(article.pk, lesson, article.published_at.date(), asides(article.parts)))
    return found
