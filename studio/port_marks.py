"""The shape of a port type: colour never carries meaning alone. Drawn the same on nodes, in lists and in help."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from engine.types import PortType
from studio.theme import Theme

_CORNERS = {"triangle": (3, 0.0), "diamond": (4, -90.0), "hexagon": (6, 0.0)}


def mark_path(kind: PortType, radius: float, centre: QPointF | None = None) -> QPainterPath:
    """The outline of a mark around `centre` (the origin without one). A ring is a circle that is not to be filled."""
    path = QPainterPath()
    match kind.shape:
        case "circle" | "ring":
            path.addEllipse(QPointF(), radius * 0.92, radius * 0.92)
        case "square":
            path.addRect(_box(radius * 0.82, radius * 0.82))
        case "bar":
            path.addRect(_box(radius * 0.55, radius))
        case "star":
            path.addPolygon(_star(radius * 1.1))
            path.closeSubpath()
        case shape:
            corners, turn = _CORNERS[shape]
            path.addPolygon(_polygon(corners, radius * 1.08, turn))
            path.closeSubpath()
    return path.translated(centre) if centre is not None else path


def paint_mark(painter: QPainter, kind: PortType, theme: Theme, centre: QPointF, radius: float) -> None:
    """Draw a mark in the theme's colour of its type."""
    colour = QColor(theme.port(kind))
    hollow = kind.shape == "ring"
    painter.setPen(QPen(colour, radius * 0.45) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else colour)
    painter.drawPath(mark_path(kind, radius * (0.75 if hollow else 1.0), centre))


def mark_image(kind: PortType, theme: Theme, side: int, ratio: float = 1.0) -> QImage:
    """A mark on nothing, `side` logical pixels wide and high."""
    image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, kind, theme, QPointF(side / 2, side / 2), side * 0.42)
    painter.end()
    return image


def _box(half_width: float, half_height: float) -> QRectF:
    return QRectF(-half_width, -half_height, 2 * half_width, 2 * half_height)


def _polygon(corners: int, radius: float, turn: float) -> QPolygonF:
    angles = (math.radians(turn + 360 * corner / corners) for corner in range(corners))
    return QPolygonF([QPointF(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles])


def _star(radius: float) -> QPolygonF:
    points = []
    for corner in range(10):
        angle = math.radians(36 * corner - 90)
        length = radius if corner % 2 == 0 else radius * 0.5
        points.append(QPointF(length * math.cos(angle), length * math.sin(angle)))
    return QPolygonF(points)
