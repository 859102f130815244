"""Which articles an editor said are right from beginning to end."""

from collections.abc import Collection

from django.db.models import F

from .models import Review


def reviewed(articles: Collection[int] | None = None) -> set[int]:
    """The ids of articles, of all or of these, whose newest revision was reviewed."""
    reviews = Review.objects.filter(edit__retired_at=None, revision=F("article__revision"))
    if articles is not None:
        reviews = reviews.filter(article__in=articles)
    return set(reviews.values_list("article", flat=True))
