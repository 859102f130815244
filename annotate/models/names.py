"""What a text names: the machine's word, the entities, and the mentions that readers see."""

from functools import lru_cache

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from ..nlp.settle import EDITOR, MACHINE, RULE
from ..nlp.spans import EVENT, GROUP, PERSON, PLACE

ENTITY_KINDS = {PERSON: "Person", PLACE: "Place", GROUP: "Group", EVENT: "Event"}


class TaggingQuerySet(models.QuerySet):
    def counted(self):
        """Those that are the machine's word, without what was only read on trial."""
        return self.filter(shadow=False)


class Tagging(models.Model):
    """What one version of a pipeline read in one revision: spans as [start, end, label, value, score].

    shadow   True when it was read on trial, by a version that is not in use: readers see nothing of it
    changes  for those on trial what would be different, as [came, start, end, label]; came is 1, or 0 for what went
    """

    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="taggings")
    revision = models.PositiveIntegerField()
    pipeline = models.CharField(max_length=120)
    spans = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    shadow = models.BooleanField(default=False)
    changes = models.JSONField(default=list)

    objects = TaggingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "revision", "pipeline"], name="tagging_once_per_pipeline")
        ]
        indexes = [models.Index(fields=["pipeline"], condition=Q(shadow=True), name="tagging_shadow")]


class Entity(models.Model):
    """Someone or something with a name: one row, however it is spelt. Kept for ever, so that addresses last.

    merged_into is derived: the entity that an editor's word, or several in a row, made this one, never merged itself.
    """

    kind = models.CharField(max_length=10, choices=ENTITY_KINDS)
    name = models.TextField()
    article_count = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True)

    class Meta:
        indexes = [models.Index("kind", F("article_count").desc(), F("id"), name="entity_most_named")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return entity_url(self.pk, self.name)


def entity_url(pk, name):
    """The address of an entity, for lists that carry rows instead of models."""
    return address("entity", pk, name)


@lru_cache(maxsize=16_384)
def address(page, pk, words):
    """The path of a page that shows one row, "/entities/7-some-words/"; a list asks for hundreds."""
    return reverse(page, args=[f"{pk}-{slugify(words)[:60].rstrip('-') or page}"])


class Alias(models.Model):
    """A name an entity goes by. `key` is the name as nlp.names.key() folds it: spellings of one name share it.

    learnt  whose name it was when a text first gave it: what stands when no editor says otherwise
    entity  derived: whose it is now, editors' words on entities taken in

    The indexes are on upper case, which is what Django compares where case does not matter.
    """

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="aliases")
    learnt = models.ForeignKey(Entity, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ENTITY_KINDS)
    name = models.TextField()
    key = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "name"], name="alias_unique")]
        indexes = [
            models.Index(fields=["kind", "key"], name="alias_key"),
            models.Index(fields=["id"], name="alias_moved", condition=~Q(entity=F("learnt"))),
            models.Index(OpClass(Upper("name"), name="text_pattern_ops"), name="alias_prefix"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="alias_trigrams"),
        ]


class Mention(models.Model):
    """Derived: `article.text[start:end]` names an entity or a date, as readers see it."""

    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    label = models.CharField(max_length=12)
    quote = models.TextField()
    value = models.TextField(blank=True)
    score = models.FloatField(null=True)
    origin = models.CharField(max_length=8, choices={MACHINE: "the machine", RULE: "a rule", EDITOR: "an editor"})
    entity = models.ForeignKey(Entity, models.RESTRICT, null=True, related_name="mentions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "start"], name="mention_start_unique"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="mention_not_empty"),
        ]
        indexes = [models.Index(fields=["quote", "article"], name="mention_quote")]
        ordering = ["start"]


class Appearance(models.Model):
    """Derived: how often an article names an entity. The covering table of every list of an entity's articles."""

    entity = models.ForeignKey(Entity, models.RESTRICT, related_name="appearances")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="appearances")
    published_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "entity"], name="appearance_unique")]
        indexes = [models.Index("entity", F("published_at").desc(), F("article").desc(), name="appearance_latest")]
