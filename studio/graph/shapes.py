"""The shapes of port types: colour alone never tells them apart.

One `QPainterPath` per shape around the origin, radius 1, made once; painters scale it.
"""

import math
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from engine.types import PortType


@cache
def port_path(kind: PortType, radius: float) -> QPainterPath:
    """The outline of a type's ports around the origin, each about as heavy to the eye as a circle of the radius."""
    return QTransform.fromScale(radius, radius).map(_unit(kind.shape))


@cache
def _unit(shape: str) -> QPainterPath:
    path = QPainterPath()
    match shape:
        case "square":
            path.addRect(QRectF(-0.88, -0.88, 1.76, 1.76))
        case "bar":
            path.addRect(QRectF(-0.62, -1.15, 1.24, 2.3))
        case "triangle":
            path.addPolygon(_polygon(3, 1.3, 0.0))
        case "diamond":
            path.addPolygon(_polygon(4, 1.22, 0.0))
        case "hexagon":
            path.addPolygon(_polygon(6, 1.1, 0.0))
        case "star":
            path.addPolygon(_star())
        case "ring":
            path.addEllipse(QPointF(), 1.0, 1.0)
            path.addEllipse(QPointF(), 0.45, 0.45)
        case _:
            path.addEllipse(QPointF(), 1.0, 1.0)
    path.closeSubpath()
    return path


def _polygon(corners: int, radius: float, turned: float) -> QPolygonF:
    angles = [turned + math.tau * n / corners for n in range(corners)]
    return QPolygonF([QPointF(radius * math.cos(a), radius * math.sin(a)) for a in angles])


def _star() -> QPolygonF:
    corners = []
    for n in range(10):
        radius, angle = (1.3 if n % 2 == 0 else 0.62), -math.pi / 2 + math.pi * n / 5
        corners.append(QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    return QPolygonF(corners)
