"""Cutting a text at the borders of its marks: nothing is lost, nothing is doubled, every mark keeps its words."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.markup import cut
from annotate.nlp.spans import Span, fits, from_utf16, snap, to_utf16, trim

SAID = "Ed met Rita. She left.\n\nThey slept."


def pieces(text, *, parts=(), marks=(), sentences=()):
    return [piece for block in cut(text, parts, marks, sentences) for piece in block.pieces]


def quotes(text, drawn):
    return [text[piece.start : piece.end] for piece in drawn]


def test_a_text_without_marks_is_one_piece_a_paragraph():
    assert quotes(SAID, pieces(SAID)) == ["Ed met Rita. She left.", "They slept."]


def test_a_mark_is_a_piece_of_its_own_and_carries_its_number():
    drawn = pieces(SAID, marks=[(0, 2), (7, 11)])
    assert [(SAID[piece.start : piece.end], piece.mark) for piece in drawn[:4]] == [
        ("Ed", 0),
        (" met ", None),
        ("Rita", 1),
        (". She left.", None),
    ]


def test_sentences_are_told_beside_the_marks_inside_them():
    drawn = pieces(SAID, marks=[(7, 11)], sentences=[(0, 12), (13, 22)])
    assert [(SAID[piece.start : piece.end], piece.mark, piece.sentence) for piece in drawn] == [
        ("Ed met ", None, 0),
        ("Rita", 0, 0),
        (".", None, 0),
        (" ", None, None),
        ("She left.", None, 1),
        ("They slept.", None, None),
    ]


def test_a_mark_over_the_end_of_a_paragraph_is_drawn_in_both():
    drawn = pieces("one two\n\nthree four", marks=[(4, 14)])
    assert [(piece.start, piece.end) for piece in drawn if piece.mark == 0] == [(4, 7), (9, 14)]


def test_of_marks_that_overlap_the_first_is_drawn():
    drawn = pieces("abcdef", marks=[(0, 4), (2, 6)])
    assert [(quote, piece.mark) for quote, piece in zip(quotes("abcdef", drawn), drawn, strict=True)] == [
        ("ab", 0),
        ("cd", 0),
        ("ef", 1),
    ]


def test_a_paragraph_is_what_the_part_that_begins_it_says():
    text = "Head\n\nOne\n\nTwo\n\nSee here"
    parts = [
        ("heading", 0, 4, ""),
        ("item", 6, 9, ""),
        ("quote", 11, 14, ""),
        ("link", 16, 24, "https://a.example/"),
    ]
    assert [block.kind for block in cut(text, parts, [], [])] == ["heading", "item", "quote", ""]


def test_a_link_leads_where_its_part_points_and_one_without_address_nowhere():
    text = "Read this and that."
    parts = [("link", 5, 9, "https://a.example/"), ("link", 14, 18, "")]
    drawn = pieces(text, parts=parts)
    assert [(text[piece.start : piece.end], piece.link) for piece in drawn] == [
        ("Read ", ""),
        ("this", "https://a.example/"),
        (" and that.", ""),
    ]


def test_a_link_ends_with_a_sign_only_when_all_its_words_are_marked():
    text = "Read Ed Smith now."
    link = [("link", 5, 13, "https://a.example/")]
    assert [piece.ends_link for piece in pieces(text, parts=link, marks=[(5, 13)])] == [False, True, False]
    assert [piece.ends_link for piece in pieces(text, parts=link, marks=[(5, 7), (7, 13)])] == [
        False,
        False,
        True,
        False,
    ]
    assert not any(piece.ends_link for piece in pieces(text, parts=link, marks=[(5, 7)]))
    assert not any(piece.ends_link for piece in pieces(text, parts=link))


def test_blank_paragraphs_are_not_drawn():
    assert [(block.start, block.end) for block in cut("a\n\n\n\n \n\nb", [], [], [])] == [(0, 1), (8, 9)]
    assert cut("", [], [], []) == []
    assert cut("\n\n", [], [], []) == []


def test_characters_of_several_code_points_stay_whole_inside_their_mark():
    text = "👩‍🚀 Zoe\u0308 met علي and שרה 🇮🇶."
    marks = [(text.index(name), text.index(name) + len(name)) for name in ("Zoe\u0308", "علي", "שרה", "🇮🇶")]
    drawn = pieces(text, marks=marks)
    assert [text[piece.start : piece.end] for piece in drawn if piece.mark is not None] == [
        "Zoe\u0308",
        "علي",
        "שרה",
        "🇮🇶",
    ]


PARTS = ["a", "B", " ", "\n", "\n\n", "é", "e\u0301", "👩‍🚀", "𝔸", "ش", "ש", "\u200f", "\u2028", "\u00a0"]
WILD = st.lists(st.sampled_from(PARTS), max_size=20).map("".join)


@st.composite
def marked(draw):
    """A text, and ranges in it: in order and without overlaps (marks, sentences), and any (links)."""
    text = draw(WILD)
    offsets = st.integers(0, len(text))
    borders = st.lists(offsets, max_size=12, unique=True).map(sorted)
    apart = borders.map(lambda drawn: list(zip(drawn[::2], drawn[1::2], strict=False)))
    links = draw(st.lists(st.tuples(offsets, offsets).filter(lambda pair: pair[0] < pair[1]), max_size=4))
    parts = [("link", start, end, f"https://a.example/{start}") for start, end in links]
    return text, parts, draw(apart), draw(apart)


@given(marked())
def test_all_pieces_together_are_the_text_without_its_blank_lines(case):
    text, parts, marks, sentences = case
    blocks = cut(text, parts, marks, sentences)
    for block in blocks:
        assert "".join(quotes(text, block.pieces)) == text[block.start : block.end]
        assert block.pieces[0].start == block.start and block.pieces[-1].end == block.end
        assert all(one.end == other.start for one, other in itertools.pairwise(block.pieces))
        assert all(piece.start < piece.end for piece in block.pieces)
    drawn = [text[block.start : block.end] for block in blocks]
    assert drawn == [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]


@given(marked())
def test_the_pieces_of_a_mark_quote_it_whole_wherever_it_is_drawn(case):
    text, parts, marks, sentences = case
    blocks = cut(text, parts, marks, sentences)
    visible = {at for block in blocks for at in range(block.start, block.end)}
    for ranges, number_of in ((marks, "mark"), (sentences, "sentence")):
        for number, (start, end) in enumerate(ranges):
            mine = [piece for block in blocks for piece in block.pieces if getattr(piece, number_of) == number]
            assert {at for piece in mine for at in range(piece.start, piece.end)} == visible & set(range(start, end))


@given(marked())
def test_a_character_is_linked_exactly_when_a_link_covers_it(case):
    text, parts, marks, sentences = case
    covered = {at for _, start, end, _ in parts for at in range(start, end)}
    for block in cut(text, parts, marks, sentences):
        for piece in block.pieces:
            assert all((at in covered) == bool(piece.link) for at in range(piece.start, piece.end))


@given(WILD, st.data())
def test_a_range_fits_only_the_words_it_quotes(text, data):
    start, end = data.draw(st.integers(-2, len(text) + 2)), data.draw(st.integers(-2, len(text) + 2))
    inside = 0 <= start < end <= len(text)
    assert fits(text, start, end, text[max(0, start) : max(0, end)]) == inside
    assert not fits(text, start, end, "something else")


@given(WILD, st.data())
def test_trimming_keeps_every_character_that_is_not_space(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert text[slice(*trim(text, start, end))] == text[start:end].strip()


def test_the_kind_of_a_span_is_what_readers_call_its_label():
    kinds = {label: Span(0, 1, label).kind for label in ("PERSON", "GPE", "FAC", "NORP", "TIME", "EVENT", "MONEY", "")}
    assert kinds == {
        "PERSON": "person",
        "GPE": "place",
        "FAC": "place",
        "NORP": "group",
        "TIME": "date",
        "EVENT": "event",
        "MONEY": "",
        "": "",
    }


def test_spans_that_only_touch_do_not_overlap():
    assert not Span(0, 3, "ORG").overlaps(Span(3, 5, "ORG"))
    assert Span(0, 4, "ORG").overlaps(Span(3, 5, "ORG"))
    assert Span(2, 5, "ORG").shift(3) == Span(5, 8, "ORG")


def test_an_index_of_the_browser_inside_a_character_goes_to_its_end():
    assert [from_utf16("a🚀b", units) for units in range(6)] == [0, 1, 2, 2, 3, 3]
    assert [to_utf16("a🚀b", offset) for offset in range(4)] == [0, 1, 3, 4]


def test_a_word_is_taken_with_the_marks_above_and_below_its_letters():
    assert snap("Zoe\u0308 left", 0, 3) == (0, 4)
    assert snap("Jose\u0301phine", 5, 7) == (0, 10)
    assert snap("in हिन्दी now", 3, 4) == (3, 9)
