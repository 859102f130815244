"""What was learned from corrections: the trainings, the versions that were kept of them, and which is in use."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Version(models.Model):
    """What became of one training; where it was kept, a version of the pipeline: the shipped one and what was learned.

    number    of the version, null where it was not kept
    base      the shipped pipeline that it continues, as taggings call it; with another one it cannot be used
    pipeline  how taggings call the version; another one whenever base or weights are others
    weights   what was learned, the bytes of learned.npz
    report    the fields of reports.Report that stand in no column
    """

    number = models.PositiveIntegerField(null=True, unique=True)
    base = models.CharField(max_length=120)
    pipeline = models.CharField(max_length=120, blank=True)
    weights = models.BinaryField(null=True)
    report = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True, weights__isnull=True, pipeline="")
                | Q(number__isnull=False, weights__isnull=False, pipeline__gt=""),
                name="version_kept_whole",
            )
        ]

    @property
    def name(self) -> str:
        """How editors call it; "" where it was not kept."""
        return f"learned-{self.number}" if self.number else ""


class Switch(models.Model):
    """A version was switched on; without a version, the shipped pipeline. Never deleted: going back leaves it.

    The last that was not left is in use; where there is none, the shipped pipeline.
    """

    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="switches")
    made_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
