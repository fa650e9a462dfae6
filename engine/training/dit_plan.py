"""The settings of one transformer run, as a file of ``engine/training/configs`` holds them under ``[dit]``.

Read by ``engine.training.__main__`` (TOML in), used by ``engine.training.train_dit`` and what it calls.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.model.config import DiTConfig
from engine.training.levels import LevelMix

POSITION_SCALE = 3.0
"""Rotary time units per second of the models trained here: at 12 frames a second a latent frame is one unit."""


def latent_step(rate: float) -> float:
    """Rotary time from one latent frame (four frames) to the next at ``rate`` frames a second."""
    return POSITION_SCALE * 4.0 / rate


@dataclass(frozen=True, slots=True)
class Bucket:
    """One shape of clips: ``size`` (width, height) in pixels, frames 4n+1, frames a second.

    Drawn in ``weight`` of all steps while the share of the run used up is within ``after``..``until``.
    """

    size: tuple[int, int]
    frames: int = 17
    rate: float = 12.0
    weight: float = 1.0
    after: float = 0.0
    until: float = 1.0


@dataclass(frozen=True, slots=True)
class RingPlan:
    """How clips are made while training, when ``clips`` is not 0: a rolling store of so many latents per process.

    ``chunk`` new clips are rendered and encoded every ``every`` steps and replace the oldest; a bucket must hold
    ``start`` before it is drawn from.  ``writers`` processes draw scenes and write captions ahead.  ``world`` is the
    world's name.
    """

    clips: int = 0
    start: int = 1024
    chunk: int = 128
    every: int = 4
    writers: int = 4
    world: str = "full"


@dataclass(frozen=True, slots=True)
class DiTPlan:
    """Settings of one transformer run.

    ``batch`` clips per process and step (``stills`` pictures in the still stage, which takes the first
    ``stills_until`` share of the run; afterwards a ``still_share`` of the steps is of stills).  ``seconds`` is the
    training time over all slices; ``steps``, when not 0, counts instead of it.  A batch of more than
    ``tokens_at_once`` tokens (0: any) goes through the model in equal parts whose gradients add up.  ``precision``
    is "fp32", "bf16" (autocast; the weights stay float32) or "auto": bf16 on a GPU.  ``compile`` compiles the blocks
    on a GPU.  ``check_every`` 0 leaves the checks out; ``check_prompts`` left/right prompts are asked in each.
    ``buckets`` are the shapes of the ring's clips; shards on disk bring their own.
    """

    seconds: float = 4000.0
    steps: int = 0
    seed: int = 1
    lr: float = 2e-3
    plain_scale: float = 0.5
    warmup: int = 60
    decay_from: float = 0.6
    floor: float = 0.02
    average_decay: float = 0.995
    weight_decay: float = 0.01
    batch: int = 12
    stills: int = 48
    stills_until: float = 0.15
    still_share: float = 0.17
    shift: float = 2.0
    uniform_share: float = 0.2
    drop_text: float = 0.1
    actor_weight: float = 3.0
    teach_weight: float = 0.5
    teach_block: int = 3
    teach_until: float = 0.8
    log_every: float = 60.0
    check_every: float = 900.0
    save_every: float = 120.0
    check_prompts: int = 60
    dim: int = 256
    heads: int = 4
    ffn_dim: int = 768
    layers: int = 6
    tokens_at_once: int = 0
    precision: str = "auto"
    compile: bool = True
    buckets: tuple[Bucket, ...] = ()
    ring: RingPlan = RingPlan()

    def __post_init__(self) -> None:
        if self.precision not in ("auto", "fp32", "bf16"):
            raise ValueError(f"precision must be auto, fp32 or bf16, not {self.precision!r}")
        if self.ring.clips and not any(one.after <= 0 and one.until >= 1 for one in self.buckets):
            raise ValueError("a ring of latents needs at least one bucket for the whole run")

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "DiTPlan":
        """The plan that a table of a config file describes; what it leaves out has its default."""
        values = dict(settings)
        if "buckets" in values:
            values["buckets"] = tuple(
                Bucket(**{**entry, "size": tuple(entry["size"])}) for entry in values["buckets"]
            )
        if "ring" in values:
            values["ring"] = RingPlan(**values["ring"])
        return dataclasses.replace(cls(), **values)

    @property
    def levels(self) -> LevelMix:
        """How noise levels are drawn."""
        return LevelMix(self.shift, self.uniform_share)

    @property
    def model(self) -> DiTConfig:
        """The transformer these settings describe."""
        return DiTConfig(
            dim=self.dim,
            heads=self.heads,
            ffn_dim=self.ffn_dim,
            layers=self.layers,
            text_dim=384,
            text_len=48,
            mask_text=True,
        )

    def parts(self, clips: int, tokens: int) -> int:
        """In how many equal parts a batch of ``clips`` of ``tokens`` each goes through the model."""
        if not self.tokens_at_once:
            return 1
        least = min(clips, -(-clips * tokens // self.tokens_at_once))
        return next(count for count in range(least, clips + 1) if clips % count == 0)
