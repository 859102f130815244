"""Tags as spaCy's DocBin, what `spacy train` reads."""

from collections.abc import Iterable, Iterator
from functools import cache

from ..pipeline import readable
from ..spans import trim
from .tagged import Tagged, fitted

ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID")


def write(texts: Iterable[Tagged]) -> bytes:
    """The texts as one DocBin; each Doc holds its text unchanged, its tags as `ents`, and whose address as `kb_id_`.

    Words are those of spaCy's English tokenizer, cut where a tag begins or ends inside one. `user_data` names the
    text: doc, title, published, page.
    """
    from spacy.tokens import DocBin  # takes two seconds: whoever only asks for the module should not wait

    docs = DocBin(attrs=ATTRIBUTES, store_user_data=True)
    for tagged in texts:
        docs.add(_doc(tagged))
    return docs.to_bytes()


def _doc(tagged: Tagged):
    from spacy.tokens import Doc, Span

    tokenizer, spans = _tokenizer(), tagged.spans
    words = fitted(_words(tokenizer, tagged.text), spans)
    firsts = {start: number for number, (start, _) in enumerate(words)}
    lasts = {end: number + 1 for number, (_, end) in enumerate(words)}
    starts = [start for start, _ in words[1:]] + [len(tagged.text)]
    spaces = [end < start for (_, end), start in zip(words, starts, strict=True)] if words else []
    doc = Doc(tokenizer.vocab, [tagged.text[start:end] for start, end in words], spaces)
    pages = {trim(tagged.text, tag.span.start, tag.span.end): tag.page for tag in tagged.tags}
    doc.ents = [
        Span(doc, firsts[span.start], lasts[span.end], label=span.label, kb_id=pages[span.start, span.end])
        for span in spans
    ]
    doc.user_data |= {name: getattr(tagged, name) for name in ("doc", "title", "published", "page")}
    return doc


def _words(tokenizer, text: str) -> Iterator[tuple[int, int]]:
    """The tokens of a text: all of it is in one of them, but for one space after a token."""
    for token in tokenizer(readable(text)):
        end = token.idx + len(token)
        is_apart = token.whitespace_ and text[end] != " "  # readable() made a space of a sign
        yield token.idx, end + 1 if is_apart else end


@cache
def _tokenizer():
    import spacy

    return spacy.blank("en").tokenizer
