"""Deeds: note that a reader calls a mark wrong, and dismiss what he said."""

from collections.abc import Iterable
from datetime import timedelta

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from .editing import Stale, seen_word
from .models import LONGEST_REASON, Flag

HOUR = timedelta(hours=1)
FROM_ONE, ON_ONE, IN_ALL = 6, 20, 200  # flags an hour: from one address, on one article, in the whole archive
FLAGGING = 0x666C6167  # any number, the same for all who count flags

# A flag waits while what it says is wrong stands and no editor has spoken of it since. After a revision of its article
# the nearest mention of the same words stands for the one that was flagged.
WAITING = """
    SELECT flag.id AS flag, flag.reason, flag.made_at, auth_user.username AS who, article.id AS article, article.title,
        article.source, article.revision, article.text, mention.start, mention."end", mention.label, mention.quote,
        mention.value, mention.origin, mention.entity_id AS entity, entity.name
    FROM annotate_flag AS flag
    JOIN newsroom_article AS article ON article.id = flag.article_id
    JOIN LATERAL (
        SELECT * FROM annotate_mention AS mention
        WHERE mention.article_id = article.id AND mention.quote = flag.quote AND mention.label = flag.label
            AND (mention.start = flag.start OR article.revision > flag.revision)
        ORDER BY abs(mention.start - flag.start) LIMIT 1
    ) AS mention ON true
    LEFT JOIN annotate_entity AS entity ON entity.id = mention.entity_id
    LEFT JOIN auth_user ON auth_user.id = flag.who_id
    WHERE flag.closed_at IS NULL AND NOT EXISTS (
        SELECT FROM annotate_correction AS said JOIN annotate_edit AS edit ON edit.id = said.edit_id
        WHERE said.article_id = article.id AND said.start < mention."end" AND mention.start < said."end"
            AND edit.retired_at IS NULL AND edit.made_at > flag.made_at
    )
    ORDER BY flag.id LIMIT %(most)s
"""


class TooMany(Exception):
    """More flags than anybody could look at; str() is a sentence for who made one too many."""


@transaction.atomic
def flag(article, *, revision: int, seen: str, reason: str = "", who=None, sender: str) -> Flag:
    """Note that somebody calls the mention wrong that a page of `revision` showed as `seen`, and perhaps why.

    sender   a word for the address it came from, see Flag; the same on the same mention is noted once
    Raises Stale where the mention reads otherwise by now, and TooMany.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FLAGGING])  # or two could count the same last one
    article = apps.get_model("newsroom", "Article").objects.only("revision").get(pk=article.pk)
    mention = next((each for each in article.mentions.all() if _word(each) == seen), None)
    if mention is None or revision != article.revision:
        raise Stale("This mark reads otherwise by now.", "It is wrong.")
    now, words = timezone.now(), " ".join(reason.replace("\x00", "").split())[:LONGEST_REASON]
    Flag.objects.filter(made_at__lt=_midnight(now)).exclude(sender="").update(sender="")
    place = {"article": article, "revision": revision, "start": mention.start, "end": mention.end}
    said = place | {"quote": mention.quote, "label": mention.label}
    if known := Flag.objects.filter(**said, sender=sender, closed_at=None).first():
        return known
    _count(now, article, sender)
    return Flag.objects.create(**said, reason=words, who=who, sender=sender, made_at=now)


def dismiss(flags: Iterable[int], *, editor) -> int:
    """Close flags that an editor has looked at and found nothing in; returns how many waited."""
    waiting = Flag.objects.filter(pk__in=flags, closed_at=None)
    return waiting.update(closed_at=timezone.now(), closed_by=editor)


def waiting(most: int) -> list[dict]:
    """The flags that wait, the oldest first, each with its mention as it stands and the text around it."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"most": most})
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _word(mention) -> str:
    return seen_word(mention.start, mention.end, mention.label, mention.entity_id, mention.value)


def _midnight(now):
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _count(now, article, sender: str) -> None:
    lately = Flag.objects.filter(made_at__gt=now - HOUR)
    if lately.filter(sender=sender).count() >= FROM_ONE:
        raise TooMany(f"{FROM_ONE} marks an hour can be called wrong from one place. Wait a little, then go on.")
    if lately.filter(article=article).count() >= ON_ONE:
        raise TooMany("Many marks of this article were called wrong within the hour. Editors will look at it.")
    if lately.count() >= IN_ALL:
        raise TooMany("More was called wrong within the hour than editors can look at. Try again tomorrow.")
