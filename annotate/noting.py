"""Deed: leave a note on a mention, for other editors to read."""

from django.apps import apps
from django.db import transaction

from .editing import Invalid, Stale, seen_word
from .models import Edit, Note
from .nlp.spans import fits

MOST = 500  # code points of a note


@transaction.atomic
def note(article, *, revision: int, seen: str, text: str, editor) -> Edit:
    """Leave a note on the mention that the page showed as `seen`; nothing that readers see changes.

    It goes where its words go when the publisher edits, and is undone like any edit. Raises Stale when the page no
    longer holds and Invalid for a note that is empty or too long.
    """
    article = apps.get_model("newsroom", "Article").objects.select_for_update().get(pk=article.pk)
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        raise Invalid("A note needs words.")
    if len(text) > MOST:
        raise Invalid(f"A note can be at most {MOST} characters long.")
    mention = next((m for m in article.mentions.select_related("entity") if _word(m) == seen), None)
    if revision != article.revision or mention is None or not fits(article.text, *_place(mention), mention.quote):
        raise Stale("This tag is no longer there.", f"“{text}”")
    edit = Edit.objects.create(editor=editor, article=article, summary=f"Note on “{mention.quote}”: {text}")
    start, end = _place(mention)
    said = {"revision": revision, "start": start, "end": end, "quote": mention.quote}
    Note.objects.create(edit=edit, article=article, text=text, **said)
    return edit


def _place(mention) -> tuple[int, int]:
    return mention.start, mention.end


def _word(mention) -> str:
    return seen_word(mention.start, mention.end, mention.label, mention.entity_id, mention.value)
