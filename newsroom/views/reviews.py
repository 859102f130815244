"""Marking an article as reviewed from its page."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from annotate.editing import Invalid, Stale
from annotate.reviewing import review

from ..models import Article
from ..paging import offset
from .corrections import answer
from .mentions import is_asked


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def reviews(request, pk):
    article = get_object_or_404(Article.objects.only("title"), pk=pk)
    try:
        edit = review(article, revision=offset(request.POST.get("revision")), editor=request.user)
    except Stale as stale:
        return answer(request, article, 409, stale=stale)
    except Invalid as invalid:
        return answer(request, article, 422, invalid=str(invalid))
    if request.htmx:
        return answer(request, article, 200, edit=edit)
    messages.success(request, edit.summary)
    return redirect(f"{article.get_absolute_url()}{'?view=mentions' if is_asked(request) else ''}")
