"""The best way through a lattice of BIO tags, and how probable each name on it is."""

from collections.abc import Iterator, Sequence

import numpy as np

Found = tuple[int, int, int, float]
DIGITS = 4  # of a probability; the last of all depend on how long the other rows are
NEVER = 1e-9  # instead of a probability of nothing, which has no logarithm


def decode(rows: Sequence[np.ndarray]) -> list[list[Found]]:
    """The names in each row of words: (first word, word after the last, number of the label, probability).

    A row is [words, 1 + 2 x labels]: for each word the probability of "O", of every "B-" and of every "I-", labels in
    one order. An "I-" follows only its own "B-" or "I-". The names are those of the likeliest path (Viterbi 1967).
    The probability of one is the share of all paths that hold exactly it (the forward-backward algorithm, Rabiner
    1989): a name that the tagger wavers over has little.
    """
    if not rows:
        return []
    labels = rows[0].shape[1] // 2
    logs = np.full((len(rows), max(map(len, rows)), 1 + 2 * labels), np.log(NEVER))
    logs[:, :, 0] = 0
    for number, row in enumerate(rows):
        logs[number, : len(row)] = np.log(row.astype(np.float64).clip(NEVER))
    outside, begin, inside = logs[:, :, 0], logs[:, :, 1 : labels + 1], logs[:, :, labels + 1 :]
    before, after = _forward(outside, begin, inside), _backward(outside, begin, inside)
    best, continued = _viterbi(outside, begin, inside)
    found: list[list[Found]] = []
    for number, row in enumerate(rows):
        found.append([])
        for start, end, label in _names(best[number], continued[number], len(row)):
            path = begin[number, start, label] + inside[number, start + 1 : end, label].sum()
            share = np.exp(before[number, start] + path + after[number, end] - after[number, 0])
            found[-1].append((start, end, label, round(float(min(share, 1)), DIGITS)))
        found[-1].reverse()
    return found


def _forward(outside, begin, inside) -> np.ndarray:
    """[rows, words + 1]: the logarithm of the sum over all paths of the words before each word."""
    rows, words, labels = begin.shape
    before, open_ = np.zeros((rows, words + 1)), np.full((rows, labels), -np.inf)
    for word in range(words):
        so_far = before[:, word, None]
        open_ = np.logaddexp(so_far + begin[:, word], open_ + inside[:, word])
        closed = before[:, word] + outside[:, word]
        before[:, word + 1] = np.logaddexp(closed, np.logaddexp.reduce(open_, axis=1))
    return before


def _backward(outside, begin, inside) -> np.ndarray:
    """[rows, words + 1]: the logarithm of the sum over all paths from each word on that continue no name."""
    rows, words, labels = begin.shape
    after, open_ = np.zeros((rows, words + 1)), np.zeros((rows, labels))
    for word in reversed(range(words)):
        opened = np.logaddexp.reduce(begin[:, word] + open_, axis=1)
        after[:, word] = np.logaddexp(outside[:, word] + after[:, word + 1], opened)
        open_ = np.logaddexp(after[:, word, None], inside[:, word] + open_)
    return after


def _viterbi(outside, begin, inside) -> tuple[np.ndarray, np.ndarray]:
    """[rows, words]: 0 or 1 + the label that the best path is in; [rows, words, labels]: it was in it before."""
    rows, words, labels = begin.shape
    best, continued = np.zeros((rows, words), int), np.zeros((rows, words, labels), bool)
    so_far, open_ = np.zeros(rows), np.full((rows, labels), -np.inf)
    for word in range(words):
        opened, went_on = so_far[:, None] + begin[:, word], open_ + inside[:, word]
        continued[:, word] = went_on > opened
        open_ = np.maximum(opened, went_on)
        ways = np.concatenate([(so_far + outside[:, word])[:, None], open_], axis=1)
        best[:, word] = ways.argmax(axis=1)
        so_far = ways.max(axis=1)
    return best, continued


def _names(best, continued, length: int) -> Iterator[tuple[int, int, int]]:
    """The names on the best path, the last first."""
    word = length - 1
    while word >= 0:
        if label := int(best[word]):
            end = word + 1
            while continued[word, label - 1]:
                word -= 1
            yield word, end, label - 1
        word -= 1
