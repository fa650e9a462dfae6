"""Resizing a frame by one of its corners."""

from PySide6.QtCore import QPointF, QRectF, Qt

from studio.edit import frames
from studio.graph.desk import Desk
from studio.graph.gestures.gesture import Gesture
from studio.graph.gestures.pointer import Pointer
from studio.graph.grid import STEP, snapped
from studio.words import tr


class ResizeFrame(Gesture):
    """Drags the corner that was grabbed; the opposite one stays. What lies inside afterwards belongs to the frame."""

    cursor = Qt.CursorShape.SizeFDiagCursor

    def __init__(self, desk: Desk, start: Pointer, frame: str) -> None:
        super().__init__(desk, start)
        self._frame = frame
        self._before = next(QRectF(*f.rect) for f in desk.frames() if f.id == frame)
        self._rect = self._before

    def move(self, at: Pointer) -> None:
        """Show the new size."""
        self.last = at
        self._rect = self._size(at)
        self.desk.scene.preview_frames({self._frame: self._rect})

    def release(self, at: Pointer) -> None:
        """Keep it."""
        desk, rect = self.desk, self._size(at)
        desk.scene.end_preview()
        given = (rect.x(), rect.y(), rect.width(), rect.height())
        name = tr("Resize {what}", what=desk.what((), (self._frame,)))
        desk.edit(name, lambda d: frames.resize(d, desk.scope, self._frame, given, desk.scene.sizes()))

    def cancel(self) -> None:
        """Back to its size."""
        self.desk.scene.end_preview()

    def _size(self, at: Pointer) -> QRectF:
        """The corner nearest to the press goes with the pointer, on the grid where that is wanted."""
        step, rect = at.scene - self.start.scene, QRectF(self._before)
        middle = rect.center()
        corner = QPointF(
            rect.left() if self.start.scene.x() < middle.x() else rect.right(),
            rect.top() if self.start.scene.y() < middle.y() else rect.bottom(),
        )
        moved = corner + step
        if self.desk.settings.value.snap != at.holds(Qt.KeyboardModifier.AltModifier):
            moved = snapped(moved)
        least = 4 * STEP
        if corner.x() == rect.left():
            rect.setLeft(min(moved.x(), rect.right() - least))
        else:
            rect.setRight(max(moved.x(), rect.left() + least))
        if corner.y() == rect.top():
            rect.setTop(min(moved.y(), rect.bottom() - least))
        else:
            rect.setBottom(max(moved.y(), rect.top() + least))
        return rect
