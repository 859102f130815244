"""Draws lists of names. A page holds hundreds of them: as template nodes they would be half of what it costs."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def chips(names: Sequence[dict]) -> SafeString:
    """Names as the links below a row; each has name, kind, url and is_wanted, true of a name that was searched for."""
    return mark_safe("".join(map(_chip, names)))


@register.filter
def names(rows: Sequence[dict]) -> SafeString:
    """Names as items of a list; each has name, kind, url and count: of articles, or with `start` of mentions."""
    return mark_safe("".join(map(_item, rows)))


def _chip(chip: dict) -> str:
    name = escape(chip["name"])
    shown = f"<mark>{name}</mark>" if chip["is_wanted"] else name
    return f'<a class="{chip["kind"]}" href="{escape(chip["url"])}">{shown}</a>'


def _item(row: dict) -> str:
    link = f'<a href="{escape(row["url"])}">{escape(row["name"])}</a>'
    return f'<li><span class="sign {row["kind"]}" aria-hidden="true"></span>{link}{_count(row)}</li>'


def _count(row: dict) -> str:
    number = row["count"]
    if "start" in row:
        return f'<a class="count" href="#m-{row["start"]}" aria-label="first of {number} mentions">{number}</a>'
    word = "article" if number == 1 else "articles"
    return f'<span class="count">{number}<span class="visually-hidden"> {word}</span></span>'
