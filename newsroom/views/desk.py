"""The desk: what was corrected, by whom, with undo; what waits to be read, what could not be."""

from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import render

from annotate.models import Edit, event_url
from annotate.spreading import gone_through, on_its_way

from ..models import Article, article_url
from ..paging import newest_first
from .lists import moment

MOST_FAILED = 20


@login_required
@permission_required("annotate.correct", raise_exception=True)
def desk(request):
    edits = Edit.objects.values(
        "pk",
        "summary",
        "made_at",
        "retired_at",
        "editor__username",
        "retired_by__username",
        "article",
        "article__title",
        "event",
        "event__title",
    )
    rows, after = newest_first(edits, request.GET.get("before", ""), field="made_at")
    for row in rows:
        row["title"] = row["article__title"] or row["event__title"] or ""
        address = article_url if row["article"] else event_url
        row["url"] = address(row["article"] or row["event"], row["title"]) if row["title"] else ""
        row["when"] = moment(row["made_at"])
    walking = on_its_way()
    last = Article.objects.order_by("-pk").values_list("pk", flat=True).first() if walking else 0
    spreading = Edit.objects.filter(pk__in=walking).order_by("pk")
    failed = Article.objects.exclude(tag_error="").order_by("-pk").values("pk", "title", "tag_error")[:MOST_FAILED]
    context = {
        "here": "desk",
        "rows": rows,
        "after": after,
        "spreading": [(edit, gone_through(walking[edit.pk], last or 0)) for edit in spreading],
        "waiting": Article.objects.filter(tag_after__isnull=False).count(),
        "failed": [row | {"url": article_url(row["pk"], row["title"])} for row in failed],
    }
    return render(request, "desk.html", context)
