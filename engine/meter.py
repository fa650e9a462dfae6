"""Progress of a whole job in forecast seconds, and the time left, as steps run faster or slower than forecast.

Used by the executor on the engine thread; gives the figures of `Progress`.
"""

import time
from collections.abc import Callable, Mapping

_LEAST = 1e-3
_TRUST = 3.0
"""Forecast seconds of work after which the measured pace counts as much as the forecast."""


class Meter:
    """How far the steps of a job are; `done` never falls and reaches `total` when all have run or been given up."""

    def __init__(self, seconds: Mapping[str, float], clock: Callable[[], float] = time.monotonic) -> None:
        """`seconds` forecasts each step that is to run, by key."""
        self._weights = {key: max(_LEAST, value) for key, value in seconds.items()}
        self.total = sum(self._weights.values())
        self._finished = 0.0
        self._current = 0.0
        self._clock = clock
        self._started = clock()

    @property
    def done(self) -> float:
        """Forecast seconds of the work behind us."""
        return min(self.total, self._finished + self._current)

    @property
    def eta(self) -> float:
        """Seconds left: the forecast of what is left, corrected by how the work behind us compared to its forecast."""
        left = self.total - self.done
        if self.done <= 0:
            return left
        pace = min(20.0, max(0.05, (self._clock() - self._started) / self.done))
        trust = self.done / (self.done + _TRUST)
        return left * (pace * trust + (1 - trust))

    def weight(self, keys: tuple[str, ...]) -> float:
        """Forecast seconds of some steps together."""
        return sum(self._weights.get(key, 0.0) for key in keys)

    def at(self, keys: tuple[str, ...], fraction: float) -> None:
        """The steps that run now are `fraction` 0..1 through; going backwards is ignored."""
        self._current = max(self._current, min(1.0, max(0.0, fraction)) * self.weight(keys))

    def leave(self, keys: tuple[str, ...]) -> None:
        """These steps are over: done, failed or given up."""
        self._finished += self.weight(keys)
        self._current = 0.0
        for key in keys:
            self._weights.pop(key, None)

    def grow(self, seconds: Mapping[str, float]) -> None:
        """More has to run than was thought, because a stored result could not be read back."""
        fresh = {k: max(_LEAST, v) for k, v in seconds.items() if k not in self._weights}
        self._weights |= fresh
        self.total += sum(fresh.values())
