"""Tags in the formats of other programs: each reads back to the same spans, and quotes its text."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

from annotate.nlp.formats import conll, docbin, webannotation
from annotate.nlp.formats.tagged import Tag, Tagged, words
from annotate.nlp.spans import Span, flatten, trim

SAID = "Mr. al-Sadr met Iraq's U.S. envoy. He left.\n\nOn 7 November 1,000 came 😀 to Basra-"
LABELS = ("PERSON", "GPE", "DATE")
READER = spacy.blank("en")


def tagged(text, tags=(), page="https://example.org/articles/7-x/"):
    return Tagged("k", "A title", text, "2021-11-07T09:00:00+00:00", page, tuple(Tag(span) for span in tags))


def at(quote, label="PERSON", text=SAID):
    start = text.index(quote)
    return Span(start, start + len(quote), label)


texts = st.text(st.sampled_from("aB1 .'’\n\t-😀,<́\xa0") | st.characters(codec="utf-8"), max_size=80)


@st.composite
def tagged_texts(draw):
    """A text with any spans, overlapping too."""
    text = draw(texts | st.just(SAID))
    ranges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    drawn = draw(st.lists(st.tuples(ranges, st.sampled_from(LABELS)), max_size=6)) if text else []
    return tagged(text, [Span(start, end, label) for (start, end), label in drawn if start < end])


def kept(made):
    """What is to be read back: (start, end, label) without white space at the ends, flattened."""
    bare = (Span(*trim(made.text, tag.span.start, tag.span.end), tag.span.label) for tag in made.tags)
    return [(span.start, span.end, span.label) for span in flatten(span for span in bare if span.start < span.end)]


def read_conll(text, lines):
    """The spans of a CoNLL-2003 document, found again in its text."""
    spans, at, opened = [], 0, None
    for line in lines.split("\n"):
        if not line or line.startswith("-DOCSTART-"):
            opened = None
            continue
        word, _, _, tag = line.split(" ")
        start = text.index(word, at)
        assert not text[at:start].strip()
        at = start + len(word)
        if tag.startswith("I-"):
            assert opened and opened[2] == tag[2:]
            opened[1] = at
        elif tag.startswith("B-"):
            opened = [start, at, tag[2:]]
            spans.append(opened)
        else:
            opened = None
    assert not text[at:].strip()
    return [tuple(span) for span in spans]


def test_words_are_those_of_the_corpora_of_news():
    found = [SAID[start:end] for start, end in words(SAID)]
    assert found == ("Mr . al-Sadr met Iraq 's U.S. envoy . He left . On 7 November 1,000 came 😀 to Basra -".split())


def test_conll_has_a_word_a_line_and_a_blank_line_after_each_sentence():
    lines = conll.write(tagged(SAID, [at("al-Sadr"), at("7 November", "DATE")])).split("\n")
    assert lines[:2] == ["-DOCSTART- -X- -X- O", ""]
    assert "al-Sadr -X- -X- B-PERSON" in lines
    assert lines[lines.index("7 -X- -X- B-DATE") + 1] == "November -X- -X- I-DATE"
    assert lines[lines.index("left -X- -X- O") + 2] == ""


def test_tags_side_by_side_stay_two():
    lines = conll.write(tagged("Ed Rita", [Span(0, 2, "PERSON"), Span(3, 7, "PERSON")]))
    assert lines.count("B-PERSON") == 2


@given(tagged_texts())
def test_conll_reads_back_to_the_same_spans(made):
    assert read_conll(made.text, conll.write(made)) == kept(made)


@settings(deadline=None)
@given(st.lists(tagged_texts(), max_size=3))
def test_a_docbin_reads_back_to_the_same_texts_and_spans(made):
    docs = list(DocBin().from_bytes(docbin.write(made)).get_docs(READER.vocab))
    assert [doc.text for doc in docs] == [each.text for each in made]
    read = [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in docs]
    assert read == [kept(each) for each in made]


def test_a_docbin_says_whose_tags_and_texts_they_are():
    tag = Tag(at("al-Sadr"), page="https://example.org/entities/3-sadr/")
    made = Tagged("k", "A title", SAID, "2021-11-07", "https://example.org/articles/7-x/", (tag,))
    (doc,) = DocBin(store_user_data=True).from_bytes(docbin.write([made])).get_docs(READER.vocab)
    assert [(ent.text, ent.kb_id_) for ent in doc.ents] == [("al-Sadr", "https://example.org/entities/3-sadr/")]
    assert doc.user_data["doc"] == "k"
    assert doc.user_data["page"] == "https://example.org/articles/7-x/"


def test_a_run_without_spaces_comes_back_as_it_was():
    made = tagged("<" * 900, [Span(450, 460, "GPE")])
    (doc,) = DocBin().from_bytes(docbin.write([made])).get_docs(READER.vocab)
    assert doc.text == made.text
    assert [(ent.start_char, ent.end_char) for ent in doc.ents] == [(450, 460)]


def is_iri(value):
    return isinstance(value, str) and value.startswith("https://")


def follows_the_recommendation(annotation, text):
    """The shape of https://www.w3.org/TR/annotation-model/, sections 3 and 4, as far as it is used here."""
    assert is_iri(annotation["id"])
    assert annotation["type"] == "Annotation"
    assert annotation["motivation"] == "tagging"
    assert ("creator" in annotation) != ("generator" in annotation)
    assert annotation["body"]
    for body in annotation["body"]:
        assert body["purpose"] in ("tagging", "identifying", "describing")
        assert body["type"] in ("TextualBody", "SpecificResource")
        assert isinstance(body["value"], str) if body["type"] == "TextualBody" else is_iri(body["source"])
    target = annotation["target"]
    assert is_iri(target["source"]["id"]) and target["source"]["format"] == "text/plain"
    quotation, place = target["selector"]
    assert (quotation["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    assert 0 <= place["start"] < place["end"]
    assert text[place["start"] : place["end"]] == quotation["exact"] != ""
    assert text[: place["start"]].endswith(quotation["prefix"])
    assert text[place["end"] :].startswith(quotation["suffix"])


@given(tagged_texts())
def test_every_annotation_quotes_its_text_and_follows_the_recommendation(made):
    found = list(webannotation.annotations(made))
    assert len(found) == len(made.tags)
    for annotation in found:
        follows_the_recommendation(annotation, made.text)


def test_an_annotation_says_whom_it_names_and_who_said_so():
    span = Span(4, 11, "PERSON", entity="Muqtada al-Sadr")
    tag = Tag(span, page="https://example.org/entities/3-sadr/", is_by_editor=True)
    (annotation,) = webannotation.annotations(Tagged("k", "", SAID, "", "https://example.org/articles/7-x/", (tag,)))
    assert annotation["creator"]["type"] == "Person"
    assert [body.get("value", body.get("source")) for body in annotation["body"]] == [
        "PERSON",
        "https://example.org/entities/3-sadr/",
        "Muqtada al-Sadr",
    ]
    assert annotation["target"]["source"]["id"] == "https://example.org/articles/7-x.txt"
