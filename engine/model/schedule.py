"""Noise levels for flow matching: from sigma 1 (noise) to 0 (clean), shifted towards noise.

In: a number of steps, a shift, where to start. Out: descending sigmas, one more than steps. Pure Python; the
sampler, the training preview and the executor's progress use it.
"""

import math


def shifted(sigma: float, shift: float) -> float:
    """s*sigma / (1 + (s-1)*sigma): spends more steps near noise, as larger latents need (Wan, SD3)."""
    return shift * sigma / (1 + (shift - 1) * sigma)


def unshifted(sigma: float, shift: float) -> float:
    """The inverse of `shifted`."""
    return sigma / (shift - (shift - 1) * sigma)


def step_count(steps: int, change: float = 1.0) -> int:
    """Steps that a remix takes: its share of the steps of a whole run, but at least two where those have two."""
    if change <= 0:
        return 0
    return max(min(2, steps), math.ceil(steps * change - 1e-9))


def sigmas(steps: int, shift: float, start: float = 1.0) -> tuple[float, ...]:
    """Levels of `step_count(steps, start)` steps from `start` down to 0, even before the shift."""
    count = step_count(steps, start)
    if count == 0:
        return (0.0,)
    first = unshifted(start, shift)
    inner = tuple(shifted(first * (1 - i / count), shift) for i in range(1, count))
    return (start, *inner, 0.0)
