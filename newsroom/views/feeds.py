"""The feeds: what is asked for news, what went wrong, and adding one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from ..models import Feed, Refusal
from ..refresh import subscribe
from .lists import moment

MOST_REFUSALS = 20


@require_safe
def feeds(request):
    rows = list(Feed.objects.annotate(articles_count=Count("articles")).order_by("title", "url"))
    for feed in rows:
        feed.checked = moment(feed.checked_at) if feed.checked_at else "not yet"
        feed.next = moment(feed.next_check_at) if feed.is_active else "never"
    refusals = list(Refusal.objects.values("source", "reason", "at")[:MOST_REFUSALS])
    for refusal in refusals:
        refusal["when"] = moment(refusal["at"])
    return render(request, "feeds.html", {"here": "feeds", "feeds": rows, "refusals": refusals})


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def add_feed(request):
    """Subscribe to an address; a worker asks it within a minute."""
    try:
        feed = subscribe(request.POST.get("url", "")[:2000])
    except ValueError as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"{feed} is asked for news within a minute.")
    return redirect("feeds")


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def pause_feed(request, pk):
    """Leave a feed alone, or take it up again; its articles stay."""
    feed = get_object_or_404(Feed, pk=pk)
    feed.is_active = not feed.is_active
    feed.save(update_fields=["is_active"])
    return redirect("feeds")


@require_safe
def opml(request):
    """All feeds as OPML 2.0."""
    document = render_to_string("feeds.opml", {"feeds": Feed.objects.all()})
    return HttpResponse(document, content_type="text/x-opml; charset=utf-8")
