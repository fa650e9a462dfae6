"""The grid: where moved nodes land, and the quiet dots behind the graph."""

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.theme import Theme

STEP = 20.0
"""Distance of the grid's points in scene units."""
COARSE = 5
"""Every so many points carry a line that stays visible when zoomed out."""
LEAST_PIXELS = 11.0
"""Points nearer to each other than this on the screen are noise and left out."""


def snapped(position: QPointF) -> QPointF:
    """The grid point nearest to a position."""
    return QPointF(round(position.x() / STEP) * STEP, round(position.y() / STEP) * STEP)


def paint_grid(painter: QPainter, rect: QRectF, theme: Theme, zoom: float) -> None:
    """Fill a rectangle of the scene with the graph's ground."""
    painter.fillRect(rect, QColor(theme.canvas))
    step = STEP * COARSE
    if step * zoom < LEAST_PIXELS * 2:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(QColor(theme.grid), 0))
    painter.drawLines(_lines(rect, step))
    if STEP * zoom >= LEAST_PIXELS:
        pen = QPen(QColor(theme.grid).lighter(125) if theme.dark else QColor(theme.grid).darker(112), 2)
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        _dots(painter, rect)
    painter.restore()


def _range(low: float, high: float, step: float) -> list[float]:
    return [n * step for n in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _lines(rect: QRectF, step: float) -> list[QLineF]:
    down = [QLineF(x, rect.top(), x, rect.bottom()) for x in _range(rect.left(), rect.right(), step)]
    across = [QLineF(rect.left(), y, rect.right(), y) for y in _range(rect.top(), rect.bottom(), step)]
    return down + across


def _dots(painter: QPainter, rect: QRectF) -> None:
    """One row of points, drawn row after row: making all of them would cost more than drawing them."""
    top = math.floor(rect.top() / STEP) * STEP
    row = QPolygonF([QPointF(x, top) for x in _range(rect.left(), rect.right(), STEP)])
    for _ in range(math.ceil((rect.bottom() - top) / STEP) + 1):
        painter.drawPoints(row)
        row.translate(0, STEP)
