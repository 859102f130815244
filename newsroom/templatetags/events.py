"""Draws lists of events. A timeline holds dozens of them: as template nodes they would be half of what it costs."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
TAGS = {
    "announced": '<span class="tag">announced</span>',
    "statement": '<span class="tag">said</span>',
    "main": '<span class="tag here">this article</span>',
}


@register.filter
def events(rows: Sequence[dict]) -> SafeString:
    """Rows of event_lists.rows_of() as a list: when and where, what, and how many sources tell it."""
    return _list(map(_item, rows))


@register.filter
def sourced(rows: Sequence[dict]) -> SafeString:
    """The same, each with one sentence and its source."""
    return _list(_item(row, _sentence(row)) for row in rows)


@register.simple_tag
def told(rows: Sequence[dict], before: str = "") -> SafeString:
    """The events an article speaks of, rows of views.article; `before` is the address of the text where it is not here.

    Each leads to its sentence and can be led back to.
    """
    before = escape(before)
    return _list(_told(row, before) for row in rows)


def _list(items) -> SafeString:
    return mark_safe(f'<ol class="events">{"".join(items)}</ol>')


def _item(row: dict, sentence: str = "") -> str:
    when = " · ".join(filter(None, [row["when"][:1].upper() + row["when"][1:], row["place"]]))
    scene = f'<span class="when">{escape(when)}</span> ' if when else ""
    title = f'<span class="what"><a href="{escape(row["url"])}">{escape(row["title"])}</a></span>'
    kind = f' <span class="tag">{row["kind"]}</span>' if row["kind"] else ""
    number = row["sources"]
    sources = f'<span class="small soft whole">{number} source{"" if number == 1 else "s"}</span>'
    return f"<li>{scene}{title}{kind} {sources}{sentence}</li>"


def _told(row: dict, before: str) -> str:
    scene = f"{row['when'][:1].upper()}{row['when'][1:]}{' · ' if row['place'] else ''}{row['place'] or ''}"
    title = escape(row["title"])
    what = f'<a href="{escape(row["url"])}">{title}</a>' if row["url"] else title
    tag = TAGS.get(row["kind"], "")
    number = row["sources"]
    sources = f' <span class="small soft whole">{number} sources</span>' if number > 1 else ""
    return (
        f'<li class="{row["kind"]}" id="{row["id"]}" data-lights="{row["lights"]}">'
        f'<span class="when">{escape(scene)}</span> <span class="what">{what}</span> {tag}'
        f' <a class="small soft" href="{before}#s-{row["sentence"]}">sentence</a>{sources}</li>'
    )


def _sentence(row: dict) -> str:
    if "quote" not in row:
        return ""
    source = f'<a href="{escape(row["told_at"])}">{escape(row["source"])}</a>'
    return f'<p class="said">“{escape(row["quote"])}” {source}</p>'
