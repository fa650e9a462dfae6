"""What gestures of every view have in common: their life, scrolling at the view's edge, keys that are held, the cursor.

In: what gestures of a view work with, the pointer as a value, a viewport that can be scrolled. Out: calls of the
gesture. Each view has gestures of its own and `Hands` that begin, feed and end them: the graph and the timeline.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QWidget

DeskT = TypeVar("DeskT")
PointerT = TypeVar("PointerT")

EDGE_LINES = 1.5
"""How near to the view's edge a drag scrolls, in heights of a line of text."""
FASTEST = 1.5
"""How fast it scrolls at most, beyond the edge; 1 is at the edge itself."""
TICK_MS = 16
MODIFIERS = {
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
}


class Gesture(Generic[DeskT, PointerT]):
    """One thing a hand does, from the press that began it.

    `Hands` calls `begin` once, `move` any number of times, and then either `release` or `cancel`. Only `release` may
    edit the document, at most once; `cancel` puts everything back.
    """

    cursor: Qt.CursorShape | None = None
    """The pointer's shape while it lasts."""

    def __init__(self, desk: DeskT, start: PointerT) -> None:
        self.desk = desk
        self.start = start
        self.last = start

    def begin(self) -> None:
        """The pointer moved far enough for this to be no click."""

    def move(self, at: PointerT) -> None:
        """The pointer moved, a modifier changed, or the view moved under it."""

    def release(self, at: PointerT) -> None:
        """The button was let go: make the edit."""

    def cancel(self) -> None:
        """Put everything back as it was."""


class EdgeScroll(QObject):
    """Scrolls a view while a drag holds the pointer at its edge, the faster the nearer, and tells after each step.

    `line` is the height of a line of text; `scroll` moves what is looked at by pixels, to the right and down;
    `across` lets it do so sideways only.
    """

    def __init__(
        self,
        viewport: QWidget,
        line: float,
        scroll: Callable[[QPointF], object],
        moved: Callable[[], object],
        *,
        across: bool = False,
    ) -> None:
        super().__init__(viewport)
        self._viewport, self._margin, self._across = viewport, line * EDGE_LINES, across
        self._scroll, self._moved = scroll, moved
        self._at = QPointF()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._step)

    def feel(self, at: QPointF) -> None:
        """Start or stop according to where the pointer is, in viewport pixels."""
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
        down = 0.0 if self._across else self._along(self._at.y(), self._viewport.height())
        return QPointF(self._along(self._at.x(), self._viewport.width()), down)

    def _along(self, position: float, end: float) -> float:
        inside = min(position, end - position)
        if inside >= self._margin:
            return 0.0
        speed = min(FASTEST, (self._margin - inside) / self._margin) * self._margin / 2
        return -speed if position < end / 2 else speed

    def _step(self) -> None:
        self._scroll(self._push())
        self._moved()


def with_key(held: Qt.KeyboardModifier, key: Qt.Key, down: bool) -> Qt.KeyboardModifier | None:
    """The modifiers that are held once a key went down or up; None for a key that is none of Shift, Ctrl and Alt."""
    modifier = MODIFIERS.get(key)
    if modifier is None:
        return None
    return held | modifier if down else held & ~modifier


def point(viewport: QWidget, shape: Qt.CursorShape | None) -> None:
    """Give the pointer a shape over a view, or with None its usual one."""
    if shape is None:
        viewport.unsetCursor()
    else:
        viewport.setCursor(shape)
