"""Paints a node: body, title, ports, value, picture, state. Called by the scene for every node that is in sight."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.graph.detail import Detail
from studio.graph.inks import Inks
from studio.graph.metrics import Metrics
from studio.graph.node_item import NodeItem
from studio.graph.shapes import port_path

Lit = Collection[tuple[str, str, bool]] | None
"""Ends that a dragged link may be dropped on, None while none is dragged."""


class NodePainter:
    """Paints nodes in item coordinates with the inks of a theme."""

    def __init__(self, metrics: Metrics, inks: Inks) -> None:
        self.metrics = metrics
        self.inks = inks

    def paint(self, painter: QPainter, item: NodeItem, detail: Detail, zoom: float, lit: Lit) -> None:
        """One node; the painter's origin is the node's position."""
        m, inks, shape = self.metrics, self.inks, item.shape
        painter.setPen(QPen(inks.accent, 2) if item.selected else inks.outline)
        painter.setBrush(inks.node)
        painter.drawRoundedRect(shape.rect, m.radius, m.radius)
        painter.setFont(m.bold)
        painter.setPen(inks.text)
        painter.drawText(QPointF(m.pad, m.baseline(shape.title, m.title)), item.title)
        painter.setFont(m.font)
        for place in shape.ports:
            kind = item.type_of(place.port.name, place.output, place.port.type)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.port(kind))
            painter.drawPath(port_path(kind, m.port).translated(place.at))
            painter.setPen(inks.dim)
            side = Qt.AlignmentFlag.AlignRight if place.output else Qt.AlignmentFlag.AlignLeft
            painter.drawText(place.room, int(side | Qt.AlignmentFlag.AlignVCenter), place.label)
        for number, line in enumerate(item.value):
            assert shape.value is not None
            painter.drawText(QPointF(shape.value.left(), shape.value.top() + (number + 1) * m.line), line)

    def reach(self) -> float:
        """How far anything is painted beyond a node's body."""
        return self.metrics.line

    def rect(self, item: NodeItem) -> QRectF:
        """What a node covers in the scene, ports and outline included."""
        far = self.reach()
        return item.sceneBoundingRect().adjusted(-far, -far, far, far)
