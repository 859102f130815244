"""The front page: the newest articles, those of one story folded together."""

from collections import Counter

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..paging import newest
from .lists import COLUMNS, rows_of

SECTIONS = (("person", "Who"), ("place", "Where"), ("group", "Groups"))
MOST_NAMED = 8

ARTICLES = f"""
    SELECT {COLUMNS} FROM newsroom_article AS article
    WHERE (published_at, id) < (%(moment)s, %(number)s)
    ORDER BY published_at DESC, id DESC LIMIT %(size)s
"""


@require_safe
def front(request):
    page, after = newest(ARTICLES, request.GET.get("before", ""))
    rows = rows_of(page)
    context = {"rows": folded(rows), "sections": named(rows), "after": after, "atom": "/articles.atom"}
    return render(request, "front.html", context)


def named(rows: list[dict]) -> list[dict]:
    """Whom, where and which groups most of these rows are about, for the sidebar."""
    articles = Counter((chip["kind"], chip["name"], chip["url"]) for row in rows for chip in row["chips"])
    sections = []
    for kind, title in SECTIONS:
        names = [
            {"name": name, "kind": kind, "url": url, "count": count}
            for (of_kind, name, url), count in articles.most_common()
            if of_kind == kind
        ]
        if names:
            sections.append({"title": title, "names": names[:MOST_NAMED]})
    return sections


def folded(rows: list[dict]) -> list[dict]:
    """The rows without those whose story a newer row of this page tells already; that row unfolds them."""
    shown, told = [], set()
    for row in rows:
        if row["pk"] not in told:
            shown.append(row)
            told |= {other["pk"] for other in row["others"]}
    return shown
