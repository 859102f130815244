"""What a publisher changed in an article: the words and names that came and went, and each version as it was."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from annotate.models import entity_url
from annotate.nlp.rewording import reword
from annotate.versions import Name, Version, names_that_changed

from .lists import moment
from .text import KIND_WORDS, draw


def changes(request, article):
    """What became of one version in the next, for ?changes=NUMBER; of the last but one where none is named."""
    kept = dict(article.revisions.order_by("number").values_list("number", "replaced_at"))
    asked = request.GET["changes"]
    number = int(asked) if asked.isdecimal() and len(asked) < 9 else max(kept, default=0)
    if kept and number not in kept:
        raise Http404
    context = {"article": article, "versions": [(each, moment(at), each == number) for each, at in kept.items()]}
    if kept:
        context |= _compared(article, number) | {"when": moment(kept[number])}
    return render(request, "changes.html", context)


def revision(request, article):
    """An earlier version as it was, without marks: what the machine reads is the newest."""
    asked = request.GET["revision"]
    old = get_object_or_404(article.revisions, number=int(asked) if asked.isdecimal() and len(asked) < 9 else 0)
    text = draw(old.text, old.parts, [], [])
    return render(
        request, "revision.html", {"article": article, "old": old, "when": moment(old.replaced_at), "text": text}
    )


def _compared(article, number: int) -> dict:
    older, newer = _versions(article, number)
    names = names_that_changed(older, newer, _version(article, article.revision, article))
    came, went = names or ((), ())
    return {
        "number": older.revision,
        "next": newer.revision,
        "is_read": names is not None,
        "came": [_linked(name) for name in came],
        "went": [_linked(name) for name in went],
        "title": reword(older.title, newer.title) if older.title != newer.title else [],
        "is_same": older.text == newer.text,
        "runs": [
            (is_same, [passage.pieces for passage in passages])
            for is_same, passages in groupby(reword(older.text, newer.text), key=lambda passage: passage.is_same)
        ],
    }


def _versions(article, number: int) -> tuple[Version, Version]:
    """A version and the one that took its place: the next that is kept, else what the article says now."""
    rows = list(article.revisions.filter(number__gte=number).order_by("number")[:2])
    versions = [_version(article, row.number, row) for row in rows]
    return versions[0], versions[1] if len(versions) > 1 else _version(article, article.revision, article)


def _version(article, number: int, said) -> Version:
    return Version(article.pk, number, said.title, said.text, said.parts, said.published_at, article.source)


def _linked(name: Name) -> dict:
    url = entity_url(name.entity, name.name) if name.entity else ""
    return {"name": name.name, "kind": name.kind, "word": KIND_WORDS[name.kind], "url": url}
