"""Putting a tag right from the article, and undoing it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from annotate.editing import Invalid, Stale, correct, undo
from annotate.keying import key_in
from annotate.models import Edit
from annotate.nlp.spans import snap

from ..models import Article
from .article import context_of
from .cards import offset
from .mentions import is_asked


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def correction(request, pk):
    article = get_object_or_404(Article.objects.defer("words"), pk=pk)
    said = request.POST
    try:
        edit = _correct(article, said, request.user)
    except Stale as stale:
        return _answer(request, article, 409, stale=stale, said=said)
    except Invalid as invalid:
        return _answer(request, article, 422, invalid=str(invalid), said=said)
    if not request.htmx:
        messages.success(request, f"Put right: {edit.summary}")
        return redirect(f"{article.get_absolute_url()}{'?view=mentions' if is_asked(request) else ''}")
    return _answer(request, article, 200, edit=edit)


def _correct(article, said, editor) -> Edit:
    """What the card's form says in full, or one key or button (`deed`) of the tag as it stands."""
    stands = {"revision": offset(said.get("revision")), "seen": said.get("seen", "")[:500], "editor": editor}
    label = "" if "nothing" in said else said.get("label", "")
    if "deed" in said and "nothing" not in said:
        return key_in(article, deed=said["deed"], label=label, **stands)
    start, end, entity = offset(said.get("start")), offset(said.get("end")), said.get("entity", "")[:200]
    if "snap" in said and 0 <= start < end <= len(article.text):  # selected by hand, so perhaps half a word
        start, end = snap(article.text, start, end)
    return correct(article, start=start, end=end, label=label, entity=entity, **stands)


def _answer(request, article, status: int, **more):
    article = Article.objects.defer("words").get(pk=article.pk)
    template = "_article.html" if request.htmx else "article.html"
    return render(request, template, context_of(request, article, **more), status=status)


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def undoing(request, pk):
    edit = get_object_or_404(Edit.objects.select_related("article"), pk=pk)
    undo(edit, editor=request.user)
    if request.htmx and request.htmx.target == "article":
        return _answer(request, edit.article, 200, undone=edit)
    messages.success(request, f"Undone: {edit.summary}")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("desk")
    return redirect(back)
