"""The edits: what was corrected, by whom, with undo; what waits to be read, what could not be."""

from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate.models import Edit, Flag, entity_url, event_url
from annotate.rights import may_undo
from annotate.spreading import gone_through, on_its_way

from ..models import Article, article_url
from ..paging import newest_first
from .lists import moment

MOST_FAILED = 20
MOST_DISMISSED = 10
ABOUT = [
    ("article", "article__title", article_url),
    ("event", "event__title", event_url),
    ("identities__entity", "identities__entity__name", entity_url),
]


@require_safe
@login_required
@permission_required("annotate.correct", raise_exception=True)
def edits(request):
    made = Edit.objects.values(
        "pk",
        "summary",
        "made_at",
        "retired_at",
        "editor",
        "editor__username",
        "retired_by__username",
        "article",
        "article__title",
        "event",
        "event__title",
        "identities__entity",
        "identities__entity__name",
    )
    rows, after = newest_first(made, request.GET.get("before", ""), field="made_at")
    for row in rows:
        row["title"], row["url"] = _about(row)
        row["when"] = moment(row["made_at"])
        row["may_undo"] = row["retired_at"] is None and may_undo(request.user, row["editor"])
    walking = on_its_way()
    last = Article.objects.order_by("-pk").values_list("pk", flat=True).first() if walking else 0
    spreading = Edit.objects.filter(pk__in=walking).order_by("pk")
    failed = Article.objects.exclude(tag_error="").order_by("-pk").values("pk", "title", "tag_error")[:MOST_FAILED]
    context = {
        "here": "desk",
        "tab": "edits",
        "rows": rows,
        "after": after,
        "spreading": [(edit, gone_through(walking[edit.pk], last or 0)) for edit in spreading],
        "dismissed": _dismissed(),
        "waiting": Article.objects.filter(tag_after__isnull=False).count(),
        "failed": [row | {"url": article_url(row["pk"], row["title"])} for row in failed],
    }
    return render(request, "edits.html", context)


def _about(row: dict) -> tuple[str, str]:
    """What an edit speaks of: its name and address."""
    for name, words, address in ABOUT:
        if row[name] and row[words]:
            return row[words], address(row[name], row[words])
    return "", ""


def _dismissed() -> list[dict]:
    """What readers called wrong and editors left as it is, the last first."""
    names = ("quote", "reason", "closed_at", "closed_by__username", "article", "article__title", "start")
    flags = Flag.objects.filter(closed_at__isnull=False).order_by("-closed_at").values(*names)[:MOST_DISMISSED]
    return [
        flag
        | {"when": moment(flag["closed_at"])}
        | {"url": f"{article_url(flag['article'], flag['article__title'])}?mark={flag['start']}#card"}
        for flag in flags
    ]
