"""Pictures of what nodes of one kind share: body, title bar, fields and labels; each is painted once per zoom.

Rounded, antialiased areas and text are what a node costs; a picture of them costs next to nothing. In: a shape, its
colour, the zoom. Out: a pixmap, whose corner is `margin` scene units left of and above the node.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap

from engine.types import PortType
from studio.graph.detail import Detail
from studio.graph.geometry import Form, NodeShape
from studio.graph.inks import Inks
from studio.graph.metrics import Metrics
from studio.tints import faded, mixed

MOST = 24_000_000
"""Pixels that are kept; beyond, all of them are made anew as they are needed."""


class Bodies:
    """Kept for one zoom at a time: hands zoom far less often than they pan."""

    def __init__(self, metrics: Metrics, inks: Inks) -> None:
        self.metrics = metrics
        self.inks = inks
        self.margin = 4.0
        self._zoom = 0.0
        self._pixels = 0
        self._kept: dict[tuple[int, PortType, bool], tuple[NodeShape, QPixmap]] = {}
        self._shadow = QColor(0, 0, 0, 90 if inks.theme.dark else 38)
        self._stripes = QBrush(faded(inks.warn, 0.4), Qt.BrushStyle.BDiagPattern)
        self.heads = {kind: mixed(inks.header, colour, 0.13) for kind, colour in inks.ports.items()}
        """Title bars, tinted with the type that a node is about."""
        self.edges = {kind: mixed(inks.node, colour, 0.45) for kind, colour in inks.ports.items()}
        """The line below them."""

    def of(self, shape: NodeShape, kind: PortType, known: bool, detail: Detail, zoom: float) -> QPixmap:
        """The picture of a shape; `zoom` in device pixels per scene unit, one pixel of it is one of the device."""
        if zoom != self._zoom or self._pixels > MOST:
            self._kept.clear()
            self._zoom, self._pixels = zoom, 0
        key = (id(shape), kind, known)
        kept = self._kept.get(key)
        if kept is None:
            # The shape is kept too: its id must not come to mean another one.
            kept = self._kept[key] = (shape, self._painted(shape, kind, known, detail, zoom))
            self._pixels += kept[1].width() * kept[1].height()
        return kept[1]

    def _painted(self, shape: NodeShape, kind: PortType, known: bool, detail: Detail, zoom: float) -> QPixmap:
        far = self.margin
        rect = shape.rect.adjusted(-far, -far, far, far)
        pixmap = QPixmap(max(1, round(rect.width() * zoom)), max(1, round(rect.height() * zoom)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(zoom, zoom)
        painter.translate(-rect.topLeft())
        self._paint(painter, shape, kind, known, detail)
        painter.end()
        return pixmap

    def _paint(
        self, painter: QPainter, shape: NodeShape, kind: PortType, known: bool, detail: Detail
    ) -> None:
        m, inks = self.metrics, self.inks
        painter.setPen(Qt.PenStyle.NoPen)
        if detail is Detail.FULL:
            painter.setBrush(self._shadow)
            painter.drawRoundedRect(shape.rect.translated(0, 2), m.radius, m.radius)
        note = shape.form is Form.NOTE
        painter.setBrush(inks.note if note else inks.node)
        painter.drawRoundedRect(shape.rect, m.radius, m.radius)
        if not known:
            painter.setBrush(self._stripes)
            painter.drawRoundedRect(shape.rect, m.radius, m.radius)
        if not note:
            painter.setBrush(self.heads[kind])
            painter.drawPath(_top(shape.title, m.radius, shape.form is Form.COLLAPSED))
            if shape.form is Form.NODE:
                painter.fillRect(QRectF(0, m.header - 1, shape.rect.width(), 1), self.edges[kind])
            self._paint_fields(painter, shape, detail)
        if detail < Detail.FULL:
            self._paint_specks(painter, shape)
        if known:
            painter.setPen(QPen(inks.outline))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(shape.rect, m.radius, m.radius)

    def _paint_specks(self, painter: QPainter, shape: NodeShape) -> None:
        """Ports from afar, where their shapes cannot be told any more."""
        radius = min(shape.port_radius(self.metrics.port) * 0.8, self.margin)
        for place in shape.ports:
            at = place.at
            speck = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
            painter.fillRect(speck, self.inks.port(place.port.type))

    def _paint_fields(self, painter: QPainter, shape: NodeShape, detail: Detail) -> None:
        m, inks = self.metrics, self.inks
        painter.setBrush(inks.field)
        for field in (shape.value, shape.picture):
            if field is not None and (detail is Detail.FULL or field is shape.picture):
                painter.drawRoundedRect(field, m.radius * 0.6, m.radius * 0.6)
        if detail is not Detail.FULL or shape.form is not Form.NODE:
            return
        painter.setFont(m.font)
        painter.setPen(inks.dim)
        for place in shape.ports:
            x = place.room.left()
            if place.output:
                x = place.room.right() - m.text.horizontalAdvance(place.label)
            painter.drawText(QPointF(x, m.baseline(place.room, m.text)), place.label)


def _top(title: QRectF, radius: float, closed: bool) -> QPainterPath:
    """The title bar: round above, and below too where nothing follows."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(title, radius, radius)
    if not closed:
        path.addRect(title.adjusted(0, title.height() - radius, 0, 0))
    return path
