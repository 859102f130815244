"""Web pages to documents: the story without the furniture around it."""

import json
import re
from dataclasses import replace
from datetime import datetime

import trafilatura
from lxml import etree, html

from .clean import clean_line, clean_url
from .documents import Document, Part, Unreadable
from .markup import to_text
from .texts import decode, headline, read_date

CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?\s*([\w-]{1,40})""", re.I)
# What browsers read these as, https://encoding.spec.whatwg.org/#names-and-labels
WINDOWS = dict.fromkeys(["iso-8859-1", "iso8859-1", "iso_8859-1", "latin-1", "latin1", "l1"], "windows-1252")
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
PUBLISHED = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.created",
    "pubdate",
    "parsely-pub-date",
)


def parse_page(body: bytes, url: str = "", content_type: str = "") -> Document:
    """The story of a page: title, text with its structure, day of publication, author, site and language.

    Text is found by trafilatura (Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15) with precision before recall.
    """
    markup = page_text(body, content_type)
    tree = _tree(markup)
    story = trafilatura.extract(
        markup,
        url=url or None,
        output_format="html",
        favor_precision=True,
        include_comments=False,
        include_links=True,
        include_images=True,
        include_formatting=True,
    )
    title = clean_line(_title(tree))
    text, parts = _without_title(*to_text(story or "", url), title)
    if not text:
        raise Unreadable("No article is found on the page.")
    meta = _metas(tree)
    canonical = clean_url(_first(tree, "//link[@rel='canonical']/@href"), url)
    return Document(
        title=title or headline(text),
        text=text,
        parts=parts,
        url=canonical if canonical and _host(canonical) == _host(url) else url,
        key=canonical if canonical and _host(canonical) == _host(url) else url,
        published=_published(tree, meta),
        source=clean_line(meta.get("og:site_name", "")) or _host(url),
        author=clean_line(meta.get("author", "")),
        language=clean_line(_first(tree, "/html/@lang"))[:35],
    )


def _without_title(text: str, parts: tuple[Part, ...], title: str) -> tuple[str, tuple[Part, ...]]:
    """The text without a first paragraph that only repeats the title."""
    first, _, rest = text.partition("\n\n")
    if first.casefold() != title.casefold() or not rest:
        return text, parts
    cut = len(first) + 2
    kept = (replace(part, start=part.start - cut, end=part.end - cut) for part in parts if part.start >= cut)
    return rest, tuple(kept)


def find_feeds(body: bytes, url: str) -> list[str]:
    """The addresses of the feeds a page names for programs, best first as the page lists them."""
    tree = _tree(page_text(body, ""))
    links = tree.xpath("//link[contains(concat(' ', @rel, ' '), ' alternate ')]")
    found = [clean_url(link.get("href") or "", url) for link in links if (link.get("type") or "").lower() in FEED_TYPES]
    return list(dict.fromkeys(address for address in found if address))


def page_text(body: bytes, content_type: str) -> str:
    """The markup of a page in the character set that its server, else the page itself, declares."""
    declared = re.search(r"charset=[\"']?([\w-]{1,40})", content_type) or CHARSET.search(body[:4096])
    if declared and not (declared.re is CHARSET and declared.group(1).lower().startswith(b"utf-16")):
        name = declared.group(1)
        name = (name if isinstance(name, str) else name.decode("ascii")).lower()
        try:
            return body.decode(WINDOWS.get(name, name))
        except (LookupError, UnicodeError):
            pass
    return decode(body)


def _tree(markup: str):
    try:
        return html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup) or "<p></p>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("It is no page that can be read.") from error


def _first(tree, path: str) -> str:
    return str(next(iter(tree.xpath(path)), ""))


def _metas(tree) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        metas.setdefault(name, meta.get("content"))
    return metas


def _title(tree) -> str:
    headings = [heading.text_content() for heading in tree.xpath("//h1")]
    own = headings[0] if len(headings) == 1 else ""
    return _metas(tree).get("og:title", "") or own or _first(tree, "//title/text()")


def _published(tree, meta: dict[str, str]) -> datetime | None:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found = _date_in(json.loads(script), 0)
        except (ValueError, RecursionError):
            continue
        if found:
            return found
    dates = [meta.get(name, "") for name in PUBLISHED]
    dates += tree.xpath("//time[@datetime]/@datetime")[:1]
    return next((date for date in map(read_date, map(str, dates)) if date), None)


def _date_in(values, depth: int) -> datetime | None:
    """The first datePublished in JSON-LD, however it is nested."""
    if depth > 6:
        return None
    if isinstance(values, list):
        return next((date for date in (_date_in(value, depth + 1) for value in values) if date), None)
    if not isinstance(values, dict):
        return None
    if isinstance(values.get("datePublished"), str) and (date := read_date(values["datePublished"])):
        return date
    return _date_in(list(values.values()), depth + 1)


def _host(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?([^/:?#]*).*", r"\1", url).lower() if url else ""
