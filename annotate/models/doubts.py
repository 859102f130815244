"""Derived: what the machine is not sure of, in each article and over the whole archive, and how often it was read."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, NullIf

from .names import Entity

DOUBTFUL = 0.8  # a name the machine is less sure of is in doubt: of three that it reads so, one is wrong
WHOLE = 10_000  # the doubt of a name that has no certainty at all; whole numbers add up exactly


class Readership(models.Model):
    """How often people opened an article; who they are is nowhere written down."""

    article = models.OneToOneField("newsroom.Article", models.CASCADE, primary_key=True, related_name="readership")
    count = models.PositiveIntegerField()


class Doubted(models.Model):
    """Derived: words that the machine reads as one label and entity without being sure, summed over the archive.

    One decision can settle them all. mentions, articles and doubt are those of its Doubts, readers how often the
    articles were opened; none are left where mentions is 0. worth orders the queue: the mean doubt of a mention,
    times the articles that bear it and the times that these were opened.
    """

    quote = models.TextField()
    label = models.CharField(max_length=12)
    entity = models.ForeignKey(Entity, models.CASCADE, null=True, related_name="+")
    mentions = models.PositiveIntegerField(default=0)
    articles = models.PositiveIntegerField(default=0)
    doubt = models.PositiveBigIntegerField(default=0)
    readers = models.PositiveBigIntegerField(default=0)
    worth = models.GeneratedField(
        expression=Cast("doubt", models.FloatField()) / NullIf(F("mentions"), 0) * (F("articles") + F("readers")),
        output_field=models.FloatField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote", "label", "entity"], name="doubted_unique", nulls_distinct=False)
        ]
        indexes = [
            models.Index(F("worth").desc(), "id", name="doubted_most", condition=Q(mentions__gt=0)),
            models.Index("label", F("worth").desc(), "id", name="doubted_of_label", condition=Q(mentions__gt=0)),
        ]


class Doubt(models.Model):
    """Derived: how many mentions of doubted words one article bears, and how much the machine doubts them together.

    doubt is the sum of 1 - certainty of each, in WHOLE parts. Reviewed articles have none.
    """

    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="doubts")
    doubted = models.ForeignKey(Doubted, models.CASCADE, related_name="doubts", db_index=False)
    mentions = models.PositiveIntegerField()
    doubt = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["doubted", "article"], name="doubt_unique")]
