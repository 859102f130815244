"""What bytes are, from what they look like first and what their sender calls them second."""

import re

from .documents import Unreadable

BINARY = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a sound",
    b"%PDF": "a PDF; save its text as a file first",
    b"PK\x03\x04": "an archive or an office document; save its text as a file first",
    b"\x1f\x8b": "a compressed file",
    b"\x7fELF": "a program",
    b"ID3": "a sound",
    b"\x00\x00\x00": "a film",
    b"\xd0\xcf\x11\xe0": "an office document; save its text as a file first",
}
UTF16 = (b"\xff\xfe", b"\xfe\xff")
ROOT = re.compile(rb"<(?:[a-z]+:)?(rss|feed|rdf|opml|html)\b|<!doctype\s+html|<(body|article|p|div|h1)\b", re.I)


def kind_of(body: bytes, content_type: str = "", name: str = "") -> str:
    """feed, jsonfeed, opml, html, markdown or text; Unreadable, in a sentence, for what is none of them."""
    if not body.strip():
        raise Unreadable("It is empty.")
    for start, what in BINARY.items():
        if body.startswith(start):
            raise Unreadable(f"It is {what}.")
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"\x00" in head and not body.startswith(UTF16):
        raise Unreadable("It is no text.")
    lowered = name.lower()
    if lowered.endswith((".md", ".markdown")):
        return "markdown"
    if head.startswith(b"{") and (b"jsonfeed.org" in head or "json" in content_type or lowered.endswith(".json")):
        return "jsonfeed"
    if head.startswith(b"<") or "xml" in content_type or "html" in content_type:
        root = ROOT.search(head) or ROOT.search(body[:65536])
        word = (root.group(1) or b"html").lower() if root else b""
        if word in (b"rss", b"feed", b"rdf"):
            return "feed"
        if word == b"opml":
            return "opml"
        if word or "html" in content_type or lowered.endswith((".html", ".htm", ".xhtml")):
            return "html"
        if "xml" in content_type or lowered.endswith((".xml", ".rss", ".atom", ".rdf")) or head.startswith(b"<?xml"):
            return "feed"
    return "text"
