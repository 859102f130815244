"""Deed: fine-tune the encoder on passages of many corpora, each as often as it deserves."""

import ctypes
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional
from tqdm import tqdm

from ..nlp.pieces import Cutter, Window
from .encoder import Tagger, save, tensors
from .examples import Passage, varied

SEED = 7
LARGEST = 1152  # pieces an update, padding counted
LENGTHS = (32, 48, 64, 96, 128, 144, 192, 256, 288, 384)  # of windows; few shapes, since each is compiled once
HEAD_RATE = 8  # times the encoder's learning rate, for what starts from nothing
WARMUP = 0.05  # of the words
KEPT = 0.995  # of the averaged weights in each update
CHECKPOINT = 200  # updates
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3  # of malloc.h
DRAWN = 64  # parts of a round that are drawn at a time


@dataclass
class Corpus:
    """Passages, and how often they are to be seen in a round at the beginning and at the end of the training."""

    passages: list[Passage]
    first: float = 1
    last: float = 1


@dataclass
class Progress:
    """How far a training has come; kept in its checkpoints."""

    seen: int = 0
    updates: int = 0
    loss: float = 0.0


def tune(tagger: Tagger, cutter: Cutter, corpora: list[Corpus], *, words: int, rate: float, base: Path, out: Path):
    """Learn from about this many words, repeats counted, and write the averaged weights to `out`.

    A training that was stopped goes on from its last checkpoint. The learning rate rises in a line for the first
    words and falls in a line to nothing (Devlin et al. 2019); the weights that count are an exponential average.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    _keep_memory()
    tagger.to(device).train()
    learned = [(name, weight) for name, weight in tagger.named_parameters() if weight.requires_grad]
    fresh = [weight for name, weight in learned if not name.startswith("encoder.")]
    known = [weight for name, weight in learned if name.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": known}, {"params": fresh}], weight_decay=0.01)
    average = torch.optim.swa_utils.AveragedModel(tagger, multi_avg_fn=_average)
    progress, checkpoint = Progress(), out / "checkpoint.pt"
    if checkpoint.exists():
        progress = _resume(checkpoint, tagger, average, optimizer)
    torch.manual_seed(SEED + progress.updates)
    chance = random.Random(SEED + progress.updates)
    with tqdm(total=words, initial=progress.seen, unit=" words", unit_scale=True) as bar:
        for batch in _batches(corpora, cutter, tagger.tags, chance, progress, words):
            share = progress.seen / words
            now = rate * min(1, share / WARMUP + 0.01) * max(0, 1 - share)
            optimizer.param_groups[0]["lr"], optimizer.param_groups[1]["lr"] = now, now * HEAD_RATE
            loss = _loss(tagger, batch, device)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(known + fresh, 1.0)
            optimizer.step()
            average.update_parameters(tagger)
            size = sum(len(window.firsts) for window, _ in batch)
            progress.seen += size
            progress.updates += 1
            progress.loss += 0.02 * (loss.item() - progress.loss)
            bar.update(size)
            if progress.updates % CHECKPOINT == 0:
                bar.set_postfix(loss=f"{progress.loss:.4f}")
                _keep(checkpoint, tagger, average, optimizer, progress)
    _keep(checkpoint, tagger, average, optimizer, progress)
    save(tagger, average.module.state_dict(), base, out)


def _loss(tagger: Tagger, batch: list[tuple[Window, list]], device: str) -> torch.Tensor:
    """The cross entropy of the tags that are known, a mean over words."""
    length = LARGEST // len(batch)
    inputs = [tensor.to(device) for tensor in tensors([window for window, _ in batch], length)]
    nothing = [0.0] * len(tagger.tags)
    wanted = torch.tensor([[*rows, *[nothing] * (length - len(rows))] for _, rows in batch], device=device)
    with torch.autocast(device, dtype=torch.bfloat16, enabled=_is_fast(device)):
        scores = tagger(*inputs)
    told = functional.log_softmax(scores.float(), -1)
    return -(wanted * told).sum() / wanted.sum().clamp(min=1)


def _average(averaged: list[torch.Tensor], current: list[torch.Tensor], count: torch.Tensor) -> None:
    """Move the averaged weights towards those of now: far while there are few, so that the first are forgotten."""
    torch._foreach_lerp_(averaged, current, 1 - min(KEPT, (1 + int(count)) / (10 + int(count))))


def _batches(corpora, cutter: Cutter, tags, chance: random.Random, progress: Progress, words: int) -> Iterator[list]:
    """Batches of windows of one length, with a row of wanted probabilities for each word, until `words`."""
    waiting: dict[int, list] = {length: [] for length in LENGTHS}
    for passage in _drawn(corpora, chance, progress, words):
        for window, rows in _examples(varied(passage, chance), cutter, tags):
            length = next(length for length in LENGTHS if len(window.pieces) <= length)
            batch = waiting[length]
            batch.append((window, rows))
            if len(batch) == LARGEST // length:
                yield batch
                waiting[length] = []
                if progress.seen >= words:
                    return


def _drawn(corpora: list[Corpus], chance: random.Random, progress: Progress, words: int) -> Iterator[Passage]:
    """Passages without end: every corpus shuffled and dealt out, as often as it is to be seen by now."""
    decks: list[list[Passage]] = [[] for _ in corpora]
    while True:
        share, drawn = progress.seen / words, []
        for corpus, deck in zip(corpora, decks, strict=True):
            wanted = len(corpus.passages) * (corpus.first + share * (corpus.last - corpus.first)) / DRAWN
            for _ in range(int(wanted + chance.random())):
                if not deck:
                    deck += corpus.passages
                    chance.shuffle(deck)
                drawn.append(deck.pop())
        chance.shuffle(drawn)
        yield from drawn


def _examples(passage: Passage, cutter: Cutter, tags) -> Iterator[tuple[Window, list[list[float]]]]:
    number = {tag: n for n, tag in enumerate(tags)}
    for window in cutter.windows(passage.words, LENGTHS[-1] - 2):
        if passage.soft:
            rows = [[level / 255 for level in row] for row in passage.soft[window.start : window.end]]
        else:
            rows = []
            for tag in passage.tags[window.start : window.end]:
                row = [0.0] * len(tags)
                if (place := number.get(_bio(tag))) is not None:  # of an unknown tag nothing is to be learned
                    row[place] = 1.0
                rows.append(row)
        yield window, rows


def _bio(tag: str) -> str:
    return {"U": "B", "L": "I"}.get(tag[0], tag[0]) + tag[1:]


def _keep_memory() -> None:
    """Let glibc keep the memory of tensors for the next ones: giving it back and asking again took most of the time."""
    if (libc := ctypes.CDLL(None)) and hasattr(libc, "mallopt"):
        for option, size in ((M_MMAP_THRESHOLD, 1 << 25), (M_TRIM_THRESHOLD, (1 << 31) - 1), (M_TOP_PAD, 1 << 28)):
            libc.mallopt(option, size)


def _is_fast(device: str) -> bool:
    """True where numbers of 16 bits are faster: on GPUs, and on processors that have instructions for them."""
    return device == "cuda" or torch.cpu._is_avx512_bf16_supported()


def _keep(checkpoint: Path, tagger, average, optimizer, progress: Progress) -> None:
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "tagger": tagger.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "progress": json.dumps(vars(progress)),
    }
    part = checkpoint.with_suffix(".part")
    torch.save(state, part)
    part.replace(checkpoint)


def _resume(checkpoint: Path, tagger, average, optimizer) -> Progress:
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    tagger.load_state_dict(state["tagger"])
    average.load_state_dict(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    return Progress(**json.loads(state["progress"]))
