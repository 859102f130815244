"""Tags as W3C Web Annotations, https://www.w3.org/TR/annotation-model/, in JSON-LD."""

from collections.abc import Iterator

from .tagged import Tag, Tagged

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of the text that a quotation is known by, before it and after


def collection(address: str, label: str) -> dict:
    """An AnnotationCollection with one page, whose `items` are still to be filled with annotations."""
    page = {"id": f"{address}#page", "type": "AnnotationPage", "partOf": address, "startIndex": 0, "items": []}
    return {"@context": CONTEXT, "id": address, "type": "AnnotationCollection", "label": label, "first": page}


def annotations(tagged: Tagged) -> Iterator[dict]:
    """An annotation for each tag, found by its quotation and by its place.

    Places count code points of the plain text that stands at the address of the article with .txt.
    """
    return (_annotation(tagged, tag) for tag in tagged.tags)


def _annotation(tagged: Tagged, tag: Tag) -> dict:
    span, text = tag.span, tagged.text
    quotation = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    said_by = {"creator": {"type": "Person", "name": "An editor"}} if tag.is_by_editor else {}
    return {
        "id": f"{tagged.page}#m-{span.start}",
        "type": "Annotation",
        "motivation": "tagging",
        **(said_by or {"generator": {"type": "Software", "name": "Newsroom"}}),
        "body": list(_bodies(tag)),
        "target": {
            "source": {"id": f"{tagged.page.rstrip('/')}.txt", "type": "Text", "format": "text/plain"},
            "selector": [quotation, place],
        },
    }


def _bodies(tag: Tag) -> Iterator[dict]:
    """What the tag says: its label, whom it names, or which time it means as a TIMEX3 value."""
    yield {"type": "TextualBody", "purpose": "tagging", "value": tag.span.label}
    if tag.page:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": tag.page}
    if tag.span.entity or tag.span.value:
        yield {"type": "TextualBody", "purpose": "describing", "value": tag.span.entity or tag.span.value}
