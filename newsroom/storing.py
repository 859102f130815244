"""Deed: store one document as a new article, a new revision, or nothing when it is known."""

import re
from datetime import UTC, date, datetime, time
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import MD5
from django.utils import timezone

from . import tasks
from .ingest.clean import clean_text
from .ingest.documents import Document
from .models import Article, Feed, Revision

NEW, REVISED, KNOWN = "new", "revised", "known"
REVISABLE = [
    "title",
    "text",
    "parts",
    "digest",
    "revision",
    "revised_at",
    "tag_after",
    "published_at",
    "published_is_certain",
]
TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref_src|cmpid|ocid)$", re.I)


def store(
    document: Document, *, feed: Feed | None = None, on: date | None = None, source: str = "", excerpt_digest: str = ""
) -> str:
    """Store a document; returns "new", "revised" or "known".

    The same key, or the same address, is the same article; a change of its words is a revision, and the old words are
    kept. `on` is the day of a document that has none of its own; without both it is today, marked as uncertain.
    Several workers may store the same document at once: one of them stores it, the others know it.
    """
    said = {"excerpt_digest": excerpt_digest} if excerpt_digest else {}
    try:
        return _store(document, feed, on, source, said)
    except IntegrityError:
        return _store(document, feed, on, source, said)


def find(document: Document) -> Article | None:
    """The article that this document is a telling of: by what its source calls it, else by its address."""
    for field, value in (("key", document.key), ("url", bare_url(document.url))):
        if value:
            found = Article.objects.alias(hashed=MD5(field)).filter(hashed=MD5(Value(value)), **{field: value})
            if article := found.order_by("pk").first():
                return article
    return None


def digest_of(document: Document) -> str:
    """What tells two revisions apart: the words and what each paragraph is, not the white space."""
    kinds = [part.kind for part in document.parts if part.kind not in ("link", "picture")]
    words = " ".join([*document.title.split(), "/", *document.text.split(), "/", *kinds])
    return blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()


def bare_url(url: str) -> str:
    """An address without what only follows its readers about: campaign marks, the fragment, capitals in the host."""
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(pair[0])]
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, urlencode(query), ""))


@transaction.atomic
def _store(document: Document, feed: Feed | None, on: date | None, source: str, said: dict) -> str:
    digest, known = digest_of(document), find(document)
    if known is None:
        _create(document, feed, on, source, digest, said)
        tasks.nudge()
        return NEW
    article = Article.objects.select_for_update().get(pk=known.pk)
    if said:
        Article.objects.filter(pk=article.pk).update(**said)
    if article.digest == digest:
        return KNOWN
    _revise(article, document, digest)
    tasks.nudge()
    return REVISED


def _create(document: Document, feed: Feed | None, on: date | None, source: str, digest: str, said: dict) -> None:
    published, is_certain = document.published, True
    if published is None:
        published, is_certain = (datetime.combine(on, time(12), UTC), True) if on else (timezone.now(), False)
    Article.objects.create(
        feed=feed,
        key=document.key or bare_url(document.url) or f"text:{digest}",
        url=bare_url(document.url),
        source=source or document.source or (str(feed) if feed else ""),
        author=document.author,
        language=document.language,
        title=document.title,
        text=clean_text(document.text),
        parts=_parts(document),
        digest=digest,
        published_at=published,
        published_is_certain=is_certain,
        **said,
    )


def _revise(article: Article, document: Document, digest: str) -> None:
    Revision.objects.create(
        article=article,
        number=article.revision,
        title=article.title,
        text=article.text,
        parts=article.parts,
        published_at=article.published_at,
    )
    article.title, article.text, article.parts = document.title, clean_text(document.text), _parts(document)
    article.digest = digest
    article.revision += 1
    article.revised_at = article.tag_after = timezone.now()
    if document.published and not article.published_is_certain:
        article.published_at, article.published_is_certain = document.published, True
    article.save(update_fields=REVISABLE)


def _parts(document: Document) -> list:
    return [[part.kind, part.start, part.end, part.target] for part in document.parts]
