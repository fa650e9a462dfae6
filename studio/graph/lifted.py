"""Nodes that are being dragged, painted above the kept picture: each once into a pixmap, which then only moves."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from studio.graph.detail import detail_at
from studio.graph.node_item import NodeItem
from studio.graph.scene import GraphScene

FEW = 6
"""So few nodes are painted anew in each frame, exactly where they are."""


class Lifted:
    """Made by the view; forgets everything when other items are lifted."""

    def __init__(self, scene: GraphScene) -> None:
        self._scene = scene
        self._pixmaps: dict[str, QPixmap] = {}
        self._zoom = 0.0
        scene.lifted_changed.connect(self._pixmaps.clear)

    def paint(self, painter: QPainter, rect: QRectF, zoom: float, ratio: float) -> None:
        """Whatever is lifted in a rectangle of the scene, in scene coordinates; `zoom` in device pixels."""
        scene = self._scene
        scene.links.paint_lifted(painter, rect, detail_at(zoom), scene.inks, zoom)
        items = [item for item in scene.nodes_in(rect) if item.lifted]
        if len(items) <= FEW:
            for item in items:
                scene.paint_node(painter, item, zoom)
            return
        if zoom != self._zoom:
            self._pixmaps.clear()
            self._zoom = zoom
        transform = painter.worldTransform()
        painter.resetTransform()
        for item in items:
            pixmap = self._pixmaps.get(item.id)
            if pixmap is None:
                pixmap = self._pixmaps[item.id] = self._painted(item, zoom, ratio)
            corner = transform.map(scene.painter.rect(item).topLeft())
            painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), pixmap)
        painter.setWorldTransform(transform)

    def _painted(self, item: NodeItem, zoom: float, ratio: float) -> QPixmap:
        rect = self._scene.painter.rect(item)
        pixmap = QPixmap(max(1, round(rect.width() * zoom)), max(1, round(rect.height() * zoom)))
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(zoom, zoom)
        painter.translate(-rect.topLeft())
        self._scene.paint_node(painter, item, zoom)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
