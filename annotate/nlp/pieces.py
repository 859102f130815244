"""Words cut into the pieces an encoder knows, with what it cannot see of them, and texts cut into windows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .gazetteer import sorts

LOWER, TITLE, UPPER, INITIAL, MIXED, NUMBER, DIGITS, SIGN, BREAK = range(1, 10)
CASES = 10  # 0 belongs to no word
FINAL, QUOTES = (".", "!", "?"), ('"', "”", "’", "'")
MOST_PIECES = 8  # of one word; the rest of a longer one is left out


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` of a text as an encoder reads them; those before `told` are there for context only.

    pieces, cases and sorts have one number for every word piece, with the encoder's first and last sign: which piece,
    the case of its word, the sort of listed name its word belongs to. firsts says for every word where it begins.
    """

    start: int
    end: int
    told: int
    pieces: tuple[int, ...]
    cases: tuple[int, ...]
    sorts: tuple[int, ...]
    firsts: tuple[int, ...]


class Cutter:
    """Cuts words with the tokenizer in the file at `path`, in the format of Hugging Face's tokenizers."""

    def __init__(self, path: Path):
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.opening, *_, self.closing = tokenizer.encode("").ids or (0, 0)
        self.of_break = tuple(tokenizer.encode(".", add_special_tokens=False).ids)
        self.unknown = tokenizer.token_to_id("[UNK]")
        self._tokenizer = tokenizer
        self.pieces = lru_cache(maxsize=65_536)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        if word.isspace():
            return self.of_break
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids[:MOST_PIECES]) or (self.unknown,)

    def window(self, words: Sequence[str], start: int, end: int, told: int | None = None) -> Window:
        pieces, cases, listed, firsts = [self.opening], [0], [0], []
        for word, sort in zip(words[start:end], sorts(words[start:end]), strict=True):
            cut = self.pieces(word)
            firsts.append(len(pieces))
            pieces += cut
            cases += [case(word)] * len(cut)
            listed += [sort] * len(cut)
        return Window(
            start,
            end,
            start if told is None else told,
            (*pieces, self.closing),
            (*cases, 0),
            (*listed, 0),
            tuple(firsts),
        )

    def windows(self, words: Sequence[str], longest: int, context: int = 0) -> Iterator[Window]:
        """The words in windows of at most `longest` pieces, cut where sentences or paragraphs end when they can be.

        Each begins with up to `context` pieces of the one before, so that a name is read with what stands around it.
        """
        sizes = [len(self.pieces(word)) for word in words]
        start = 0
        while start < len(words):
            seen, begin = 0, start
            while begin > 0 and seen + sizes[begin - 1] <= context:
                begin -= 1
                seen += sizes[begin]
            end, border = start, 0
            while end < len(words) and (end == start or seen + sizes[end] <= longest):
                seen += sizes[end]
                end += 1
                if _is_border(words, end):
                    border = end
            if end < len(words) and border > start:
                end = border
            yield self.window(words, begin, end, start)
            start = end


@lru_cache(maxsize=65_536)
def case(word: str) -> int:
    """Which of the kinds of case a word has: an encoder that folds case learns names from it."""
    if word.isspace():
        return BREAK
    if word.isdigit():
        return NUMBER
    if any(character.isdigit() for character in word):
        return DIGITS
    if not any(character.isalpha() for character in word):
        return SIGN
    if word.islower():
        return LOWER
    if word.isupper():
        return INITIAL if len(word) == 1 else UPPER
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED


def _is_border(words: Sequence[str], end: int) -> bool:
    """True where a sentence or paragraph seems to end before the word at `end`."""
    last = words[end - 1]
    if "\n" in last:
        return True
    closes = last in FINAL or (last in QUOTES and end > 1 and words[end - 2] in FINAL)
    return closes and (end == len(words) or not words[end].islower())
