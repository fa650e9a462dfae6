"""The kept picture of the viewport: panning scrolls it, zooming scales it, changes repaint parts of it.

In: the view's transform, rectangles that look different, a function that paints a rectangle of the scene. Out: pixels.
Painting a dense graph costs many frames' time; moving a picture of it costs next to nothing.
"""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion, QTransform

Paint: TypeAlias = Callable[[QPainter, QRectF, float], None]
"""Paints a rectangle of the scene at a zoom, in scene coordinates."""
MANY = 12
"""Rectangles beyond which their common one is repainted instead."""


class Canvas:
    """The picture, the transform that it was painted with, and what of it is out of date (viewport pixels)."""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._picture = QPixmap()
        self._transform = QTransform()
        self._stale = QRegion()
        self._size = QSize()
        self._valid = False

    @property
    def transform(self) -> QTransform:
        """From the scene to the viewport, as the picture has it."""
        return self._transform

    def discard(self) -> None:
        """Nothing of the picture is worth keeping."""
        self._valid = False

    def touch(self, rect: QRectF) -> None:
        """A rectangle of the scene looks different; an empty one is all of it."""
        whole = QRect(QPoint(), self._size)
        if rect.isEmpty():
            self._stale = QRegion(whole)
            return
        pixels = self._transform.mapRect(rect).toAlignedRect().adjusted(-1, -1, 1, 1) & whole
        if not pixels.isEmpty():
            self._stale += pixels

    def differs_in_zoom(self, transform: QTransform) -> bool:
        """Whether there is a picture, painted at another zoom."""
        return self._valid and transform.m11() != self._transform.m11()

    def settle(self, size: QSize, ratio: float, transform: QTransform) -> None:
        """Bring the picture to a transform: move what can be kept and paint the rest. `ratio` is device pixels each."""
        if not self._fits(size, ratio):
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._size = size
            self._valid = False
        if not self._moved(transform, ratio):
            self._stale = QRegion(QRect(QPoint(), size))
        self._transform = QTransform(transform)
        self._valid = True
        if not self._stale.isEmpty():
            self._repaint(ratio)

    def draw(self, painter: QPainter, area: QRect) -> None:
        """The picture as it is, in a rectangle of the viewport."""
        ratio = self._picture.devicePixelRatio()
        source = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio)
        painter.drawPixmap(QRectF(area), self._picture, source)

    def draw_scaled(self, painter: QPainter, transform: QTransform) -> None:
        """The picture as it would look at another zoom, while hands are still zooming."""
        inverted, _ = self._transform.inverted()
        painter.save()
        painter.setTransform(inverted * transform, True)
        painter.drawPixmap(0, 0, self._picture)
        painter.restore()

    def _fits(self, size: QSize, ratio: float) -> bool:
        return self._size == size and self._picture.devicePixelRatio() == ratio

    def _moved(self, transform: QTransform, ratio: float) -> bool:
        """Scroll the picture to another place; False if it has to be painted anew."""
        if not self._valid or self.differs_in_zoom(transform):
            return False
        dx, dy = transform.dx() - self._transform.dx(), transform.dy() - self._transform.dy()
        if not dx and not dy:
            return True
        across, down = dx * ratio, dy * ratio
        whole = QRect(QPoint(), self._size)
        if across != round(across) or down != round(down) or dx != round(dx) or dy != round(dy):
            return False
        if abs(dx) >= whole.width() or abs(dy) >= whole.height():
            return False
        self._picture.scroll(round(across), round(down), self._picture.rect())
        step = QPoint(round(dx), round(dy))
        kept = whole.translated(step) & whole
        self._stale = (self._stale.translated(step) & QRegion(whole)) + (QRegion(whole) - QRegion(kept))
        return True

    def _repaint(self, ratio: float) -> None:
        stale = [QRect(rect) for rect in self._stale]  # type: ignore[attr-defined]
        if len(stale) > MANY:
            stale = [self._stale.boundingRect()]
        self._stale = QRegion()
        inverted, _ = self._transform.inverted()
        zoom = self._transform.m11() * ratio
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for rect in stale:
            painter.setTransform(QTransform())
            painter.setClipRect(rect, Qt.ClipOperation.ReplaceClip)
            painter.setTransform(self._transform)
            self._paint(painter, inverted.mapRect(QRectF(rect)).adjusted(-1, -1, 1, 1), zoom)
        painter.end()
