"""Two pictures in one place: a wipe between them, side by side, one and the other in turns, or where they differ.

In: the second picture; the first one is the screen's. Out: both are painted, at one zoom. Used by the screen.
"""

from typing import Final, Literal

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen

Mode = Literal["", "wipe", "side", "flicker", "difference"]
WIPE: Final = "wipe"
SIDE: Final = "side"
FLICKER: Final = "flicker"
DIFFERENCE: Final = "difference"
FLICKER_MS = 600
"""How long each picture stays: well below three changes a second, which can harm."""
GRIP = 8
"""Pixels around the line of a wipe that take hold of it."""


class Comparison(QObject):
    """`mode` "" shows the first picture alone. `divider` is the share of the picture's width left of the wipe."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mode: Mode = ""
        self.second: QImage | None = None
        self.divider = 0.5
        self.swapped = False
        self._held = False
        self._timer = QTimer(self)
        self._timer.setInterval(FLICKER_MS)
        self._timer.timeout.connect(self._swap)

    def choose(self, mode: Mode) -> None:
        """Compare in this way, or not at all."""
        self.mode, self.swapped, self._held = mode, False, False
        if mode == FLICKER:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()

    def show_second(self, image: QImage | None) -> None:
        """The picture to compare with."""
        self.second = image
        self.changed.emit()

    def take(self, point: QPointF, target: QRectF) -> bool:
        """Take hold of the wipe's line; False where it is not."""
        line = target.left() + target.width() * self.divider
        self._held = self.mode == WIPE and self.second is not None and abs(point.x() - line) <= GRIP
        return self._held

    def drag(self, point: QPointF, target: QRectF) -> bool:
        """Move the line that is held."""
        if self._held and target.width() > 0:
            self.divider = min(1.0, max(0.0, (point.x() - target.left()) / target.width()))
            self.changed.emit()
        return self._held

    def let_go(self) -> None:
        """The line stays."""
        self._held = False

    def paint(self, painter: QPainter, target: QRectF, room: QRectF, first: QImage) -> None:
        """Paint what is to be seen; `room` is what the first picture may take."""
        second = self.second
        if not self.mode or second is None:
            painter.drawImage(target, first)
        elif self.mode == SIDE:
            self._side(painter, target, room, first, second)
        elif self.mode == FLICKER:
            painter.drawImage(target, second if self.swapped else first)
            self._label(painter, target, "B" if self.swapped else "A", right=False)
        elif self.mode == DIFFERENCE:
            painter.drawImage(target, first)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
            painter.drawImage(target, second)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        else:
            self._wipe(painter, target, first, second)

    def _side(self, painter: QPainter, target: QRectF, room: QRectF, first: QImage, second: QImage) -> None:
        for number, image in enumerate((first, second)):
            by = number * room.width()
            painter.save()
            painter.setClipRect(room.translated(by, 0))
            painter.drawImage(target.translated(by, 0), image)
            painter.restore()
            self._label(painter, target.translated(by, 0) & room.translated(by, 0), "AB"[number], right=False)

    def _wipe(self, painter: QPainter, target: QRectF, first: QImage, second: QImage) -> None:
        line = target.left() + target.width() * self.divider
        painter.drawImage(target, first)
        painter.save()
        painter.setClipRect(QRectF(line, target.top(), target.right() - line, target.height()))
        painter.drawImage(target, second)
        painter.restore()
        # Dark beside light: to be seen on any picture.
        for colour, width in ((QColor(0, 0, 0, 160), 3), (QColor(255, 255, 255), 1)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(line, target.top()), QPointF(line, target.bottom()))
        self._label(painter, target, "A", right=False)
        self._label(painter, target, "B", right=True)

    def _label(self, painter: QPainter, target: QRectF, text: str, *, right: bool) -> None:
        em = painter.fontMetrics().height()
        place = QRectF(
            target.right() - 2 * em if right else target.left() + em / 2,
            target.top() + em / 2,
            em * 1.5,
            em * 1.3,
        )
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 150))
        painter.drawRoundedRect(place, 3, 3)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _swap(self) -> None:
        self.swapped = not self.swapped
        self.changed.emit()
