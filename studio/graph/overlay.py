"""What hands draw above the graph: the dangling link, the knife's path, the rubber band.

Painted straight onto the view above the kept picture, so that a gesture never repaints the graph below it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.graph.inks import Inks
from studio.graph.wire import curve
from studio.tints import faded


class Overlay:
    """Set by the scene, painted by the view in scene coordinates."""

    def __init__(self) -> None:
        self.wire: tuple[QPointF, QPointF] | None = None
        """From output to input, whichever end is the dangling one."""
        self.colour = QColor()
        self.fits: bool | None = None
        self.tip = QPointF()
        self.path: Sequence[QPointF] = ()
        self.band: QRectF | None = None

    def __bool__(self) -> bool:
        return self.wire is not None or bool(self.path) or self.band is not None

    def paint(self, painter: QPainter, inks: Inks, zoom: float) -> None:
        """Everything that is shown now."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.wire is not None:
            self._paint_wire(painter, self.wire, inks, zoom)
        if len(self.path) > 1:
            self._paint_path(painter, inks)
        if self.band is not None:
            painter.setPen(_pen(inks.accent, 1.0))
            painter.setBrush(faded(inks.accent, 0.12))
            painter.drawRect(self.band)

    def _paint_wire(self, painter: QPainter, wire: tuple[QPointF, QPointF], inks: Inks, zoom: float) -> None:
        colour = inks.error if self.fits is False else self.colour
        pen = _pen(colour, 2.4 if self.fits is None else 3.0)
        if self.fits is False:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        start, stop = wire
        corners = curve(start.x(), start.y(), stop.x(), stop.y())
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners]))
        painter.setBrush(colour if self.fits else inks.canvas)
        painter.setPen(_pen(colour, 2.0))
        radius = (6.0 if self.fits else 4.5) / zoom
        painter.drawEllipse(self.tip, radius, radius)

    def _paint_path(self, painter: QPainter, inks: Inks) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((inks.canvas, 4.0), (inks.error, 1.8)):
            pen = _pen(colour, width)
            pen.setStyle(Qt.PenStyle.SolidLine if width > 2 else Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(list(self.path)))


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
