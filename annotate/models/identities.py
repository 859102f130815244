"""The editor's word on whom names mean: that two entities are one or are two, whose a name is, and what is split."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .edits import Edit
from .names import ENTITY_KINDS, Entity

ONE, TWO, UNSURE, NAME, SPLIT = "one", "two", "unsure", "name", "split"


class IdentityQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(edit__retired_at=None)

    def unsettled(self):
        return self.filter(unsettled_below__isnull=False)

    def about(self, entities):
        """The words that name one of these entities."""
        return self.filter(Q(entity__in=entities) | Q(other__in=entities))


class Identity(models.Model):
    """An editor's word on entities. nlp.senses.Words says what all of them together make of a name.

    verb    ONE: all that means `other` means `entity`; TWO: these are different; UNSURE: nobody can tell
            NAME: `name`, of this `kind` and however it is written, means `entity`
            SPLIT: of the articles that name `entity` some mean `other`
    context which articles a SPLIT sends where, and what their texts share, as nlp.senses.Context packs it
    reaches         entities that articles meant before the word was said, or undone
    unsettled_below the queue of those articles: lower ids wait, NULL when none does
    """

    edit = models.ForeignKey(Edit, models.CASCADE, related_name="identities")
    verb = models.CharField(max_length=8, choices=[(verb, verb) for verb in (ONE, TWO, UNSURE, NAME, SPLIT)])
    entity = models.ForeignKey(Entity, models.RESTRICT, related_name="identities")
    other = models.ForeignKey(Entity, models.RESTRICT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=ENTITY_KINDS, blank=True)
    name = models.TextField(blank=True)
    context = models.JSONField(default=dict)
    reaches = ArrayField(models.BigIntegerField(), default=list)
    unsettled_below = models.BigIntegerField(null=True)

    objects = IdentityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verb=NAME, other=None) & ~Q(name="") | ~Q(verb=NAME) & Q(other__isnull=False),
                name="identity_has_two_sides",
            ),
            models.CheckConstraint(condition=~Q(entity=models.F("other")), name="identity_of_two"),
        ]
        indexes = [
            models.Index(fields=["id"], name="identity_unsettled", condition=Q(unsettled_below__isnull=False)),
        ]
