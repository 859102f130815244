"""Deed: pack a tuned encoder as a spaCy pipeline that runs without PyTorch, its weights as whole numbers of 8 bits."""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy
import torch

from ..nlp import encoder as _registers_the_component  # noqa: F401
from .encoder import Tagger, base_of, load, tensors

NAMES = ["pieces", "cases", "sorts", "mask", "firsts"]
OPSET = 17


def pack(tuned: Path, out: Path, *, temperature: float = 1.0) -> None:
    """Write the pipeline to the folder `out`, which is made anew."""
    tagger, cutter = load(tuned)
    nlp = spacy.blank("en")
    nlp.add_pipe("encoder_ner", name="ner")
    nlp.meta |= {"name": "newsroom_names", "version": "2.2.0", "description": "Names in news, by a small encoder"}
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out, exclude=["ner"])
    folder = out / "ner"
    folder.mkdir()
    shutil.copy(base_of(tuned) / "tokenizer.json", folder)
    labels = [tag[2:] for tag in tagger.tags if tag.startswith("B-")]
    (folder / "tagger.json").write_text(json.dumps({"labels": labels, "temperature": temperature}) + "\n")
    export(tagger, cutter, folder / "model.onnx")


def export(tagger: Tagger, cutter, path: Path) -> None:
    """Write the encoder in ONNX: its layers fused, then every matrix in 8 bits, one scale a column."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.optimizer import optimize_model

    tagger.encoder.config._attn_implementation = "eager"
    windows = [cutter.window(words, 0, len(words)) for words in (["The", "U.S.", "said", "Friday"], ["A", "b"])]
    axes = {name: {0: "windows", 1: "pieces"} for name in NAMES}
    axes |= {"firsts": {0: "windows", 1: "words"}, "scores": {0: "windows", 1: "words"}}
    with TemporaryDirectory() as scratch:
        plain, fused = Path(scratch, "plain.onnx"), Path(scratch, "fused.onnx")
        torch.onnx.export(
            tagger,
            tensors(windows, max(len(window.pieces) for window in windows)),
            str(plain),
            input_names=NAMES,
            output_names=["scores"],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        config = tagger.encoder.config
        model = optimize_model(
            str(plain), "bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size, opt_level=0
        )
        model.save_model_to_file(str(fused))
        unknown = {"DefaultTensorType": onnx.TensorProto.FLOAT}  # of what comes out of fused layers
        quantize_dynamic(fused, path, weight_type=QuantType.QInt8, per_channel=True, extra_options=unknown)
