"""Icons as strokes on a grid of 24 units, drawn in the theme's colours at whatever size and scale is asked for.

In: a name. Out: a QIcon that follows the theme. Called by the window and the welcome page.
"""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from studio.theme import DARK, Look

GRID = 24.0

_Stroke = tuple[tuple[float, float], ...]
_STROKES: Mapping[str, tuple[_Stroke, ...]] = {
    "new": (((6, 3), (14, 3), (19, 8), (19, 21), (6, 21), (6, 3)), ((14, 3), (14, 8), (19, 8)),
            ((12.5, 11), (12.5, 17)), ((9.5, 14), (15.5, 14))),
    "open": (((3, 19), (3, 5), (9, 5), (11.5, 8), (19, 8), (19, 11)), ((3, 19), (6.5, 11), (22, 11), (18.5, 19),
             (3, 19))),
    "graph": (((3, 5), (10, 5), (10, 11), (3, 11), (3, 5)), ((14, 13), (21, 13), (21, 19), (14, 19), (14, 13)),
              ((10, 8), (12, 8), (12, 16), (14, 16))),
    "film": (((3, 5), (21, 5), (21, 19), (3, 19), (3, 5)), ((7.5, 5), (7.5, 19)), ((16.5, 5), (16.5, 19)),
             ((3, 9.7), (7.5, 9.7)), ((3, 14.3), (7.5, 14.3)), ((16.5, 9.7), (21, 9.7)), ((16.5, 14.3), (21, 14.3))),
    "close": (((6, 6), (18, 18)), ((18, 6), (6, 18))),
    "warning": (((12, 3.5), (21.5, 20), (2.5, 20), (12, 3.5)), ((12, 9.5), (12, 14.5)), ((12, 17), (12, 17.4))),
    "info": (((12, 3), (18.4, 5.6), (21, 12), (18.4, 18.4), (12, 21), (5.6, 18.4), (3, 12), (5.6, 5.6), (12, 3)),
             ((12, 11), (12, 16.5)), ((12, 7.6), (12, 8))),
}  # fmt: skip


def icon(name: str, look: Look) -> QIcon:
    """An icon of the table in the theme's text colour."""
    return QIcon(_StrokeEngine(_STROKES[name], look))


def application_icon() -> QIcon:
    """The program's own: two linked boxes whose link is a frame of film."""
    made = QIcon()
    for edge in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_application_pixmap(edge))
    return made


def _application_pixmap(edge: int) -> QPixmap:
    pixmap = QPixmap(edge, edge)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(edge / GRID, edge / GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(DARK.header))
    painter.drawRoundedRect(QRectF(1, 1, 22, 22), 5, 5)
    link = QPainterPath(QPointF(8.5, 8))
    link.cubicTo(14, 8, 10, 16, 15.5, 16)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(DARK.text), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(link)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(DARK.accent))
    painter.drawRoundedRect(QRectF(3.5, 5.2, 6, 5.6), 1.4, 1.4)
    painter.setBrush(QColor(DARK.warn))
    painter.drawRoundedRect(QRectF(14.5, 13.2, 6, 5.6), 1.4, 1.4)
    painter.end()
    return pixmap


class _StrokeEngine(QIconEngine):
    """Draws strokes with the text colour of whatever theme is in use when it paints."""

    def __init__(self, strokes: tuple[_Stroke, ...], look: Look) -> None:
        super().__init__()
        self._strokes = strokes
        self._look = look

    def clone(self) -> QIconEngine:
        """Qt copies icons."""
        return _StrokeEngine(self._strokes, self._look)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt asks for the icon in a rectangle."""
        self._draw(painter, QRectF(rect), mode)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt asks for a picture of its own."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self._draw(painter, QRectF(made.rect()), mode)
        painter.end()
        return made

    def _draw(self, painter: QPainter, rect: QRectF, mode: QIcon.Mode) -> None:
        theme = self._look.theme
        colour = theme.dim if mode == QIcon.Mode.Disabled else theme.text
        side = min(rect.width(), rect.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
        painter.scale(side / GRID, side / GRID)
        pen = QPen(
            QColor(colour), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )
        painter.setPen(pen)
        painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
        for stroke in self._strokes:
            painter.drawPolyline([QPointF(x, y) for x, y in stroke])
        painter.restore()
