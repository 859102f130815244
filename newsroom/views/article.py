"""The article: its text with names marked, a card for the open mark, and who, where and when beside it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers

from annotate.models import Evidence, entity_url, event_url
from annotate.nlp.dates import describe
from annotate.nlp.spans import KINDS

from ..models import Article, article_url
from .cards import card_of
from .lists import moment
from .text import KIND_WORDS, draw

SECTIONS = (("person", "Who"), ("place", "Where"), ("group", "Groups"), ("event", "Named events"))


def by_ref(queryset, ref: str):
    """The row an address like "7-some-words" names, 404 when there is none."""
    number = ref.partition("-")[0]
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    return get_object_or_404(queryset, pk=int(number))


def query_of(request) -> str:
    """The query string of a request with its question mark, "" when there is none."""
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""


def article(request, ref):
    found = by_ref(Article.objects.defer("words"), ref)
    if request.path != found.get_absolute_url():
        return redirect(f"{found.get_absolute_url()}{query_of(request)}", permanent=True)
    if "revision" in request.GET:
        return revision(request, found)
    context = context_of(request, found)
    template = "article.html"
    if request.htmx:
        template = "_card.html" if request.htmx.target == "card" else "_article.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def context_of(request, article, **more) -> dict:
    """All that `_article.html` draws: at most six queries with an open card, five without."""
    mentions = list(
        article.mentions.values("start", "end", "label", "quote", "value", "origin", "score", "entity", "entity__name")
    )
    for mention in mentions:
        mention["kind"] = KINDS[mention["label"]]
        mention["title"] = mention["entity__name"] or describe(mention["value"])
    evidence = list(
        article.evidence.order_by("first_day", "last_day", "id").values(
            "event", "title", "kind", "value", "ranges", "place__name", "place", "event__source_count"
        )
    )
    sentences = sorted({tuple(range_) for row in evidence for range_ in row["ranges"]})
    card = card_of(request, article, mentions, more.get("said"))
    return {
        "article": article,
        "when": moment(article.published_at),
        "text": draw(article.text, article.parts, mentions, sentences, opened=card.get("start", -1)),
        "sections": _sections(mentions),
        "kinds": [(kind, word) for kind, word in KIND_WORDS.items() if any(m["kind"] == kind for m in mentions)],
        "story": _story(article, evidence),
        "events": [_event(row) for row in evidence if row["kind"] != "main"],
        "card": card,
        "atom": "/articles.atom",
    } | more


def _sections(mentions: list[dict]) -> list[dict]:
    sections = []
    for kind, title in SECTIONS:
        names: dict[int, dict] = {}
        for mention in mentions:
            if mention["kind"] == kind and mention["entity"]:
                name = names.setdefault(
                    mention["entity"],
                    {
                        "name": mention["entity__name"],
                        "url": entity_url(mention["entity"], mention["entity__name"]),
                        "start": mention["start"],
                        "count": 0,
                    },
                )
                name["count"] += 1
        if names:
            by_count = sorted(names.values(), key=lambda name: (-name["count"], name["start"]))
            sections.append({"kind": kind, "title": title, "names": by_count})
    return sections


def _event(row: dict) -> dict:
    return {
        "title": row["title"],
        "kind": row["kind"],
        "when": describe(row["value"]),
        "url": event_url(row["event"], row["title"]) if row["event"] else "",
        "place": row["place__name"],
        "sentence": row["ranges"][0][0],
        "others": (row["event__source_count"] or 1) - 1,
    }


def _story(article, evidence: list[dict]) -> dict | None:
    """The article's own event and the other articles that report it."""
    row = next((row for row in evidence if row["kind"] == "main"), None)
    if row is None:
        return None
    told = Evidence.objects.filter(event=row["event"]).exclude(article=article).order_by("article__published_at", "id")
    others = {
        pk: {"title": title, "source": source, "url": f"{article_url(pk, title)}#s-{ranges[0][0]}"}
        for pk, title, source, ranges in told.values_list("article", "article__title", "article__source", "ranges")
    }
    return _event(row) | {"tellings": list(others.values())}


def revision(request, article):
    """An earlier revision as it was, without marks: what the machine reads is the newest."""
    number = request.GET["revision"]
    old = get_object_or_404(article.revisions, number=int(number) if number.isdecimal() and len(number) < 9 else 0)
    return render(
        request,
        "revision.html",
        {"article": article, "old": old, "when": moment(old.replaced_at), "text": draw(old.text, old.parts, [], [])},
    )
