"""HTML to plain text with stand-off parts: headings, list items, quotes, captions, links and pictures."""

import re
from dataclasses import replace

from lxml import etree, html

from annotate.nlp.outline import ASIDE, LONGEST_ASIDE
from annotate.nlp.spans import trim

from .clean import clean_text, clean_url
from .documents import Part, Unreadable

LONGEST_TEXT = 2_000_000
DEEPEST = 200  # nested elements; deeper markup is an attack or a ruin
SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "form",
        "button",
        "select",
        "textarea",
        "input",
        "nav",
        "head",
        "title",
        "link",
        "meta",
        "audio",
        "video",
        "canvas",
        "dialog",
    ]
)
BLOCKS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    **dict.fromkeys(
        [
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "aside",
            "ul",
            "ol",
            "dl",
            "table",
            "tr",
            "pre",
            "figure",
            "address",
            "details",
            "summary",
            "hr",
            "body",
            "html",
            "td",
            "th",
            "center",
            "fieldset",
        ],
        "",
    ),
}
SPACE = re.compile(r"[^\S\u00a0]+")
TAG = re.compile(r"<(/?)\s*([a-zA-Z][\w:-]*)[^>]*?(/?)>")
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)


def to_text(markup: str, base: str = "") -> tuple[str, tuple[Part, ...]]:
    """The text of an HTML fragment or page, paragraphs parted by a blank line, with its parts in order.

    Raises Unreadable when it is nested too deeply or too long. Links and pictures keep absolute http(s) addresses only.
    """
    if _depth(markup) > DEEPEST:
        raise Unreadable(f"Its markup is nested more than {DEEPEST} levels deep.")
    try:
        root = html.document_fromstring(
            clean_text(markup) or "<p></p>", parser=html.HTMLParser(huge_tree=False, no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return "", ()
    writer = Writer(base)
    writer.element(root, "")
    return writer.finish()


class Writer:
    """Writes paragraphs one after another and notes where their parts begin and end."""

    def __init__(self, base: str):
        self.base = base
        self.done: list[str] = []
        self.length = 0
        self.parts: list[Part] = []
        self.words: list[str] = []
        self.width = 0
        self.open: list[Part] = []  # links at hand: they may go on in the next paragraph
        self.inline: list[Part] = []

    def element(self, element, kind: str) -> None:
        """Write an element and what follows it inside its parent; `kind` is what its paragraphs are."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag and tag not in SKIPPED and not _is_hidden(element):
            is_block = tag in BLOCKS
            inner = BLOCKS.get(tag) or kind
            if is_block:
                self.paragraph(kind)
            target = self._target(element, tag)
            if target:
                self.open.append(Part("picture" if tag == "img" else "link", self.width, self.width, target))
            if tag == "br":
                self.line_break(kind)
            if tag == "img" and target:
                self.text(element.get("alt") or "")
            self.text(element.text or "")
            for child in element:
                self.element(child, inner)
                self.text(child.tail or "")
            if target:
                self.inline.append(replace(self.open.pop(), end=self.width))
            if is_block:
                self.paragraph(inner)

    def text(self, text: str) -> None:
        text = SPACE.sub(" ", clean_text(text))  # again: control codes also come as entities
        if text.startswith(" ") and (not self.words or self.words[-1].endswith((" ", "\n"))):
            text = text[1:]
        if text:
            self.words.append(text)
            self.width += len(text)

    def line_break(self, kind: str) -> None:
        """Begin a new line; a second break in a row begins a new paragraph."""
        if self.words and self.words[-1] == "\n":
            self.paragraph(kind)
        elif self.words:
            self.words.append("\n")
            self.width += 1

    def paragraph(self, kind: str) -> None:
        """Close the paragraph at hand, if any, as one of this kind."""
        raw = "".join(self.words)
        text = raw.strip()
        lead = len(raw) - len(raw.lstrip())
        inline = [*self.inline, *(replace(part, end=self.width) for part in self.open)]
        self.words, self.width, self.inline = [], 0, []
        self.open = [replace(part, start=0, end=0) for part in self.open]
        if not text or self.length > LONGEST_TEXT:
            return
        start = self.length
        if len(text) <= LONGEST_ASIDE and ASIDE.match(text):
            kind = "aside"
        if kind:
            self.parts.append(Part(kind, start, start + len(text)))
        for part in inline:
            begin, end = trim(text, max(0, part.start - lead), min(len(text), part.end - lead))
            if begin < end:
                self.parts.append(Part(part.kind, start + begin, start + end, part.target))
        self.done.append(text)
        self.length += len(text) + 2

    def finish(self) -> tuple[str, tuple[Part, ...]]:
        self.paragraph("")
        return "\n\n".join(self.done), tuple(self.parts)

    def _target(self, element, tag: str) -> str:
        address = {"a": "href", "img": "src"}.get(tag)
        return clean_url(element.get(address) or "", self.base) if address else ""


def _is_hidden(element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style


def _depth(markup: str) -> int:
    """How deep open tags are nested, as far as a quick look can tell; closing tags that match nothing do not count."""
    depth = deepest = 0
    for close, name, self_closing in TAG.findall(markup):
        if close:
            depth = max(0, depth - 1)
        elif (
            not self_closing
            and name.lower() not in VOID
            and name.lower() not in ("p", "li", "td", "tr", "dt", "dd", "option")
        ):
            depth += 1
            deepest = max(deepest, depth)
    return deepest
