"""From the view's mouse and key events to gestures, clicks, double clicks and the zoom.

In: events that the view hands over. Out: gestures begun, fed and ended; wishes for what only the panel can do, as
signals. At most one gesture lives at a time, and Esc ends it without a trace.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from studio.gesture import point, with_key
from studio.timeline.gestures.gesture import Desk, Gesture, Pointer
from studio.timeline.gestures.starting import Press, Tool, gesture_of
from studio.timeline.hit import DEEDS, Hit, hit

SHAPES = {
    "start": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
    "dissolve": Qt.CursorShape.PointingHandCursor,
    "fade_in": Qt.CursorShape.PointingHandCursor,
    "fade_out": Qt.CursorShape.PointingHandCursor,
    "volume": Qt.CursorShape.SizeVerCursor,
    "marker": Qt.CursorShape.PointingHandCursor,
    "extend": Qt.CursorShape.PointingHandCursor,
    "jump": Qt.CursorShape.PointingHandCursor,
}
"""The pointer's shape over parts that can be grabbed."""


class Hands(QObject):
    """What the artist's hands do on one timeline."""

    double_clicked = Signal(object, object)
    """A `Pointer` and the `Hit` under it."""
    menu_wanted = Signal(object, object)
    """The same, for a click of the right button."""
    clicked = Signal(str)
    """A box or marker was chosen by a click alone, whether or not it was selected before."""
    deed_wanted = Signal(str)
    """A button on a shot was clicked: the deed's name. The shot is selected."""
    put_away = Signal()
    """Esc: the tool in hand is not wanted any more."""
    hovered = Signal(object)
    """The `Hit` under a resting pointer, None when it left."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.tool: Tool = "select"
        self._press: Press | None = None
        self._gesture: Gesture | None = None
        self._over = Hit()

    @property
    def busy(self) -> bool:
        """Whether a gesture is going on, or may begin."""
        return self._gesture is not None or self._press is not None

    def press(self, event: QMouseEvent) -> None:
        """A button went down; another one during a gesture cancels it."""
        if self._gesture is not None:
            self.cancel()
            return
        at = self._pointer(event)
        found = self._hit(at.at)
        before = self._desk.table.selection
        self._press = Press(at, found, self.tool, before)
        if event.button() != Qt.MouseButton.MiddleButton:
            self._select_pressed(at, found)
        if self._press.grabs:
            self._begin(self._press)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved: begin or feed a gesture, or show what lies under the pointer."""
        at = self._pointer(event)
        if self._gesture is None and self._press is not None:
            if (at.at - self._press.at.at).manhattanLength() >= QApplication.startDragDistance():
                self._begin(self._press)
        elif self._gesture is None:
            self._hover(at)
        if self._gesture is not None:
            self._gesture.move(at)

    def release(self, event: QMouseEvent) -> None:
        """The button that began it went up: end the gesture, or it was a click."""
        press, gesture = self._press, self._gesture
        if press is None or event.button() != press.at.button:
            return
        self._press = self._gesture = None
        at = self._pointer(event)
        if gesture is not None:
            self._point(None)
            gesture.release(at)
        elif press.at.button == Qt.MouseButton.RightButton:
            self.menu_wanted.emit(at, press.hit)
        elif press.at.button == Qt.MouseButton.LeftButton:
            self._click(press)

    def double_click(self, event: QMouseEvent) -> None:
        """The second press of a double click; no gesture comes of it. The blade cuts twice, other buttons press."""
        self.cancel()
        if event.button() != Qt.MouseButton.LeftButton or self.tool == "blade":
            self.press(event)
        else:
            at = self._pointer(event)
            self.double_clicked.emit(at, self._hit(at.at))

    def wheel(self, event: QWheelEvent) -> bool:
        """Scroll along the film; whether the wheel zooms (with Ctrl) is for the view to know."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        pixels, turned = event.pixelDelta(), event.angleDelta()
        if not pixels.isNull():
            self._desk.scroll(-(pixels.x() or pixels.y()))
        else:
            self._desk.scroll(-round((turned.y() or turned.x()) / 120 * self._desk.line * 5))
        self.moved_under(event.position())
        return True

    def key_press(self, event: QKeyEvent) -> bool:
        """A key went down; whether it was taken."""
        if event.key() == Qt.Key.Key_Escape:
            if self.busy:
                self.cancel()
                return True
            if self.tool != "select":
                self.put_away.emit()
                return True
            if self._desk.table.selection:
                self._desk.table.select(())
                return True
            return False
        if self._gesture is not None:
            self._hold(Qt.Key(event.key()), True)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.busy:
            return self._select_playing(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return False

    def key_release(self, event: QKeyEvent) -> bool:
        """A key went up."""
        if not event.isAutoRepeat() and self._gesture is not None:
            self._hold(Qt.Key(event.key()), False)
        return False

    def leave(self) -> None:
        """The pointer left the view."""
        self._over = Hit()
        self.hovered.emit(None)

    def moved_under(self, at: QPointF) -> None:
        """The film moved under a resting pointer; a gesture goes on from there."""
        if self._gesture is not None:
            old = self._gesture.last
            self._gesture.move(Pointer(QPointF(at), self._desk.frame(at), old.button, old.modifiers))

    def cancel(self) -> None:
        """End whatever goes on, without a trace."""
        press, gesture = self._press, self._gesture
        self._press = self._gesture = None
        if gesture is not None:
            gesture.cancel()
            self._point(None)
        if press is not None:
            there = self._desk.table.still
            flags = {flag.marker.id for flag in there.flags}
            self._desk.table.select(press.before & (there.blocks.keys() | flags))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _begin(self, press: Press) -> None:
        gesture = gesture_of(self._desk, press)
        if gesture is not None:
            self._gesture = gesture
            self._point(gesture.cursor)
            gesture.begin()

    def _select_pressed(self, at: Pointer, found: Hit) -> None:
        """What is pressed is selected at once, so that a drag takes it along; a click decides the rest."""
        table = self._desk.table
        name = found.block.id if found.block is not None else found.marker
        if not name or at.holds(Qt.KeyboardModifier.ControlModifier) or self.tool == "blade":
            return
        if name not in table.selection:
            added = at.holds(Qt.KeyboardModifier.ShiftModifier)
            table.select({*table.selection, name} if added else {name}, name)
        else:
            table.select(table.selection, name)

    def _click(self, press: Press) -> None:
        table, found = self._desk.table, press.hit
        name = found.block.id if found.block is not None else found.marker
        if not name:
            if not press.at.modifiers:
                table.select(())
                transport = self._desk.transport
                transport.go(min(max(int(press.at.frame), 0), max(transport.frames - 1, 0)))
        elif press.at.holds(Qt.KeyboardModifier.ControlModifier):
            table.select(table.selection ^ {name}, name)
        elif press.at.holds(Qt.KeyboardModifier.ShiftModifier):
            if name in press.before:
                table.select(table.selection - {name})
        else:
            table.select({name}, name)
            self.clicked.emit(name)
            if found.part in DEEDS and self.tool == "select":
                self.deed_wanted.emit(found.part)
            if found.marker and (flag := table.still.flag(name)) is not None:
                self._desk.transport.go(round(flag.frame))

    def _select_playing(self, adding: bool) -> bool:
        """What plays on the main track is selected, with Shift beside what is."""
        table = self._desk.table
        block = table.still.main.at(float(self._desk.transport.frame))
        if block is not None and not block.is_gap:
            table.select({*table.selection, block.id} if adding else {block.id}, block.id)
        return block is not None

    def _hit(self, at: QPointF) -> Hit:
        table = self._desk.table
        return hit(table.layout, table.sight, at, table.selection)

    def _hover(self, at: Pointer) -> None:
        found = self._hit(at.at)
        if self.tool == "blade" and found.part not in ("ruler", "marker"):
            self._point(Qt.CursorShape.CrossCursor)
        elif self.tool in ("slip", "slide") and found.part == "body":
            self._point(Qt.CursorShape.SizeHorCursor)
        else:
            self._point(SHAPES.get(found.part))
        if found != self._over:
            self._over = found
            self.hovered.emit(found)

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at = event.position()
        return Pointer(QPointF(at), self._desk.frame(at), event.button(), event.modifiers())

    def _hold(self, key: Qt.Key, down: bool) -> None:
        """Shift, Ctrl or Alt went down or up during a gesture: it shows at once what that changes."""
        gesture = self._gesture
        held = with_key(gesture.last.modifiers, key, down) if gesture is not None else None
        if gesture is not None and held is not None:
            gesture.move(replace(gesture.last, modifiers=held))

    def _point(self, shape: Qt.CursorShape | None) -> None:
        point(self._desk.viewport, shape)
