"""Progress of a whole job in forecast seconds, and the time left, as steps run faster or slower than forecast.

Used by the executor on the engine thread; gives the figures of `Progress`.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping

_LEAST = 1e-3
_TRUST = 3.0
"""Forecast seconds of work after which the measured pace counts as much as the forecast."""
_SURE = 1.0
"""Seconds of one step after which its own pace counts as much as that of everything before it."""


class Meter:
    """How far the steps of a job are; `done` never falls and reaches `total` when all have run or been given up."""

    def __init__(
        self,
        seconds: Mapping[str, float],
        clock: Callable[[], float] = time.monotonic,
        node_of: Callable[[str], str] = lambda key: "",
    ) -> None:
        """`seconds` forecasts each step that is to run, by key; `node_of` says for which node it runs."""
        self._weights: dict[str, float] = {}
        self._node_of = node_of
        self._by_node: dict[str, float] = defaultdict(float)
        self._behind: dict[str, float] = defaultdict(float)
        self.total = 0.0
        self.grow(seconds)
        self._finished = 0.0
        self._current = 0.0
        self._running = 0.0
        self._told: tuple[float, float] | None = None
        """When a step told for the first time how far it is, and how far it was then."""
        self._clock = clock
        self._started = clock()

    @property
    def done(self) -> float:
        """Forecast seconds of the work behind us."""
        return min(self.total, self._finished + self._current)

    @property
    def eta(self) -> float:
        """Seconds left: the forecast of what is left, corrected by how the work behind us compared to its forecast.

        What is left of the step that runs follows its own pace, as soon as that is known: an encoder that was never
        measured may be many times slower than was thought.
        """
        left = self.total - self.done
        if self.done <= 0:
            return left
        now = self._clock()
        pace = min(20.0, max(0.05, (now - self._started) / self.done))
        trust = self.done / (self.done + _TRUST)
        usual = pace * trust + (1 - trust)
        here = max(0.0, self._running - self._current)
        return (left - here) * usual + here * self._own_pace(now, usual)

    def _own_pace(self, now: float, usual: float) -> float:
        """Seconds that a forecast second of the running step takes, as far as that can be told yet."""
        if self._told is None:
            return usual
        since, at = self._told
        if self._current <= at or now <= since:
            return usual
        sure = (now - since) / (now - since + _SURE)
        return sure * (now - since) / (self._current - at) + (1 - sure) * usual

    def weight(self, keys: tuple[str, ...]) -> float:
        """Forecast seconds of some steps together."""
        return sum(self._weights.get(key, 0.0) for key in keys)

    def share(self, node: str, keys: tuple[str, ...]) -> float:
        """How much of a node's own work is done, 0..1, while these steps run."""
        whole, together = self._by_node[node], self.weight(keys)
        if whole <= 0:
            return 0.0
        own = self.weight(tuple(key for key in keys if self._node_of(key) == node))
        return min(1.0, (self._behind[node] + (self._current * own / together if together else 0.0)) / whole)

    def at(self, keys: tuple[str, ...], fraction: float) -> None:
        """The steps that run now are `fraction` 0..1 through; going backwards is ignored."""
        self._running = self.weight(keys)
        self._current = max(self._current, min(1.0, max(0.0, fraction)) * self._running)
        if self._told is None and self._current > 0:
            self._told = self._clock(), self._current

    def leave(self, keys: tuple[str, ...]) -> None:
        """These steps are over: done, failed or given up."""
        self._finished += self.weight(keys)
        self._current = self._running = 0.0
        self._told = None
        for key in keys:
            if key in self._weights:
                self._behind[self._node_of(key)] += self._weights.pop(key)

    def grow(self, seconds: Mapping[str, float]) -> None:
        """More has to run than was thought, because a stored result could not be read back."""
        fresh = {k: max(_LEAST, v) for k, v in seconds.items() if k not in self._weights}
        self._weights |= fresh
        for key, weight in fresh.items():
            self._by_node[self._node_of(key)] += weight
        self.total += sum(fresh.values())
