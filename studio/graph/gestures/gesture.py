"""The life of a gesture, and the two that only look around: panning, and scrolling by itself at the view's edges."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt, QTimer

from studio.graph.desk import Desk
from studio.graph.gestures.pointer import Pointer

EDGE_LINES = 1.5
"""How near to the view's edge a drag scrolls, in heights of a line of text."""
TICK_MS = 16


class Gesture:
    """One thing a hand does, from the press that began it.

    `Hands` calls `begin` once, `move` any number of times, and then either `release` or `cancel`. Only `release` may
    edit the document, at most once; `cancel` puts everything back.
    """

    cursor: Qt.CursorShape | None = None
    """The pointer's shape while it lasts."""

    def __init__(self, desk: Desk, start: Pointer) -> None:
        self.desk = desk
        self.start = start
        self.last = start

    def begin(self) -> None:
        """The pointer moved far enough for this to be no click."""

    def move(self, at: Pointer) -> None:
        """The pointer moved, or the scene moved under it."""

    def release(self, at: Pointer) -> None:
        """The button was let go: make the edit."""

    def cancel(self) -> None:
        """Put everything back as it was."""


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
        step = self.start.view - self.last.view
        self.desk.view.pan(step.x(), step.y())


class EdgeScroll(QObject):
    """Pans the view while a drag holds the pointer at its edge, the faster the nearer, and tells after each step."""

    def __init__(self, desk: Desk, moved: Callable[[QPointF], None]) -> None:
        super().__init__(desk.view)
        self._view = desk.view
        self._moved = moved
        self._at = QPointF()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._step)

    def feel(self, at: QPointF) -> None:
        """Start or stop according to where the pointer is (viewport pixels)."""
        self._at = at
        if self._push().isNull():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """For good; the drag is over."""
        self._timer.stop()
        self.deleteLater()

    def _push(self) -> QPointF:
        area = self._view.viewport().rect()
        margin = self._view.fontMetrics().lineSpacing() * EDGE_LINES

        def along(position: float, end: float) -> float:
            inside = min(position, end - position)
            if inside >= margin:
                return 0.0
            speed = min(1.0, (margin - inside) / margin) * margin / 2
            return speed if position < end / 2 else -speed

        return QPointF(along(self._at.x(), area.width()), along(self._at.y(), area.height()))

    def _step(self) -> None:
        push = self._push()
        self._view.pan(push.x(), push.y())
        self._moved(self._at)
