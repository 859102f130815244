"""What every parser returns: a document with its structure beside the text, or a feed with its entries."""

from dataclasses import dataclass, field
from datetime import datetime

# Block parts cover whole paragraphs; "link" and "picture" lie inside one.
PART_KINDS = ("heading", "item", "quote", "caption", "aside", "link", "picture")


@dataclass(frozen=True, slots=True)
class Part:
    """A stand-off mark beside the text: half-open code point range, what it is, and where it points.

    heading, item, quote, caption   a paragraph that is one
    aside                           a paragraph that is not the story: "Read also", a disclaimer
    link                            target: an absolute http(s) address
    picture                         target: an absolute http(s) address; the range is its caption or alt text
    """

    kind: str
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as its source gives it. `text` is plain: paragraphs parted by one blank line.

    url        address of the original; "" for a file without one
    key        what the source calls it (feed guid, else url, else file path): the same key is the same article
    published  aware datetime, or None when the source does not say
    is_teaser  the text is only an excerpt: the page at `url` has the whole
    """

    title: str
    text: str
    parts: tuple[Part, ...] = ()
    url: str = ""
    key: str = ""
    published: datetime | None = None
    source: str = ""
    author: str = ""
    language: str = ""
    is_teaser: bool = False


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as it was read: its name, its site and its entries, newest as the publisher orders them."""

    title: str
    site_url: str = ""
    entries: tuple[Document, ...] = ()
    refused: tuple[str, ...] = field(default=())


class Unreadable(ValueError):
    """The bytes cannot be read as what they claim to be; str() is a sentence for the owner."""
