"""The clips that the evaluator learns from: rendered, in part through the autoencoder and back, each a little changed.

In: a plan, the procedural world, the autoencoder.  Out: batches of prepared clips with their facts.  Called by
``engine.training.evaluation.train`` and, for the round trip, by ``survey``.
"""

from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.vae import CausalVAE
from engine.training.evaluation.network import EvaluatorConfig, prepare
from engine.training.evaluation.targets import Targets, targets_of
from engine.training.world import World

SIZES: Final = ((112, 64), (112, 64), (64, 112), (112, 64), (80, 80))
"""Sizes of successive batches: three in five landscape."""
FIRST_SEED: Final = 700_000_000
"""Where the evaluator's scenes begin; the generator's shards of latents count up from a thousand."""
POOLS: Final = 10_000
"""Numbers kept for pools; those of fresh batches begin after them."""


@dataclass(frozen=True, slots=True)
class EvaluatorPlan:
    """Settings of one evaluator's run; a file of ``engine/training/configs`` holds them as TOML.

    A share ``through`` of every batch has been through the autoencoder and back.  That is dear, so these clips come
    from pools: ``pool`` clips of every size in ``SIZES`` serve ``pool_steps`` steps; the others are rendered afresh.
    ``world`` is "small" or "full".  ``noise`` is the most that is added to the latents of pooled clips.  ``held_out``
    of the clips show combinations that the generator is never trained on.  ``seconds`` of one core is the total over
    all slices; ``steps``, when not 0, counts instead of it.  ``measured`` clips settle its accuracy.
    """

    seconds: float = 2000.0
    steps: int = 0
    seed: int = 0
    lr: float = 4e-3
    plain_scale: float = 0.5
    warmup: int = 30
    decay_from: float = 0.4
    average_decay: float = 0.99
    batch: int = 16
    world: str = "small"
    pool: int = 30
    pool_steps: int = 80
    through: float = 0.35
    noise: float = 0.35
    held_out: float = 0.2
    measured: int = 400
    log_every: float = 60.0
    save_every: float = 120.0
    check_every: float = 600.0


class Pools:
    """Batches of fresh clips and of pooled ones; the same step gives the same batch."""

    def __init__(self, plan: EvaluatorPlan, vae: CausalVAE, config: EvaluatorConfig) -> None:
        self.plan, self.vae, self.config = plan, vae, config
        self.world = World(device="cpu", world=plan.world)
        self._held: dict[tuple[int, int], tuple[int, Tensor, Targets]] = {}

    def __call__(self, step: int) -> tuple[Tensor, Targets]:
        """Prepared and augmented clips of one size, with their facts."""
        plan, size = self.plan, SIZES[step % len(SIZES)]
        number = step // plan.pool_steps
        held = self._held.get(size)
        if held is None or held[0] != number:
            held = (number, *self.pool(size, number))
            self._held[size] = held
        generator = torch.Generator().manual_seed(plan.seed + 31 * step)
        pooled = round(plan.batch * plan.through)
        frames, facts = self.fresh(size, plan.batch - pooled, POOLS + step)
        rows = torch.randint(len(held[1]), (pooled,), generator=generator)
        seen = prepare(torch.cat((frames, held[1][rows])))
        return augment(seen, generator), Targets.joined([facts, held[2].rows(rows)])

    def fresh(self, size: tuple[int, int], count: int, number: int) -> tuple[Tensor, Targets]:
        """uint8 clips [N, 17, H, W, 3] as rendered and their facts; another ``number`` gives others."""
        seed = FIRST_SEED + self.plan.seed + 10 * number + SIZES.index(size)
        rare = round(count * self.plan.held_out)
        parts = [
            self.world.render(self.world.sample(n, seed, frames=17, size=size, split=split))
            for n, split in ((count - rare, "train"), (rare, "heldout"))
            if n
        ]
        facts = Targets.joined([targets_of(part, self.config) for part in parts])
        return torch.cat([part.frames for part in parts]), facts

    def pool(self, size: tuple[int, int], number: int) -> tuple[Tensor, Targets]:
        """Clips after the autoencoder and their facts; more of the size that comes most often."""
        count = self.plan.pool * SIZES.count(size)
        frames, facts = self.fresh(size, count, number)
        generator = torch.Generator().manual_seed(number)
        # Half of them a little wrong in their latents, as generated clips are.
        level = self.plan.noise * torch.rand(count, generator=generator)
        level[::2] = 0.0
        return through(self.vae, frames, level, generator), facts


@torch.no_grad()
def through(
    vae: CausalVAE, frames: Tensor, level: Tensor | None = None, generator: torch.Generator | None = None
) -> Tensor:
    """uint8 clips [B, T, H, W, 3] after the autoencoder's round trip, with noise of ``level`` [B] on the latents."""
    out = []
    for start in range(0, len(frames), 4):
        part = frames[start : start + 4].permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0
        latents = vae.encode(part)
        if level is not None:
            noise = torch.randn(latents.shape, generator=generator)
            latents = latents + noise * level[start : start + 4].view(-1, 1, 1, 1, 1)
        pixels = ((vae.decode(latents) + 1.0) * 127.5).round().clamp(0, 255).to(torch.uint8)
        out.append(pixels.permute(0, 2, 3, 4, 1))
    return torch.cat(out)


def augment(seen: Tensor, generator: torch.Generator) -> Tensor:
    """Prepared clips, each with its own small change of colours, blur and noise; facts stay true."""
    count = len(seen)

    def uniform(low: float, high: float, *shape: int) -> Tensor:
        return low + (high - low) * torch.rand(count, *shape, generator=generator).view(
            count, *(shape or (1,)), *[1] * (4 - max(1, len(shape)))
        )

    gain, lift = uniform(0.88, 1.12, 1, 3), uniform(-0.06, 0.06, 1, 3)
    seen = seen * gain + lift
    soft = F.avg_pool2d(F.pad(seen.flatten(0, 1), (1, 1, 1, 1), mode="replicate"), 3, 1).view_as(seen)
    blur = uniform(0.0, 1.0)
    seen = torch.lerp(seen, soft, torch.where(blur < 0.5, 0.0, blur))
    strength = uniform(0.0, 0.06)
    return seen + strength * torch.randn(seen.shape, generator=generator)
