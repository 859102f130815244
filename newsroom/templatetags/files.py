"""The links under a page by which its articles are taken out with their tags."""

from urllib.parse import urlencode

from django import template

from annotate.export import FORMATS

register = template.Library()


@register.inclusion_tag("_files.html")
def files(page: str, q: str = "") -> dict:
    """Links to the twins of a page in every format: of an article, of what a search finds, else of everything."""
    what = "Download the tagged text" if page != "/search" else "Download what is found" if q else "Download everything"
    query = f"?{urlencode({'q': q})}" if q else ""
    twins = [
        {"title": format.title, "address": f"{page.rstrip('/')}.{name}{query}"} for name, format in FORMATS.items()
    ]
    return {"what": what, "files": twins}
