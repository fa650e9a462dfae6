"""The area in which the viewer shows one picture, or compares two: fitted, or zoomed at the pointer and dragged.

In: an image, or words in its place; a second image to compare with; what is drawn over them. Out: pixels. Neutral grey
around the picture. Used by the viewer panel and the full screen.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
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
"""Units of the window per picture pixel at most."""
Guide = Callable[[QPainter, QRectF], None]
"""Draws over the picture, which lies in the given place."""


class Screen(QWidget):
    """`zoom` is units of the window per picture pixel, 0 while the picture is fitted."""

    zoomed = Signal()
    """`zoom` is another one, or what it stands for."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image: QImage | None = None
        self._words = ""
        self._coarse = False
        self._centre = QPointF(0.5, 0.5)
        self._grip: QPointF | None = None
        self._last = (0.0, self._centre)
        self._small = False
        self._size = QSize()
        self.alone = False
        """Whether there is nothing beside it: no ring tells of the keyboard, and the ground is black."""
        self.guides: list[Guide] = []
        """What is drawn over the picture."""
        self.comparison = Comparison(self)
        self.comparison.changed.connect(self.update)
        self._settle()
        self.zoom = 0.0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(tr("Wheel: zoom. Drag: move. Double click: fit. Digits: show what is on a key."))
        self.setAccessibleName(tr("Picture"))
        look.changed.connect(self._settle)

    def show_image(
        self, image: QImage | None, words: str = "", *, coarse: bool = False, size: QSize | None = None
    ) -> None:
        """Show a picture, or words in its place. Another size is fitted anew; `size` is the one that the picture stands
        for, where it has fewer pixels itself. A `coarse` one is smoothed: its pixels are none of the result's.
        """
        self._coarse = coarse
        size = (size or image.size()) if image is not None else QSize()
        anew = size != self._size
        if anew:
            self.zoom, self._small = 0.0, False
        self._size = size
        self._image, self._words = image, words
        if anew:
            self.zoomed.emit()
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
        self.zoom, self._small = 0.0, False
        self.zoomed.emit()
        self.update()

    @property
    def share(self) -> float:
        """The screen's own pixels per picture pixel, as it is seen; 0 without a picture."""
        return self._scale() * self.devicePixelRatioF() if self._image is not None else 0.0

    def zoom_to(self, share: float) -> None:
        """So many of the screen's own pixels per picture pixel, also where the whole picture would be larger."""
        if self._image is None:
            return
        zoom = min(MOST, share / self.devicePixelRatioF())
        if zoom >= self._fitted():
            self.zoom_at(self._room().center(), zoom / self._scale())
            return
        self.zoom, self._centre, self._small = zoom, QPointF(0.5, 0.5), True
        self.zoomed.emit()
        self.update()

    def toggle_fit(self) -> None:
        """Show the whole picture, or what was seen of it before."""
        if self.zoom:
            self._last = (self.zoom, self._centre)
            self.fit()
        elif self._last[0] > self._fitted():
            self.zoom, self._centre = self._last
            self.zoomed.emit()
            self.update()

    def zoom_at(self, point: QPointF, factor: float) -> None:
        """Come nearer (above 1) or go away, with the picture's point under `point` staying there."""
        if self._image is None:
            return
        point = self._mirrored(point)
        before = self._scale()
        after = min(MOST, max(self._fitted(), before * factor))
        # Where nothing is left to see beyond the whole picture, it is fitted again.
        if after <= self._fitted() * 1.001:
            self.fit()
            return
        target = self._target()
        share = QPointF((point.x() - target.x()) / target.width(), (point.y() - target.y()) / target.height())
        self._small = False
        size = QSizeF(self._size) * after
        middle = self._room().center() - point
        self.zoom = after
        self._centre = self._inside(
            QPointF(share.x() + middle.x() / size.width(), share.y() + middle.y() / size.height())
        )
        self.zoomed.emit()
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

    def _mirrored(self, point: QPointF) -> QPointF:
        """The same place of the first picture, for a point over the second of two that lie side by side."""
        room = self._room()
        over = self.comparison.mode == SIDE and point.x() > room.right()
        return point - QPointF(room.width(), 0) if over else point

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
        left = event.button() == Qt.MouseButton.LeftButton
        if not (left and self.comparison.take(event.position(), self._target())) and (
            left or event.button() == Qt.MouseButton.MiddleButton
        ):
            self._grip = event.position()
        self._point(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held."""
        if self.comparison.drag(event.position(), self._target()):
            return
        if self._grip is not None and self.zoom and self._image is not None:
            self._drag(event.position())
        self._point(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.comparison.let_go()
        self._grip = None
        self._point(event.position())

    def _point(self, at: QPointF) -> None:
        """The pointer tells what a drag would move: the line between two pictures, or the picture."""
        shape = Qt.CursorShape.ArrowCursor
        if self.comparison.over_line(at, self._target()):
            shape = Qt.CursorShape.SplitHCursor
        elif self.zoom and self._image is not None:
            held = self._grip is not None
            shape = Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit, or from there one screen pixel per picture pixel."""
        self._grip = None
        if self.zoom:
            self.fit()
        else:
            self.zoom_at(event.position(), max(1.01, 1.0 / self.devicePixelRatioF() / self._fitted()))

    def _drag(self, to: QPointF) -> None:
        assert self._grip is not None
        size = self._target().size()
        by = to - self._grip
        self._grip = to
        self._centre = self._inside(self._centre - QPointF(by.x() / size.width(), by.y() / size.height()))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom; digits go on to the panel."""
        factors = {Qt.Key.Key_Plus: ZOOM_STEP, Qt.Key.Key_Equal: ZOOM_STEP, Qt.Key.Key_Minus: 1 / ZOOM_STEP}
        if event.key() in factors:
            self.zoom_at(self._room().center(), factors[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _settle(self) -> None:
        """Another theme, or movement is wanted no more."""
        self.comparison.keep_still(self._look.reduce_motion)
        self.update()

    # -- looks ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Room for a picture of the usual shape."""
        em = self.fontMetrics().height()
        return QSize(em * 20, em * 12)

    def minimumSizeHint(self) -> QSize:
        """Still something to see."""
        em = self.fontMetrics().height()
        return QSize(em * 8, em * 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A zoom that shows no more than the whole becomes a fit, unless just that was wanted."""
        if self.zoom and not self._small and self.zoom <= self._fitted():
            self.zoom = 0.0
        self.zoomed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, picture or words, and the ring of the keyboard's focus."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.fillRect(self.rect(), QColor(0, 0, 0) if self.alone else QColor(theme.canvas))
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
            painter.setPen(QColor("#b4b4ba") if self.alone else QColor(theme.dim))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(em, em, -em, -em), flags, self._words)
        if theme.canvas == theme.panel and not self.alone:
            painter.setPen(QColor(theme.line))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self.hasFocus() and not self.alone:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
