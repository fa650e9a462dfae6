"""A small graph of a number over time, whose points are added, dragged and removed.

In: points (seconds, value) and their bounds. Out: other points, tried while one is dragged, kept when that ends. Used
by the editor of curves.
"""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.curve import Curve
from engine.params import CurveParam
from studio.appearance import mixed
from studio.theme import Look
from studio.words import tr

Point: TypeAlias = tuple[float, float]
LEAST = 2.0
"""Seconds that are seen at least where the length of the clip is not known."""
APART = 0.01
"""Seconds between two points at least."""


class CurveGraph(QWidget):
    """Shows points; `current` is the one that keys move and the fields below show."""

    tried = Signal(object)
    kept = Signal(object)
    dropped = Signal()
    chosen = Signal()
    """Another point is the current one."""

    def __init__(self, param: CurveParam, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._param = param
        self._look = look
        self.points: tuple[Point, ...] = ()
        self.current = 0
        self._dragged = False
        self._moved = False
        self._nudging = False
        self._span = LEAST
        self.length = 0.0
        """Seconds that the clip lasts, 0.0 where that is not known."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Change over time"))
        self.setToolTip(
            tr(
                "Double click: add a point. Drag: move it. Delete: remove it. Arrows move it, Page Up and Down go on."
            )
        )

    def show_points(self, points: Sequence[Point]) -> None:
        """Show these; the current point stays current."""
        self.points = tuple(points)
        self.current = min(self.current, max(0, len(self.points) - 1))
        self._measure()
        told = "; ".join(f"{time:g} s: {value:g}" for time, value in self.points)
        self.setAccessibleDescription(told)
        self.update()

    def show_length(self, seconds: float) -> None:
        """The clip is so long: what is seen ends with it, unless a point lies behind its end."""
        known = round(min(seconds, self._param.longest), 3)
        self.length = known if known > APART else 0.0
        self._measure()
        self.update()

    def nudge(self, seconds: float, value: float) -> None:
        """Move the current point so far; the nudges of one stay are one gesture."""
        if self.points:
            time, level = self.points[self.current]
            self.points = self.moved(time + seconds, level + value)
            self._nudging = True
            self.tried.emit(self.points)

    def settle(self) -> None:
        """Keep what was nudged."""
        if self._nudging:
            self._nudging = False
            self.kept.emit(self.points)

    def take_back(self) -> None:
        """Let what was nudged not have been."""
        if self._nudging:
            self._nudging = False
            self.dropped.emit()

    def fresh(self) -> None:
        """Another curve is shown from now on."""
        self.current, self._nudging = 0, False

    def choose(self, index: int) -> None:
        """Make another point the current one."""
        if 0 <= index < len(self.points) and index != self.current:
            self.current = index
            self.update()
            self.chosen.emit()

    def add(self, time: float, value: float | None = None) -> None:
        """Add a point, on the line where no value is given; it becomes the current one."""
        self.settle()
        time = round(min(max(time, 0.0), self._param.longest), 3)
        if len(self.points) >= self._param.most or any(abs(time - t) < APART for t, _ in self.points):
            return
        level = self._bounded(Curve(self.points).at(time) if value is None else value)
        points = sorted((*self.points, (time, level)))
        self.points = tuple(points)
        self.current = points.index((time, level))
        self.kept.emit(self.points)
        self.chosen.emit()

    def add_after(self) -> None:
        """Add a point between the current one and the next, or after the last; where the clip ends, before that."""
        if not self.points:
            return
        time = self.points[self.current][0]
        if self.current + 1 < len(self.points):
            self.add((time + self.points[self.current + 1][0]) / 2)
        elif self.current and self.length and time > self.length - APART:
            # Behind the end of the clip nothing would be seen of it.
            self.add((self.points[self.current - 1][0] + time) / 2)
        else:
            self.add(min(time + 1.0, self.length) if time < self.length - APART else time + 1.0)

    def remove(self) -> None:
        """Remove the current point; the last one stays."""
        self.settle()
        if len(self.points) > 1:
            left = [p for number, p in enumerate(self.points) if number != self.current]
            self.points = tuple(left)
            self.current = max(0, self.current - 1)
            self.kept.emit(self.points)
            self.chosen.emit()

    def moved(self, time: float, value: float) -> tuple[Point, ...]:
        """The points with the current one elsewhere, between its neighbours and within the bounds."""
        before = self.points[self.current - 1][0] + APART if self.current else 0.0
        later = self.current + 1 < len(self.points)
        after = self.points[self.current + 1][0] - APART if later else self._param.longest
        point = (round(min(max(time, before), after), 3), self._bounded(value))
        return (*self.points[: self.current], point, *self.points[self.current + 1 :])

    def _measure(self) -> None:
        """How many seconds are seen; that stays while a point is dragged."""
        if not self._dragged:
            last = self.points[-1][0] if self.points else 0.0
            seen = self.length if last <= self.length > 0.0 else max(LEAST, last * 1.15)
            self._span = min(seen, self._param.longest)

    def _bounded(self, value: float) -> float:
        return round(min(max(value, self._param.low), self._param.high), 4)

    # -- where things are ----------------------------------------------------------------------------------------------

    def _room(self) -> QRectF:
        em = self.fontMetrics().height()
        return QRectF(self.rect()).adjusted(em * 0.6, em * 0.5, -em * 0.6, -em * 1.1)

    def _place(self, point: Point) -> QPointF:
        room, low, high = self._room(), self._param.low, self._param.high
        across = room.width() * min(1.0, point[0] / self._span)
        return QPointF(room.left() + across, room.bottom() - room.height() * (point[1] - low) / (high - low))

    def _read(self, place: QPointF) -> Point:
        room, low, high = self._room(), self._param.low, self._param.high
        time = (place.x() - room.left()) / max(1.0, room.width()) * self._span
        value = low + (room.bottom() - place.y()) / max(1.0, room.height()) * (high - low)
        return min(time, self._span), value

    def _hit(self, place: QPointF) -> int | None:
        near = self.fontMetrics().height() * 0.7
        found = [(self._far(place, number), number) for number in range(len(self.points))]
        best = min(found, default=(near + 1, 0))
        return best[1] if best[0] <= near else None

    def _far(self, place: QPointF, number: int) -> float:
        apart = self._place(self.points[number]) - place
        return float((apart.x() ** 2 + apart.y() ** 2) ** 0.5)

    # -- hands ---------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a point."""
        hit = self._hit(event.position())
        if event.button() == Qt.MouseButton.LeftButton and hit is not None:
            self.settle()
            self._dragged, self._moved = True, False
            self.choose(hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it; with Shift only up and down, onto whole steps."""
        if self._dragged:
            self._drag(event)
        else:
            over = self._hit(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._dragged:
            self._dragged = False
            if self._moved:
                self.kept.emit(self.points)
            self.show_points(self.points)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A point more on a whole step, unless there is one."""
        if self._hit(event.position()) is None:
            time, value = self._read(event.position())
            self.add(time, self._stepped(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, add, remove, go on."""
        if not self._pressed(event):
            event.ignore()

    def _stepped(self, value: float) -> float:
        return round(value / self._param.step) * self._param.step

    def _drag(self, event: QMouseEvent) -> None:
        time, value = self._read(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            time = self.points[self.current][0]
            value = self._stepped(value)
        self._moved = True
        self.points = self.moved(time, value)
        self.tried.emit(self.points)
        self.update()

    def _pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._dragged:
            self._dragged = self._moved = False
            self.dropped.emit()
        elif key == Qt.Key.Key_Escape and self._nudging:
            self.take_back()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key in (Qt.Key.Key_Insert, Qt.Key.Key_Plus):
            self.add_after()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.choose(self.current + (1 if key == Qt.Key.Key_PageDown else -1))
        else:
            return self._nudged(event)
        return True

    def _nudged(self, event: QKeyEvent) -> bool:
        fine = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        step, second = self._param.step / (10 if fine else 1), 0.01 if fine else 0.1
        by = {
            Qt.Key.Key_Left: (-second, 0.0), Qt.Key.Key_Right: (second, 0.0),
            Qt.Key.Key_Up: (0.0, step), Qt.Key.Key_Down: (0.0, -step),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if by is None or not self.points:
            return False
        self.nudge(*by)
        return True

    # -- eyes ----------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A few lines high."""
        em = self.fontMetrics().height()
        return QSize(14 * em, 7 * em)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame shows where the keyboard is."""
        super().focusOutEvent(event)
        self.settle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, line, points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_line(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme, em, room = self._look.theme, self.fontMetrics().height(), self._room()
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.line), 1))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), em * 0.25, em * 0.25)
        painter.setPen(QPen(mixed(theme.line, theme.raised, 0.4), 1))
        for share in (0.0, 0.5, 1.0):
            y = room.bottom() - room.height() * share
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        if 0.0 < self.length < self._span:
            # What lies behind the end of the clip is without effect.
            end = self._place((self.length, self._param.low)).x()
            painter.drawLine(QPointF(end, room.top()), QPointF(end, room.bottom()))
        painter.setPen(QColor(theme.dim))
        foot = QRectF(room.left(), room.bottom(), room.width(), em * 1.1)
        flags = Qt.AlignmentFlag
        painter.drawText(foot, flags.AlignLeft | flags.AlignVCenter, "0 s")
        painter.drawText(foot, flags.AlignRight | flags.AlignVCenter, f"{self._span:.3g} s")

    def _paint_line(self, painter: QPainter) -> None:
        if not self.points:
            return
        theme, em, room = self._look.theme, self.fontMetrics().height(), self._room()
        ink = QColor(theme.accent if self.isEnabled() else theme.dim)
        places = [self._place(point) for point in self.points]
        path = QPainterPath(QPointF(room.left(), places[0].y()))
        for place in places:
            path.lineTo(place)
        path.lineTo(QPointF(room.right(), places[-1].y()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, em * 0.11))
        painter.drawPath(path)
        for number, place in enumerate(places):
            now = number == self.current
            painter.setPen(QPen(QColor(theme.text if now else theme.raised), em * 0.1))
            painter.setBrush(ink)
            side = em * (0.34 if now else 0.26)
            painter.drawEllipse(place, side, side)
