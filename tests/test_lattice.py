"""The lattice of BIO tags: the best path and the probabilities of names, checked against every path there is."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.nlp.lattice import decode

LABELS = 2  # tags: O, B-0, B-1, I-0, I-1


def paths(words):
    """Every sequence of tags in which an I follows its own B or I."""
    for tags in product(range(1 + 2 * LABELS), repeat=words):
        if all(tag <= LABELS or before in (tag, tag - LABELS) for before, tag in zip((0, *tags), tags, strict=False)):
            yield tags


def names(tags):
    found, start = [], None
    for word, tag in enumerate((*tags, 0)):
        if start is not None and tag <= LABELS:
            found.append((start, word, tags[start] - 1))
            start = None
        if 0 < tag <= LABELS:
            start = word
    return found


def share(likely, tags):
    return np.prod([likely[word, tag] for word, tag in enumerate(tags)])


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_paths_and_probabilities_are_those_of_counting_every_path(words, seed):
    likely = np.random.default_rng(seed).dirichlet(np.full(1 + 2 * LABELS, 0.5), words)
    every = {tags: share(likely, tags) for tags in paths(words)}
    [found] = decode([likely])
    assert [each[:3] for each in found] == names(max(every, key=every.get))
    for *name, probability in found:
        holding = sum(part for tags, part in every.items() if tuple(name) in names(tags))
        assert probability == pytest.approx(holding / sum(every.values()), abs=1e-4)


def test_a_row_does_not_depend_on_longer_ones():
    likely = np.random.default_rng(1).dirichlet(np.ones(1 + 2 * LABELS), 6)
    [alone], [padded, _] = decode([likely[:4]]), decode([likely[:4], likely])
    assert [each[:3] for each in padded] == [each[:3] for each in alone]
    assert [each[3] for each in padded] == pytest.approx([each[3] for each in alone], abs=1e-4)


def test_a_row_without_words_has_no_names():
    assert decode([np.zeros((0, 5))] * 2) == [[], []]
    assert decode([]) == []


def test_a_long_row_of_unlikely_words_does_not_vanish():
    likely = np.full((4000, 5), 0.2)
    [found] = decode([likely])
    assert all(0 <= each[3] <= 1 for each in found)
