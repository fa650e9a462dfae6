"""Gestures of the graph: what they work with, scrolling by itself at the view's edges, and panning."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Qt

from studio import gesture
from studio.gesture import EdgeScroll
from studio.graph.desk import Desk
from studio.graph.gestures.pointer import Pointer

Gesture: TypeAlias = gesture.Gesture[Desk, Pointer]


class Pan(Gesture):
    """Moves the view with the hand (middle button, or Space or Alt with the left one)."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def move(self, at: Pointer) -> None:
        """Keep what was grabbed under the pointer."""
        step = at.view - self.last.view
        self.desk.view.pan(step.x(), step.y())
        self.last = at

    def cancel(self) -> None:
        """Go back to where it began."""
        self.move(self.start)


def edge_scroll(desk: Desk, moved: Callable[[], object]) -> EdgeScroll:
    """Pans the graph while a drag holds the pointer at the view's edge; `moved` is called after each step."""
    view = desk.view
    return EdgeScroll(
        view.viewport(), view.fontMetrics().lineSpacing(), lambda by: view.pan(-by.x(), -by.y()), moved
    )
