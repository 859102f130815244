"""The editor's word: edits, and what each says of names and of events."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

TITLE, WHEN, WHERE, WHO, HIDDEN, SAME, APART = "title", "when", "where", "who", "hidden", "same", "apart"
VERBS = (TITLE, WHEN, WHERE, WHO, HIDDEN, SAME, APART)


class Edit(models.Model):
    """One deed of one editor, whatever it reaches: it began on an article or an event, or speaks of entities.

    Never deleted, only retired.
    """

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="edits")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, null=True, related_name="edits")
    event = models.ForeignKey("annotate.Event", models.SET_NULL, null=True, related_name="edits")
    summary = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(F("made_at").desc(), F("id").desc(), name="edit_latest")]
        permissions = [
            ("correct", "Can correct tags"),
            ("oversee", "Can decide for the whole archive, and undo what others did"),
        ]


class SaidQuerySet(models.QuerySet):
    def standing(self):
        """What no editor has undone or let go."""
        return self.filter(Q(let_go=None) | Q(let_go__retired_at__isnull=False), edit__retired_at=None)


class Said(models.Model):
    """What an edit says of a range of one revision of an article, which annotate.carrying finds in the newest.

    let_go       the edit that says that this is no more to be looked for, a re-attachment or none; it counts as undone
    is_detached  derived: the newest revision has no certain place for it, so that an editor has to say which
    """

    edit = models.ForeignKey(Edit, models.CASCADE, related_name="%(class)ss")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="%(class)ss")
    revision = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    let_go = models.ForeignKey(Edit, models.SET_NULL, null=True, related_name="let_go_%(class)ss")
    is_detached = models.BooleanField(default=False)

    objects = SaidQuerySet.as_manager()

    class Meta:
        abstract = True

    def replaces(self, older: "Said") -> bool:
        """True where nothing that `older` says is left to say beside this, which was said later."""
        return False


class Correction(Said):
    """An editor's word on one range of one revision: its label and whom it means. An empty label: it is nothing."""

    label = models.CharField(max_length=12, blank=True)
    entity = models.TextField(blank=True)
    value = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="correction_not_empty")]
        indexes = [
            models.Index(fields=["article", "revision"], name="correction_article"),
            models.Index(fields=["article"], name="correction_detached", condition=Q(is_detached=True)),
        ]

    def replaces(self, older: "Correction") -> bool:
        is_there = (self.article_id, self.revision) == (older.article_id, older.revision)
        return is_there and self.start < older.end and older.start < self.end


class Judgement(Said):
    """An editor's word on an event, one row for each telling of it: the sentence that an article told it with.

    said    for `title` a text, for `when` a TIMEX3 value, for `where` the id of an Entity or null, for `who` a list of
            ids; for `same` 1; for `apart` 1 or -1: those of one sign are apart from those of the other
    told    [title, value, kind] of the telling, to know it again among others of its sentence
    event   where it belonged, so that it comes back there when the edit is undone
    """

    told = models.JSONField()
    verb = models.CharField(max_length=8, choices=[(verb, verb) for verb in VERBS])
    said = models.JSONField(null=True)
    event = models.ForeignKey("annotate.Event", models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["article"], name="judgement_detached", condition=Q(is_detached=True))]

    def replaces(self, older: "Judgement") -> bool:
        told = [(each.article_id, each.revision, each.start, each.told, each.verb) for each in (self, older)]
        return told[0] == told[1] and self.verb not in (SAME, APART)
