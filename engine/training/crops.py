"""What the autoencoder is trained on: crops of freshly rendered clips, and whole clips for its scores.

In: a plan and the procedural world.  Out: frames and the actors' masks on the trainer's device.  Called by
``engine.training.train_vae`` and ``engine.training.export``.
"""

from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training.store import send
from engine.training.vae_plan import VAEPlan
from engine.training.workers import seed_for
from engine.training.world import World

Batch = tuple[Tensor, Tensor]
"""Frames [B, 3, T, H, W] in [-1, 1] and actor masks [B, 1, T, H, W] in 0..1."""

Source = Callable[[int, int], Batch]
"""Draws the batch of (step, rank); must give the same batch for the same pair."""

HELD_OUT = "heldout"


class CropSource:
    """Crops of freshly rendered clips, most of them with an actor inside; drawn on ``device``."""

    def __init__(self, plan: VAEPlan, device: torch.device | str = "cpu") -> None:
        self.plan = plan
        self.world = World(device=str(device), world=plan.world)

    def __call__(self, step: int, rank: int) -> Batch:
        """The batch of one process at one step; every ``whole_every``-th step it is whole 17-frame clips."""
        plan = self.plan
        seed = seed_for(plan.seed, step, rank)
        if plan.whole_every and step % plan.whole_every == plan.whole_every - 1:
            size = plan.whole_sizes[step // plan.whole_every % len(plan.whole_sizes)]
            rendered = self.world.render(
                self.world.sample(max(1, plan.crops // 4), seed=seed, frames=17, size=size)
            )
            return to_batch(rendered.frames, rendered.mask)
        clips = max(1, plan.crops // plan.crops_per_clip)
        rendered = self.world.render(self.world.sample(clips, seed=seed, frames=17, size=plan.size))
        return cut_crops(rendered.frames, rendered.mask, plan, np.random.default_rng(seed))

    def first_clips(self, clips: int = 64) -> Tensor:
        """Whole clips to start the linear maps from."""
        return self.first_frames(clips).permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0

    def first_frames(self, clips: int) -> Tensor:
        """The same clips as uint8 [B, T, H, W, 3]."""
        scenes = self.world.sample(clips, seed=self.plan.seed, frames=17, size=self.plan.size)
        frames: Tensor = self.world.render(scenes).frames
        return frames

    def held_out(self, clips: int) -> Batch:
        """The fixed whole clips that scores are measured on; drawn from combinations never trained."""
        scenes = self.world.sample(clips, seed=77, frames=17, size=self.plan.size, split=HELD_OUT)
        rendered = self.world.render(scenes)
        return to_batch(rendered.frames, rendered.mask)


def to_batch(frames: Tensor, mask: Tensor) -> Batch:
    """uint8 [B, T, H, W, 3] and [B, T, H, W] to what the model and the loss take."""
    return frames.permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0, mask[:, None].float() / 255.0


def cut_crops(frames: Tensor, mask: Tensor, plan: VAEPlan, rng: np.random.Generator) -> Batch:
    """``crops_per_clip`` random crops of every clip; of three candidate places the one with most of the actor wins
    in two cases of three, so that background-only crops stay the minority.

    Nothing here waits for the device: places are drawn on the CPU, and chosen and cut where the frames are.
    """
    clips, count, height, width = mask.shape
    crops, device = clips * plan.crops_per_clip, frames.device
    side = min(plan.crop, height, width)
    starts = rng.integers(0, count - plan.frames + 1, crops)
    tops = rng.integers(0, height - side + 1, (crops, 3))
    lefts = rng.integers(0, width - side + 1, (crops, 3))
    by_actor = rng.random(crops) < 0.67
    clip = torch.arange(crops, device=device) // plan.crops_per_clip
    start, top, left = (send(torch.from_numpy(values), device) for values in (starts, tops, lefts))
    # Summed over the crop's frames, then from the top left corner: four corners give the sum of any place.
    times = start[:, None] + torch.arange(plan.frames, device=device)
    shown = mask[clip[:, None], times].float().mean(1)
    corner = F.pad(shown, (1, 0, 1, 0)).cumsum(1).cumsum(2)
    here = torch.arange(crops, device=device)[:, None]
    cover = (
        corner[here, top + side, left + side]
        - corner[here, top, left + side]
        - corner[here, top + side, left]
        + corner[here, top, left]
    )
    best = torch.where(send(torch.from_numpy(by_actor), device), cover.argmax(1), 0)[:, None]
    rows = top.gather(1, best) + torch.arange(side, device=device)
    columns = left.gather(1, best) + torch.arange(side, device=device)
    place = (
        clip[:, None, None, None], times[:, :, None, None], rows[:, None, :, None], columns[:, None, None, :]
    )  # fmt: skip
    return to_batch(frames[place], mask[place])
