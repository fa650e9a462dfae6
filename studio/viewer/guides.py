"""Lines over the picture: how much of it every screen shows.

In: where the picture lies. Out: painted lines. Used by the viewer.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

ACTION, TITLES = 0.93, 0.90
"""Shares of width and height that hold what happens, and what is to be read (EBU R 95)."""


def safe_areas(painter: QPainter, target: QRectF) -> None:
    """The two safe areas, and the middle."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    arm = min(target.width(), target.height()) * 0.02
    middle = target.center()
    for colour, width in ((QColor(0, 0, 0, 140), 2.5), (QColor(255, 255, 255, 210), 1.0)):
        painter.setPen(QPen(colour, width))
        for share in (ACTION, TITLES):
            x, y = target.width() * (1 - share) / 2, target.height() * (1 - share) / 2
            painter.drawRect(target.adjusted(x, y, -x, -y))
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
