"""A value that may change over time: the curve of a strength.

In: points of (seconds, value). Out: the value at any moment. Made by `engine.params.CurveParam`, evaluated by the
lowerings for the latent frames of what it rules.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curve:
    """Points (seconds, value) with growing seconds: linear between them, held before the first and after the last."""

    points: tuple[tuple[float, float], ...]

    @property
    def constant(self) -> float | None:
        """The one value that it has at every moment; None if it changes."""
        first = self.points[0][1]
        return first if all(value == first for _, value in self.points) else None

    @property
    def plain(self) -> "float | Curve":
        """The one value, or this curve where there is no such."""
        constant = self.constant
        return self if constant is None else constant

    def at(self, seconds: float) -> float:
        """The value at a moment."""
        after = bisect_right(self.points, seconds, key=lambda point: point[0])
        if after == 0:
            return self.points[0][1]
        start, low = self.points[after - 1]
        if after == len(self.points):
            return low
        end, high = self.points[after]
        return low + (high - low) * ((seconds - start) / (end - start))

    def over(self, moments: Iterable[float]) -> float | list[float]:
        """The values at these moments (seconds), or the one number that they all are."""
        values = [self.at(seconds) for seconds in moments]
        return values[0] if len(set(values)) == 1 else values
