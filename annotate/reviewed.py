"""What editors said of articles: which are right from beginning to end, and of words as they stand now."""

from collections.abc import Collection, Sequence

from django.db.models import F

from .carrying import find_places
from .models import Correction, Review
from .nlp.spans import Span


def reviewed(articles: Collection[int] | None = None) -> set[int]:
    """The ids of articles, of all or of these, whose newest revision was reviewed."""
    reviews = Review.objects.filter(edit__retired_at=None, revision=F("article__revision"))
    if articles is not None:
        reviews = reviews.filter(article__in=articles)
    return set(reviews.values_list("article", flat=True))


def corrected(articles: Sequence) -> dict[int, list[Span]]:
    """What standing corrections say of each article as it is now, oldest first; detached ones are left out."""
    words = list(Correction.objects.standing().filter(article__in=articles).order_by("edit", "pk"))
    found: dict[int, list[Span]] = {article.pk: [] for article in articles}
    for word, place in find_places(articles, words).items():
        if place:
            found[word.article_id].append(Span(*place, word.label, value=word.value, entity=word.entity))
    return found
