"""How weights move: Muon for matrices, AdamW for the rest, the averaged copy, and the learning-rate schedule.

Called by ``engine.training.train_vae`` and ``engine.training.train_dit``.
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from engine.training.workers import sum_over_processes

_NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)
"""Coefficients of the quintic iteration (Keller Jordan, Muon, 2024)."""


def orthogonalise(matrix: Tensor, steps: int = 4) -> Tensor:
    """The nearest orthogonal matrix, roughly: all singular values end within about 0.4..1.3.

    ``matrix`` is [rows, columns]; the quintic Newton-Schulz iteration of Muon, in float32 because CPUs without
    bf16 units are an order of magnitude slower in it.
    """
    a, b, c = _NEWTON_SCHULZ
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if tall else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Momentum orthogonalised per matrix in groups with ``matrix=True``; AdamW in the other groups.

    Convolution weights count as matrices [out, in*kh*kw].  The update of a matrix is scaled to a root mean square
    of 0.2, about that of Adam (Moonlight, arXiv 2502.16982), so both kinds of group share one learning rate.
    With several processes each one orthogonalises its share of the matrices and they exchange the results; the
    momentum is the same in all of them, so any process can write the checkpoint.
    """

    def __init__(
        self,
        groups: Iterable[dict[str, object]],
        lr: float,
        *,
        momentum: float = 0.95,
        betas: tuple[float, float] = (0.9, 0.98),
        weight_decay: float = 0.0,
        rank: int = 0,
        processes: int = 1,
    ) -> None:
        self.rank, self.processes = rank, processes
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "betas": betas,
            "weight_decay": weight_decay,
            "matrix": False,
            "scale": 1.0,
        }
        super().__init__(list(groups), defaults)

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """Move every parameter that has a gradient; ``closure`` is not used."""
        for group in self.param_groups:
            rate = group["lr"] * group["scale"]
            moving = [parameter for parameter in group["params"] if parameter.grad is not None]
            if group["matrix"]:
                updates = self._matrix_updates(moving, group["momentum"])
            else:
                updates = [self._adam_update(parameter, group["betas"]) for parameter in moving]
            for parameter, update in zip(moving, updates, strict=True):
                if group["weight_decay"] and parameter.ndim > 1:
                    parameter.mul_(1.0 - rate * group["weight_decay"])
                parameter.add_(update, alpha=-rate)

    def _matrix_updates(self, parameters: list[Tensor], momentum: float) -> list[Tensor]:
        updates: list[Tensor] = []
        for index, parameter in enumerate(parameters):
            state = self.state[parameter]
            if not state:
                state["momentum"] = torch.zeros_like(parameter)
            average, gradient = state["momentum"], _gradient(parameter)
            average.lerp_(gradient, 1.0 - momentum)
            if index % self.processes != self.rank:
                updates.append(torch.zeros_like(parameter))
                continue
            flat = gradient.lerp(average, momentum).reshape(parameter.shape[0], -1)
            update = orthogonalise(flat) * (0.2 * max(flat.shape) ** 0.5)
            updates.append(update.reshape(parameter.shape))
        sum_over_processes(updates, self.processes)
        return updates

    def _adam_update(self, parameter: Tensor, betas: tuple[float, float]) -> Tensor:
        state = self.state[parameter]
        if not state:
            state["step"] = 0
            state["first"] = torch.zeros_like(parameter)
            state["second"] = torch.zeros_like(parameter)
        state["step"] += 1
        gradient = _gradient(parameter)
        state["first"].lerp_(gradient, 1.0 - betas[0])
        state["second"].lerp_(gradient.square(), 1.0 - betas[1])
        first = state["first"] / (1.0 - betas[0] ** state["step"])
        second = state["second"] / (1.0 - betas[1] ** state["step"])
        return first / (second.sqrt() + 1e-8)


def _gradient(parameter: Tensor) -> Tensor:
    assert parameter.grad is not None
    return parameter.grad


def build_optimizer(
    model: nn.Module,
    lr: float,
    is_matrix: Callable[[str, Tensor], bool],
    *,
    weight_decay: float = 0.0,
    plain_scale: float = 1.0,
    rank: int = 0,
    processes: int = 1,
) -> Muon:
    """One optimiser over the trainable parameters of ``model``.

    Parameters for which ``is_matrix(name, parameter)`` holds are moved by Muon, the others by AdamW with the
    learning rate times ``plain_scale``.
    """
    matrices: list[Tensor] = []
    others: list[Tensor] = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            (matrices if is_matrix(name, parameter) else others).append(parameter)
    groups: list[dict[str, object]] = [
        {"params": matrices, "matrix": True},
        {"params": others, "matrix": False, "scale": plain_scale},
    ]
    kept = [group for group in groups if group["params"]]
    return Muon(kept, lr, weight_decay=weight_decay, rank=rank, processes=processes)


class Average:
    """The exponential moving average of a model's weights, which is what gets exported.

    The decay warms up as (1 + n) / (10 + n), so early averages do not remember the random start.
    """

    def __init__(self, model: nn.Module, decay: float, updates: int = 0) -> None:
        self.decay = decay
        self.updates = updates
        self.weights = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Take in the weights after one step."""
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        for name, value in model.state_dict().items():
            kept = self.weights[name]
            if kept.dtype.is_floating_point:
                kept.lerp_(value, 1.0 - decay)
            else:
                kept.copy_(value)


def rate_factor(progress: float, step: int, *, warmup: int, decay_from: float, floor: float = 0.0) -> float:
    """The learning rate as a share of its peak.

    Linear warm-up over ``warmup`` steps, constant, then linear from ``decay_from`` (a share of the whole run,
    0..1) down to ``floor`` at its end.  ``progress`` is the share of the run used so far, counted in steps or in
    seconds of training, never by the clock of one sitting.
    """
    rising = min(1.0, (step + 1) / max(1, warmup))
    if progress <= decay_from:
        return rising
    left = max(0.0, 1.0 - progress) / max(1e-9, 1.0 - decay_from)
    return rising * (floor + (1.0 - floor) * left)
