"""What happened, as readers see it: events, and the evidence of each."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F

from ..nlp.likeness import When
from .edits import WHEN
from .names import Entity, address

MAIN, OTHER, ANNOUNCED, STATEMENT = "main", "other", "announced", "statement"


class Event(models.Model):
    """Derived: one happening with a date; its evidence says which articles tell it. Kept, so that addresses last.

    source_count   how many sources readers are shown, 0 when the event is `hidden`
    """

    title = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField()
    precision = models.CharField(max_length=10)
    kind = models.CharField(max_length=10)
    source_count = models.PositiveIntegerField(default=0)
    hidden = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True)

    class Meta:
        indexes = [models.Index(F("first_day").desc(), F("id").desc(), name="event_latest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return event_url(self.pk, self.title)


def event_url(pk, title):
    """The address of an event, for lists that carry rows instead of models."""
    return address("event", pk, title)


class Evidence(models.Model):
    """Derived: an event as one article tells it. `ranges` are its sentences [[start, end], ...], `quote` the first.

    stated   False where the text names no day, so that the date is the day of publication
    told     [title, value] as the text tells them, whatever an editor says
    judged   the edits that fell on it: {"title": 7, "when": 9, ..., "same": [8], "apart": [-12]}
    telling  what linking compares, as nlp.likeness.packed() gives it
    circle   a number that evidence shares which must be clustered together, the lowest id of it
    """

    event = models.ForeignKey(Event, models.RESTRICT, null=True, related_name="evidence")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="evidence")
    title = models.TextField()
    kind = models.CharField(max_length=10)
    value = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField()
    precision = models.CharField(max_length=10)
    ranges = models.JSONField()
    quote = models.TextField()
    place = models.ForeignKey(Entity, models.RESTRICT, null=True, related_name="+")
    who = ArrayField(models.BigIntegerField(), default=list)
    stated = models.BooleanField(default=True)
    told = models.JSONField(default=list)
    judged = models.JSONField(default=dict)
    telling = models.JSONField(default=dict)
    circle = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["first_day", "last_day"], name="evidence_days"),
            GinIndex(fields=["who"], name="evidence_who"),
        ]
        ordering = ["first_day", "id"]

    @property
    def when(self) -> When:
        return When(self.first_day, self.last_day, self.stated or WHEN in self.judged)


class Filing(models.Model):
    """Derived: the numbers under which linking finds a piece of evidence, as nlp.windows gives them.

    keys   its keys with its times, by filed()
    stems  its keys alone, by numbers(), to count how many are shared

    Linking writes in evidence, and each time Postgres would write all of its numbers in the index again. What waits
    in a GIN index to be written is read by every question, so here nothing waits.
    """

    evidence = models.OneToOneField(Evidence, models.CASCADE, primary_key=True)
    keys = ArrayField(models.IntegerField())
    stems = ArrayField(models.IntegerField())

    class Meta:
        indexes = [GinIndex(fields=["keys"], name="filing_keys", fastupdate=False)]
