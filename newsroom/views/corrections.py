"""Putting a tag right from the article, here or wider, and undoing it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget

from annotate.editing import Invalid, Stale, correct, undo
from annotate.history import MOST_BUILT, built_on
from annotate.keying import key_in
from annotate.models import Edit
from annotate.nlp.spans import snap
from annotate.rights import ONLY_CHIEFS_DECIDE, ONLY_CHIEFS_UNDO, may_decide, may_undo
from annotate.widening import preview, widen

from ..models import Article
from ..paging import offset
from ..tasks import nudge_rules
from .article import context_of
from .mentions import is_asked
from .preview import preview_of

FEW = 100  # places that can be left out at once, more than a preview shows


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def correction(request, pk):
    article = get_object_or_404(Article.objects.defer("words"), pk=pk)
    said = request.POST
    if not may_decide(request.user, said.get("scope", "")):
        raise PermissionDenied(ONLY_CHIEFS_DECIDE)
    try:
        if "deed" in said or said.get("scope", "mention") == "mention":
            edit = correct_as(article, said, request.user)
        elif "sure" in said:
            leave = [_place(place) for place in said.getlist("leave")[:FEW]]
            is_meant = "meant" in said
            words = _words(article, said, request.user)
            edit = widen(article, scope=said["scope"], is_meant=is_meant, leave=leave, **words)
            nudge_rules()
        else:
            words = _words(article, said, request.user)
            return _preview(request, article, preview(article, scope=said["scope"], **words))
    except Stale as stale:
        return answer(request, article, 409, stale=stale, said=said)
    except Invalid as invalid:
        return answer(request, article, 422, invalid=str(invalid), said=said)
    if not request.htmx:
        messages.success(request, f"Put right: {edit.summary}")
        here = f"{article.get_absolute_url()}{'?view=mentions' if is_asked(request) else ''}"
        return redirect(back_of(request, here))
    return answer(request, article, 200, edit=edit)


def correct_as(article, said, editor) -> Edit:
    """What the card's form says in full, or one key or button (`deed`) of the tag as it stands."""
    words = _words(article, said, editor)
    if "deed" not in said or "nothing" in said:
        return correct(article, **words)
    stands = {name: words[name] for name in ("revision", "seen", "label", "editor")}
    return key_in(article, deed=said["deed"], **stands)


def _words(article, said, editor) -> dict:
    """What the form of a card says, as annotate.editing.say() takes it."""
    start, end = offset(said.get("start")), offset(said.get("end"))
    if "snap" in said and 0 <= start < end <= len(article.text):  # selected by hand, so perhaps half a word
        start, end = snap(article.text, start, end)
    return {
        "revision": offset(said.get("revision")),
        "start": start,
        "end": end,
        "seen": said.get("seen", "")[:500],
        "label": "" if "nothing" in said else said.get("label", ""),
        "entity": said.get("entity", "")[:200],
        "editor": editor,
    }


def _place(place: str) -> tuple[int, int, int]:
    """A place that stays as it is, "ARTICLE-REVISION-START" in the form."""
    article, revision, start, *_ = [offset(number) for number in f"{place}--".split("-")]
    return article, revision, start


def _preview(request, article, survey):
    back = back_of(request, article.get_absolute_url())
    context = {"article": article, "back": back, "preview": preview_of(article, survey, request.POST)}
    if not request.htmx:
        return render(request, "preview.html", context)
    return reswap(retarget(render(request, "_preview.html", context), "#card"), "outerHTML")


def answer(request, article, status: int, **more):
    """The page of an article as it stands after a correction that was made, or not; `more` says what became of it."""
    article = Article.objects.for_page().get(pk=article.pk)
    template = "_article.html" if request.htmx else "article.html"
    return render(request, template, context_of(request, article, **more), status=status)


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def undoing(request, pk):
    edit = get_object_or_404(Edit.objects.select_related("article"), pk=pk)
    if not may_undo(request.user, edit.editor_id):
        raise PermissionDenied(ONLY_CHIEFS_UNDO)
    here = Article.objects.defer("words").filter(pk=offset(request.POST.get("article"))).first() or edit.article
    is_part = request.htmx and request.htmx.target == "article" and here
    if "sure" not in request.POST and edit.retired_at is None and (later := built_on(edit)):
        doubt = {"doubted": edit, "later": later[:MOST_BUILT], "is_more": len(later) > MOST_BUILT}
        if is_part:
            return answer(request, here, 200, **doubt)
        return render(request, "undo.html", doubt | {"back": back_of(request, reverse("edits")), "article": here})
    undo(edit, editor=request.user, here=here)
    nudge_rules()
    if is_part:
        return answer(request, here, 200, undone=edit)
    messages.success(request, f"Undone: {edit.summary}")
    return redirect(back_of(request, reverse("edits")))


def back_of(request, otherwise: str) -> str:
    """Where a form says that its editor came from, if that is a page of ours."""
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else otherwise
