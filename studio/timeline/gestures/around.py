"""Gestures that change no document: the playhead follows the hand, the view is moved, a band selects."""

from PySide6.QtCore import QPointF, QRectF, Qt

from studio.timeline.gestures.gesture import Desk, Gesture, Pointer, edge_scroll
from studio.timeline.table import Hint


class Scrub(Gesture):
    """The playhead goes where the pointer is, on whole frames; it stays there."""

    def __init__(self, desk: Desk, start: Pointer) -> None:
        super().__init__(desk, start)
        self._scroll = edge_scroll(desk, self._scrolled)

    def begin(self) -> None:
        """At once, for a press already means it."""
        self._go(self.start)

    def move(self, at: Pointer) -> None:
        """Follow."""
        self.last = at
        self._scroll.feel(at.at)
        self._go(at)

    def release(self, at: Pointer) -> None:
        """Stay."""
        self._scroll.stop()

    def cancel(self) -> None:
        """Stay too: a place is no edit."""
        self._scroll.stop()

    def _scrolled(self) -> None:
        at = self.last
        self._go(Pointer(at.at, self.desk.frame(at.at), at.button, at.modifiers))

    def _go(self, at: Pointer) -> None:
        transport = self.desk.transport
        transport.go(min(max(int(at.frame), 0), max(transport.frames - 1, 0)))


class Pan(Gesture):
    """Moves the view with the hand (middle button)."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def move(self, at: Pointer) -> None:
        """Keep what was grabbed under the pointer."""
        self.desk.scroll(round(self.last.at.x() - at.at.x()))
        self.last = at

    def cancel(self) -> None:
        """Go back to where it began."""
        self.move(self.start)


class Band(Gesture):
    """Selects what it touches while it is drawn; Shift adds to the selection, Ctrl toggles."""

    def __init__(self, desk: Desk, start: Pointer) -> None:
        super().__init__(desk, start)
        self._before = desk.table.selection
        self._scroll = edge_scroll(desk, self._draw)

    def move(self, at: Pointer) -> None:
        """Select what the band touches now."""
        self.last = at
        self._scroll.feel(at.at)
        self._draw()

    def release(self, at: Pointer) -> None:
        """Keep the selection."""
        self._scroll.stop()
        self.desk.table.show_hint()

    def cancel(self) -> None:
        """Select what was selected before."""
        self.release(self.last)
        self.desk.table.select(self._before)

    def _draw(self) -> None:
        table, sight = self.desk.table, self.desk.table.sight
        corner = QPointF(sight.x(self.start.frame), self.start.at.y())
        band = QRectF(corner, self.last.at).normalized()
        table.show_hint(Hint(band=band))
        start, stop = sight.frame(band.left()), sight.frame(band.right())
        found: set[str] = set()
        for row in sight.rows:
            if row.bottom > band.top() and row.top < band.bottom():
                lane = table.layout.lanes[row.lane]
                found |= {b.id for b in lane.between(start, stop) if not b.is_gap}
        if self.last.holds(Qt.KeyboardModifier.ShiftModifier):
            found |= self._before
        elif self.last.holds(Qt.KeyboardModifier.ControlModifier):
            found ^= self._before
        table.select(found)
