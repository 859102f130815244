"""“This is wrong”: what a reader who may not correct can say of a mark."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

from annotate.editing import Stale
from annotate.flagging import TooMany, flag
from annotate.models import LONGEST_REASON

from ..models import Article
from ..paging import offset
from ..senders import sender_of
from .cards import LABELS, seen_of

THANKS = "Thank you. An editor will look at it; until then it stays as it is."
GONE = "This mark reads otherwise by now. Look at it again."


@require_http_methods(["GET", "HEAD", "POST"])
def flags(request, pk):
    """The form for the mention at ?start=, and what it says; readers and visitors alike."""
    article = get_object_or_404(Article.objects.only("title", "revision"), pk=pk)
    said = request.POST if request.method == "POST" else request.GET
    context = {"article": article, "longest": LONGEST_REASON, "mention": _mention(article, offset(said.get("start")))}
    if request.method != "POST":
        if context["mention"] is None:
            raise Http404
        return _answer(request, context)
    who = request.user if request.user.is_authenticated else None
    words = {"revision": offset(said.get("revision")), "seen": said.get("seen", "")[:500]}
    try:
        flag(article, **words, reason=said.get("reason", "")[:1_000], who=who, sender=sender_of(request))
    except Stale:
        return _answer(request, context | {"refused": GONE}, status=409)
    except TooMany as too_many:
        return _answer(request, context | {"refused": str(too_many), "reason": said.get("reason", "")}, status=429)
    if request.htmx:
        return _answer(request, context | {"thanks": THANKS})
    messages.success(request, THANKS)
    return redirect(f"{article.get_absolute_url()}?mark={offset(said.get('start'))}#card")


def _mention(article, start: int) -> dict | None:
    names = ("start", "end", "label", "quote", "value", "entity", "entity__name")
    mention = article.mentions.filter(start=start).values(*names).first()
    return mention and mention | {"word": LABELS[mention["label"]], "seen": seen_of(mention)}


def _answer(request, context: dict, status: int = 200):
    template = "_flags.html" if request.htmx else "flags.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
