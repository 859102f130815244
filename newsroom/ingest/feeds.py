"""RSS, Atom and JSON feeds to entries."""

import json
import re
from calendar import timegm
from datetime import UTC, datetime, timedelta

import feedparser

from .clean import clean_line, clean_url
from .documents import Document, ParsedFeed, Unreadable
from .markup import to_text
from .texts import headline, read_date

MOST_ENTRIES = 2_000
LONGEST_NAME = 120
TEASER = 400  # characters below which a summary alone is taken for an excerpt
TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
CUT_OFF = re.compile(r"(?:\.\.\.|…|read more|continue reading|(?:^|[.!?”\n]\s*)more)\W*$", re.I)


def parse_feed(body: bytes, url: str = "", content_type: str = "") -> ParsedFeed:
    """An RSS or Atom feed of any age. Entries without title and text are refused, each with its reason."""
    if not body:
        raise Unreadable("It is no feed that can be read.")
    headers = {"content-type": content_type} if content_type else {}
    try:
        feed = feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except UnicodeError as error:  # of a character set like "undefined", which Python knows and nobody can read
        raise Unreadable("It is no feed that can be read.") from error
    if not feed.version and not feed.entries:
        raise Unreadable("It is no feed that can be read.")
    site = clean_url(feed.feed.get("link", ""), url)
    title = clean_line(feed.feed.get("title", ""))
    language = clean_line(feed.feed.get("language", ""))[:35]
    entries, refused = [], []
    for number, entry in enumerate(feed.entries[:MOST_ENTRIES], 1):
        try:
            entries.append(_entry(entry, url or site, title, language))
        except Unreadable as reason:
            refused.append(f"Entry {number}: {reason}")
    return ParsedFeed(title, site, tuple(entries), tuple(refused))


def parse_json_feed(body: bytes, url: str = "") -> ParsedFeed:
    """A JSON Feed, https://www.jsonfeed.org/version/1.1/."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("It is no JSON that can be read.") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise Unreadable("It is JSON, but no feed.")
    title, site = clean_line(_string(feed, "title")), clean_url(_string(feed, "home_page_url"), url)
    entries, refused = [], []
    for number, item in enumerate(feed["items"][:MOST_ENTRIES], 1):
        try:
            entries.append(
                _json_entry(item if isinstance(item, dict) else {}, url or site, title, _string(feed, "language"))
            )
        except Unreadable as reason:
            refused.append(f"Entry {number}: {reason}")
    return ParsedFeed(title, site, tuple(entries), tuple(refused))


def _entry(entry, base: str, source: str, language: str) -> Document:
    whole = max(map(_markup, entry.get("content", [])), key=len, default="")
    summary = _markup(entry.get("summary_detail", {}))
    moment = entry.get("published_parsed") or entry.get("updated_parsed") or entry.get("created_parsed")
    return _document(
        title=entry.get("title", ""),
        markup=whole or summary,
        is_excerpt=not whole,
        link=clean_url(entry.get("link", ""), base),
        guid=entry.get("id", ""),
        base=base,
        published=_moment(moment),
        source=source,
        author=entry.get("author", ""),
        language=language,
    )


def _json_entry(item: dict, base: str, source: str, language: str) -> Document:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    markup = _string(item, "content_html")
    if not markup and (text := _string(item, "content_text")):
        markup = _paragraphs(_escaped(text))
    return _document(
        title=_string(item, "title"),
        markup=markup or f"<p>{_escaped(_string(item, 'summary'))}</p>",
        is_excerpt=not markup,
        link=clean_url(_string(item, "url") or _string(item, "external_url"), base),
        guid="" if item.get("id") is None else str(item["id"]),
        base=base,
        published=_trusted(read_date(_string(item, "date_published") or _string(item, "date_modified"))),
        source=source,
        author=", ".join(_string(author, "name") for author in authors if isinstance(author, dict)),
        language=_string(item, "language") or language,
    )


def _document(*, title, markup, is_excerpt, link, guid, base, published, source, author, language) -> Document:
    text, parts = to_text(markup, link or base)
    title = clean_line(title)
    if not text and not title:
        raise Unreadable("it has neither title nor text.")
    return Document(
        title=title or headline(text),
        text=text,
        parts=parts,
        url=link,
        key=_key(guid, link, base, title or text[:LONGEST_NAME]),
        published=published,
        source=source,
        author=clean_line(author),
        language=clean_line(language)[:35],
        is_teaser=bool(link) and ((is_excerpt and len(text) < TEASER) or bool(CUT_OFF.search(text[-40:])) or not text),
    )


def _key(guid: str, link: str, base: str, title: str) -> str:
    """What the feed calls an entry; a name that is good inside this feed only gets the feed's address before it."""
    guid = clean_line(guid)
    if re.match(r"(?:https?|tag|urn):", guid):
        return guid
    return f"{base}#{guid}" if guid else link or f"{base}#{title}"


def _moment(parsed) -> datetime | None:
    try:
        return _trusted(datetime.fromtimestamp(timegm(parsed), UTC)) if parsed else None
    except (ValueError, OverflowError, TypeError, OSError):
        return None


def _trusted(moment: datetime | None) -> datetime | None:
    """The moment, unless it lies in the future or before there was news."""
    if moment is None or moment.year < 1600 or moment > datetime.now(UTC) + timedelta(days=1):
        return None
    return moment


def _string(values: dict, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _markup(detail) -> str:
    """The markup of a text of feedparser's. Plain text with tags in it is markup whatever it says."""
    value = detail.get("value") or ""
    if detail.get("type") != "text/plain" or TAG.search(value):
        return value
    return _paragraphs(value.replace("<", "&lt;"))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{block}</p>" for block in re.split(r"\n\s*\n", text) if block.strip())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
