"""Plain text and Markdown files to documents."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from charset_normalizer import from_bytes
from markdown_it import MarkdownIt

from annotate.nlp.events import shortened
from annotate.nlp.outline import outline
from annotate.nlp.sentences import sentences

from .clean import clean_line, clean_text, clean_url
from .documents import Document, Part, Unreadable
from .markup import LONGEST_TEXT, to_text
from .sniff import UTF16

LONGEST_TITLE = 120
WRAPPED = 100  # no line longer than this: the lines of a paragraph were wrapped and belong together
MARKDOWN = MarkdownIt("commonmark", {"html": False})
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
FOREIGN = re.compile(rb"[\x80-\xff]+")
HEADING = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*(?:\n|\Z)")


def parse_text(body: bytes, name: str = "") -> Document:
    """A plain text file. A short first line without a full stop is the title, else the lead gives one."""
    text = decode(body)
    lines = _lines(text)
    if not lines:
        raise Unreadable("There is no text in it.")
    title = ""
    if len(lines) > 1 and len(lines[0]) <= LONGEST_TITLE and not lines[0].endswith((".", "!", "?", "”", '"', ":", ",")):
        title = lines.pop(0)
    text = "\n\n".join(lines)[:LONGEST_TEXT]
    parts = tuple(Part(kind, start, end) for kind, start, end in outline(text))
    return Document(title=title or headline(text), text=text, parts=parts, key=name)


def parse_markdown(body: bytes, name: str = "") -> Document:
    """A CommonMark file, with an optional block of `key: value` lines between --- lines before it."""
    text = decode(body)
    fields: dict[str, str] = {}
    if front := FRONT_MATTER.match(text):
        pairs = (line.partition(":") for line in front.group(1).splitlines() if ":" in line)
        fields = {field.strip().lower(): value.strip().strip("\"'") for field, _, value in pairs}
        text = text[front.end() :]
    title = fields.get("title", "")
    if not title and (heading := HEADING.match(text)):
        title, text = MARKDOWN.renderInline(heading.group(1)), text[heading.end() :]
    url = clean_url(fields.get("url", ""))
    plain, parts = to_text(MARKDOWN.render(text), url)
    if not plain:
        raise Unreadable("There is no text in it.")
    return Document(
        title=clean_line(title) or headline(plain),
        text=plain,
        parts=parts,
        url=url,
        key=url or name,
        published=read_date(fields.get("date", "")),
        source=clean_line(fields.get("source", "")),
        author=clean_line(fields.get("author", "")),
        language=clean_line(fields.get("language", ""))[:35],
    )


def decode(body: bytes) -> str:
    """Bytes to clean text: UTF-8, else what a byte order mark or the bytes' own statistics say.

    Bytes beyond ASCII that stand alone between others are no statistics: they are the quotes and accents of Windows.
    """
    try:
        return clean_text(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        head = body[:200_000]
    runs = FOREIGN.findall(head)
    if b"\x00" not in head and not head.startswith(UTF16) and sum(map(len, runs)) < 1.5 * len(runs):
        return clean_text(body.decode("windows-1252", errors="replace"))
    best = from_bytes(head).best()
    encoding = best.encoding if best else "windows-1252"
    return clean_text(body.decode(encoding, errors="replace"))


def read_date(text: str) -> datetime | None:
    """An ISO 8601 or RFC 5322 date as an aware datetime, UTC where no zone is given; None for anything else."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
            found = found if found.tzinfo else found.replace(tzinfo=UTC)
            found.astimezone(UTC)  # a day at the ends of the calendar may not exist in another zone
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found
    return None


def _lines(text: str) -> list[str]:
    """The paragraphs of a text: its lines when they are long, else the wrapped lines between blank ones joined."""
    if any(len(line) > WRAPPED for line in text.splitlines()):
        return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    blocks = [block.strip() for block in re.split(r"\n[^\S\n]*\n", text)]
    joined = []
    for block in blocks:
        ranges = sentences(block)
        if ranges and "\n" in block and all(block[end : end + 1] in ("\n", "") for _, end in ranges):
            joined += [line.strip() for line in block.splitlines()]  # every line stands alone: no wrapping
        else:
            joined.append(" ".join(block.split()))
    return [line for line in joined if line]


def headline(text: str) -> str:
    """The first sentence, cut after a word when it is long; a sentence of nothing but signs as it stands."""
    start, end = sentences(text)[0]
    return shortened(text[start:end]) or text[start:end]
