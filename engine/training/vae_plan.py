"""The settings of one autoencoder run, as a file of ``engine/training/configs`` holds them under ``[vae]``.

Read by ``engine.training.__main__`` (TOML in), used by ``engine.training.train_vae`` and ``engine.training.crops``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.model.vae import VAEConfig


@dataclass(frozen=True, slots=True)
class VAEPlan:
    """Settings of one autoencoder run; a file of ``engine/training/configs`` holds them as TOML.

    ``crops`` are drawn per process and step from ``crops / crops_per_clip`` rendered clips of ``size`` (width,
    height); whole clips have the ``whole_sizes`` in turn.  ``seconds`` is the total training time over all slices;
    ``steps``, when not 0, counts instead of it.  ``measured`` held-out clips give the scores.  ``world`` is
    "small" or "full".
    """

    seconds: float = 3000.0
    steps: int = 0
    seed: int = 1
    lr: float = 3e-3
    plain_scale: float = 0.5
    muon: bool = True
    warmup: int = 60
    decay_from: float = 0.5
    average_decay: float = 0.995
    latent_cost: float = 2e-4
    crops: int = 8
    crops_per_clip: int = 2
    crop: int = 64
    size: tuple[int, int] = (112, 64)
    whole_sizes: tuple[tuple[int, int], ...] = ((112, 64), (64, 112), (80, 80))
    frames: int = 9
    whole_every: int = 12
    decoder_only: bool = False
    measured: int = 32
    world: str = "small"
    log_every: float = 60.0
    check_every: float = 300.0
    save_every: float = 120.0
    model: VAEConfig = field(default_factory=VAEConfig)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "VAEPlan":
        """The plan that a table of a config file describes; its ``model`` table holds the widths."""
        values = dict(settings)
        widths: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in values.pop("model", {}).items()
        }
        if "size" in values:
            values["size"] = tuple(values["size"])
        if "whole_sizes" in values:
            values["whole_sizes"] = tuple(tuple(size) for size in values["whole_sizes"])
        return replace(cls(), **values, model=VAEConfig(**widths))
