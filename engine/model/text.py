"""What a prompt means to the model: MiniLM-L6 in our own forward.

In: prompts. Out: token states for the video model's cross-attention, or one vector per prompt for search and the
content filter. Called on the engine thread through the model's pipeline, and by training on any device.

The network is BERT (arXiv 1810.04805) with post-norm and the exact GELU, 6 layers of width 384, in the weights
of all-MiniLM-L6-v2. `packaging/convert/minilm.py` makes the file: q, k and v are one matrix there, and the
embedding of sentence type 0 is added to the positions.

Shapes: B prompts, L pieces of one prompt, S = 48 pieces of an encoded prompt, D = 384, H heads.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.errors import WeightsError
from engine.model.weights import load_weights
from engine.model.wordpiece import Pieces, WordPiece, vocabulary_path
from engine.model_file import read_header

TEXT_LENGTH = 48
TEXT_WIDTH = 384


@dataclass(frozen=True, slots=True)
class TextConfig:
    """The sizes of the encoder; `positions` is the longest text that `sentence` reads, in pieces."""

    vocabulary: int = 30522
    positions: int = 128
    dim: int = TEXT_WIDTH
    heads: int = 12
    ffn: int = 1536
    layers: int = 6
    eps: float = 1e-12


class Linear(nn.Linear):
    """A linear layer that waits for its weights instead of drawing random ones, which would take longer."""

    def reset_parameters(self) -> None:
        """Leave the memory as it is."""


class TextBlock(nn.Module):
    """One post-norm transformer layer, [B, L, D] to [B, L, D]; all L pieces are real, so nothing is masked."""

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.qkv = Linear(config.dim, 3 * config.dim)
        self.out = Linear(config.dim, config.dim)
        self.norm_attention = nn.LayerNorm(config.dim, config.eps)
        self.up = Linear(config.dim, config.ffn)
        self.down = Linear(config.ffn, config.dim)
        self.norm_ffn = nn.LayerNorm(config.dim, config.eps)

    def forward(self, x: Tensor) -> Tensor:
        q, k, v = self.qkv(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)  # each [B, H, L, D/H]
        attended = functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)
        x = self.norm_attention(x + self.out(attended))
        y: Tensor = self.norm_ffn(x + self.down(functional.gelu(self.up(x))))
        return y


class TextNetwork(nn.Module):
    """The bare encoder: ids [B, L], all of one length, to the states of the last layer [B, L, D]."""

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(torch.empty(config.vocabulary, config.dim))
        self.positions = nn.Embedding.from_pretrained(torch.empty(config.positions, config.dim))
        self.norm = nn.LayerNorm(config.dim, config.eps)
        self.blocks = nn.ModuleList(TextBlock(config) for _ in range(config.layers))

    def forward(self, ids: Tensor) -> Tensor:
        x: Tensor = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]])
        for block in self.blocks:
            x = block(x)
        return x


class TextEncoder:
    """Holds the encoder's weights (90 MB in float32) and turns prompts into states.

    The vocabulary lies beside the weights as `<stem>-vocabulary.txt`. Prompts are never padded and share a call only
    with prompts of equal length; with `batch` 1, the default, a prompt's states do not depend on its company.
    Raises WeightsError if either file is missing, damaged or does not fit.
    """

    def __init__(self, path: Path, device: torch.device | str = "cpu") -> None:
        config = _read_config(path)
        self.word_pieces = WordPiece.open(vocabulary_path(path))
        if len(self.word_pieces) != config.vocabulary:
            raise WeightsError(
                f"the vocabulary beside {path.name} has {len(self.word_pieces)} pieces, not {config.vocabulary}",
                value=path,
                remedy="Copy the vocabulary that belongs to these weights",
            )
        network = TextNetwork(config)
        shapes = {name: tuple(value.shape) for name, value in network.state_dict().items()}
        tensors, _ = load_weights(path, expect=shapes)
        network.load_state_dict(tensors, assign=True)
        self.config = config
        self.device = torch.device(device)
        self.network = network.eval().requires_grad_(False).to(self.device)

    def encode(self, prompts: Sequence[str], *, batch: int = 1) -> tuple[Tensor, Tensor]:
        """Return states [B, 48, 384] float32, zero behind each prompt's last piece, and the mask of real pieces.

        A longer prompt is cut; `word_pieces.encode(prompt).dropped` tells by how much. Mask [B, 48]; both on `device`.
        """
        states = torch.zeros(len(prompts), TEXT_LENGTH, self.config.dim, device=self.device)
        mask = torch.zeros(len(prompts), TEXT_LENGTH, dtype=torch.bool, device=self.device)
        for rows, x in self._run(prompts, TEXT_LENGTH, batch):
            states[rows, : x.shape[1]] = x
            mask[rows, : x.shape[1]] = True
        return states, mask

    def sentence(self, prompts: Sequence[str], *, batch: int = 1) -> Tensor:
        """Return one vector of length 1 per text, [B, 384] float32: the mean of its states, marks included.

        Reads up to 128 pieces. The dot product of two vectors is the cosine that search by meaning ranks by.
        """
        vectors = torch.zeros(len(prompts), self.config.dim, device=self.device)
        for rows, x in self._run(prompts, self.config.positions, batch):
            vectors[rows] = functional.normalize(x.mean(dim=1), dim=-1)
        return vectors

    @torch.no_grad()
    def _run(self, prompts: Sequence[str], limit: int, batch: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield the row numbers of prompts of one length with their states [rows, L, D]."""
        by_length: defaultdict[int, list[tuple[int, Pieces]]] = defaultdict(list)
        for row, prompt in enumerate(prompts):
            pieces = self.word_pieces.encode(prompt, limit)
            by_length[len(pieces.ids)].append((row, pieces))
        for same in by_length.values():
            for start in range(0, len(same), batch):
                part = same[start : start + batch]
                ids = torch.tensor([pieces.ids for _, pieces in part], device=self.device)
                yield torch.tensor([row for row, _ in part], device=self.device), self.network(ids)


def _read_config(path: Path) -> TextConfig:
    try:
        return TextConfig(**json.loads(read_header(path).metadata["config"]))
    except (KeyError, ValueError, TypeError) as error:
        raise WeightsError(
            f"the weights file {path.name} is no text encoder of ours",
            value=path,
            remedy="Choose the text encoder that belongs to this model",
        ) from error
