"""Learning as such: what is known is learned, what is not stays as it was, and the same teaches the same."""

import numpy as np
import pytest

from annotate.nlp.learning import Example, learn, likely
from annotate.nlp.lessons import MISSING

TAGS = 3


def example(tags):
    """Words of two sorts, told apart by their first two features, that a tagger takes for tag 1 with some doubt."""
    seen = np.zeros((len(tags), 4), np.float32)
    seen[np.arange(len(tags)), np.arange(len(tags)) % 2] = 1
    return Example(np.tile(np.array([0, 1, 0], np.float32), (len(tags), 1)), seen, np.array(tags))


def read(learned, sort):
    return likely(np.array([0, 1, 0]) + np.eye(4)[sort] @ learned.weights + learned.bias)


def test_a_tag_that_is_known_becomes_likely():
    learned = learn([example([2, MISSING] * 50)], steps=2000)
    before = likely(np.array([0.0, 1, 0]))
    assert read(learned, 0)[2] > 0.6 > before[2]


def test_where_no_tag_is_known_the_tagger_keeps_its_doubts():
    learned = learn([example([2, MISSING] * 50)], steps=2000)
    assert np.abs(read(learned, 1) - likely(np.array([0.0, 1, 0]))).max() < 0.05


def test_an_explicit_negative_makes_a_name_unlikely():
    learned = learn([example([0, MISSING] * 50)], steps=2000)
    assert read(learned, 0)[1] < likely(np.array([0.0, 1, 0]))[1] / 2


def test_where_nothing_is_known_at_all_nothing_is_learned():
    learned = learn([example([MISSING] * 20)], steps=50)
    assert np.abs(learned.weights).max() < 1e-3


def test_the_same_teaches_the_same():
    one, two = (learn([example([2, 0, MISSING, 1] * 10)], steps=20) for _ in range(2))
    assert (one.weights == two.weights).all() and (one.bias == two.bias).all()


def test_half_the_strength_is_half_of_what_was_learned():
    learned = learn([example([2, 0] * 10)], steps=20)
    assert np.allclose(learned.of_strength(0.5).weights * 2, learned.weights)


def test_nothing_to_learn_from_is_told():
    with pytest.raises(ValueError, match="nothing to learn from"):
        learn([])
