"""The boundary for foreign text: nothing that Postgres, JSON or a browser refuses gets past it."""

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import nh3

LONGEST_LINE = 500
LONGEST_URL = 4_000
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean_text(text: str) -> str:
    """The text without NUL, lone surrogates and control characters; line ends are line feeds."""
    return UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(text: str) -> str:
    """One line for a title or a name: markup and entities resolved, white space folded, at most 500 characters."""
    text = clean_text(text)[: 20 * LONGEST_LINE]
    if "<" in text or "&" in text:
        text = clean_text(unescape(nh3.clean(text, tags=set(), clean_content_tags={"script", "style"})))
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rsplit(" ", 1)[0] + "…"


def clean_url(url: str, base: str = "") -> str:
    """An absolute http or https address, resolved against `base`; "" for nothing and for anything else."""
    url = re.sub(r"[\t\n]", "", clean_text(url).strip())
    url = re.sub(r"\s", lambda space: quote(space.group()), url)
    if not url:
        return ""
    try:
        joined = urljoin(base, url)
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or len(joined) > LONGEST_URL:
        return ""
    return joined
