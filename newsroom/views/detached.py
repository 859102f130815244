"""What editors said of words that a publisher has changed: where it stands now, or that it is let go."""

from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotate.detaching import MODELS, Waiting, attach, let_go, told, waiting
from annotate.editing import Invalid, Stale
from annotate.models import Edit
from annotate.nlp.borders import around
from annotate.nlp.dates import describe
from annotate.nlp.spans import fits
from annotate.rights import ONLY_CHIEFS_UNDO, may_undo

from ..models import Article
from ..paging import offset
from .lists import moment

ARTICLES = 20  # of one page
MOST_WORDS = 20  # of one form


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("annotate.correct", raise_exception=True)
def detached(request):
    if request.method != "POST":
        return _page(request)
    try:
        edit = _do(request)
    except Stale as stale:
        return _page(request, 409, error=f"{stale.theirs} {stale.yours}")
    except Invalid as invalid:
        return _page(request, 422, error=str(invalid))
    return redirect(f"{reverse('detached')}?done={edit.pk}")


def _do(request) -> Edit:
    words, said = _words(request.POST.getlist("word")), request.POST
    if "let-go" not in said:
        start = offset(said.get("start"))
        return attach(words, revision=offset(said.get("revision")), start=start, editor=request.user)
    if not may_undo(request.user, words[0].edit.editor_id):
        raise PermissionDenied(ONLY_CHIEFS_UNDO)
    return let_go(words, revision=offset(said.get("revision")), editor=request.user)


def _words(names: list[str]) -> list:
    """The rows that a form names as "correction-7"; all of one edit, kind and article, else they are not found."""
    kind, _, _ = names[0].partition("-") if names else ("", "", "")
    numbers = [offset(number) for each, _, number in (name.partition("-") for name in names) if each == kind]
    if kind not in MODELS or len(numbers) != len(names) or len(names) > MOST_WORDS:
        raise Invalid("Say which words are meant.")
    words = list(MODELS[kind].objects.filter(pk__in=numbers).select_related("edit", "article").order_by("pk"))
    if len(words) != len(set(numbers)) or len({(word.edit_id, word.article_id) for word in words}) != 1:
        raise Http404
    return words


def _page(request, status: int = 200, **more):
    """Six queries, seven where it is about events too, and one for what was just done."""
    ids = sorted(set().union(*(_articles(model) for model in MODELS.values())), reverse=True)
    below = offset(request.GET.get("below"))
    here = [pk for pk in ids if below < 0 or pk < below][: ARTICLES + 1]
    articles = list(Article.objects.defer("words").filter(pk__in=here[:ARTICLES]).order_by("-pk"))
    known = {article.pk: article for article in articles}
    words: dict[int, list[dict]] = {article.pk: [] for article in articles}
    for each in waiting(articles) if articles else ():
        number = each.words[0].article_id
        words[number].append(_row(request, known[number], each))
    done = offset(request.GET.get("done"))
    context = {
        "here": "desk",
        "tab": "detached",
        "rows": [
            {"article": article, "when": moment(article.revised_at or article.published_at), "words": words[article.pk]}
            for article in articles
        ],
        "articles": len(ids),
        "after": here[ARTICLES - 1] if len(here) > ARTICLES else None,
        "done": Edit.objects.filter(pk=done, retired_at=None).first() if done > 0 else None,
    }
    return render(request, "detached.html", context | more, status=status)


def _articles(model) -> set[int]:
    standing = model.objects.standing().filter(is_detached=True)
    return set(standing.order_by().values_list("article", flat=True).distinct())


def _row(request, article, each: Waiting) -> dict:
    word = each.words[0]
    edit, is_old = word.edit, fits(each.old, word.start, word.end, word.quote)
    return {
        "names": [f"{each.kind}-{word.pk}" for word in each.words],
        "summary": told(word),
        "note": getattr(word, "text", ""),
        "editor": edit.editor,
        "made": moment(edit.made_at),
        "quote": word.quote,
        "around": around(each.old, word.start, word.end) if is_old else None,
        "places": [
            {
                "start": start,
                "around": around(article.text, start, start + len(word.quote)),
                "url": f"{article.get_absolute_url()}?mark={start}#card",
            }
            for start in each.places
        ],
        "tellings": [
            {"start": row.ranges[0][0], "title": row.title, "when": describe(row.value), "quote": row.quote}
            for row in each.tellings
        ],
        "is_mine": edit.editor_id == request.user.pk or request.user.has_perm("annotate.oversee"),
    }
