"""A frame behind nodes: a tinted field with a title bar and a grip in each lower corner."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.graph import Frame
from studio.graph.detail import Detail
from studio.graph.hit import Kind
from studio.graph.inks import Inks
from studio.graph.metrics import Metrics
from studio.tints import faded, mixed

READABLE = 11.0
"""Device pixels that a title's letters never fall below while they fit the frame."""


class FrameItem:
    """`rect` is where it is drawn, which differs from the frame's own while it is dragged."""

    def __init__(self, frame: Frame, metrics: Metrics) -> None:
        self.metrics = metrics
        self.selected = False
        self.set(frame)

    def set(self, frame: Frame) -> None:
        """Show another value of the frame."""
        self.frame = frame
        self.rect = QRectF(*frame.rect)

    @property
    def id(self) -> str:
        """The frame's id."""
        return self.frame.id

    def title(self) -> QRectF:
        """The bar by which it is grabbed."""
        return QRectF(self.rect.left(), self.rect.top(), self.rect.width(), self.metrics.frame_header)

    def part_at(self, at: QPointF, tolerance: float) -> Kind | None:
        """What of the frame lies at a point of the scene."""
        if not self.rect.adjusted(-tolerance, -tolerance, tolerance, tolerance).contains(at):
            return None
        grip = max(self.metrics.corner, tolerance)
        low = at.y() > self.rect.bottom() - grip
        if low and (at.x() > self.rect.right() - grip or at.x() < self.rect.left() + grip):
            return "frame_corner"
        if not self.rect.contains(at):
            return None
        return "frame_title" if self.title().contains(at) else "frame"

    def ground(self, inks: Inks) -> QColor:
        """What it is filled with."""
        return mixed(inks.canvas, QColor(self.frame.colour), 0.22 if inks.theme.dark else 0.14)

    def paint(self, painter: QPainter, detail: Detail, inks: Inks, zoom: float) -> None:
        """The whole frame."""
        m, tint = self.metrics, QColor(self.frame.colour)
        ground = self.ground(inks)
        line = mixed(inks.line, tint, 0.55)
        pen = QPen(inks.accent if self.selected else line, 2 if self.selected else 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(ground)
        if detail <= Detail.TITLES:
            painter.drawRect(self.rect)
        else:
            painter.drawRoundedRect(self.rect, m.radius, m.radius)
            self._paint_grip(painter, line)
        self._paint_title(painter, mixed(ground, tint, 0.5), ground, inks, zoom)

    def _paint_title(self, painter: QPainter, bar: QColor, ground: QColor, inks: Inks, zoom: float) -> None:
        m = self.metrics
        title = self.title()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(bar, 0.55))
        painter.drawRoundedRect(title.adjusted(1, 1, -1, 0), m.radius, m.radius)
        grown = max(1.0, READABLE / max(zoom * m.heading.pixelSize(), 1e-6))
        if m.large.height() * grown > self.rect.height() * 0.5:
            return
        painter.save()
        painter.translate(title.left() + m.pad, title.top())
        painter.scale(grown, grown)
        room = (title.width() - 2 * m.pad) / grown
        painter.setFont(m.heading)
        painter.setPen(inks.text)
        words = m.large.elidedText(self.frame.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(0, m.baseline(QRectF(0, 0, 1, m.frame_header), m.large)), words)
        painter.restore()

    def _paint_grip(self, painter: QPainter, line: QColor) -> None:
        grip = self.metrics.corner * 0.7
        painter.setPen(QPen(line, 1.4))
        for sign, x in ((-1, self.rect.right() - 4), (1, self.rect.left() + 4)):
            y = self.rect.bottom() - 4
            painter.drawLine(QPointF(x, y - grip), QPointF(x + sign * grip, y))
            painter.drawLine(QPointF(x, y - grip / 2), QPointF(x + sign * grip / 2, y))
