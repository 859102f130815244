"""Deciding about one row of the queue, where it stands."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from annotate.editing import Invalid, Stale
from annotate.flagging import dismiss

from ..models import Article
from ..paging import offset
from .corrections import back_of, correct_as
from .desk import MOST_FLAGS, row_at

DISMISSED = "Dismissed: it stays as it is."


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def decisions(request):
    """What an editor says of one mention, or that a reader's flag is answered; the row comes back as what was done."""
    said = request.POST
    if "dismiss" in said:
        dismiss([offset(flag) for flag in said.getlist("flag")[:MOST_FLAGS]], editor=request.user)
        return _done(request, DISMISSED, {"told": DISMISSED})
    article = get_object_or_404(Article.objects.defer("words"), pk=offset(said.get("article")))
    try:
        edit = correct_as(article, said, request.user)
    except Stale as stale:
        return _again(request, article, 409, stale=stale)
    except Invalid as invalid:
        return _again(request, article, 422, invalid=str(invalid))
    row = row_at(article, offset(said.get("start")), offset(said.get("end")), request.user)
    return _done(request, f"Put right: {edit.summary}", {"edit": edit, "row": row})


def _done(request, told: str, context: dict):
    if request.htmx:
        return render(request, "_decided.html", context | {"back": _back(request)})
    messages.success(request, told)
    return redirect(_back(request))


def _again(request, article, status: int, **more):
    """The row as it stands now, with what hindered the decision."""
    row = row_at(article, offset(request.POST.get("start")), offset(request.POST.get("end")), request.user)
    context = more | {"row": row, "back": _back(request), "told": " ".join(map(str, more.values()))}
    part = "_queued.html" if row["mention"] else "_decided.html"
    template = part if request.htmx else "decisions.html"
    return render(request, template, context, status=status)


def _back(request) -> str:
    return back_of(request, otherwise=reverse("desk"))
