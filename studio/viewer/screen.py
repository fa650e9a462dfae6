"""The area in which the viewer shows one picture, or compares two: fitted, or zoomed at the pointer and dragged.

In: an image, or words in its place; a second image to compare with; what is drawn over them. Out: pixels. Neutral grey
around the picture. Used by the viewer panel and the full screen.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.theme import Look
from studio.viewer.compare import SIDE, Comparison
from studio.words import tr

ZOOM_STEP = 1.25
"""What one notch of the wheel, or one press of a key, changes."""
MOST = 16.0
"""Screen pixels per picture pixel at most."""
Guide = Callable[[QPainter, QRectF], None]
"""Draws over the picture, which lies in the given place."""


class Screen(QWidget):
    """`zoom` is screen pixels per picture pixel, 0 while the picture is fitted."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image: QImage | None = None
        self._words = ""
        self._coarse = False
        self._centre = QPointF(0.5, 0.5)
        self._grip: QPointF | None = None
        self._size = QSize()
        self.guides: list[Guide] = []
        """What is drawn over the picture."""
        self.comparison = Comparison(self)
        self.comparison.changed.connect(self.update)
        self.zoom = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(tr("Wheel: zoom. Drag: move. Double click: fit. Digits: show what is on a key."))
        self.setAccessibleName(tr("Picture"))
        look.changed.connect(self.update)

    def show_image(
        self, image: QImage | None, words: str = "", *, coarse: bool = False, size: QSize | None = None
    ) -> None:
        """Show a picture, or words in its place. Another size is fitted anew; `size` is the one that the picture stands
        for, where it has fewer pixels itself. A `coarse` one is smoothed: its pixels are none of the result's.
        """
        self._coarse = coarse
        size = (size or image.size()) if image is not None else QSize()
        if size != self._size:
            self.zoom = 0.0
        self._size = size
        self._image, self._words = image, words
        self.setAccessibleDescription(words)
        self.update()

    @property
    def image(self) -> QImage | None:
        """What is shown."""
        return self._image

    @property
    def words(self) -> str:
        """What is said instead."""
        return self._words

    def fit(self) -> None:
        """Show the whole picture."""
        self.zoom = 0.0
        self.update()

    def zoom_at(self, point: QPointF, factor: float) -> None:
        """Come nearer (above 1) or go away, with the picture's point under `point` staying there."""
        if self._image is None:
            return
        before = self._scale()
        after = min(MOST, max(self._fitted(), before * factor))
        # Where nothing is left to see beyond the whole picture, it is fitted again.
        if after <= self._fitted() * 1.001:
            self.fit()
            return
        target = self._target()
        share = QPointF((point.x() - target.x()) / target.width(), (point.y() - target.y()) / target.height())
        size = QSizeF(self._size) * after
        middle = self._room().center() - point
        self.zoom = after
        self._centre = self._inside(
            QPointF(share.x() + middle.x() / size.width(), share.y() + middle.y() / size.height())
        )
        self.update()

    def _fitted(self) -> float:
        if self._image is None or self._size.isEmpty():
            return 1.0
        room = self._room()
        return min(room.width() / self._size.width(), room.height() / self._size.height())

    def _room(self) -> QRectF:
        """Where a picture lies: all there is, half of it where two lie side by side."""
        room = QRectF(self.rect())
        if self.comparison.mode == SIDE:
            room.setWidth(room.width() / 2)
        return room

    def _scale(self) -> float:
        return self.zoom or self._fitted()

    def _target(self) -> QRectF:
        """Where the picture lies, in widget units."""
        if self._image is None:
            return QRectF()
        size = QSizeF(self._size) * self._scale()
        centre = QPointF(0.5, 0.5) if not self.zoom else self._centre
        middle = self._room().center()
        return QRectF(
            middle - QPointF(centre.x() * size.width(), centre.y() * size.height()),
            size,
        )

    def _inside(self, centre: QPointF) -> QPointF:
        return QPointF(min(1.0, max(0.0, centre.x())), min(1.0, max(0.0, centre.y())))

    # -- hands ---------------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self.zoom_at(event.position(), ZOOM_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the line between two pictures, or of the picture."""
        if event.button() == Qt.MouseButton.LeftButton and self.comparison.take(
            event.position(), self._target()
        ):
            return
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held."""
        if self.comparison.drag(event.position(), self._target()):
            return
        if self._grip is not None and self.zoom and self._image is not None:
            self._drag(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.comparison.let_go()
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit, or from there one screen pixel per picture pixel."""
        if self.zoom:
            self.fit()
        else:
            self.zoom_at(event.position(), max(1.01, 1.0 / self._fitted()))

    def _drag(self, to: QPointF) -> None:
        assert self._grip is not None
        size = self._target().size()
        by = to - self._grip
        self._grip = to
        self._centre = self._inside(self._centre - QPointF(by.x() / size.width(), by.y() / size.height()))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom, F fits; digits go on to the panel."""
        factors = {Qt.Key.Key_Plus: ZOOM_STEP, Qt.Key.Key_Equal: ZOOM_STEP, Qt.Key.Key_Minus: 1 / ZOOM_STEP}
        if event.key() in factors:
            self.zoom_at(self._room().center(), factors[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_F:
            self.fit()
        else:
            super().keyPressEvent(event)

    # -- looks ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Room for a picture of the usual shape."""
        em = self.fontMetrics().height()
        return QSize(em * 20, em * 12)

    def minimumSizeHint(self) -> QSize:
        """Still something to see."""
        em = self.fontMetrics().height()
        return QSize(em * 8, em * 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A zoom that shows no more than the whole becomes a fit."""
        if self.zoom and self.zoom <= self._fitted():
            self.zoom = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, picture or words, and the ring of the keyboard's focus."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.fillRect(self.rect(), QColor(theme.canvas))
        if self._image is not None:
            # Single pixels are shown as such once they are large enough to be looked at.
            smooth = self._coarse or self._scale() < 4
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            target = self._target()
            self.comparison.paint(painter, target, self._room(), self._image)
            for guide in self.guides:
                painter.save()
                guide(painter, target)
                painter.restore()
        elif self._words:
            em = self.fontMetrics().height()
            painter.setPen(QColor(theme.dim))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(em, em, -em, -em), flags, self._words)
        if theme.canvas == theme.panel:
            painter.setPen(QColor(theme.line))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
