"""Pictures of whole nodes as they look now: while panning and dragging each is moved, not painted again.

In: an item whose `revision` grows whenever it looks different, the zoom. Out: the node on the painter, on whole pixels.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from studio.graph.node_item import NodeItem

MOST = 24_000_000
"""Pixels that are kept; beyond, all of them are made anew as they are needed."""


class Sprites:
    """`paint` paints a node at its origin, `cover` says what it covers in the scene. Kept for one zoom at a time."""

    def __init__(
        self, paint: Callable[[QPainter, NodeItem, float], None], cover: Callable[[NodeItem], QRectF]
    ) -> None:
        self._paint = paint
        self._cover = cover
        self._zoom = 0.0
        self._pixels = 0
        self._kept: dict[str, tuple[int, QPixmap]] = {}

    def clear(self) -> None:
        """Everything looks different."""
        self._kept.clear()
        self._pixels = 0

    def draw(self, painter: QPainter, item: NodeItem, zoom: float) -> None:
        """A node where it is drawn; the painter is in scene coordinates, `zoom` in device pixels per scene unit."""
        if zoom != self._zoom or self._pixels > MOST:
            self.clear()
            self._zoom = zoom
        kept = self._kept.get(item.id)
        cover = self._cover(item)
        if kept is None or kept[0] != item.revision:
            kept = self._kept[item.id] = (item.revision, self._painted(item, cover, zoom))
            self._pixels += kept[1].width() * kept[1].height()
        draw_exactly(painter, cover.topLeft(), kept[1])

    def _painted(self, item: NodeItem, cover: QRectF, zoom: float) -> QPixmap:
        pixmap = QPixmap(max(1, round(cover.width() * zoom)), max(1, round(cover.height() * zoom)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(zoom, zoom)
        painter.translate(item.x - cover.left(), item.y - cover.top())
        self._paint(painter, item, zoom)
        painter.end()
        return pixmap


def draw_exactly(painter: QPainter, corner: QPointF, pixmap: QPixmap) -> None:
    """A pixmap that is as fine as the device: on whole device pixels, not scaled. `corner` in painter coordinates."""
    transform = painter.worldTransform()
    at = transform.map(corner)
    ratio = painter.device().devicePixelRatioF()
    pixmap.setDevicePixelRatio(ratio)
    painter.resetTransform()
    painter.drawPixmap(QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio), pixmap)
    painter.setWorldTransform(transform)
