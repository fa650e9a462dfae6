"""Rendered scenes as latents with their labels and captions, and whole shards of them on disk.

``build_stage`` renders scenes, encodes them with the frozen autoencoder and their captions with the text encoder, and
writes shards of a few hundred clips (``engine.training.store`` says what is in them); it can run beside the trainer,
which picks new shards up.  Called by ``python -m engine.training latents``; ``engine.training.ring`` encodes scenes
with the same functions.
"""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.text import TextEncoder
from engine.model.vae import TIME_STRIDE, CausalVAE
from engine.model.weights import load_weights
from engine.training.captions import captions
from engine.training.checkpoint import load_checkpoint
from engine.training.store import shard_path
from engine.training.train_vae import averaged_model, fit_statistics
from engine.training.workers import Worker, share_numbers
from engine.training.world import Scenes, World
from engine.training.world.vocabulary import CAMERAS, COLOURS, KINDS
from resources import path

CAPTIONS = 4
KEYFRAMES = 3


@dataclass(frozen=True, slots=True)
class LatentsPlan:
    """Which clips are rendered to disk; a file of ``engine/training/configs`` holds it under ``[latents]``.

    ``clips`` in shards of ``shard_clips``, of ``sizes`` (width, height) in turn; ``held_out`` clips for scores, of the
    first size.  ``statistics`` clips are measured to normalise the latents.  ``world`` is "small" or "full".
    """

    clips: int = 12000
    held_out: int = 160
    shard_clips: int = 320
    sizes: tuple[tuple[int, int], ...] = (*((112, 64),) * 8, (64, 112), (80, 80))
    frames: int = 17
    rate: float = 12.0
    statistics: int = 128
    world: str = "small"

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "LatentsPlan":
        """The plan that a table of a config file describes; what it leaves out has its default."""
        values = dict(settings)
        if "sizes" in values:
            values["sizes"] = tuple(tuple(size) for size in values["sizes"])
        return replace(cls(), **values)


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
    columns = (weight * torch.arange(cover.shape[3], device=cover.device)).sum((2, 3)) / total
    rows = (weight * torch.arange(cover.shape[2], device=cover.device)[:, None]).sum((2, 3)) / total
    centre = torch.stack((columns, rows), dim=-1)
    step = centre[:, 1:] - centre[:, :-1]
    seen = (total[:, 1:] > 64.0) & (total[:, :-1] > 64.0)
    step = step * seen[..., None]
    return torch.cat((step[:, :1], step), dim=1)


@torch.no_grad()
def encode_clips(
    model: CausalVAE, frames: Tensor, picks: Tensor, *, at_once: int = 4
) -> tuple[Tensor, Tensor]:
    """Latents [B, C, t, h, w] of uint8 [B, T, H, W, 3] clips, and of K frames of each (``picks`` [B, K]), every one
    encoded alone, [B, C, K, h, w]; both float16.
    """
    whole, alone = [], []
    for start in range(0, len(frames), at_once):
        part = frames[start : start + at_once].permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0
        chosen = picks[start : start + at_once]
        here = torch.arange(len(part), device=part.device)
        single = part[here[:, None], :, chosen].flatten(0, 1)[:, :, None]
        whole.append(model.encode(part).half())
        alone.append(model.encode(single).half()[:, :, 0].unflatten(0, chosen.shape).transpose(1, 2))
    return torch.cat(whole), torch.cat(alone)


def encode_scenes(world: World, scenes: Scenes, model: CausalVAE, seed: int) -> dict[str, Tensor]:
    """Everything of a shard but its captions, for these scenes, on the world's device (``keyframe_time`` on the CPU).

    ``model`` must be on that device; on a GPU it computes in bfloat16.
    """
    rendered = world.render(scenes)
    count, length = rendered.frames.shape[:2]
    device = rendered.frames.device
    generator = torch.Generator().manual_seed(seed)
    picks = torch.randint(length, (count, KEYFRAMES), generator=generator)
    # Joins need a keyframe that ends a latent frame.
    picks[:, 0] = TIME_STRIDE * torch.randint(
        1, (length - 1) // TIME_STRIDE + 1, (count,), generator=generator
    )
    on_gpu = device.type == "cuda"
    with torch.autocast(device.type, torch.bfloat16, enabled=on_gpu):
        latents, keyframe = encode_clips(
            model, rendered.frames, picks.to(device), at_once=64 if on_gpu else 4
        )
    cover = cell_cover(rendered.mask)
    labels = rendered.labels
    return {
        "latents": latents,
        "keyframe": keyframe,
        "keyframe_time": picks.float() / TIME_STRIDE,
        "cover": cover,
        "motion": cover_motion(cover),
        "kind": labels["kind"].clone(),
        "colour": labels["colour"].clone(),
        "camera": labels["camera"].clone(),
    }


def captions_of(scenes: Scenes, seed: int) -> list[str]:
    """``CAPTIONS`` captions per clip, clip after clip.

    The last of each clip's captions speaks of its motion alone, or direction is drowned by scenery.
    """
    lengths = (None,) * (CAPTIONS - 1) + ("motion",)
    options = [captions(scenes, seed * CAPTIONS + k, length) for k, length in enumerate(lengths)]
    return [options[k][clip] for clip in range(len(scenes)) for k in range(CAPTIONS)]


def build_stage(worker: Worker, state: Path, plan: LatentsPlan, released: Path | None = None) -> None:
    """Shards of both splits for the autoencoder in ``state``; its latent statistics are fitted once, here.

    One of several processes that share the shards out by their number.  The frozen autoencoder is kept as
    ``frozen.pt``, so that later training of its decoder cannot move the latents.  Where the state folder has no
    autoencoder, the exported file ``released`` serves, with the statistics it carries.
    """
    if worker.leads and not (state / "frozen.pt").exists():
        freeze(state, plan, worker, released)
    share_numbers([0.0], worker)  # the others wait here for the file
    model = frozen_model(state, worker.device)
    if worker.leads:
        build_shards(state / "latents", model, plan, Worker(device=worker.device), split="heldout")
    build_shards(state / "latents", model, plan, worker)


def freeze(state: Path, plan: LatentsPlan, worker: Worker, released: Path | None) -> None:
    """Write ``frozen.pt``: the autoencoder of the state folder with fitted statistics, or the released one."""
    state.mkdir(parents=True, exist_ok=True)
    stored = load_checkpoint(state / "vae.pt")
    if stored is not None:
        world = World(device=str(worker.device), world=plan.world)
        scenes = world.sample(plan.statistics, seed=1, frames=plan.frames, rate=plan.rate, size=plan.sizes[0])
        clips = world.render(scenes).frames.permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0
        model = averaged_model(stored).to(worker.device)
        fit_statistics(model, list(clips.split(4)))
        frozen = {"extra": stored["extra"], "progress": stored["progress"]}
        frozen["average"] = {name: value.cpu() for name, value in model.state_dict().items()}
    elif released is not None:
        tensors, metadata = load_weights(released)
        weights = {name: value for name, value in tensors.items() if not name.startswith("preview.")}
        progress = {
            "step": int(metadata["steps"]),
            "seconds": 3600 * float(metadata["hours"]),
            "clips": float(metadata["clips"]),
        }
        frozen = {"average": weights, "extra": {"config": metadata["config"]}, "progress": progress}
    else:
        raise FileNotFoundError(f"no vae.pt in {state}: run the stage 'vae' first")
    partial = state / "frozen.partial"
    torch.save(frozen, partial)
    os.replace(partial, state / "frozen.pt")


def frozen_model(state: Path, device: torch.device) -> CausalVAE:
    """The autoencoder that the latents of a state folder are made with, in evaluation mode."""
    return averaged_model(torch.load(state / "frozen.pt", weights_only=True)).to(device)


def build_shards(
    folder: Path, model: CausalVAE, plan: LatentsPlan, worker: Worker, *, split: str = "train"
) -> None:
    """Render, encode and write shards until the split holds the plan's clips; goes on from what is there."""
    world = World(device=str(worker.device), world=plan.world)
    encoder = TextEncoder(path("models/minilm-l6.safetensors"), worker.device)
    folder.mkdir(parents=True, exist_ok=True)
    train = split == "train"
    clips, each = (plan.clips, plan.shard_clips) if train else (plan.held_out, plan.held_out)
    for index in range(worker.rank, -(-clips // each), worker.processes):
        target = shard_path(folder, split, index)
        if target.exists():
            continue
        started = time.perf_counter()
        size = plan.sizes[index % len(plan.sizes)] if train else plan.sizes[0]
        scenes = world.sample(
            each, seed=1000 + index, frames=plan.frames, rate=plan.rate, size=size, split=split
        )
        partial = target.with_suffix(".partial")
        torch.save(_shard(world, scenes, model, encoder, index), partial)
        os.replace(partial, target)
        took = time.perf_counter() - started
        print(f"latents {split} shard {index}: {each} clips {size} in {took:.0f}s", flush=True)


def _shard(world: World, scenes: Scenes, model: CausalVAE, encoder: TextEncoder, seed: int) -> dict[str, Any]:
    states, mask = encoder.encode(captions_of(scenes, seed), batch=32)
    ends = mask.sum(1).cumsum(0).cpu()
    starts = torch.cat((torch.zeros(1, dtype=torch.long), ends))
    rows = torch.arange(len(scenes))[:, None] * CAPTIONS + torch.arange(CAPTIONS + 1)
    tensors = encode_scenes(world, scenes, model, seed) | {"text": states[mask].half()}
    return {name: value.cpu() for name, value in tensors.items()} | {
        "text_start": starts[rows],
        "kinds": len(KINDS),
        "colours": len(COLOURS),
        "cameras": len(CAMERAS),
        "rate": scenes.rate,
    }
