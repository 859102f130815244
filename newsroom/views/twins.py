"""Suggested twins: two entities side by side, for an editor to say whether they are one."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotate.models import UNSURE, Edit, Entity
from annotate.samples import samples_of
from annotate.twins import Twins, twins_of

from ..models import article_url
from ..paging import most_first
from .cards import offset

NAMES = 20  # whose twins one page of the walk looks for, the most named first
MOST = 8  # pairs on a page
SAMPLES = 3

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


def shown(pairs: list[Twins]) -> list[dict]:
    """What `_twins.html` draws of pairs; one query for all their sentences."""
    told = samples_of({entity.pk for pair in pairs for entity in (pair.one, pair.other)}, most=SAMPLES)
    return [
        {
            "one": pair.one,
            "other": pair.other,
            "sides": [(entity, [sample(each) for each in told[entity.pk]]) for entity in (pair.one, pair.other)],
            "why": pair.likeness.why,
            "shared": pair.shared,
            "is_doubted": pair.judged == UNSURE,
        }
        for pair in pairs
    ]


def sample(each) -> dict:
    """A sample sentence with the address of its article."""
    return {"url": article_url(each.article, each.title), "told": each}


def keys_and_said(request) -> dict:
    """The table of keys, and the edit that ?said= tells of, with its undo."""
    names = ("name", "key", "does", "otherwise")
    said = offset(request.GET.get("said"))
    return {
        "keys": [dict(zip(names, row, strict=True)) for row in KEYS],
        "said": Edit.objects.filter(pk=said, retired_at=None).first() if said >= 0 else None,
    }
