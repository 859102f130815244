"""Deed: take out what readers see of any number of articles, in the formats of other programs, as a stream."""

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.apps import apps

from .lines import lines
from .models import EDITOR, Mention, entity_url
from .nlp.formats import conll, docbin, webannotation
from .nlp.formats.tagged import Tag, Tagged
from .nlp.spans import Span, fits
from .whom import whom_lines

BATCH = 100  # articles in memory at a time
DOCS = 2_000  # articles of one DocBin, which is written in one piece


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is called and sent; `suffix` is that of a file with many articles."""

    title: str
    content_type: str
    suffix: str


FORMATS = {
    "jsonl": Format("JSON lines", "application/x-ndjson", "jsonl"),
    "conll": Format("CoNLL-2003", "text/plain; charset=utf-8", "conll"),
    "spacy": Format("spaCy DocBin", "application/octet-stream", "spacy.zip"),
    "jsonld": Format(
        "Web Annotation", f'application/ld+json; profile="{webannotation.CONTEXT}"; charset=utf-8', "jsonld"
    ),
}


def export(
    articles, name: str, *, site: str, label: str = "Newsroom", whole: bool = False, wide: bool = False
) -> Iterator[bytes]:
    """The articles of a queryset in one of FORMATS, in pieces; memory does not grow with their number.

    `site` begins every address, "https://news.example.org"; `label` says what is in it. A DocBin cannot be streamed:
    many articles come as a zip of DocBins, whose folder `spacy train` reads. `whole` adds to JSON lines all that
    Newsroom knows of an article, `wide` to these also the rules that hold beyond it and after the articles what editors
    say of entities, see lines.py and whom.py. A mention of a text that its source has changed since is left out.
    """
    batches = _batches(articles)
    if name == "jsonl":
        told = (line for batch in batches for line in lines(*batch, whole=whole, wide=wide))
        return (_encoded(line) + b"\n" for line in chain(told, whom_lines() if whole and wide else ()))
    texts = (_tagged(article, mentions[article.pk], site) for batch, mentions in batches for article in batch)
    if name == "conll":
        return (conll.write(text).encode() for text in texts)
    return _zipped(texts) if name == "spacy" else _collected(texts, site, label)


def export_one(article, name: str, *, site: str, whole: bool = False) -> Iterator[bytes]:
    """One article in one of FORMATS; as "spacy" it is a plain DocBin."""
    only = type(article)._default_manager.filter(pk=article.pk)
    if name != "spacy":
        return export(only, name, site=site, label=article.title, whole=whole)
    return iter(
        [docbin.write(_tagged(each, found[each.pk], site) for batch, found in _batches(only) for each in batch)]
    )


def _batches(articles) -> Iterator[tuple[list, dict[int, list[Mention]]]]:
    """Articles in the order of their ids with the mentions of each by its id, some at a time."""
    ids = articles.order_by("pk").values_list("pk", flat=True).iterator()
    while some := list(islice(ids, BATCH)):
        stored = apps.get_model("newsroom", "Article").objects.defer("words").select_related("feed")
        batch = list(stored.filter(pk__in=some).order_by("pk"))
        texts, mentions = {article.pk: article.text for article in batch}, defaultdict(list)
        found = Mention.objects.filter(article__in=batch).select_related("entity").order_by("article", "start")
        for mention in found:
            if fits(texts[mention.article_id], mention.start, mention.end, mention.quote):
                mentions[mention.article_id].append(mention)
        yield batch, mentions


def _tagged(article, mentions: Iterable[Mention], site: str) -> Tagged:
    return Tagged(
        doc=article.key,
        title=article.title,
        text=article.text,
        published=article.published_at.isoformat(),
        page=site + article.get_absolute_url(),
        tags=tuple(_tag(mention, site) for mention in mentions),
    )


def _tag(mention: Mention, site: str) -> Tag:
    named = mention.entity
    span = Span(mention.start, mention.end, mention.label, mention.value, named.name if named else "", mention.score)
    page = site + entity_url(named.pk, named.name) if named else ""
    return Tag(span, page, mention.origin == EDITOR)


def _collected(texts: Iterable[Tagged], site: str, label: str) -> Iterator[bytes]:
    """A collection of Web Annotations, its items one a line."""
    head, tail = _encoded(webannotation.collection(f"{site}/", label)).split(b'"items": []')
    yield head + b'"items": ['
    parting = b"\n"
    for text in texts:
        for annotation in webannotation.annotations(text):
            yield parting + _encoded(annotation)
            parting = b",\n"
    yield b"\n]" + tail + b"\n"


def _zipped(texts: Iterator[Tagged]) -> Iterator[bytes]:
    """A zip of DocBins, each handed out as soon as it is written."""
    written = io.BytesIO()
    sink = _Sink(written)
    with zipfile.ZipFile(sink, "w") as archive:
        number = 0
        while some := list(islice(texts, DOCS)):
            number += 1
            archive.writestr(f"{number:04}.spacy", docbin.write(some))
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """What a zip is written to that goes out piece by piece: it cannot go back."""

    def __init__(self, pieces: io.BytesIO):
        self.pieces = pieces

    def writable(self) -> bool:
        return True

    def write(self, piece) -> int:
        return self.pieces.write(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        piece = self.pieces.getvalue()
        self.pieces.seek(0)
        self.pieces.truncate()
        return piece


def _encoded(value: dict) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
