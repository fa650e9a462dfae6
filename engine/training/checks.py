"""What a half-trained transformer can be asked about: does "to the left" move the actor to the left?

Called by ``engine.training.train_dit`` between steps, by ``engine.training.chain`` for the gate and by
``engine.training.export`` for the model card.  Everything runs on the model's device.
"""

import itertools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from engine.model.dit import WanDiT
from engine.model.schedule import sigmas
from engine.model.text import TextEncoder
from engine.model.vae import CausalVAE
from engine.training.sheets import contact_sheet, write_png
from engine.training.store import LatentStore
from engine.training.world.vocabulary import KINDS, SMALL
from resources import path

PROMPTS = (
    "a {kind} moves to the {side}",
    "a {kind} goes {side} across the meadow, static camera",
    "a {kind} travelling to the {side} on a sunny day",
)


def cover_probe(store: LatentStore, clips: int = 320) -> Tensor:
    """A linear reader of actor cover from ``_features`` of latents, float [F], by least squares.

    It stands in for a detector when clips are generated; fitted on the first shard.
    """
    shard = store.shards[0]
    rows = _features(shard.latents[:clips].float())
    target = shard.cover[:clips].float().reshape(-1) / 255.0
    gram = rows.T @ rows + 1e-4 * len(rows) * torch.eye(rows.shape[1], device=rows.device)
    return torch.linalg.solve(gram, rows.T @ target)


def _features(latents: Tensor) -> Tensor:
    """Per cell of [B, C, t, h, w]: the latents around it, and how far it is from its mean over time; [cells, F]."""
    apart = (latents - latents.mean(2, keepdim=True)).square()
    around = torch.cat((_windows(latents), _windows(apart.mean(1, keepdim=True))), dim=1)
    here = [
        value.permute(0, 2, 3, 4, 1).flatten(0, 3)
        for value in (apart.sqrt(), latents.abs(), latents.square())
    ]
    return torch.cat((around, *here, torch.ones_like(around[:, :1])), dim=1)


def _windows(latents: Tensor) -> Tensor:
    count, channels, times, rows, columns = latents.shape
    flat = latents.transpose(1, 2).reshape(count * times, channels, rows, columns)
    windows = F.unfold(F.pad(flat, (1, 1, 1, 1), mode="replicate"), 3).transpose(1, 2)
    return windows.reshape(-1, channels * 9)


def drift(probe: Tensor, latents: Tensor) -> Tensor:
    """How far the actor moves to the right from the first to the last latent frame, in cells, per clip [B]."""
    count, _, times, rows, columns = latents.shape
    cover = (_features(latents.float()) @ probe).view(count, times, rows, columns).clamp(0, 1).square()
    weight = cover.sum(2)
    centre = (weight * torch.arange(columns, device=weight.device)).sum(2) / (weight.sum(2) + 1e-6)
    return centre[:, -1] - centre[:, 0]


Grid = tuple[int, int, int]
"""Latent frames, rows and columns of a clip."""


@torch.no_grad()
def sample_latents(
    model: WanDiT,
    text: Tensor,
    mask: Tensor,
    *,
    seed: int,
    grid: Grid = (5, 8, 14),
    steps: int = 8,
    guidance: float = 3.0,
    shift: float = 3.0,
) -> Tensor:
    """Latents [B, C, *grid] by Euler steps with guidance, the first latent frame alone and then what follows from it.

    The plainest sampler that makes clips in the order in which the product does (`ModelSpec.opening`); for checks only.
    """
    device = model.head.head.weight.device
    text, mask = text.to(device), mask.to(device)
    shape = (len(text), model.config.in_channels, *grid)
    noise = torch.randn(shape, generator=torch.Generator().manual_seed(seed)).to(device)
    levels = sigmas(steps, shift)

    def follow(x: Tensor, known: int) -> Tensor:
        """The flow from noise to clips whose first ``known`` latent frames are clean already."""
        for now, then in itertools.pairwise(levels):
            t = torch.full((len(x), x.shape[2]), now * 1000.0, device=device)
            t[:, :known] = 0.0
            said = model(x, t, text, text_mask=mask)
            silent = model(x, t, torch.zeros_like(text), text_mask=torch.zeros_like(mask))
            assert isinstance(said, Tensor)
            assert isinstance(silent, Tensor)
            moved = x + (then - now) * (silent + guidance * (said - silent))
            x = torch.cat((x[:, :, :known], moved[:, :, known:]), dim=2)
        return x

    opening = follow(noise[:, :, :1], 0)
    return follow(torch.cat((opening, noise[:, :, 1:]), dim=2), 1) if grid[0] > 1 else opening


SHOWN = (
    "a dog runs to the right in a meadow on a sunny day",
    "a red car drives to the left through the city at night",
    "a green dinosaur jumps up and down in the desert",
    "a rocket rises into the air, in space",
    "a penguin stands still in the snow",
    "a yellow sailboat sails from left to right on the sea at sunset",
    "a red balloon floats up above the beach",
    "a blue whale swims to the left in the sea",
    "a cow walks to the right through the forest, rain",
    "a basketball rolls to the left along the beach",
    "an airplane flies to the right over the city at sunset",
    "a cat, black and white film, in the city",
)
"""Prompts of the contact sheet that a run leaves at every check."""


def sample_sheet(model: WanDiT, vae: CausalVAE, path_out: Path, grid: Grid = (5, 8, 14)) -> None:
    """Five frames of one clip per prompt of ``SHOWN``, two clips a row, as a PNG file."""
    text, mask = TextEncoder(path("models/minilm-l6.safetensors")).encode(SHOWN)
    latents = sample_latents(model, text, mask, seed=1, steps=12, grid=grid)
    rows: list[list[NDArray[np.uint8]]] = []
    for clip in latents:
        frames = np.concatenate(list(vae.decode_stream(clip)))
        rows.append([frames[round(i * (len(frames) - 1) / 4)] for i in range(5)])
    write_png(path_out, contact_sheet([rows[i] + rows[i + 1] for i in range(0, len(rows), 2)]))


@dataclass(frozen=True, slots=True)
class Direction:
    """Of ``total`` left/right prompts ``right`` drift the right way; chance is half.

    ``real_right`` of ``real_total`` held-out real clips that move sideways do by the same measure; ``grid`` is the
    shape of the clips that were made.
    """

    right: int
    total: int
    real_right: int
    real_total: int
    grid: Grid

    def __str__(self) -> str:
        return f"{self.right} of {self.total} (real clips {self.real_right} of {self.real_total})"


def direction_score(model: WanDiT, folder: Path, prompts: int) -> Direction:
    """How many of so many left/right prompts drift the right way, in clips shaped as the held-out ones.

    The kinds asked for are those of the small world, which every model of ours has met.
    """
    device = model.head.head.weight.device
    real = LatentStore(folder / "latents", split="heldout").shards[0]
    probe = cover_probe(LatentStore(folder / "latents")).to(device)
    moved = real.motion[:, 1:, 0].sum(1)
    sideways = moved.abs() > 2.0
    seen = real.latents[sideways].to(device)
    drifted = drift(probe, seen).cpu() if len(seen) else torch.zeros(0)
    frames, rows, columns = real.latents.shape[2:]
    grid = (frames, rows, columns)
    sides = [("left", "right")[i % 2] for i in range(prompts)]
    texts = [
        PROMPTS[(i // 2) % len(PROMPTS)].format(kind=KINDS[(i // 2) % SMALL].words[0], side=side)
        for i, side in enumerate(sides)
    ]
    text, mask = TextEncoder(path("models/minilm-l6.safetensors")).encode(texts)
    moves = torch.cat(
        [
            drift(probe, sample_latents(model, text[i : i + 20], mask[i : i + 20], seed=i, grid=grid)).cpu()
            for i in range(0, prompts, 20)
        ]
    )
    right = sum((move > 0) == (side == "right") for move, side in zip(moves.tolist(), sides, strict=True))
    agreed = int((drifted.sign() == moved[sideways].sign()).sum())
    return Direction(right, prompts, agreed, int(sideways.sum()), grid)
