"""A small picture of a document's graph, drawn from the document alone: what a person recognises it by in a list.

In: a document and the theme. Out: a `QImage`, also on other threads than the window's. Used by the dialogs for recovery
and earlier saves; needs no open editor.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from engine.document import Document
from engine.graph import Node
from engine.registry import Registry
from engine.types import PortType
from studio.theme import Theme

NODE = (190.0, 84.0)
"""The usual size of a node in units of the graph; collapsed ones are as high as their title."""
TITLE = 26.0
MARGIN = 0.06
"""Of the picture's width."""
LARGEST_SCALE = 0.5
"""A graph of two nodes does not fill the picture."""


def sketch(document: Document, registry: Registry, theme: Theme, size: QSize, ratio: float = 1.0) -> QImage:
    """The outermost graph, fitted into `size` (in device-independent pixels; `ratio` device pixels each)."""
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(theme.canvas))
    boxes = {node.id: _box(node) for node in document.graph}
    if not boxes:
        return image
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _fit(painter, list(boxes.values()), size)
    _draw_frames(painter, document)
    _draw_links(painter, document, boxes, registry, theme)
    for node in document.graph:
        _draw_node(painter, boxes[node.id], _kind_of(node, registry), theme)
    painter.end()
    return image


def _box(node: Node) -> QRectF:
    return QRectF(*node.position, NODE[0], TITLE if node.flags.collapse else NODE[1])


def _fit(painter: QPainter, boxes: list[QRectF], size: QSize) -> None:
    whole = QRectF(boxes[0])
    for box in boxes[1:]:
        whole = whole.united(box)
    room = size.width() * (1 - 2 * MARGIN), size.height() * (1 - 2 * MARGIN)
    scale = min(room[0] / max(whole.width(), 1), room[1] / max(whole.height(), 1), LARGEST_SCALE)
    painter.translate(size.width() / 2, size.height() / 2)
    painter.scale(scale, scale)
    painter.translate(-whole.center())


def _draw_frames(painter: QPainter, document: Document) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for frame in document.frames:
        colour = QColor(frame.colour)
        colour.setAlphaF(0.35)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(*frame.rect), 8, 8)


def _draw_links(
    painter: QPainter, document: Document, boxes: dict[str, QRectF], registry: Registry, theme: Theme
) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for link in document.graph.links:
        if link.source not in boxes or link.target not in boxes:
            continue
        start, end = boxes[link.source], boxes[link.target]
        source = QPointF(start.right(), start.center().y())
        target = QPointF(end.left(), end.center().y())
        path = QPainterPath(source)
        reach = QPointF(max(30.0, abs(target.x() - source.x()) / 2), 0)
        path.cubicTo(source + reach, target - reach, target)
        kind = registry.find(document.graph[link.source].type)
        port = kind.output(link.output) if kind else None
        pen = QPen(QColor(theme.port(port.type if port else PortType.ANY)), 1.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(path)


def _kind_of(node: Node, registry: Registry) -> PortType:
    """The type of what a node yields (or takes, if it yields nothing): its colour."""
    kind = registry.find(node.type)
    ports = (*kind.outputs, *kind.inputs) if kind else ()
    return ports[0].type if ports else PortType.ANY


def _draw_node(painter: QPainter, box: QRectF, kind: PortType, theme: Theme) -> None:
    edge = QPen(QColor(theme.line), 1.0)
    edge.setCosmetic(True)
    painter.setPen(edge)
    painter.setBrush(QColor(theme.node))
    painter.drawRoundedRect(box, 8, 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.port(kind)))
    painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width(), TITLE / 2), 6, 6)
