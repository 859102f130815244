"""Words in pieces and texts in windows: nothing is lost, nothing too long, names keep their surroundings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.processors import BertProcessing

from annotate.nlp.gazetteer import SORTS
from annotate.nlp.pieces import (
    BREAK,
    DIGITS,
    INITIAL,
    LOWER,
    MIXED,
    MOST_PIECES,
    NUMBER,
    SIGN,
    TITLE,
    UPPER,
    Cutter,
    case,
)

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", *"abcdefgh", *(f"##{letter}" for letter in "abcdefgh")]
WORDS = st.lists(st.sampled_from(["a", "abc", "Bad", "?", ".", "\n\n", "abcdefghabcdefgh", "Ц"]), max_size=60)


@pytest.fixture(scope="module")
def cutter(tmp_path_factory):
    number = {piece: n for n, piece in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(WordPiece(number, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.post_processor = BertProcessing(("[SEP]", number["[SEP]"]), ("[CLS]", number["[CLS]"]))
    path = tmp_path_factory.mktemp("pieces") / "tokenizer.json"
    tokenizer.save(str(path))
    return Cutter(path)


def spelled(window):
    return [VOCABULARY[piece] for piece in window.pieces]


def test_a_window_has_the_encoders_signs_and_the_first_piece_of_every_word(cutter):
    window = cutter.window(["Bad", "a", "\n\n"], 0, 3)
    assert spelled(window) == ["[CLS]", "b", "##a", "##d", "a", ".", "[SEP]"]
    assert window.firsts == (1, 4, 5)
    assert window.cases == (0, TITLE, TITLE, TITLE, LOWER, BREAK, 0)


def test_every_piece_of_a_listed_name_says_so(cutter):
    window = cutter.window(["In", "New", "York"], 0, 3)
    assert [SORTS[sort] for sort in window.sorts] == ["", "", "city", "city", ""]


def test_a_word_without_known_letters_is_unknown(cutter):
    assert spelled(cutter.window(["Ц"], 0, 1)) == ["[CLS]", "[UNK]", "[SEP]"]


def test_a_long_word_is_read_by_its_beginning(cutter):
    assert len(cutter.pieces("abcdefghabcdefgh")) == MOST_PIECES


@given(WORDS, st.integers(9, 40), st.integers(0, 8))
def test_windows_tell_every_word_once_and_none_is_too_long(cutter, words, longest, context):
    windows = list(cutter.windows(words, longest, context))
    told = [word for window in windows for word in range(window.told, window.end)]
    assert told == list(range(len(words)))
    for window in windows:
        assert len(window.pieces) - 2 <= longest + MOST_PIECES
        assert len(window.firsts) == window.end - window.start
        assert window.start <= window.told < window.end


def test_a_window_ends_where_a_sentence_does(cutter):
    words = ["a", "b", ".", "A", "b", "c", "d", "e"]
    first, second = cutter.windows(words, 6)
    assert (first.start, first.end, second.start, second.end) == (0, 3, 3, 8)


def test_a_window_begins_with_words_of_the_one_before(cutter):
    words = ["a"] * 10
    _, second = cutter.windows(words, 6, 2)
    assert (second.start, second.told) == (4, 6)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("word", LOWER),
        ("Word", TITLE),
        ("WORD", UPPER),
        ("W", INITIAL),
        ("McWord", MIXED),
        ("iWord", MIXED),
        ("12", NUMBER),
        ("7th", DIGITS),
        ("–", SIGN),
        ("\n\n", BREAK),
        ("Émile", TITLE),
    ],
)
def test_every_word_has_a_kind_of_case(word, kind):
    assert case(word) == kind
