"""The machine's word, the editor's word, and the rows for readers that are worked out from both."""

from functools import lru_cache

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from .nlp.likeness import When
from .nlp.spans import EVENT, GROUP, PERSON, PLACE

ENTITY_KINDS = {PERSON: "Person", PLACE: "Place", GROUP: "Group", EVENT: "Event"}
MACHINE, EDITOR = "machine", "editor"
MAIN, OTHER, ANNOUNCED, STATEMENT = "main", "other", "announced", "statement"
TITLE, WHEN, WHERE, WHO, HIDDEN, SAME, APART = "title", "when", "where", "who", "hidden", "same", "apart"
VERBS = (TITLE, WHEN, WHERE, WHO, HIDDEN, SAME, APART)


class Tagging(models.Model):
    """What one version of a pipeline read in one revision: spans as [start, end, label, value, score]."""

    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="taggings")
    revision = models.PositiveIntegerField()
    pipeline = models.CharField(max_length=120)
    spans = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "revision", "pipeline"], name="tagging_once_per_pipeline")
        ]


class Entity(models.Model):
    """Someone or something with a name: one row, however it is spelt. Kept for ever, so that addresses last."""

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

    The indexes are on upper case, which is what Django compares where case does not matter.
    """

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=10, choices=ENTITY_KINDS)
    name = models.TextField()
    key = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "name"], name="alias_unique")]
        indexes = [
            models.Index(fields=["kind", "key"], name="alias_key"),
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
    origin = models.CharField(max_length=8, choices={MACHINE: "the machine", EDITOR: "an editor"})
    entity = models.ForeignKey(Entity, models.RESTRICT, null=True, related_name="mentions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "start"], name="mention_start_unique"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="mention_not_empty"),
        ]
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
    """Derived: the numbers under which linking finds a piece of evidence, as nlp.windows.filed() gives them.

    Linking writes in evidence, and each time Postgres would write all of its numbers in the index again. What waits
    in a GIN index to be written is read by every question, so here nothing waits.
    """

    evidence = models.OneToOneField(Evidence, models.CASCADE, primary_key=True)
    keys = ArrayField(models.IntegerField())

    class Meta:
        indexes = [GinIndex(fields=["keys"], name="filing_keys", fastupdate=False)]


class Edit(models.Model):
    """One deed of one editor on an article or an event, whatever else it reaches. Never deleted, only retired."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="edits")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, null=True, related_name="edits")
    event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="edits")
    summary = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(F("made_at").desc(), F("id").desc(), name="edit_latest")]
        permissions = [("correct", "Can correct tags")]


class Correction(models.Model):
    """An editor's word on one range of one revision: its label and whom it means. An empty label: it is nothing."""

    edit = models.ForeignKey(Edit, models.CASCADE, related_name="corrections")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="corrections")
    revision = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    label = models.CharField(max_length=12, blank=True)
    entity = models.TextField(blank=True)
    value = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="correction_not_empty")]
        indexes = [models.Index(fields=["article", "revision"], name="correction_article")]


class Judgement(models.Model):
    """An editor's word on an event, one row for each telling of it: the sentence that an article told it with.

    said    for `title` a text, for `when` a TIMEX3 value, for `where` the id of an Entity or null, for `who` a list of
            ids; for `same` 1; for `apart` 1 or -1: those of one sign are apart from those of the other
    told    [title, value, kind] of the telling, to know it again among others of its sentence
    event   where it belonged, so that it comes back there when the edit is undone
    """

    edit = models.ForeignKey(Edit, models.CASCADE, related_name="judgements")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="judgements")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    told = models.JSONField()
    verb = models.CharField(max_length=8, choices=[(verb, verb) for verb in VERBS])
    said = models.JSONField(null=True)
    event = models.ForeignKey(Event, models.SET_NULL, null=True, related_name="+")
