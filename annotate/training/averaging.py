"""Deed: average the weights of encoders that were tuned one from another, which reads better than any of them."""

from collections.abc import Sequence
from pathlib import Path

import torch

from .encoder import base_of, load, save


def average(tuned: Sequence[Path], out: Path) -> None:
    """Write the mean of the weights of tuned encoders of one base to `out`: a uniform soup (Wortsman et al. 2022)."""
    taggers = [load(folder)[0] for folder in tuned]
    states = [tagger.state_dict() for tagger in taggers]
    if len({tuple((name, tuple(weight.shape)) for name, weight in state.items()) for state in states}) > 1:
        raise ValueError("these encoders are not of one shape, so there is no mean of them.")
    means = {
        name: torch.stack([state[name] for state in states]).mean(0) if weight.is_floating_point() else weight
        for name, weight in states[0].items()
    }
    save(taggers[0], means, base_of(tuned[0]), out)
