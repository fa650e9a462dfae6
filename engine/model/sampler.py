"""From noise to latents along the flow: Euler with a step per token, or UniPC where all tokens go together.

In: a velocity function, `Anchors`, descending sigmas. Out: clean latents. The state after every step can be saved
as arrays and resumed with the same result to the last bit. Called by `engine.model.windows`.

Shapes: B clips, C channels, T latent frames (appended included), h w cells.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.model.conditions import Anchors
from engine.model.request import Solver

Velocity = Callable[[Tensor, Tensor], Tensor]
"""(x [B, C, T, h, w], told level [B, T, h, w] in 0..1) -> v = noise - clean, of x's shape, float32."""


@dataclass(frozen=True, slots=True)
class SamplerState:
    """Everything the next step needs: x before step number `step`, and for UniPC what came before.

    `history` is (sample that the last step started from, its estimate, the estimate before that), as far as there.
    """

    x: Tensor
    step: int = 0
    history: tuple[Tensor, ...] = ()

    def arrays(self) -> dict[str, NDArray[Any]]:
        """A copy as numpy arrays."""
        saved = {f"history.{i}": part.cpu().numpy().copy() for i, part in enumerate(self.history)}
        return {"x": self.x.cpu().numpy().copy(), "step": np.array(self.step), **saved}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], device: torch.device | str = "cpu") -> "SamplerState":
        """The state that `arrays` saved."""
        count = sum(name.startswith("history.") for name in arrays)
        history = tuple(torch.from_numpy(arrays[f"history.{i}"].copy()).to(device) for i in range(count))
        return cls(torch.from_numpy(arrays["x"].copy()).to(device), int(arrays["step"]), history)


def sample(
    velocity: Velocity,
    anchors: Anchors,
    sigmas: Sequence[float],
    *,
    solver: Solver = "euler",
    on_step: Callable[[SamplerState, Tensor], bool | None] | None = None,
    state: SamplerState | None = None,
) -> Tensor:
    """Follow the flow from sigmas[0] to sigmas[-1]; the window's latents [B, C, frames, h, w], held cells exact.

    `on_step` gets the state after each step and the clean estimate x0 = x - level*v of that step; it may raise, and
    True ends the sampling with that estimate. UniPC steps back to Euler where tokens have different schedules.
    """
    multistep = solver == "unipc" and anchors.shared(sigmas[0])
    state = state or SamplerState(anchors.blend(sigmas[0]))
    for step in range(state.step, len(sigmas) - 1):
        x = anchors.impose(state.x)
        level = anchors.level(sigmas[step])[:, None]
        v = velocity(x, anchors.told(sigmas[step]))
        estimate = x - level * v
        if multistep:
            x, history = _unipc(x, estimate, state.history, sigmas, step)
            state = SamplerState(x, step + 1, history)
        else:
            state = SamplerState(x + (anchors.level(sigmas[step + 1])[:, None] - level) * v, step + 1)
        if on_step is not None and on_step(state, estimate):
            return anchors.finish(estimate)
    return anchors.finish(state.x)


_EDGE = 1e-6
"""How close to pure noise or pure signal the logarithm of their ratio is still taken."""


def _log_ratio(sigma: float) -> float:
    """Half the log signal-to-noise ratio, log((1 - sigma) / sigma)."""
    sigma = min(max(sigma, _EDGE), 1 - _EDGE)
    return math.log((1 - sigma) / sigma)


def _unipc(
    x: Tensor, estimate: Tensor, history: tuple[Tensor, ...], sigmas: Sequence[float], step: int
) -> tuple[Tensor, tuple[Tensor, ...]]:
    """One UniPC step of order 2, variant B2, predicting x0 (arXiv 2302.04867): correct x, then predict onwards."""
    if history:
        order = min(len(history) - 1, len(sigmas) - step)
        x = _advance(history[0], history[1:][:order], estimate, sigmas[max(0, step - 2) : step + 1])
    known = (estimate, *history[1:2])
    order = min(len(known), len(sigmas) - 1 - step)
    first = step if order == 1 else step - 1
    ahead = _advance(x, known[:order], None, sigmas[first : step + 2])
    return ahead, (x, *known)


def _advance(x: Tensor, known: tuple[Tensor, ...], arrived: Tensor | None, sigmas: Sequence[float]) -> Tensor:
    """Cross the last interval of `sigmas` by the exponential integrator with finite differences of x0.

    `known` are the estimates at the interval's start and at the level before, `arrived` (the corrector's) the one
    at its end.
    """
    start, end = sigmas[-2], sigmas[-1]
    h = _log_ratio(end) - _log_ratio(start)
    factor = math.expm1(-h)
    moved = (end / start) * x - (1 - end) * factor * known[0]
    differences: list[Tensor] = []
    ratios: list[float] = []
    if len(known) > 1:
        ratio = (_log_ratio(sigmas[-3]) - _log_ratio(start)) / h
        differences.append((known[1] - known[0]) / ratio)
        ratios.append(ratio)
    if arrived is not None:
        differences.append(arrived - known[0])
        ratios.append(1.0)
    if not differences:
        return moved
    for weight, difference in zip(_weights(ratios, h), differences, strict=True):
        moved = moved - (1 - end) * factor * weight * difference
    return moved


def _weights(ratios: Sequence[float], h: float) -> tuple[float, ...]:
    """How much each difference counts; one difference counts half, whichever it is (the paper's shortcut)."""
    if len(ratios) == 1:
        return (0.5,)
    factor = math.expm1(-h)
    phi = factor / -h - 1
    first = phi / factor
    second = (phi / -h - 0.5) * 2 / factor
    # Solves a + b = first, ratios[0] a + ratios[1] b = second.
    a = (second - ratios[1] * first) / (ratios[0] - ratios[1])
    return (a, first - a)
