"""Lists of feeds: OPML 2.0, http://opml.org/spec2.opml."""

from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .clean import clean_line, clean_url
from .documents import Unreadable

MOST = 10_000


def parse_opml(body: bytes) -> list[tuple[str, str]]:
    """The (title, address) pairs of a list, however deeply its outlines are nested."""
    try:
        root = fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable("It is no OPML list that can be read.") from error
    feeds = {}
    for outline in root.iter("outline"):
        url = clean_url(outline.get("xmlUrl") or outline.get("xmlurl") or "")
        if url and len(feeds) < MOST:
            feeds.setdefault(url, clean_line(outline.get("title") or outline.get("text") or ""))
    if not feeds:
        raise Unreadable("The list names no feed.")
    return [(title, url) for url, title in feeds.items()]
