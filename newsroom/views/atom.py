"""Atom twins of the lists, RFC 4287. Descriptions go out as HTML, so they are escaped."""

from html import escape
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from annotate.models import Appearance, Entity, Event, Evidence
from annotate.nlp.dates import interval

from .. import search as searching
from .. import sql, timeline
from ..models import Article, article_url
from .article import by_ref
from .entities import known, typed_name
from .event_lists import rows_of
from .lists import teaser

NEWEST = 30
FOUND_LAST = f"""
    SELECT {timeline.COLUMNS} FROM annotate_event AS event WHERE {{where}} ORDER BY event.id DESC LIMIT %(most)s
"""


class Syndication(Feed):
    """A feed, which is only read."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        return require_safe(super().__call__)(request, *args, **kwargs)


class Articles(Syndication):
    """The newest articles; the base of every feed of articles."""

    title = "Newsroom"
    link = "/"

    def found(self, obj):
        return Article.objects.all()

    def items(self, obj):
        fields = ("pk", "title", "text", "published_at", "revised_at", "author", "source")
        return self.found(obj).latest_first().values(*fields)[:NEWEST]

    def item_title(self, item):
        return item["title"]

    def item_description(self, item):
        return escape(teaser(item["text"][:600]))

    def item_link(self, item):
        return article_url(item["pk"], item["title"])

    def item_author_name(self, item):
        return item["source"] or item["author"] or "Newsroom"

    def item_pubdate(self, item):
        return item["published_at"]

    def item_updateddate(self, item):
        return item["revised_at"] or item["published_at"]


class ArticlesOfOne(Articles):
    """The newest articles of one row that has a page, or of the one it was merged into."""

    def get_object(self, request, ref):
        found = by_ref(self.model.objects.select_related("merged_into"), ref)
        return found.merged_into or found

    def title(self, obj):
        return f"{obj} · Newsroom"

    def link(self, obj):
        return obj.get_absolute_url()


class EntityArticles(ArticlesOfOne):
    """The newest articles that name an entity."""

    model = Entity

    def found(self, obj):
        return Article.objects.filter(pk__in=Appearance.objects.filter(entity=obj).values("article"))


class Found(Articles):
    """The newest articles that a search finds."""

    def get_object(self, request):
        query = searching.parse(request.GET.get("q", ""))
        if query.is_empty:
            raise Http404("Give a search as ?q=.")
        return query

    def title(self, obj):
        return "A search · Newsroom"

    def found(self, obj):
        return searching.find(obj)[0]


class EventArticles(ArticlesOfOne):
    """The newest articles that tell of one event."""

    model = Event

    def get_object(self, request, ref):
        found = super().get_object(request, ref)
        if found.hidden:
            raise Http404("An editor has hidden this event.")
        return found

    def found(self, obj):
        return Article.objects.filter(pk__in=Evidence.objects.filter(event=obj).values("article"))


class Events(Syndication):
    """The events found last of those the filters of the timeline keep."""

    def get_object(self, request):
        return timeline.read(request.GET)

    def title(self, obj):
        return f"Events · {obj} · Newsroom" if str(obj) else "Events · Newsroom"

    def link(self, obj):
        return f"{reverse('events')}?{obj.query()}".rstrip("?")

    def feed_url(self, obj):
        return f"{reverse('events-atom')}?{obj.query()}".rstrip("?")

    def items(self, obj):
        where, values = obj.where()
        return rows_of(sql.read(FOUND_LAST.format(where=where), most=NEWEST, **values))

    def item_title(self, item):
        return f"{item['when'][:1].upper()}{item['when'][1:]}: {item['title']}"

    def item_description(self, item):
        sources = f"{item['sources']} sources" if item["sources"] > 1 else "one source"
        return escape(f"{item['quote']} ({sources})") if "quote" in item else sources

    def item_link(self, item):
        return item["url"]

    def item_author_name(self, item):
        return item.get("source", "Newsroom")

    def item_pubdate(self, item):
        return item.get("told_on")

    def item_updateddate(self, item):
        return item.get("told_on")


class DayEvents(Events):
    """What happened on one day."""

    def get_object(self, request, day):
        found = interval(day)
        if found is None or found.precision != "day":
            raise Http404("There is no such day.")
        return timeline.Filter(first=found.first, last=found.last)

    def link(self, obj):
        return reverse("date", args=[obj.first.isoformat()])

    def feed_url(self, obj):
        return f"{self.link(obj)[:-1]}.atom"


class Names(Syndication):
    """The most named people, places or groups, each with its newest article; with the ?q= of their list."""

    def get_object(self, request, plural):
        return plural, typed_name(request)

    def title(self, obj):
        return " · ".join(filter(None, [obj[0].title(), obj[1], "Newsroom"]))

    def link(self, obj):
        return f"{reverse(obj[0])}{_asked(obj[1])}"

    def feed_url(self, obj):
        return f"{reverse(obj[0])[:-1]}.atom{_asked(obj[1])}"

    def items(self, obj):
        newest = Appearance.objects.filter(entity=OuterRef("pk")).order_by("-published_at", "-article")
        named = known(*obj).annotate(
            article=Subquery(newest.values("article__title")[:1]), told_on=Subquery(newest.values("published_at")[:1])
        )
        return named.order_by("-article_count", "pk")[:NEWEST]

    def item_title(self, item):
        return item.name

    def item_description(self, item):
        articles = "one article" if item.article_count == 1 else f"{item.article_count} articles"
        return escape(f"Named in {articles}, last in “{item.article}”")

    def item_author_name(self, item):
        return "Newsroom"

    def item_updateddate(self, item):
        return item.told_on


def _asked(typed: str) -> str:
    return f"?{urlencode({'q': typed})}" if typed else ""
