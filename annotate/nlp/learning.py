"""Goes on with the last layer of a tagger: what to add to its scores, learned from words of which the tag is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .lessons import MISSING

LEARNED = "learned.npz"  # where a version keeps it: weights [features, tags] and bias [tags]

STEPS = 150
RATE = 1e-3  # of the first step; it falls in a line to nothing
DECAY = 1e-5  # of what is added, towards nothing: the shipped tagger
SURE = 0.999  # words that were and are surely no name are as good as all alike:
ONE_IN = 10  # one in so many is enough, and counts for the others
SEED = 7


@dataclass(frozen=True, slots=True)
class Example:
    """Words as a tagger sees them: `scores` [words, tags], `seen` [words, features], `tags` [words], some MISSING."""

    scores: np.ndarray
    seen: np.ndarray
    tags: np.ndarray


@dataclass(frozen=True, slots=True)
class Learned:
    """What is added to scores: seen @ weights + bias."""

    weights: np.ndarray
    bias: np.ndarray

    def of_strength(self, share: float) -> "Learned":
        """Between the tagger before, 0, and after, 1 (Wortsman et al. 2022, "Robust fine-tuning")."""
        return Learned(self.weights * np.float32(share), self.bias * np.float32(share))


def learn(examples: Iterable[Example], *, steps: int = STEPS) -> Learned:
    """The addition that makes known tags likeliest, and leaves the tagger's own doubts where no tag is known.

    The loss is the cross entropy with the known tag, and where it is missing with the tagger's own probabilities (Li
    and Hoiem 2016, "Learning without forgetting"). It is convex, begins at the tagger as it was, and goes down by Adam
    (Kingma and Ba 2015) over all words at a time, so the same examples always teach the same.
    """
    chance = np.random.default_rng(SEED)
    scores, seen, wanted, weight = _joined([_picked(example, chance) for example in examples])
    if not len(scores):
        raise ValueError("there is nothing to learn from.")
    added = np.zeros((seen.shape[1] + 1, scores.shape[1]), np.float32)
    mean, spread = np.zeros_like(added), np.zeros_like(added)
    for step in range(1, steps + 1):
        wrong = (likely(scores + seen @ added[:-1] + added[-1]) - wanted) * weight[:, None]
        slope = np.concatenate([seen.T @ wrong, wrong.sum(0, keepdims=True)]) + DECAY * added
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        pace = RATE * (1 - (step - 1) / steps)
        added -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return Learned(added[:-1], added[-1])


def likely(scores: np.ndarray) -> np.ndarray:
    """The probability of every tag: softmax over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def _picked(example: Example, chance: np.random.Generator) -> Sequence[np.ndarray]:
    """Scores, features, wanted probabilities and weights of the words to learn from."""
    before = likely(example.scores)
    known = example.tags != MISSING
    wanted = np.where(known[:, None], np.eye(before.shape[1], dtype=np.float32)[example.tags], before)
    dull = (before[:, 0] > SURE) & (wanted[:, 0] > SURE)
    kept = ~dull | (chance.random(len(dull)) < 1 / ONE_IN)
    weight = np.where(dull, ONE_IN, 1).astype(np.float32)
    return example.scores[kept], example.seen[kept], wanted[kept].astype(np.float32), weight[kept]


def _joined(parts: Sequence[Sequence[np.ndarray]]) -> tuple[np.ndarray, ...]:
    if not parts:
        return (np.zeros((0, 1)),) * 3 + (np.zeros(0),)
    scores, seen, wanted, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    return scores, seen, wanted, weight / weight.sum()
