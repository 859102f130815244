"""A reader's word: this mark is wrong. It changes nothing; editors find it on the desk."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

LONGEST_REASON = 200  # characters


class Flag(models.Model):
    """Somebody says that a mention is wrong, as it stood in one revision of an article.

    sender      a word for the address it came from, other every day and made with a secret; "" after that day
    closed_by   the editor who dismissed it. One that an editor answers by correcting the mention needs no closing:
                it waits only while the mention stands as it was flagged, and again once the correction is undone
    """

    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="flags")
    revision = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    label = models.CharField(max_length=12)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="flags")
    sender = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="flag_not_empty"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="flag_closed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(F("made_at").desc(), name="flag_latest"),
            models.Index(fields=["id"], name="flag_waiting", condition=Q(closed_at=None)),
        ]
