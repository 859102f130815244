"""The encoder that tags names, in PyTorch: a pretrained model, told the case of every piece and what is listed."""

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from ..nlp.gazetteer import SORTS
from ..nlp.pieces import CASES, Cutter, Window

WIDTH = 256  # of the layer before the tags
DROPOUT = 0.1


class Tagger(nn.Module):
    """Scores (logits) of every tag for every word of windows, from the encoder in the folder `base`."""

    def __init__(self, base: Path, tags: Sequence[str]):
        super().__init__()
        from transformers import AutoModel

        self.encoder = AutoModel.from_pretrained(
            base,
            add_pooling_layer=False,
            hidden_dropout_prob=DROPOUT,
            attention_probs_dropout_prob=0.0,
            local_files_only=True,
        )
        width = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # few of its rows would be seen
        self.case = nn.Embedding(CASES, width)
        self.sort = nn.Embedding(len(SORTS), width)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.sort.weight)
        self.head = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(width, WIDTH), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(WIDTH, len(tags))
        )
        self.tags = tuple(tags)

    def forward(self, pieces, cases, sorts, mask, firsts):
        """firsts: [windows, words], the others: [windows, pieces]; gives the scores: [windows, words, tags]."""
        told = self.encoder.embeddings.word_embeddings(pieces) + self.case(cases) + self.sort(sorts)
        seen = self.encoder(inputs_embeds=told, attention_mask=mask).last_hidden_state
        return self.head(seen.gather(1, firsts.unsqueeze(-1).expand(-1, -1, seen.size(-1))))


def tensors(windows: Sequence[Window], length: int) -> tuple[torch.Tensor, ...]:
    """What Tagger reads of these windows, each padded to `length` pieces and as many words."""
    columns = (
        [window.pieces for window in windows],
        [window.cases for window in windows],
        [window.sorts for window in windows],
        [[1] * len(window.pieces) for window in windows],
        [window.firsts for window in windows],
    )
    return tuple(torch.tensor([[*row, *[0] * (length - len(row))] for row in rows]) for rows in columns)


def save(tagger: Tagger, state: dict, base: Path, folder: Path) -> None:
    """Write weights, with what is needed to load them again, to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tagger.json").write_text(json.dumps({"base": str(base), "tags": tagger.tags}))
    torch.save(state, folder / "weights.pt")


def load(folder: Path) -> tuple[Tagger, Cutter]:
    """A tagger as save() left it, ready to read, and the cutter of its words."""
    base = base_of(folder)
    tagger = Tagger(base, json.loads((folder / "tagger.json").read_text())["tags"])
    tagger.load_state_dict(torch.load(folder / "weights.pt", map_location="cpu", weights_only=True))
    return tagger.eval(), Cutter(base / "tokenizer.json")


def base_of(folder: Path) -> Path:
    """The folder of the pretrained encoder that save() named."""
    return Path(json.loads((folder / "tagger.json").read_text())["base"])
