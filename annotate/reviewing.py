"""Deed: say of a whole article that every mark of it was looked at."""

from django.apps import apps
from django.db import transaction

from .editing import Invalid, Stale
from .models import Edit, Review
from .settling import settle

REVIEWED = "Reviewed: every mark of it was looked at."


@transaction.atomic
def review(article, *, revision: int, editor) -> Edit:
    """Mark an article as reviewed as it stands; it changes no mark, and undo takes it back.

    `revision` is that of the page the editor looked at. Raises Stale when its source has changed the article since,
    and Invalid when it is reviewed already.
    """
    article = apps.get_model("newsroom", "Article").objects.select_for_update().get(pk=article.pk)
    if revision != article.revision:
        raise Stale("The source has changed this article since you opened it.", "It is reviewed.")
    standing = Review.objects.filter(article=article, revision=revision, edit__retired_at=None)
    if by := standing.values_list("edit__editor__username", flat=True).first():
        raise Invalid(f"{by} has reviewed this article as it stands.")
    edit = Edit.objects.create(editor=editor, article=article, summary=REVIEWED)
    Review.objects.create(edit=edit, article=article, revision=revision)
    settle([article])
    return edit
