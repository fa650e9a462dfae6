"""The bar below the picture: where the playhead stands in all of it, the marked stretch, and the cuts.

In: a transport, and where the cuts are. Out: the playhead follows the pointer. Used by the transport bar.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.playing.timecode import told
from studio.playing.transport import Transport
from studio.theme import Look
from studio.words import tr


class ScrubBar(QWidget):
    """Click or drag: the newest place wins. `cuts` gives frames at which another shot begins."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._transport: Transport | None = None
        self._cuts: Callable[[], Sequence[int]] = tuple
        self._held = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Playhead"))
        self.setToolTip(tr("Click or drag to move the playhead."))
        look.changed.connect(self.update)

    def follow(self, transport: Transport, cuts: Callable[[], Sequence[int]] = tuple) -> None:
        """Show this playhead from now on."""
        if self._transport is not None:
            for signal in (self._transport.moved, self._transport.changed, self._transport.reel_changed):
                signal.disconnect(self._renew)
        self._transport, self._cuts, self._held = transport, cuts, False
        for signal in (transport.moved, transport.changed, transport.reel_changed):
            signal.connect(self._renew)
        self._renew()

    def _renew(self, *_: object) -> None:
        transport = self._transport
        if transport is not None:
            self.setEnabled(transport.frames > 0)
            self.setAccessibleDescription(told(transport.frame, transport.rate))
        self.update()

    def _rail(self) -> QRectF:
        """Where the frames lie."""
        edge = self.fontMetrics().height() * 0.5
        return QRectF(edge, 0, max(1.0, self.width() - 2 * edge), self.height())

    def _x(self, frame: float) -> float:
        assert self._transport is not None
        rail = self._rail()
        return rail.left() + rail.width() * frame / max(1, self._transport.frames - 1)

    def _go(self, x: float) -> None:
        if self._transport is not None and self._transport.frames:
            rail = self._rail()
            share = (x - rail.left()) / rail.width()
            self._transport.go(round(share * (self._transport.frames - 1)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The playhead comes here."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It follows."""
        if self._held:
            self._go(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It stays."""
        self._held = False

    def sizeHint(self) -> QSize:
        """A line's height."""
        em = self.fontMetrics().height()
        return QSize(em * 8, em)

    def minimumSizeHint(self) -> QSize:
        """Still something to hit."""
        em = self.fontMetrics().height()
        return QSize(em * 3, em)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rail, cuts, stretch, playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme, transport = self._look.theme, self._transport
        rail, middle = self._rail(), self.height() / 2
        thick = max(3.0, self.height() * 0.22)
        groove = QRectF(rail.left(), middle - thick / 2, rail.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(groove, thick / 2, thick / 2)
        if transport is None or transport.frames == 0:
            return
        if transport.mark_in is not None or transport.mark_out is not None:
            low, high = transport.span
            left, right = self._x(low), self._x(high - 1)
            painter.setBrush(QColor(theme.accent))
            painter.drawRect(QRectF(left, groove.top(), max(2.0, right - left), thick))
            painter.setPen(QPen(QColor(theme.accent), 2))
            for x in (left, right):
                painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))
        painter.setPen(QPen(QColor(theme.dim), 1))
        last = -1e9
        for cut in self._cuts():
            x = self._x(cut)
            if 0 < cut < transport.frames and x - last > 3:
                painter.drawLine(QPointF(x, middle - thick), QPointF(x, middle + thick))
                last = x
        x = self._x(transport.frame)
        painter.setPen(QPen(QColor(theme.canvas), 1))
        painter.setBrush(QColor(theme.text))
        radius = self.height() * 0.32
        painter.drawEllipse(QPointF(x, middle), radius, radius)
