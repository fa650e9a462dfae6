"""Latents on disk and in memory: shards of clips, and random batches of them for the transformer's trainer.

``engine.training.latents`` writes the shards, ``engine.training.train_dit`` draws from a ``LatentStore`` of them (or
from an ``engine.training.ring.LatentRing``, which gives the same batches).

A shard is one ``.pt`` file of tensors only: ``latents`` f16 [N, C, t, h, w], ``keyframe`` f16 [N, C, K, h, w] (K
frames of the clip, each encoded alone; the first of them ends a latent frame) and ``keyframe_time`` [N, K] (their
times in latent frames), ``cover`` u8 [N, t, h, w] (share of each cell under an actor), ``motion`` [N, t, 2] (the
actor's movement per latent frame in cells, rightwards and down), ``kind``, ``colour`` and ``camera`` [N] (-1 for
none; old shards know only the kind), the captions' token states ``text`` f16 [sum of lengths, 384] with
``text_start`` [N, K + 1], how many kinds, colours and cameras there are, and the ``rate`` in frames a second.
"""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor

from engine.model.text import TEXT_LENGTH
from engine.training.workers import seed_for

KEYFRAME_SHARE = 0.25
"""Share of the video batches that have keyframes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """How many kinds of actor, colours and cameras the labels tell apart; 0 where they do not say."""

    kinds: int
    colours: int = 0
    cameras: int = 0

    @property
    def detailed(self) -> bool:
        """Whether they say more than the kind."""
        return self.colours + self.cameras > 0


@dataclass(frozen=True, slots=True)
class ClipBatch:
    """What one training step sees; ``keyframe`` is None when this batch has none.

    ``keyframe`` is [B, C, K, h, w]; ``keyframe_time`` [B, K], in latent frames, always lies on the CPU, where the
    levels are drawn.  ``colour`` and ``camera`` [B] are -1 where the data do not say; ``rate`` in frames a second.
    """

    latents: Tensor
    cover: Tensor
    motion: Tensor
    kind: Tensor
    text: Tensor
    text_mask: Tensor
    keyframe: Tensor | None
    keyframe_time: Tensor
    colour: Tensor
    camera: Tensor
    rate: float = 12.0

    def __len__(self) -> int:
        return len(self.latents)

    def rows(self, start: int, stop: int) -> "ClipBatch":
        """The clips ``start`` to ``stop``."""
        parts: dict[str, Any] = {k: v[start:stop] for k, v in self._tensors().items()}
        return dataclasses.replace(self, **parts)

    def to(self, device: torch.device) -> "ClipBatch":
        """The batch on another device, copied beside the device's work where that is possible."""
        moved: dict[str, Any] = {
            k: send(v, device) for k, v in self._tensors().items() if k != "keyframe_time"
        }
        return dataclasses.replace(self, **moved)

    def _tensors(self) -> dict[str, Tensor]:
        values = ((item.name, getattr(self, item.name)) for item in dataclasses.fields(self))
        return {name: value for name, value in values if isinstance(value, Tensor)}


def send(tensor: Tensor, device: torch.device) -> Tensor:
    """The tensor on ``device``; from the CPU to a GPU through pinned memory, without waiting."""
    if device.type == "cuda" and tensor.device.type == "cpu":
        return tensor.pin_memory().to(device, non_blocking=True)
    return tensor.to(device)


class ClipSource(Protocol):
    """Where the trainer's batches come from."""

    @property
    def facts(self) -> Facts:
        """What the labels tell apart."""

    @property
    def clips(self) -> int:
        """How many clips there are to draw from now."""

    def draw(self, count: int, still: bool, *, seed: int, rank: int = 0, share: float = 0.0) -> ClipBatch:
        """A batch of equally shaped clips, the same shape in every process that gives the same ``seed``.

        ``share`` is how much of the run is used up, 0..1.
        """


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
    colour: Tensor | None = None
    camera: Tensor | None = None
    colours: int = 0
    cameras: int = 0
    rate: float = 12.0

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

    @property
    def facts(self) -> Facts:
        """What the shards' labels tell apart."""
        return Facts(
            *(max(getattr(shard, name) for shard in self.shards) for name in ("kinds", "colours", "cameras"))
        )

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

    def draw(self, count: int, still: bool, *, seed: int, rank: int = 0, share: float = 0.0) -> ClipBatch:
        """A batch of ``count`` clips, or of single frames when ``still``, wherever in the run (``share``).

        The shape is the same in every process: a shard drawn from the seed alone decides the size, and each
        process then draws its clips from all shards of that size.
        """
        chooser = torch.Generator().manual_seed(seed)
        leader = self.shards[int(torch.randint(len(self.shards), (), generator=chooser))]
        with_keyframe = float(torch.rand((), generator=chooser)) < KEYFRAME_SHARE
        keyframes = int(torch.randint(1, leader.keyframe.shape[2] + 1, (), generator=chooser))
        same = [
            shard
            for shard in self.shards
            if shard.latents.shape[2:] == leader.latents.shape[2:] and shard.rate == leader.rate
        ]
        generator = torch.Generator().manual_seed(seed_for(0, seed, rank) + 1)
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
        chosen = torch.randint(keyframe.shape[2], (count,), generator=generator)
        alone = torch.rand(count, generator=generator) < 0.5
        latents, cover = single_frames(latents, cover, keyframe, times, chosen, alone)
        motion, keyframe = torch.zeros(count, 1, 2), None
    elif keyframe is not None:
        keyframe = keyframe[:, :, :keyframes]
    times = times[:, :keyframes]
    kind = torch.stack([shard.kind[i] for shard, i in rows])
    colour, camera = (
        torch.tensor([-1 if labels is None else int(labels[i]) for labels, i in found])
        for found in ([(shard.colour, i) for shard, i in rows], [(shard.camera, i) for shard, i in rows])
    )
    return ClipBatch(
        latents, cover, motion, kind, text, mask, keyframe, times, colour, camera, rows[0][0].rate
    )


def single_frames(
    latents: Tensor, cover: Tensor, keyframe: Tensor, times: Tensor, chosen: Tensor, alone: Tensor
) -> tuple[Tensor, Tensor]:
    """Stills out of clips, [B, C, 1, h, w] and their cover [B, 1, h, w]: keyframe ``chosen`` [B] of the clips where
    ``alone`` [B] holds, the first frame of the others.
    """
    here = torch.arange(len(latents), device=latents.device)
    nearest = times[here, chosen].round().long().clamp(0, latents.shape[2] - 1)
    frames = torch.where(
        alone[:, None, None, None, None], keyframe[here, :, chosen][:, :, None], latents[:, :, :1]
    )
    return frames, torch.where(alone[:, None, None, None], cover[here, nearest][:, None], cover[:, :1])


def shard_path(folder: Path, split: str, index: int) -> Path:
    """Where shard ``index`` of a split lies."""
    return folder / f"{split}-{index:05d}.pt"
