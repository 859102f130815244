"""Atom twins of the lists, RFC 4287."""

from django.contrib.syndication.views import Feed as Syndication
from django.http import Http404
from django.utils.feedgenerator import Atom1Feed

from annotate.models import Appearance, Entity, Event

from .. import search as searching
from ..models import Article, article_url
from .article import by_ref
from .lists import teaser

NEWEST = 30


class Articles(Syndication):
    """The newest articles; the base of every feed of articles."""

    feed_type = Atom1Feed
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
        return teaser(item["text"][:600])

    def item_link(self, item):
        return article_url(item["pk"], item["title"])

    def item_author_name(self, item):
        return item["source"] or item["author"] or "Newsroom"

    def item_pubdate(self, item):
        return item["published_at"]

    def item_updateddate(self, item):
        return item["revised_at"] or item["published_at"]


class EntityArticles(Articles):
    """The newest articles that name an entity."""

    def get_object(self, request, ref):
        return by_ref(Entity.objects, ref)

    def title(self, obj):
        return f"{obj} · Newsroom"

    def link(self, obj):
        return obj.get_absolute_url()

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


class Events(Syndication):
    """The events found last."""

    feed_type = Atom1Feed
    title = "Events · Newsroom"
    link = "/events/"

    def items(self):
        return Event.objects.filter(source_count__gt=0, merged_into=None).order_by("-pk")[:NEWEST]

    def item_title(self, item):
        return f"{item.first_day}: {item.title}"

    def item_description(self, item):
        return f"{item.source_count} sources" if item.source_count > 1 else "one source"
