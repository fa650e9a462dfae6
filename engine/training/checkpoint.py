"""Training state on disk: written whole or not at all, read back exactly, the same file in every mode.

What goes in: weights, averaged weights, optimiser, step, seconds used; always whole tensors on the CPU, so a run that
was sharded over GPUs goes on in CPU processes and the other way round.  Random numbers need no state because every
draw is seeded from (seed, step, rank).  Called by the trainers; ``engine.training.export`` reads the averaged weights.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine.training.optim import Average, Muon
from engine.training.sharding import cut, local, whole
from engine.training.workers import Worker


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
    worker: Worker = field(default_factory=Worker)

    def save(self, path: Path) -> None:
        """Write one file at ``path``, replacing the one before only once the new one is complete.

        Every process of a sharded run must call this; rank 0 writes.
        """
        stored = self.stored()
        if not self.worker.leads:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        torch.save(stored, partial)
        os.replace(partial, path)

    def stored(self) -> dict[str, Any]:
        """What ``save`` writes; of sharded runs whole, so every process must ask at once."""
        weights = {name: local(value) for name, value in self.model.state_dict().items()}
        shapes = {name: value.shape for name, value in self.model.state_dict().items()}
        optimizer = self.optimizer.state_dict()
        # The order of parameters in the optimiser's own numbering.
        owners = [parameter for group in self.optimizer.param_groups for parameter in group["params"]]
        slots = [
            (index, name, value)
            for index, state in optimizer["state"].items()
            for name, value in state.items()
            if isinstance(value, Tensor)
        ]
        parts = [*weights.values(), *self.average.weights.values(), *(value for _, _, value in slots)]
        if self.worker.sharded:
            sizes = [*shapes.values(), *(shapes[name] for name in self.average.weights)]
            parts = whole(parts, sizes + [owners[index].shape for index, _, _ in slots], self.worker)
        kept = iter([part.detach().cpu() for part in parts])
        model = {name: next(kept) for name in weights}
        average = {name: next(kept) for name in self.average.weights}
        states: dict[int, dict[str, Any]] = {i: dict(state) for i, state in optimizer["state"].items()}
        for index, name, _ in slots:
            states[index][name] = next(kept)
        progress = self.progress
        return {
            "model": model,
            "average": average,
            "average_updates": self.average.updates,
            "optimizer": {"state": states, "param_groups": optimizer["param_groups"]},
            "progress": {"step": progress.step, "seconds": progress.seconds, "clips": progress.clips},
            "extra": self.extra,
        }

    def resume(self, path: Path) -> bool:
        """Go on from the file at ``path``; False when there is none yet."""
        stored = load_checkpoint(path)
        if stored is None:
            return False
        self.restore(stored)
        return True

    @torch.no_grad()
    def restore(self, stored: Mapping[str, Any]) -> None:
        """Go on from what ``stored`` made, in whatever mode it was made."""
        worker = self.worker
        self.set_weights(stored["model"])
        device = worker.device
        self.average.weights = {k: cut(v, worker).to(device, copy=True) for k, v in stored["average"].items()}
        self.average.updates = stored["average_updates"]
        optimizer = stored["optimizer"]
        states = {
            index: {k: cut(v, worker).clone() if isinstance(v, Tensor) else v for k, v in state.items()}
            for index, state in optimizer["state"].items()
        }
        self.optimizer.load_state_dict({"state": states, "param_groups": optimizer["param_groups"]})
        self.progress = Progress(**stored["progress"])
        self.extra = stored["extra"]

    @torch.no_grad()
    def set_weights(self, weights: Mapping[str, Tensor]) -> None:
        """Put whole weights into the model, each process taking its rows.

        Raises:
            RuntimeError: names or shapes are not the model's.
        """
        if not self.worker.sharded:
            self.model.load_state_dict(dict(weights))
            return
        own = self.model.state_dict()
        if own.keys() != weights.keys() or any(own[name].shape != weights[name].shape for name in own):
            raise RuntimeError("the weights in the checkpoint are not this model's")
        for name, value in own.items():
            local(value).copy_(cut(weights[name], self.worker))

    def averaged(self, build: Callable[[dict[str, Any]], nn.Module]) -> nn.Module | None:
        """The averaged model in rank 0, None elsewhere; every process of a sharded run must ask at once."""
        weights = self.average.weights
        if self.worker.sharded:
            shapes = [value.shape for value in self.model.state_dict().values()]
            weights = dict(zip(weights, whole(list(weights.values()), shapes, self.worker), strict=True))
        if not self.worker.leads:
            return None
        return build({"average": weights, "extra": self.extra}).to(self.worker.device)


def load_checkpoint(path: Path) -> dict[str, Any] | None:
    """What ``Run.save`` wrote, tensors on the CPU; None when there is no file."""
    if not path.exists():
        return None
    stored: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return stored
