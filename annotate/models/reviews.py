"""The editor's word on a whole article: every mark of it was looked at."""

from django.db import models
from django.db.models.expressions import RawSQL

from .edits import Edit

STANDING = """
    SELECT jsonb_build_object('by', username, 'at', made_at) FROM annotate_review AS review
    JOIN annotate_edit AS edit ON edit.id = review.edit_id JOIN auth_user AS editor ON editor.id = edit.editor_id
    WHERE review.article_id = newsroom_article.id AND review.revision = newsroom_article.revision
        AND retired_at IS NULL ORDER BY review.id DESC LIMIT 1
"""


class Review(models.Model):
    """An editor looked at every mark of one revision of an article: what is wrong was put right, what is missing added.

    It stands until its edit is undone. Of the next revision it says nothing.
    """

    edit = models.ForeignKey(Edit, models.CASCADE, related_name="reviews")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="reviews")
    revision = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["article", "revision"], name="review_of_revision")]


def standing_review() -> RawSQL:
    """For a queryset of articles {"by": user name, "at": ISO 8601} of the last review that stands, None without one."""
    return RawSQL(STANDING, (), models.JSONField())
