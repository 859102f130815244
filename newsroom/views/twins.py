"""Suggested twins: two entities side by side, for an editor to say whether they are one."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotate.models import UNSURE, Entity
from annotate.twins import twins_of

from ..paging import most_first
from .pairs import said_of, shown

NAMES = 20  # whose twins one page of the walk looks for, the most named first
MOST = 8  # pairs on a page

KEYS = [
    ("twin-same", "y", "They are one", "“Same”"),
    ("twin-unsure", "h", "Nobody can tell", "“Not sure”"),
    ("twin-different", "n", "They are two", "“Different”"),
    ("help", "?", "These keys", "“Keys”"),
]


@require_safe
@login_required
@permission_required("annotate.correct", raise_exception=True)
def twins(request):
    return show_twins(request)


def show_twins(request, status: int = 200, **more):
    """The likeliest pairs among the most named entities, then among those named less."""
    cursor = request.GET.get("after", "")
    named = Entity.objects.filter(article_count__gt=0, merged_into=None).values("pk", "article_count")
    rows, after = most_first(named, cursor, field="article_count", size=NAMES)
    asked = Entity.objects.filter(pk__in=[row["pk"] for row in rows])
    pairs = [pair for pair in twins_of(asked) if pair.one in asked and pair.judged != UNSURE]
    here = f"{reverse('twins')}{'?' if cursor else ''}{urlencode({'after': cursor}) if cursor else ''}"
    context = {
        "here": "desk",
        "tab": "twins",
        "pairs": shown(pairs[:MOST]),
        "count": len(pairs),
        "after": after,
        "is_further": bool(cursor),
        "back": here,
        **keys_and_said(request),
        **more,
    }
    return render(request, "twins.html", context, status=status)


def keys_and_said(request) -> dict:
    """The table of keys, and the edit that ?said= tells of, with its undo."""
    names = ("name", "key", "does", "otherwise")
    return {"keys": [dict(zip(names, row, strict=True)) for row in KEYS], "said": said_of(request)}
