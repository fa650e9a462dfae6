"""The rubber band: selects what it touches while it is drawn; Shift adds to the selection, Ctrl toggles."""

from PySide6.QtCore import QRectF, Qt

from studio.graph.desk import Desk, Selection
from studio.graph.gestures.gesture import Gesture, edge_scroll
from studio.graph.gestures.pointer import Pointer, scene_position


class RubberBand(Gesture):
    """From empty ground; it changes the selection only, so it is no edit."""

    def __init__(self, desk: Desk, start: Pointer, before: Selection) -> None:
        super().__init__(desk, start)
        self._before = before
        self._scroll = edge_scroll(desk, self._draw)

    def move(self, at: Pointer) -> None:
        """Select what the band touches now."""
        self.last = at
        self._scroll.feel(at.view)
        self._draw()

    def release(self, at: Pointer) -> None:
        """Keep the selection."""
        self._scroll.stop()
        self.desk.scene.show_band(None)

    def cancel(self) -> None:
        """Select what was selected before."""
        self._scroll.stop()
        self.desk.scene.show_band(None)
        self.desk.restore(self._before)

    def _draw(self) -> None:
        corner = scene_position(self.desk.view, self.last.view)
        band = QRectF(self.start.scene, corner).normalized()
        self.desk.scene.show_band(band)
        nodes = frozenset(n for n in self.desk.graph.nodes if self._touches(n, band))
        frames = frozenset(f.id for f in self.desk.frames() if band.contains(QRectF(*f.rect)))
        before = self._before
        if self.last.holds(Qt.KeyboardModifier.ShiftModifier):
            nodes, frames = before.nodes | nodes, before.frames | frames
        elif self.last.holds(Qt.KeyboardModifier.ControlModifier):
            nodes, frames = before.nodes ^ nodes, before.frames ^ frames
        self.desk.focus.select(nodes, frames=frames)

    def _touches(self, node: str, band: QRectF) -> bool:
        item = self.desk.scene.node(node)
        return item is not None and band.intersects(item.sceneBoundingRect())
