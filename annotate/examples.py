"""Lessons as the shipped encoder sees them, and news to go over again beside them."""

from collections.abc import Iterable, Iterator

from .checks import gone_over
from .nlp.encoder import EncoderTagger
from .nlp.learning import Example
from .nlp.lessons import Lesson, known_tags
from .nlp.pipeline import Pipeline, readable
from .nlp.reading import read
from .nlp.spans import DATE, Span

AGAIN = 6  # one in so many of the written texts is gone over again, so that nothing is forgotten


def seen_by(pipeline: Pipeline, lessons: Iterable[Lesson]) -> Iterator[Example]:
    """What the encoder of the shipped pipeline sees of each text, and the tags that are known of its words."""
    tagger: EncoderTagger = pipeline.nlp.get_pipe("ner")
    for lesson in lessons:
        doc = pipeline.nlp.make_doc(readable(lesson.text))
        words = [(token.idx, token.idx + len(token)) for token in doc]
        scores, seen = tagger.seen([token.text for token in doc])
        yield Example(scores, seen, known_tags(lesson, words, tagger.labels))


def written_ones(pipeline: Pipeline, again: int = AGAIN) -> Iterator[Example]:
    """One in `again` of the texts that the shipped pipeline learned from; all is known of them but dates."""
    records = gone_over()[::again]
    fed = [(record["text"], None, []) for record in records]
    for record, spans in zip(records, read(pipeline, fed), strict=True):
        dates = tuple(span for span in spans if span.kind == DATE)
        names = tuple(Span(start, end, label) for start, end, label in record["spans"])
        yield from seen_by(pipeline, [Lesson(record["text"], dates, (), names)])
