"""Articles with their tags as files, as the pages give them too."""

from typing import Literal

from ninja import Router

from ..views.spans import article_spans, stream

router = Router()
Name = Literal["jsonl", "conll", "spacy", "jsonld"]


@router.get("/export")
def export(request, q: str = "", format: Name = "jsonl"):
    """What a query of the search page finds, everything without one: JSON lines, CoNLL-2003 IOB2, a zip of spaCy
    DocBins, or W3C Web Annotations. Streamed; 503 with Retry-After while others take much out."""
    return stream(request, q, format)


@router.get("/articles/{int:id}/export")
def export_article(request, id: int, format: Name = "jsonl"):
    """One article with its tags in one of the formats."""
    return article_spans(request, str(id), format)
