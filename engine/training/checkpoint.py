"""Training state on disk: written whole or not at all, read back exactly.

What goes in: weights, averaged weights, optimiser, step, seconds used.  Random numbers need no state because
every draw is seeded from (seed, step, worker).  Called by the trainers; ``engine.training.export`` reads the
averaged weights.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from engine.training.optim import Average, Muon


def default_state_folder() -> Path:
    """Where training state lives when the command line names no folder: the user's cache."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("shotloom")) / "training"


@dataclass(slots=True)
class Progress:
    """How far a run has come.

    ``step`` counts optimiser steps, ``seconds`` the wall time spent inside them over all sittings, ``clips`` the
    clip equivalents (112x64x17) that went through the model.
    """

    step: int = 0
    seconds: float = 0.0
    clips: float = 0.0


@dataclass(slots=True)
class Run:
    """One training run in memory: what ``save`` writes and ``resume`` puts back."""

    model: nn.Module
    average: Average
    optimizer: Muon
    progress: Progress
    extra: dict[str, Any]

    def save(self, path: Path) -> None:
        """Write one file at ``path``, replacing the one before only once the new one is complete."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        progress = self.progress
        torch.save(
            {
                "model": self.model.state_dict(),
                "average": self.average.weights,
                "average_updates": self.average.updates,
                "optimizer": self.optimizer.state_dict(),
                "progress": {"step": progress.step, "seconds": progress.seconds, "clips": progress.clips},
                "extra": self.extra,
            },
            partial,
        )
        os.replace(partial, path)

    def resume(self, path: Path) -> bool:
        """Go on from the file at ``path``; False when there is none yet."""
        stored = load_checkpoint(path)
        if stored is None:
            return False
        self.model.load_state_dict(stored["model"])
        self.average.weights = stored["average"]
        self.average.updates = stored["average_updates"]
        self.optimizer.load_state_dict(stored["optimizer"])
        self.progress = Progress(**stored["progress"])
        self.extra = stored["extra"]
        return True


def load_checkpoint(path: Path) -> dict[str, Any] | None:
    """What ``Run.save`` wrote, tensors on the CPU; None when there is no file."""
    if not path.exists():
        return None
    stored: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return stored
