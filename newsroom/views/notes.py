"""Notes that editors leave on mentions."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from annotate.editing import Invalid, Stale
from annotate.noting import MOST, note

from ..models import Article
from ..paging import offset
from .corrections import answer
from .mentions import is_asked


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def notes(request, pk):
    article = get_object_or_404(Article.objects.defer("words"), pk=pk)
    said = request.POST
    seen, text = said.get("seen", "")[:500], said.get("text", "")[: 2 * MOST]
    try:
        edit = note(article, revision=offset(said.get("revision")), seen=seen, text=text, editor=request.user)
    except Stale as stale:
        return answer(request, article, 409, stale=stale)
    except Invalid as invalid:
        return answer(request, article, 422, invalid=str(invalid))
    if not request.htmx:
        messages.success(request, edit.summary)
        start = seen.partition("-")[0]
        return redirect(
            f"{article.get_absolute_url()}?{'view=mentions&' if is_asked(request) else ''}mark={start}#card"
        )
    return answer(request, article, 200, edit=edit)
