"""Draws the text of an article: blocks and pieces to HTML, escaped here."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from annotate.nlp.markup import Block, cut

TAGS = {"heading": "h2", "item": "li", "quote": "blockquote"}
DRAWN = 16  # texts kept as they were drawn, each a few times as long as it is
Mark = tuple[int, int, str, str, str, str | None]  # start, end, kind, origin, title, and for editors `seen`
KIND_WORDS = {"person": "Person", "place": "Place", "group": "Group", "date": "Date", "event": "Event"}


def draw(
    text: str,
    parts: Sequence,
    mentions: Sequence[dict],
    sentences: Sequence,
    *,
    opened: int = -1,
    events: Mapping[int, str] | None = None,
) -> SafeString:
    """The text as HTML. Mentions are dicts with start, end, kind, origin, title and, for editors, seen;
    sentences are ranges.

    Blocks carry data-start, the code point their text begins at, for whoever selects text in the browser. `opened` is
    the start of the mention whose card is open; `events` the ids of what leads to each sentence, by its start.
    """
    marks = tuple((m["start"], m["end"], m["kind"], m["origin"], m["title"], m.get("seen")) for m in mentions)
    return drawn(text, tuple(map(tuple, parts)), marks, tuple(sentences), opened, tuple((events or {}).items()))


@lru_cache(maxsize=DRAWN)
def drawn(text: str, parts: tuple, marks: tuple[Mark, ...], sentences: tuple, opened: int, events: tuple) -> SafeString:
    """Kept under all that it is drawn from: what is news is opened over and over as it is."""
    blocks = cut(text, parts, [mark[:2] for mark in marks], sentences)
    say = _escape if any(sign in text for sign in "&<>") else str  # hundreds of calls that most texts can do without
    html, in_list, back = [], False, dict(events)
    for block in blocks:
        if (block.kind == "item") != in_list:
            html.append("</ul>" if in_list else "<ul>")
            in_list = not in_list
        html.append(_block(text, say, block, marks, sentences, opened, back))
    if in_list:
        html.append("</ul>")
    return mark_safe("".join(html))


def _escape(words: str) -> str:
    """Words between tags, where quotation marks mean nothing."""
    return escape(words, quote=False)


def _block(
    text: str,
    say: Callable[[str], str],
    block: Block,
    marks: Sequence[Mark],
    sentences: Sequence,
    opened: int,
    events: Mapping[int, str],
) -> str:
    tag = TAGS.get(block.kind, "p")
    css = f' class="{block.kind}"' if block.kind in ("caption", "aside") else ""
    inner, sentence = [], None
    for start, end, mark, link, number, ends_link in block.pieces:
        if number != sentence:
            inner.append(_sentence_end(sentences, sentence, events))
            if number is not None:
                inner.append(_sentence(sentences[number], start))
            sentence = number
        words = say(text[start:end])
        if mark is not None:
            inner.append(_mark(marks[mark], start, words, opened))
            if ends_link:
                inner.append(_follow(link))
        else:
            inner.append(f'<a href="{escape(link)}" rel="noopener nofollow">{words}</a>' if link else words)
    inner.append(_sentence_end(sentences, sentence, events))
    return f'<{tag}{css} data-start="{block.start}">{"".join(inner)}</{tag}>'


def _sentence(sentence: Sequence, start: int) -> str:
    address = f' id="s-{start}"' if start == sentence[0] else ""
    return f'<span class="sentence"{address} data-sentence="{sentence[0]}">'


def _sentence_end(sentences: Sequence, number: int | None, events: Mapping[int, str]) -> str:
    """The end of a sentence, with the way back to the event that led to it; its sign is drawn by the style sheet."""
    if number is None:
        return ""
    back = events.get(sentences[number][0])
    return f'<a class="back" href="#{back}" aria-label="Back to the event"></a></span>' if back else "</span>"


def _mark(mark: Mark, at: int, words: str, opened: int) -> str:
    """Some or all of the words of a mention, those that stand `at` a place."""
    start, _, kind, origin, title, seen = mark
    address = f' id="m-{start}"' if at == start else ""
    if address and seen is not None:  # an editor's page: what its keys send back, and what they read out
        address += f' data-seen="{escape(seen)}" data-origin="{origin}"'
    css = f"mark {kind} editor" if origin == "editor" else f"mark {kind}"
    if start == opened:
        css += " open"
    return f'<a class="{css}"{address} href="?mark={start}#card" title="{_title(kind, title)}">{words}</a>'


def _follow(link: str) -> str:
    """The sign to follow a link by whose words are all marked."""
    return f'<a class="follow" href="{escape(link)}" rel="noopener nofollow" aria-label="The page linked here"></a>'


@lru_cache(maxsize=4096)
def _title(kind: str, title: str) -> str:
    return f"{KIND_WORDS[kind]}: {escape(title)}" if title else KIND_WORDS[kind]
