"""Where the actors of a clip go, read from the evaluator's map of actors.

In: cover maps [B, T, rows, columns] in 0..1.  Out: positions per frame and drifts, in shares of the frame.  Called by
``engine.training.evaluation.metrics`` and ``targets``.
"""

import torch
from torch import Tensor

from engine.training.evaluation.network import outline


def track(cover: Tensor) -> Tensor:
    """Centre (x, y) of the marked area in every frame, 0..1 from the top left corner: [B, T, 2]."""
    return (outline(cover)[..., :2] + 1) / 2


def seen(cover: Tensor, *, least: float = 0.004) -> Tensor:
    """In which frames there is an actor at all: bool [B, T]; ``least`` is its smallest share of the frame."""
    strong: Tensor = (cover > 0.5).float().mean((2, 3)) >= least
    return strong


def drift(cover: Tensor) -> Tensor:
    """How far the actor moves to the right from the first third of the clip to the last, in widths: [B]."""
    x = track(cover)[..., 0]
    part = max(1, x.shape[1] // 3)
    return x[:, -part:].mean(1) - x[:, :part].mean(1)


def roughness(cover: Tensor) -> Tensor:
    """How jumpily the actor moves: mean length of the track's second difference, in frame widths, [B]."""
    return torch.linalg.vector_norm(track(cover).diff(n=2, dim=1), dim=-1).mean(1)
