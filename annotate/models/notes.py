"""What editors tell each other of a mention."""

from django.db import models
from django.db.models import F, Q

from .edits import Said


class Note(Said):
    """An editor's remark on a range of one revision, for editors alone; it changes nothing that readers see."""

    text = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="note_not_empty")]
        indexes = [models.Index(fields=["article"], name="note_detached", condition=Q(is_detached=True))]
