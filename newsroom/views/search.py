"""Search over titles, texts and names."""

import re
from datetime import date
from html import escape
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from annotate.models import entity_url

from .. import search as searching
from ..paging import newest_first
from .lists import listed, rows_of

MOST_BY_RANK = 50
MATCH = re.compile("[\ue000\ue001]")  # what stands around a match in a snippet


@require_safe
def search(request):
    text = request.GET.get("q", "")
    query = searching.parse(text)
    context = {"q": text[: searching.LONGEST], "here": "search", "rows": [], "kinds": searching.NAME_KINDS}
    if not query.is_empty:
        by_rank = request.GET.get("sort") == "relevance" and bool(query.words)
        context |= found(query, request.GET.get("before", ""), by_rank=by_rank)
        context |= {"by_rank": by_rank, "has_words": bool(query.words)}
        context |= {"atom": f"/search.atom?{urlencode({'q': text})}", "atom_title": text}
    return render(request, "search.html", context)


def found(query, cursor: str, *, by_rank: bool) -> dict:
    """One page of matches with the names that match and, for words, the places where they stand."""
    articles, meant = searching.find(query)
    values = listed(searching.ranked(articles, query) if by_rank else articles)
    page, after = (list(values[:MOST_BY_RANK]), "") if by_rank else newest_first(values, cursor)
    is_all = not (cursor or after or by_rank)
    snippets = searching.snippets(query, [row["pk"] for row in page]) if query.words else {}
    wanted = {entity.pk for name, entities in meant.items() if not name.is_excluded for entity in entities}
    rows = rows_of(page, wanted)
    for row in rows:
        if row["pk"] in snippets:
            row["teaser"] = excerpt(snippets[row["pk"]], row["opening"])
    return {
        "rows": rows,
        "after": after,
        "count": str(len(page)) if is_all else searching.count(articles),
        "meant": [
            {"name": name, "entities": [{"name": e.name, "url": entity_url(e.pk, e.name)} for e in entities]}
            for name, entities in meant.items()
        ],
        "times": [
            {"words": when.words, "is_excluded": when.is_excluded, "url": _events_of(when)} for when in query.times
        ],
    }


def _events_of(when: searching.When) -> str:
    """The timeline cut to a span of time, for whose end the word may be open."""
    days = {"from": when.first, "to": when.last}
    asked = {name: day.isoformat() for name, day in days.items() if day not in (date.min, date.max)}
    return f"{reverse('events')}?{urlencode(asked)}"


def excerpt(snippet: str, opening: str) -> SafeString:
    """A snippet as it is shown: its matches marked, and dots where the text goes on around it."""
    words = " ".join(snippet.split())
    is_opening = " ".join(opening.split()).startswith(MATCH.sub("", words)[:40])
    return marked(f"{'' if is_opening else '… '}{words} …")


def marked(snippet: str) -> SafeString:
    """A snippet with its matches in <mark>, all of it escaped."""
    pieces = escape(snippet).replace("\ue001", "\ue000").split("\ue000")
    pieces[1::2] = [f"<mark>{match}</mark>" for match in pieces[1::2]]
    return mark_safe("".join(pieces))


@require_safe
def names(request):
    """Names that complete what is typed, as JSON."""
    kind = request.GET.get("kind", "")
    known = kind if kind in (*searching.NAME_KINDS, "event") else ""
    return JsonResponse({"names": searching.complete(known, request.GET.get("q", ""))})
