"""What editors said of articles: which are right from beginning to end, and of words as they stand now."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import F

from .models import Correction, Review
from .nlp.settle import anchor
from .nlp.spans import Span


def reviewed(articles: Collection[int] | None = None) -> set[int]:
    """The ids of articles, of all or of these, whose newest revision was reviewed."""
    reviews = Review.objects.filter(edit__retired_at=None, revision=F("article__revision"))
    if articles is not None:
        reviews = reviews.filter(article__in=articles)
    return set(reviews.values_list("article", flat=True))


def anchored(text: str, corrections: Iterable[Correction]) -> Iterator[Span]:
    """What corrections say of this text, those whose words cannot be found in it left out."""
    for word in corrections:
        if place := anchor(text, word.start, word.end, word.quote):
            yield Span(*place, word.label, value=word.value, entity=word.entity)
