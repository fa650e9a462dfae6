"""Where times snap to: cuts, ends, markers, the playhead and the in and out points, if they are near enough.

In: the boxes as they were before the gesture, what moves (and so is no target), the playhead. Out: a shift.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from studio.timeline.layout import Layout

REACH = 0.6
"""How near a time must be, in lines of text on the screen."""


@dataclass(frozen=True, slots=True)
class Snap:
    """How far what moves has to go on, and the time at which it then is; both in frames."""

    by: float
    to: float


class Snaps:
    """The targets of one gesture; `reach` is in frames."""

    def __init__(self, layout: Layout, moving: Collection[str], extra: Iterable[float], reach: float) -> None:
        self._times = sorted({t for t, name in layout.edges if name not in moving} | set(extra))
        self._reach = reach

    def nearest(self, *times: float) -> Snap | None:
        """The nearest target of any of these times; None where none is near enough."""
        best: Snap | None = None
        for time in times:
            place = bisect_left(self._times, time)
            for target in self._times[max(0, place - 1) : place + 1]:
                by = target - time
                if abs(by) <= self._reach and (best is None or abs(by) < abs(best.by)):
                    best = Snap(by, target)
        return best
