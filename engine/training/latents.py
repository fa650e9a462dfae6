"""Rendered clips as latents on disk, and random batches of them for the transformer's trainer.

``build_shards`` renders scenes, encodes them with the frozen autoencoder and their captions with the text encoder,
and writes shards of a few hundred clips; it can run beside the trainer, which picks new shards up.
Called by ``python -m engine.training latents`` and ``engine.training.train_dit``.

A shard is one ``.pt`` file of tensors only: ``latents`` f16 [N, C, t, h, w], ``keyframe`` f16 [N, C, K, h, w] (K
frames of the clip, each encoded alone; the first of them ends a latent frame) and ``keyframe_time`` [N, K] (their RoPE
times), ``cover`` u8 [N, t, h, w] (share of each
cell under an actor), ``motion`` [N, t, 2] (the actor's movement per latent frame in cells, rightwards and down),
``kind`` [N], and the captions' token states ``text`` f16 [sum of lengths, 384] with ``text_start`` [N, K + 1].
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.vae import TIME_STRIDE, CausalVAE
from engine.model.weights import load_weights
from engine.training.captions import captions
from engine.training.workers import share_number

TEXT_LENGTH = 48
CAPTIONS = 4
KEYFRAMES = 3
KEYFRAME_SHARE = 0.25
"""Share of the video batches that have keyframes."""
SIZES = (
    (112, 64),
    (112, 64),
    (112, 64),
    (112, 64),
    (112, 64),
    (112, 64),
    (112, 64),
    (112, 64),
    (64, 112),
    (80, 80),
)
"""Sizes of successive shards: eight in ten landscape, one portrait, one square."""


@dataclass(frozen=True, slots=True)
class ClipBatch:
    """What one training step sees; ``keyframe`` is None when this batch has none.

    ``keyframe`` is [B, C, K, h, w], ``keyframe_time`` [B, K].
    """

    latents: Tensor
    cover: Tensor
    motion: Tensor
    kind: Tensor
    text: Tensor
    text_mask: Tensor
    keyframe: Tensor | None
    keyframe_time: Tensor


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of clips in memory; the fields are described at the top of this module."""

    latents: Tensor
    keyframe: Tensor
    keyframe_time: Tensor
    cover: Tensor
    motion: Tensor
    kind: Tensor
    text: Tensor
    text_start: Tensor
    kinds: int

    def __len__(self) -> int:
        return len(self.latents)


class LatentStore:
    """All shards of one split in memory; draws batches of clips of equal size.

    A batch depends only on (seed, rank) and on how many shards are loaded.
    """

    def __init__(self, folder: Path, split: str = "train") -> None:
        self.folder, self.split = folder, split
        self.shards: list[Shard] = []
        self.refresh(self.available())
        if not self.shards:
            raise FileNotFoundError(f"no latents in {folder}: run the stage 'latents' first")
        self.kinds = self.shards[0].kinds

    @property
    def clips(self) -> int:
        """How many clips are loaded."""
        return sum(len(shard) for shard in self.shards)

    def available(self) -> int:
        """How many consecutive shards lie on disk now."""
        count = 0
        while shard_path(self.folder, self.split, count).exists():
            count += 1
        return count

    def refresh(self, count: int) -> None:
        """Load shards up to ``count``."""
        for index in range(len(self.shards), count):
            stored = torch.load(shard_path(self.folder, self.split, index), weights_only=True)
            self.shards.append(Shard(**stored))

    def draw(self, count: int, still: bool, *, seed: int, rank: int) -> ClipBatch:
        """A batch of ``count`` clips, or of single frames when ``still``.

        The shape is the same in every process: a shard drawn from the seed alone decides the size, and each
        process then draws its clips from all shards of that size.
        """
        chooser = torch.Generator().manual_seed(seed)
        leader = self.shards[int(torch.randint(len(self.shards), (), generator=chooser))]
        with_keyframe = float(torch.rand((), generator=chooser)) < KEYFRAME_SHARE
        keyframes = int(torch.randint(1, leader.keyframe.shape[2] + 1, (), generator=chooser))
        same = [shard for shard in self.shards if shard.latents.shape[2:] == leader.latents.shape[2:]]
        generator = torch.Generator().manual_seed(seed * 8 + rank + 1)
        starts = torch.tensor([len(shard) for shard in same]).cumsum(0)
        picks = torch.randint(int(starts[-1]), (count,), generator=generator)
        owners = torch.searchsorted(starts, picks, right=True)
        rows = [
            (same[int(owner)], int(pick - (starts[owner] - len(same[int(owner)]))))
            for owner, pick in zip(owners, picks, strict=True)
        ]
        return collate(rows, still, keyframes if with_keyframe and not still else 0, generator)

    def first(self, count: int) -> ClipBatch:
        """The first ``count`` clips of the first shard with their first captions; for scores."""
        rows = [(self.shards[0], index) for index in range(min(count, len(self.shards[0])))]
        return collate(rows, False, 0, None)


def collate(
    rows: list[tuple[Shard, int]], still: bool, keyframes: int, generator: torch.Generator | None
) -> ClipBatch:
    """Stack clips of equal size, with so many keyframes; stills are first frames and single encoded frames in equal
    parts.
    """
    count = len(rows)
    latents = torch.stack([shard.latents[i] for shard, i in rows]).float()
    cover = torch.stack([shard.cover[i] for shard, i in rows]).float() / 255.0
    motion = torch.stack([shard.motion[i] for shard, i in rows]).float()
    times = torch.stack([shard.keyframe_time[i] for shard, i in rows]).float()
    text = torch.zeros(count, TEXT_LENGTH, rows[0][0].text.shape[1])
    mask = torch.zeros(count, TEXT_LENGTH, dtype=torch.bool)
    for row, (shard, i) in enumerate(rows):
        options = shard.text_start.shape[1] - 1
        choice = 0 if generator is None else int(torch.randint(options, (), generator=generator))
        begin, end = int(shard.text_start[i, choice]), int(shard.text_start[i, choice + 1])
        text[row, : end - begin] = shard.text[begin:end].float()
        mask[row, : end - begin] = True
    keyframe = torch.stack([shard.keyframe[i] for shard, i in rows]).float() if still or keyframes else None
    if still:
        assert generator is not None
        assert keyframe is not None
        here = torch.arange(count)
        chosen = torch.randint(keyframe.shape[2], (count,), generator=generator)
        alone = torch.rand(count, generator=generator) < 0.5
        nearest = times[here, chosen].round().long().clamp(0, latents.shape[2] - 1)
        latents = torch.where(
            alone[:, None, None, None, None], keyframe[here, :, chosen][:, :, None], latents[:, :, :1]
        )
        cover = torch.where(alone[:, None, None, None], cover[here, nearest][:, None], cover[:, :1])
        motion, keyframe = torch.zeros(count, 1, 2), None
    elif keyframe is not None:
        keyframe = keyframe[:, :, :keyframes]
    times = times[:, :keyframes]
    kind = torch.stack([shard.kind[i] for shard, i in rows])
    return ClipBatch(latents, cover, motion, kind, text, mask, keyframe, times)


def shard_path(folder: Path, split: str, index: int) -> Path:
    """Where shard ``index`` of a split lies."""
    return folder / f"{split}-{index:05d}.pt"


def cell_cover(mask: Tensor) -> Tensor:
    """Share of each latent cell under an actor: u8 [B, T, H, W] in to u8 [B, t, h, w] out, T = 4n+1."""
    small = F.avg_pool2d(mask.float(), 8)
    first, rest = small[:, :1], small[:, 1:]
    batch, count, rows, columns = rest.shape
    later = rest.reshape(batch, count // TIME_STRIDE, TIME_STRIDE, rows, columns).mean(2)
    return torch.cat((first, later), dim=1).round().to(torch.uint8)


def cover_motion(cover: Tensor) -> Tensor:
    """Movement of the covered area's centre per latent frame, [B, t, 2] in cells (right, down); 0 where it is gone."""
    weight = cover.float()
    total = weight.sum((2, 3)) + 1e-6
    columns = (weight * torch.arange(cover.shape[3])).sum((2, 3)) / total
    rows = (weight * torch.arange(cover.shape[2])[:, None]).sum((2, 3)) / total
    centre = torch.stack((columns, rows), dim=-1)
    step = centre[:, 1:] - centre[:, :-1]
    seen = (total[:, 1:] > 64.0) & (total[:, :-1] > 64.0)
    step = step * seen[..., None]
    return torch.cat((step[:, :1], step), dim=1)


@torch.no_grad()
def encode_clips(model: CausalVAE, frames: Tensor, picks: Tensor) -> tuple[Tensor, Tensor]:
    """Latents [B, C, t, h, w] of uint8 [B, T, H, W, 3] clips, and of K frames of each (``picks`` [B, K]), every one
    encoded alone, [B, C, K, h, w]; both float16.
    """
    whole, alone = [], []
    for start in range(0, len(frames), 4):
        part = frames[start : start + 4].permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0
        chosen = picks[start : start + 4]
        single = part[torch.arange(len(part))[:, None], :, chosen].flatten(0, 1)[:, :, None]
        whole.append(model.encode(part).half())
        alone.append(model.encode(single).half()[:, :, 0].unflatten(0, chosen.shape).transpose(1, 2))
    return torch.cat(whole), torch.cat(alone)


def build_stage(
    rank: int, processes: int, state: Path, clips: int, released: Path | None = None, held_out: int = 160
) -> None:
    """Shards of both splits for the autoencoder in ``state``; its latent statistics are fitted once, here.

    One of several processes that share the shards out by their number.  The frozen autoencoder is kept as
    ``frozen.pt``, so that later training of its decoder cannot move the latents.  Where the state folder has no
    autoencoder, the exported file ``released`` serves, with the statistics it carries.
    """
    from engine.training.checkpoint import load_checkpoint
    from engine.training.train_vae import CropSource, VAEPlan, averaged_model, fit_statistics

    frozen = state / "frozen.pt"
    if rank == 0 and not frozen.exists() and not (state / "vae.pt").exists() and released is not None:
        state.mkdir(parents=True, exist_ok=True)
        tensors, metadata = load_weights(released)
        weights = {name: value for name, value in tensors.items() if not name.startswith("preview.")}
        progress = {
            "step": int(metadata["steps"]),
            "seconds": 3600 * float(metadata["hours"]),
            "clips": float(metadata["clips"]),
        }
        torch.save(
            {"average": weights, "extra": {"config": metadata["config"]}, "progress": progress}, frozen
        )
    if rank == 0 and not frozen.exists():
        stored = load_checkpoint(state / "vae.pt")
        if stored is None:
            raise FileNotFoundError(f"no vae.pt in {state}: run the stage 'vae' first")
        model = averaged_model(stored)
        fit_statistics(model, list(CropSource(VAEPlan()).first_clips(128).split(4)))
        torch.save(
            {key: stored[key] for key in ("extra", "progress")} | {"average": model.state_dict()}, frozen
        )
    share_number(0.0, processes)
    model = averaged_model(torch.load(frozen, weights_only=True))
    if rank == 0:
        build_shards(state / "latents", model, held_out, shard_clips=held_out, split="heldout")
    build_shards(state / "latents", model, clips, rank=rank, processes=processes)


def build_shards(
    folder: Path,
    model: CausalVAE,
    clips: int,
    *,
    shard_clips: int = 320,
    split: str = "train",
    rank: int = 0,
    processes: int = 1,
) -> None:
    """Render, encode and write shards until the split holds ``clips`` clips; goes on from what is there."""
    from engine.model.text import TextEncoder
    from engine.training.world import World
    from engine.training.world.vocabulary import KINDS
    from resources import path

    world, encoder = World(device="cpu"), TextEncoder(path("models/minilm-l6.safetensors"))
    folder.mkdir(parents=True, exist_ok=True)
    index = rank
    while index * shard_clips < clips:
        target = shard_path(folder, split, index)
        if not target.exists():
            started = time.perf_counter()
            size = SIZES[index % len(SIZES)] if split == "train" else SIZES[0]
            scenes = world.sample(shard_clips, seed=1000 + index, frames=17, size=size, split=split)
            shard = _encode_shard(world, scenes, model, encoder, seed=index)
            shard["kinds"] = len(KINDS)
            partial = target.with_suffix(".partial")
            torch.save(shard, partial)
            os.replace(partial, target)
            took = time.perf_counter() - started
            print(f"latents {split} shard {index}: {shard_clips} clips {size} in {took:.0f}s", flush=True)
        index += processes


def _encode_shard(world: Any, scenes: Any, model: CausalVAE, encoder: Any, seed: int) -> dict[str, Any]:
    rendered = world.render(scenes)
    count, length = rendered.frames.shape[:2]
    generator = torch.Generator().manual_seed(seed)
    picks = torch.randint(length, (count, KEYFRAMES), generator=generator)
    # Joins need a keyframe that ends a latent frame.
    picks[:, 0] = TIME_STRIDE * torch.randint(
        1, (length - 1) // TIME_STRIDE + 1, (count,), generator=generator
    )
    latents, keyframe = encode_clips(model, rendered.frames, picks)
    cover = cell_cover(rendered.mask)
    # The last of each clip's captions speaks of its motion alone, or direction is drowned by scenery.
    lengths = (None,) * (CAPTIONS - 1) + ("motion",)
    options = [captions(scenes, seed * CAPTIONS + k, length) for k, length in enumerate(lengths)]
    flat = [options[k][clip] for clip in range(count) for k in range(CAPTIONS)]
    states, mask = encoder.encode(flat, batch=32)
    ends = mask.sum(1).cumsum(0)
    starts = torch.cat((torch.zeros(1, dtype=torch.long), ends))
    rows = torch.arange(count)[:, None] * CAPTIONS + torch.arange(CAPTIONS + 1)
    return {
        "latents": latents,
        "keyframe": keyframe,
        "keyframe_time": picks.float() / TIME_STRIDE,
        "cover": cover,
        "motion": cover_motion(cover),
        "kind": scenes.kind.clone(),
        "text": states[mask].half(),
        "text_start": starts[rows],
    }
