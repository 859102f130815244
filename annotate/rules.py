"""Rules: the editor's word on a name wherever it stands, in one article, one source or everywhere, from now on."""

from collections.abc import Iterable
from functools import lru_cache

from django.apps import apps
from django.db import connection, models
from django.db.models import F, Q

from .nlp.dates import resolve
from .nlp.rules import Ruled, Ruleset
from .nlp.spans import DATE, KINDS, Span

# Two sets of rules of one version are the same set, also where each transaction sees its own.
VERSION = """
    SELECT count(*), sum(hashint8extended(rule.id, 0))
    FROM annotate_rule AS rule JOIN annotate_edit AS edit ON edit.id = rule.edit_id WHERE retired_at IS NULL
"""


class RuleQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(edit__retired_at=None)

    def on(self, article, quote: str):
        """The rules on a quote that can speak in an article, the one that prevails first; retired ones too."""
        here = Q(article=article) | Q(article=None, source__in=("", article.source))
        narrowest = (F("article").asc(nulls_last=True), F("source").desc(), "-pk")
        return self.filter(here, quote=quote).order_by(*narrowest)

    def unsettled(self):
        return self.filter(unsettled_below__isnull=False)


class Rule(models.Model):
    """An editor's word on whole words, case as given, wherever they stand in its scope. An empty label: nothing.

    It outlives the model and speaks in articles that are yet to come; nlp.settle says over what it prevails. Its scope
    is `article` where set, else `source`, else everywhere. A rule for one article, and not many corrections: it holds
    for what the article's next revision says, where a quote that stands twice could not be anchored, and one row says
    why each of its mentions is there. What was left out of it are corrections of the same edit.

    value            TIMEX3 value of a date; "" for what the words mean where they stand
    entity           full name of the one meant; "" leaves it to the text
    unsettled_below  the queue of what the rule has still to reach, or, undone, to leave: articles with lower ids
                     wait, NULL when none does
    """

    edit = models.ForeignKey("annotate.Edit", models.CASCADE, related_name="rules")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, null=True, related_name="rules")
    source = models.TextField(blank=True)
    quote = models.TextField()
    label = models.CharField(max_length=12, blank=True)
    entity = models.TextField(blank=True)
    value = models.TextField(blank=True)
    unsettled_below = models.BigIntegerField(null=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(quote=""), name="rule_not_empty"),
            models.CheckConstraint(condition=Q(article=None) | Q(source=""), name="rule_has_one_scope"),
        ]
        indexes = [
            models.Index(fields=["quote"], name="rule_quote"),
            models.Index(fields=["id"], name="rule_unsettled", condition=Q(unsettled_below__isnull=False)),
        ]

    @staticmethod
    def all_articles() -> int:
        """An `unsettled_below` that lets every article wait."""
        return (apps.get_model("newsroom", "Article").objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1

    def told(self) -> Ruled:
        return Ruled(self.pk, self.quote, self.label, self.article_id, self.source, self.value, self.entity)

    def reached(self, articles):
        """Of a queryset of articles those that hold the words in the scope of this rule, and perhaps a few more."""
        articles = articles.filter(text__contains=self.quote)
        if self.article_id:
            return articles.filter(pk=self.article_id)
        return articles.filter(source=self.source) if self.source else articles


def rules_of(articles: Iterable) -> dict[int, list[Span]]:
    """What the standing rules say on the text of each article, by its id, the rule that prevails first."""
    ruleset = standing_rules()
    return {article.pk: spoken(ruleset, article) for article in articles}


def spoken(ruleset: Ruleset, article) -> list[Span]:
    """What rules say on the text of an article, the one that prevails first; dates with the day they mean there."""
    asides = [(start, end) for kind, start, end, *_ in article.parts if kind == "aside"]
    found = ruleset.find(article.text, article=article.pk, source=article.source, asides=asides)
    return [_dated(article, span) for span, _ in found]


def standing_rules() -> Ruleset:
    """All rules that no editor has undone. They are read again only when one is made or undone."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        count, version = cursor.fetchone()
    return _read(connection.settings_dict["NAME"], count, version)


@lru_cache(maxsize=2)
def _read(database: str, count: int, version: int | None) -> Ruleset:
    return Ruleset(rule.told() for rule in Rule.objects.standing())


def _dated(article, span: Span) -> Span:
    if KINDS.get(span.label) != DATE or span.value:
        return span
    context = article.text[max(0, span.start - 200) : span.end + 100]
    value = resolve(article.text[span.start : span.end], article.published_at.date(), context)
    return Span(span.start, span.end, span.label, value, span.entity)
