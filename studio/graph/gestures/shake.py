"""Telling a shake from a drag: several quick turns from side to side."""

from PySide6.QtCore import QPointF

TURNS = 4
"""Changes of direction that make a shake."""
WINDOW_MS = 900
"""They lie within this time."""
LEAST_PIXELS = 12.0
"""How far the hand goes between two turns."""


class Shake:
    """Fed with the pointer's positions in viewport pixels and their times in milliseconds."""

    def __init__(self) -> None:
        self._edge: float | None = None
        self._direction = 0
        self._turns: list[int] = []

    def feel(self, at: QPointF, time: int) -> bool:
        """Whether the hand has shaken, as of this position."""
        x = at.x()
        if self._edge is None:
            self._edge = x
            return False
        gone = x - self._edge
        if gone * self._direction > 0:
            self._edge = x
        elif abs(gone) >= LEAST_PIXELS:
            if self._direction:
                self._turns = [t for t in self._turns if time - t <= WINDOW_MS] + [time]
            self._direction = 1 if gone > 0 else -1
            self._edge = x
        return len(self._turns) >= TURNS
