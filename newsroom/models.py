"""Feeds and articles as their sources give them, one revision after another."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Left
from django.utils import timezone

from annotate.models import address, standing_review

INDEXED_CHARACTERS = 200_000  # more than 1 MB of lexemes makes Postgres refuse the row


class FeedQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(is_active=True, next_check_at__lte=now).order_by("next_check_at")


class Feed(models.Model):
    """An address that is asked for news on a schedule that follows how often it has some."""

    url = models.TextField()
    title = models.TextField(blank=True)
    site_url = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    etag = models.TextField(blank=True)
    modified = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True)
    next_check_at = models.DateTimeField(default=timezone.now, db_index=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(MD5("url"), name="feed_url_unique")]
        ordering = ["title", "id"]

    def __str__(self):
        return self.title or self.url


class ArticleQuerySet(models.QuerySet):
    def for_page(self):
        """Articles as their pages show them; `reviewed` is {"by", "at"} of who reviewed one as it stands, or None."""
        return self.defer("words").annotate(reviewed=standing_review())

    def latest_first(self):
        return self.order_by("-published_at", "-id")

    def waiting(self, now):
        return self.filter(tag_after__lte=now).order_by("tag_after", "id")


class Article(models.Model):
    """What a source published: the newest revision; older ones stand in Revision.

    `key` is what the source calls it. `parts` marks headings, quotes, links beside the text as
    [kind, start, end, target] in code points. `digest` tells revisions apart; `excerpt_digest` is that of the excerpt
    in the feed where the text was fetched from its page. `tag_after` is the queue of the background pass: NULL when the
    machine has read this revision, else the time from which a worker may take it.
    """

    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, related_name="articles")
    key = models.TextField()
    url = models.TextField(blank=True)
    source = models.TextField(blank=True)
    author = models.TextField(blank=True)
    language = models.CharField(max_length=35, blank=True)
    title = models.TextField()
    text = models.TextField()
    parts = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    excerpt_digest = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField()
    published_is_certain = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revised_at = models.DateTimeField(null=True)
    tag_after = models.DateTimeField(null=True, default=timezone.now)
    tag_error = models.TextField(blank=True)
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector(Left("text", INDEXED_CHARACTERS), weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(MD5("key"), name="article_key_unique")]
        indexes = [
            models.Index(F("published_at").desc(), F("id").desc(), name="article_latest"),
            models.Index(MD5("url"), name="article_url", condition=~Q(url="")),
            models.Index(fields=["tag_after"], name="article_waiting", condition=Q(tag_after__isnull=False)),
            GinIndex(fields=["words"], name="article_words"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return article_url(self.pk, self.title)

    @property
    def is_tagged(self):
        return self.tag_after is None


def article_url(pk, title):
    """The address of an article, for lists that carry rows instead of models."""
    return address("article", pk, title)


class Revision(models.Model):
    """What an article said before its source changed it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.TextField()
    text = models.TextField()
    parts = models.JSONField(default=list)
    published_at = models.DateTimeField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique")]
        ordering = ["-number"]


class RefusalManager(models.Manager):
    def note(self, source: str, reason: str, feed: Feed | None = None):
        """Write down what could not be read; the same again only moves its time."""
        return self.update_or_create(source=source, reason=reason, feed=feed, defaults={"at": timezone.now()})


class Refusal(models.Model):
    """Something that was offered and could not be read, and why."""

    source = models.TextField()
    reason = models.TextField()
    feed = models.ForeignKey(Feed, models.CASCADE, null=True, related_name="refusals")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = RefusalManager()

    class Meta:
        ordering = ["-at"]
