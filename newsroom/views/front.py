"""The front page: the newest articles, those of one story folded together."""

from django.db.models.functions import Left
from django.shortcuts import render

from ..models import Article
from ..paging import newest_first
from .lists import FIELDS, rows_of

OPENING = 400


def front(request):
    articles = Article.objects.values(*FIELDS, opening=Left("text", OPENING))
    page, after = newest_first(articles, request.GET.get("before", ""))
    return render(request, "front.html", {"rows": folded(rows_of(page)), "after": after, "atom": "/articles.atom"})


def folded(rows: list[dict]) -> list[dict]:
    """The rows without those whose story a newer row of this page tells already; that row unfolds them."""
    shown, told = [], set()
    for row in rows:
        if row["pk"] not in told:
            shown.append(row)
            told |= {other["pk"] for other in row["others"]}
    return shown
