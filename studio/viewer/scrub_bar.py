"""The bar below the picture: where the playhead stands in all of it, the marked stretch, and the cuts.

In: a transport, and where the cuts are. Out: the playhead follows the pointer, or a mark that was taken hold of.
Used by the transport bar.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.playing.timecode import told
from studio.playing.transport import Transport
from studio.theme import Look
from studio.viewer.mark_drag import Edge, MarkDrag
from studio.words import tr

SNAP = 4
"""Pixels within which a mark meets a cut, or the playhead."""


class ScrubBar(QWidget):
    """Click or drag: the newest place wins. `cuts` gives frames at which another shot begins."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._transport: Transport | None = None
        self._cuts: Callable[[], Sequence[int]] = tuple
        self._held = False
        self._drag: MarkDrag | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Playhead"))
        self.setToolTip(
            tr("Click or drag to move the playhead.")
            + "\n"
            + tr(
                "Drag the ends of the marked stretch to move In and Out; Escape leaves them where they were."
            )
        )
        look.changed.connect(self.update)

    def follow(self, transport: Transport, cuts: Callable[[], Sequence[int]] = tuple) -> None:
        """Show this playhead from now on."""
        if self._transport is not None:
            for signal in (self._transport.moved, self._transport.changed, self._transport.reel_changed):
                signal.disconnect(self._renew)
        self._let_go()
        self._transport, self._cuts = transport, cuts
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

    def _frame(self, x: float) -> int:
        """The frame at a place of the bar; outside the nearest one."""
        assert self._transport is not None
        rail = self._rail()
        share = min(1.0, max(0.0, (x - rail.left()) / rail.width()))
        return round(share * (self._transport.frames - 1))

    def _ends(self) -> tuple[int, int] | None:
        """First and last frame of the marked stretch."""
        transport = self._transport
        if transport is None or transport.frames == 0:
            return None
        if transport.mark_in is None and transport.mark_out is None:
            return None
        low, high = transport.span
        return low, high - 1

    def _handle(self, x: float) -> Edge | None:
        """Whose handle is here: they lie outside the stretch, beside its ends, where the playhead hides neither."""
        ends = self._ends()
        if ends is None:
            return None
        left, right, wide = self._x(ends[0]), self._x(ends[1]), self._wide()
        if left - wide <= x <= left + 1:
            return "in"
        return "out" if right - 1 <= x <= right + wide else None

    def _wide(self) -> float:
        """How wide a handle is."""
        return self.fontMetrics().height() * 0.5

    def _go(self, x: float) -> None:
        if self._transport is not None and self._transport.frames:
            self._transport.go(self._frame(x))

    def _move_mark(self, drag: MarkDrag, x: float) -> None:
        """The mark follows, and meets cuts: it begins with a shot, or ends with the frame before the next one."""
        back = 1 if drag.edge == "out" else 0
        targets = [*drag.targets, *(cut - back for cut in self._cuts())]
        near = min(targets, key=lambda frame: abs(self._x(frame) - x))
        drag.to(near if abs(self._x(near) - x) <= SNAP else self._frame(x))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A mark is taken hold of, or the playhead comes here."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position().x())

    def _press(self, x: float) -> None:
        edge = self._handle(x)
        if edge is None or self._transport is None:
            self._held = True
            self._go(x)
        else:
            self._drag = MarkDrag(self._transport, edge, self._forget, self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It follows."""
        x = event.position().x()
        if self._drag is not None:
            self._move_mark(self._drag, x)
        elif self._held:
            self._go(x)
        else:
            over = self._handle(x) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It stays."""
        self._let_go()

    def _let_go(self) -> None:
        drag, self._drag, self._held = self._drag, None, False
        if drag is not None:
            drag.close()

    def _forget(self) -> None:
        """The drag ended by itself."""
        self._drag = None

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
        ends = self._ends()
        if ends is not None:
            left, right = self._x(ends[0]), self._x(ends[1])
            painter.setBrush(QColor(theme.accent))
            painter.drawRect(QRectF(left, groove.top(), max(2.0, right - left), thick))
            wide = self._wide()
            for x, way in ((left, -wide), (right, wide)):
                # A flag that points away from the stretch.
                flag = [(x, 1), (x + way, 1), (x + way * 0.35, middle), (x, middle)]
                painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in flag]))
                painter.drawRect(QRectF(x - 1, 1, 2, self.height() - 2))
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
