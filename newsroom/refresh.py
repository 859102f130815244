"""Deed: ask a feed for news, store what is new or revised, and say when to ask again."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from .ingest import sandbox
from .ingest.documents import Document, ParsedFeed, Unreadable
from .ingest.fetch import Fetched, FetchError, fetch
from .ingest.sniff import kind_of
from .models import Feed, Refusal
from .storing import KNOWN, digest_of, find, store

SOONEST, LATEST = timedelta(minutes=10), timedelta(hours=24)
FIRST_RETRY = timedelta(minutes=5)
CLAIM = timedelta(minutes=30)  # how long a feed is left to the worker that fetches it


def subscribe(url: str) -> Feed:
    """The feed of this address, made when it is new and asked within a minute. ValueError for no address."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("Give a whole address that begins with http:// or https://.")
    with transaction.atomic():
        feed = Feed.objects.filter(url=url.strip()).first() or Feed.objects.create(url=url.strip())
        if not feed.is_active:
            feed.is_active, feed.next_check_at = True, timezone.now()
            feed.save()
    return feed


def refresh_due() -> int:
    """Refresh every feed whose time has come, beside any number of other workers; returns how many."""
    done = 0
    while feed := _claim():
        refresh(feed)
        done += 1
    return done


def _claim() -> Feed | None:
    with transaction.atomic():
        feed = Feed.objects.due(timezone.now()).select_for_update(skip_locked=True).first()
        if feed:
            feed.next_check_at = timezone.now() + CLAIM
            feed.save(update_fields=["next_check_at"])
        return feed


def refresh(feed: Feed) -> Counter:
    """Fetch, parse, store and schedule one feed; returns how many entries were new, revised, known and refused.

    What goes wrong becomes the feed's last_error and a later next_check_at: it never raises for a bad feed.
    """
    feed.checked_at = timezone.now()
    try:
        fetched = fetch(feed.url, etag=feed.etag, modified=feed.modified)
        counts = _take_in(feed, fetched) if fetched.status == 200 else Counter()
    except (FetchError, Unreadable) as reason:
        _fail(feed, str(reason), reason)
        return Counter(refused=1)
    feed.failures, feed.last_error = 0, ""
    feed.etag, feed.modified = fetched.etag or feed.etag, fetched.modified or feed.modified
    if fetched.permanent_url != feed.url and not Feed.objects.filter(url=fetched.permanent_url).exists():
        feed.url = fetched.permanent_url
    feed.next_check_at = feed.checked_at + _pace(feed)
    feed.save()
    return counts


def _take_in(feed: Feed, fetched: Fetched) -> Counter:
    parsed = parse_feed(fetched)
    feed.title = parsed.title or feed.title
    feed.site_url = parsed.site_url or feed.site_url
    return take_in(parsed, feed=feed)


def parse_feed(fetched: Fetched) -> ParsedFeed:
    """The feed in an answer; a web page in its place leads to the feed it names. Raises FetchError or Unreadable."""
    kind = kind_of(fetched.body, fetched.content_type, fetched.url)
    if kind == "html":
        addresses = sandbox.parse("discovery", fetched.body, url=fetched.url)
        if not addresses:
            raise Unreadable("The address is a page that names no feed.")
        fetched = fetch(addresses[0])
        kind = kind_of(fetched.body, fetched.content_type, fetched.url)
    if kind == "jsonfeed":
        return sandbox.parse(kind, fetched.body, url=fetched.url)
    return sandbox.parse("feed", fetched.body, url=fetched.url, content_type=fetched.content_type)


def take_in(parsed: ParsedFeed, *, feed: Feed | None = None, **more) -> Counter:
    """Store the entries of a feed, oldest first; returns how many were new, revised, known and refused."""
    counts: Counter = Counter()
    for reason in parsed.refused:
        Refusal.objects.note(source=str(feed or parsed.title), reason=reason, feed=feed)
        counts["refused"] += 1
    for entry in reversed(parsed.entries):
        counts[_take(entry, feed, more)] += 1
    return counts


def _take(entry: Document, feed: Feed | None, more: dict) -> str:
    """Store one entry, with the text of its page where the feed gives only an excerpt.

    The excerpt is remembered beside the article, so that a page is fetched once and again only when it changes.
    """
    if not entry.is_teaser:
        return store(entry, feed=feed, **more)
    excerpt = digest_of(entry)
    article = find(entry)
    if article and article.excerpt_digest == excerpt:
        return KNOWN
    return store(_whole(entry), feed=feed, excerpt_digest=excerpt, **more)


def _whole(entry: Document) -> Document:
    """The entry with the text of its page; the excerpt itself when the page cannot be had or has less."""
    try:
        fetched = fetch(entry.url)
        page = sandbox.parse("html", fetched.body, url=fetched.url, content_type=fetched.content_type)
    except (FetchError, Unreadable):
        return entry
    if len(page.text) <= len(entry.text):
        return entry
    return replace(
        entry,
        text=page.text,
        parts=page.parts,
        author=entry.author or page.author,
        published=entry.published or page.published,
        language=entry.language or page.language,
    )


def _pace(feed: Feed) -> timedelta:
    """Half the usual time between its newest articles, within sensible bounds; an hour while nothing is known."""
    moments = list(feed.articles.latest_first().values_list("published_at", flat=True)[:20])
    if len(moments) < 3:
        return timedelta(hours=1)
    gap = timedelta(seconds=median((a - b).total_seconds() for a, b in pairwise(moments)))
    return min(max(gap / 2, SOONEST), LATEST)


def _fail(feed: Feed, reason: str, error: Exception) -> None:
    """Write down what went wrong and ask again later, later each time; a feed that is gone for good is left alone."""
    feed.failures += 1
    feed.last_error = reason
    wait = min(FIRST_RETRY * 2 ** min(feed.failures - 1, 12), LATEST)
    wait = max(wait, timedelta(seconds=getattr(error, "retry_after", 0)))
    feed.next_check_at = timezone.now() + wait
    feed.is_active = getattr(error, "status", 0) != 410
    feed.save()
