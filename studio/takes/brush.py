"""What stands on the pictures of takes, on cards and in grids: the picture itself, words, how far it is, a star.

In: a painter and a place. Out: paint, in the colours of the theme in use and lengths of the widget's font.
"""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from studio.icons import draw
from studio.theme import Look

OVER = QColor(0, 0, 0, 168)
"""Ground of what stands on a picture, under white."""


class Brush:
    """Paints for one widget."""

    def __init__(self, look: Look, widget: QWidget) -> None:
        self._look, self._widget = look, widget

    @property
    def em(self) -> int:
        """The height of a line."""
        return QFontMetrics(self._widget.font()).height()

    def picture(self, painter: QPainter, frame: QRect, picture: QPixmap | None, sign: str) -> None:
        """The picture whole, on the canvas; a sign where there is none."""
        theme = self._look.theme
        painter.fillRect(frame, QColor(theme.canvas))
        if picture is not None and not picture.isNull():
            size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            at = QRect(frame.center() - QRect(0, 0, size.width(), size.height()).center(), size)
            painter.drawPixmap(at, picture)
        else:
            side = frame.height() * 0.36
            middle = QRectF(frame).center()
            ink = theme.warn if sign == "warning" else theme.dim
            draw(sign, painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), ink)
        if theme.canvas == theme.panel:
            painter.setPen(QColor(theme.line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame.adjusted(0, 0, -1, -1))

    def pill(
        self, painter: QPainter, frame: QRect, words: str, ink: str, ground: QColor, *, left: bool
    ) -> None:
        """A word on the foot of the picture."""
        em = self.em
        font = bold(self._widget.font()) if left else QFont(self._widget.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 0.86)
        metrics = QFontMetrics(font)
        wide, high = metrics.horizontalAdvance(words) + em * 0.6, metrics.height() * 1.05
        gap = em * 0.28
        x = frame.left() + gap if left else frame.right() + 1 - gap - wide
        area = QRectF(x, frame.bottom() + 1 - gap - high, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, high / 3, high / 3)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.setFont(self._widget.font())

    def bar(self, painter: QPainter, frame: QRect, share: float) -> None:
        """How far it is, along the foot of the picture."""
        thick = max(2.0, self.em / 6)
        area = QRectF(frame.left(), frame.bottom() + 1 - thick, frame.width(), thick)
        painter.fillRect(area, OVER)
        area.setWidth(frame.width() * min(max(share, 0.0), 1.0))
        painter.fillRect(area, QColor(self._look.theme.accent))

    def star(self, painter: QPainter, area: QRectF, on: bool) -> None:
        """A favourite, or where a click makes it one."""
        middle, outer = area.center(), area.width() * 0.3
        points = [
            middle + QPointF(sin(n * pi / 5), -cos(n * pi / 5)) * (outer if n % 2 == 0 else outer * 0.45)
            for n in range(10)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(OVER)
        painter.drawEllipse(middle, outer * 1.55, outer * 1.55)
        gold = QColor("#ffcf4a")
        painter.setPen(QPen(gold if on else QColor("#ffffff"), 1.2))
        painter.setBrush(gold if on else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(points))


def bold(font: QFont) -> QFont:
    """The same font, a little heavier."""
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    return heavy
