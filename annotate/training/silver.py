"""Deed: let a tuned encoder label raw texts, so that another can learn from its doubts as well as from its words."""

import base64
import json
from pathlib import Path

import spacy
import torch
from tqdm import tqdm

from .encoder import load, tensors

CONTEXT = 48  # pieces
LONGEST = 254  # pieces
WINDOWS = 16  # read at a time


def label(tuned: Path, raw: Path, silver: Path) -> None:
    """Write every {"text"} line of `raw` with "soft" to `silver`: in base 64, a byte for every tag of every word."""
    tagger, cutter = load(tuned)
    make_doc = spacy.blank("en").make_doc
    records = [json.loads(line) for line in raw.read_text(encoding="utf-8").splitlines()]
    texts = [[token.text for token in make_doc(record["text"])] for record in records]
    windows = [(n, window) for n, words in enumerate(texts) for window in cutter.windows(words, LONGEST, CONTEXT)]
    windows.sort(key=lambda each: len(each[1].pieces))
    soft = [[b""] * len(words) for words in texts]
    for start in tqdm(range(0, len(windows), WINDOWS), unit="batch"):
        batch = windows[start : start + WINDOWS]
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            scores = tagger(*tensors([window for _, window in batch], len(batch[-1][1].pieces)))
        levels = (scores.float().softmax(-1) * 255).round().byte().numpy()
        for (n, window), rows in zip(batch, levels, strict=True):
            for word in range(window.told, window.end):
                soft[n][word] = rows[word - window.start].tobytes()
    with silver.open("w", encoding="utf-8") as lines:
        for record, rows in zip(records, soft, strict=True):
            packed = base64.b64encode(b"".join(rows)).decode()
            told = {"text": record["text"], "spans": [], "soft": packed, "meta": {"corpus": silver.stem}}
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")
