"""The sampler on flows whose answer is known: order of convergence, levels per token, resuming."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.model.conditions import Anchors
from engine.model.sampler import SamplerState, sample
from engine.model.schedule import shifted, sigmas, step_count, unshifted

MEAN, SPREAD = 0.7, 0.4
Flow = Callable[[Tensor, Tensor], Tensor]


def gaussian_flow(x: Tensor, level: Tensor) -> Tensor:
    """The exact velocity towards data drawn from a normal distribution."""
    t = level[:, None].double()
    variance = ((1 - t) * SPREAD) ** 2 + t**2
    centred = (x.double() - (1 - t) * MEAN) / variance
    return t * centred - (MEAN + (1 - t) * SPREAD**2 * centred)


def exact(x: Tensor, start: float, end: float) -> Tensor:
    def deviation(t: float) -> float:
        return math.hypot((1 - t) * SPREAD, t)

    return (1 - end) * MEAN + deviation(end) / deviation(start) * (x - (1 - start) * MEAN)


def free(noise: Tensor, clean: Tensor | None = None, ceiling: Tensor | None = None) -> Anchors:
    batch, _, frames, height, width = noise.shape
    grid = torch.ones(batch, frames, height, width, dtype=noise.dtype)
    times = torch.zeros(batch, frames, dtype=torch.float64)
    return Anchors(
        torch.zeros_like(noise) if clean is None else clean,
        noise,
        grid if ceiling is None else ceiling,
        torch.zeros_like(grid),
        times,
        times,
        frames,
    )


def error(solver: str, steps: int, start: float = 0.8, end: float = 0.2) -> float:
    """Largest error at sigma `end`, starting on the exact flow at `start`."""
    x = torch.linspace(-2, 2, 16, dtype=torch.float64).reshape(1, 1, 1, 4, 4)
    tied = free(x / start)
    levels = [start + (end - start) * i / steps for i in range(steps + 1)]
    assert torch.allclose(tied.blend(start), x)
    got = sample(gaussian_flow, tied, levels, solver=solver)  # type: ignore[arg-type]
    return float((got - exact(x, start, end)).abs().max())


@pytest.mark.parametrize(("solver", "order"), [("euler", 1), ("unipc", 2)])
def test_solvers_converge_with_their_order(solver: str, order: int) -> None:
    slopes = [math.log2(error(solver, n) / error(solver, 2 * n)) for n in (32, 64, 128)]
    assert all(abs(slope - order) < 0.25 for slope in slopes), slopes


def test_unipc_comes_closer_than_euler_over_the_whole_schedule() -> None:
    x = torch.linspace(-2, 2, 16, dtype=torch.float64).reshape(1, 1, 1, 4, 4)
    truth = exact(x, 1.0, 0.0)
    euler, unipc = (
        float((sample(gaussian_flow, free(x), sigmas(12, 3.0), solver=solver) - truth).abs().max())
        for solver in ("euler", "unipc")
    )
    assert unipc < 0.8 * euler


def test_unipc_takes_the_same_steps_as_diffusers() -> None:
    from diffusers.schedulers.scheduling_unipc_multistep import UniPCMultistepScheduler

    theirs = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, solver_order=2, solver_type="bh2"
    )
    theirs.set_timesteps(6)
    levels = [float(s) for s in theirs.sigmas]
    x = torch.randn(1, 1, 1, 4, 4, generator=torch.Generator().manual_seed(0))
    y = x.clone()
    for t, level in zip(theirs.timesteps, levels[:-1], strict=True):
        v = gaussian_flow(y, torch.full((1, 1, 1, 1), level)).float()
        y = theirs.step(v, t, y, return_dict=False)[0]

    def flow(z: Tensor, level: Tensor) -> Tensor:
        return gaussian_flow(z, level).float()

    ours = sample(flow, free(x / levels[0]), levels, solver="unipc")
    assert torch.allclose(ours, y, atol=2e-4)


def test_schedule_is_shifted_towards_noise_and_ends_clean() -> None:
    levels = sigmas(8, 3.0)
    assert levels[0] == 1.0
    assert levels[-1] == 0.0
    assert list(levels) == sorted(levels, reverse=True)
    assert levels[4] == pytest.approx(0.75)
    assert unshifted(shifted(0.3, 5.0), 5.0) == pytest.approx(0.3)
    assert sigmas(4, 1.0) == pytest.approx((1, 0.75, 0.5, 0.25, 0))


def test_a_remix_takes_its_share_of_the_steps() -> None:
    assert [step_count(8, change) for change in (0.0, 0.1, 0.5, 1.0)] == [0, 2, 4, 8]
    assert sigmas(8, 3.0, 0.0) == (0.0,)
    levels = sigmas(8, 3.0, 0.6)
    assert levels[0] == 0.6
    assert len(levels) == step_count(8, 0.6) + 1


def test_a_token_waits_until_the_schedule_reaches_its_level() -> None:
    noise = torch.randn(1, 2, 3, 2, 2, generator=torch.Generator().manual_seed(0))
    clean = torch.full_like(noise, 5.0)
    ceiling = torch.tensor([0.0, 0.5, 1.0]).reshape(1, 3, 1, 1).expand(1, 3, 2, 2)
    seen: list[Tensor] = []
    at: list[Tensor] = []

    def flow(x: Tensor, level: Tensor) -> Tensor:
        seen.append(level[0, :, 0, 0])
        at.append(x[0, :, :, 0, 0])
        return torch.ones_like(x)

    out = sample(flow, free(noise, clean, ceiling), (1.0, 0.8, 0.4, 0.0))
    assert torch.allclose(
        torch.stack(seen), torch.tensor([[0.0, 0.5, 1.0], [0.0, 0.5, 0.8], [0.0, 0.4, 0.4]])
    )
    assert torch.equal(at[0][:, 1], at[1][:, 1])
    assert torch.allclose(at[0][:, 1], 0.5 * clean[0, :, 1, 0, 0] + 0.5 * noise[0, :, 1, 0, 0])
    assert torch.equal(out[:, :, 0], clean[:, :, 0])


def test_held_tokens_are_told_to_be_clean_even_where_they_carry_a_little_noise() -> None:
    noise = torch.randn(1, 2, 2, 2, 2, generator=torch.Generator().manual_seed(0))
    ceiling = torch.tensor([0.02, 1.0]).reshape(1, 2, 1, 1).expand(1, 2, 2, 2)
    floor = torch.tensor([0.02, 0.0]).reshape(1, 2, 1, 1).expand(1, 2, 2, 2)
    tied = replace(free(noise, torch.zeros_like(noise), ceiling), floor=floor)
    seen: list[list[float]] = []

    def flow(x: Tensor, level: Tensor) -> Tensor:
        seen.append(level[0, :, 0, 0].tolist())
        assert torch.allclose(x[:, :, 0], 0.02 * noise[:, :, 0])
        return torch.ones_like(x)

    sample(flow, tied, (1.0, 0.5, 0.0))
    assert seen == [[0.0, 1.0], [0.0, 0.5]]


@pytest.mark.parametrize("solver", ["euler", "unipc"])
@pytest.mark.parametrize("stop", [1, 2, 5])
def test_resuming_equals_an_uninterrupted_run_to_the_last_bit(solver: str, stop: int) -> None:
    noise = torch.randn(2, 3, 2, 4, 4, generator=torch.Generator().manual_seed(1))
    levels = sigmas(7, 3.0)
    saved: list[dict[str, np.ndarray]] = []

    def flow(x: Tensor, level: Tensor) -> Tensor:
        return torch.tanh(x * 1.7) + level[:, None] * 0.3

    whole = sample(
        flow,
        free(noise),
        levels,
        solver=solver,  # type: ignore[arg-type]
        on_step=lambda state, _: saved.append(state.arrays()),
    )
    state = SamplerState.of(saved[stop - 1])
    assert state.step == stop
    again = sample(flow, free(noise), levels, solver=solver, state=state)  # type: ignore[arg-type]
    assert torch.equal(whole, again)


def test_unipc_steps_back_to_euler_where_tokens_differ() -> None:
    noise = torch.randn(1, 1, 2, 2, 2, generator=torch.Generator().manual_seed(2))
    ceiling = torch.tensor([0.5, 1.0]).reshape(1, 2, 1, 1).expand(1, 2, 2, 2)
    tied = free(noise, torch.zeros_like(noise), ceiling)
    a = sample(lambda x, level: x * 0.5, tied, sigmas(6, 3.0), solver="unipc")
    b = sample(lambda x, level: x * 0.5, tied, sigmas(6, 3.0), solver="euler")
    assert torch.equal(a, b)
