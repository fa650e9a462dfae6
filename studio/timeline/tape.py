"""The kept picture of the tracks: scrolling moves it and paints only what came into sight, changes repaint parts of it.

In: where the view looks, rectangles that look different, a function that paints a rectangle of the viewport. Out:
pixels. Painting hundreds of filmstrips costs many frames' time; moving a picture of them costs next to nothing.
"""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

Paint: TypeAlias = Callable[[QPainter, QRect], None]
"""Paints a rectangle of the viewport, in viewport pixels."""
MANY = 12
"""Rectangles beyond which their common one is painted instead."""


class Tape:
    """`painted` counts pixels that were painted anew, for those who measure."""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._picture = QPixmap()
        self._size = QSize()
        self._left = 0
        self._stale = QRegion()
        self._valid = False
        self.painted = 0

    def discard(self) -> None:
        """Nothing of the picture is worth keeping."""
        self._valid = False

    def touch(self, rect: QRectF, left: int) -> None:
        """A rectangle of the viewport, as it is with this scroll, looks different."""
        # What is out of the picture as it was painted last comes into sight anew anyway.
        there = rect.translated(left - self._left, 0).toAlignedRect().adjusted(-1, -1, 1, 1)
        self._stale += there & QRect(QPoint(), self._size)

    def settle(self, size: QSize, ratio: float, left: int) -> None:
        """Bring the picture up to date: move what can be kept and paint the rest. `left` is the scroll in pixels."""
        if self._size != size or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._size = size
            self._valid = False
        whole = QRect(QPoint(), size)
        if not self._valid:
            self._stale = QRegion(whole)
        elif left != self._left:
            self._scroll(self._left - left, ratio, whole)
        self._left, self._valid = left, True
        if not self._stale.isEmpty():
            self._repaint()

    def draw(self, painter: QPainter, area: QRect) -> None:
        """The picture in a rectangle of the viewport."""
        ratio = self._picture.devicePixelRatio()
        source = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio)
        painter.drawPixmap(QRectF(area), self._picture, source)

    def _scroll(self, by: int, ratio: float, whole: QRect) -> None:
        pixels = by * ratio
        if pixels != round(pixels) or abs(by) >= whole.width():
            self._stale = QRegion(whole)
            return
        self._picture.scroll(round(pixels), 0, self._picture.rect())
        kept = whole.translated(by, 0) & whole
        self._stale = (self._stale.translated(by, 0) & QRegion(whole)) + (QRegion(whole) - QRegion(kept))

    def _repaint(self) -> None:
        stale = [QRect(rect) for rect in self._stale]  # type: ignore[attr-defined]
        if len(stale) > MANY:
            stale = [self._stale.boundingRect()]
        self._stale = QRegion()
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for rect in stale:
            painter.setClipRect(rect)
            self._paint(painter, rect)
            self.painted += rect.width() * rect.height()
        painter.end()
