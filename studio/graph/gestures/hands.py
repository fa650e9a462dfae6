"""From the view's mouse and key events to gestures, clicks, double clicks and the zoom.

In: events that `GraphView` hands over. Out: gestures begun, fed and ended; wishes for what only the editor can do, as
signals. At most one gesture lives at a time, and Esc ends it without a trace.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from studio.gesture import point, with_key
from studio.graph.desk import Desk
from studio.graph.gestures.gesture import Gesture
from studio.graph.gestures.pointer import Pointer, scene_position
from studio.graph.gestures.starting import HELD_KEYS, PAN_KEY, Press, gesture_of
from studio.graph.hit import Hit
from studio.graph.keyboard import Keyboard
from studio.graph.targets import ON_NODE, tolerance

ZOOM_PER_DEGREE = 1.012
"""How much one degree of the wheel zooms; a notch is 15."""
EIGHTHS = 8
"""Qt counts a wheel's turn in eighths of a degree."""


class Hands(QObject):
    """What the artist's hands do on one graph view. Every handler says whether it took the event."""

    clicked = Signal(object, object)
    """A `Pointer` and the `Hit` under it, for a press that became no drag."""
    double_clicked = Signal(object, object)
    """The same, for a double click of the left button."""
    menu_wanted = Signal(object, object)
    """The same, for a click of the right button."""
    ended = Signal()
    """A gesture ended, however it did."""

    def __init__(self, desk: Desk, keyboard: Keyboard) -> None:
        super().__init__(desk.view)
        self._desk = desk
        self._keyboard = keyboard
        self._press: Press | None = None
        self._gesture: Gesture | None = None
        self._held: set[Qt.Key] = set()
        self.pointer: QPointF | None = None
        """Where the pointer was last (viewport pixels); None while it is elsewhere."""

    @property
    def busy(self) -> bool:
        """Whether a gesture is going on."""
        return self._gesture is not None

    # -- the mouse -----------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> bool:
        """A button went down; another one during a gesture cancels it."""
        if self._gesture is not None:
            self.cancel()
            return True
        self._keyboard.leave_mode()
        at = Pointer.of(event, self._desk.view)
        hit = self._hit(at)
        self._press = Press(at, hit, frozenset(self._held), self._desk.selection())
        if not self._press.pans and not self._press.cuts:
            self._select_pressed(at, hit)
        if self._press.grabs:
            self._begin(self._press)
        return True

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moved: begin or feed a gesture, or show what lies under the pointer."""
        at = Pointer.of(event, self._desk.view)
        self.pointer = at.view
        if self._gesture is None and self._press is not None:
            if at.beyond(self._press.at, QApplication.startDragDistance()):
                self._begin(self._press)
        elif self._gesture is None:
            self._hover(at)
        if self._gesture is not None:
            self._gesture.move(at)
        return True

    def release(self, event: QMouseEvent) -> bool:
        """The button that began it went up: end the gesture, or it was a click."""
        press, gesture = self._press, self._gesture
        if press is None or event.button() != press.at.button:
            return True
        self._press = None
        at = Pointer.of(event, self._desk.view)
        if gesture is not None:
            self._gesture = None
            self._shape(None)
            gesture.release(at)
            self.ended.emit()
        elif press.at.button == Qt.MouseButton.RightButton:
            self.menu_wanted.emit(at, press.hit)
        else:
            self.clicked.emit(press.at, press.hit)
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        """The second press of a double click; no gesture comes of it."""
        self.cancel()
        at = Pointer.of(event, self._desk.view)
        if at.button == Qt.MouseButton.LeftButton:
            self.double_clicked.emit(at, self._hit(at))
            return True
        return self.press(event)

    def wheel(self, event: QWheelEvent) -> bool:
        """Zoom at the pointer; with Shift, or from a touch pad without Ctrl, move the view."""
        view = self._desk.view
        pixels, turned = event.pixelDelta(), event.angleDelta()
        zooms = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step = turned.y() or turned.x()
            view.pan(step / EIGHTHS * 4, 0)
        elif not pixels.isNull() and not zooms:
            view.pan(pixels.x(), pixels.y())
        else:
            view.zoom_at(event.position(), ZOOM_PER_DEGREE ** (turned.y() / EIGHTHS))
        self._moved_under(event.position())
        return True

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Two fingers on a touch pad: zoom at the pointer."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._desk.view.zoom_at(event.position(), 1.0 + event.value())
        return True

    def leave(self) -> bool:
        """The pointer left the view."""
        self.pointer = None
        if self._gesture is None:
            self._desk.scene.mark_link(None)
        return True

    # -- the keys ------------------------------------------------------------------------------------------------------

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key goes to the hands before any shortcut: all of them during a gesture or a mode."""
        if self._gesture is not None or self._press is not None or self._keyboard.in_mode:
            return True
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return plain and event.key() in HELD_KEYS

    def key_press(self, event: QKeyEvent) -> bool:
        """A key went down while the view has the keyboard."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and (self._gesture is not None or self._press is not None):
            self.cancel()
            return True
        if key in HELD_KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._held.add(key)
            self._shape(self._gesture)
            return True
        if self._gesture is not None:
            self._hold(key, True)
            return True
        return self._keyboard.key_press(event)

    def key_release(self, event: QKeyEvent) -> bool:
        """A key went up."""
        if event.isAutoRepeat():
            return event.key() in HELD_KEYS
        key = Qt.Key(event.key())
        self._hold(key, False)
        if key in self._held:
            self._held.discard(key)
            self._shape(self._gesture)
            return True
        return False

    def cancel(self) -> None:
        """End whatever goes on, without a trace."""
        press, gesture = self._press, self._gesture
        self._press = self._gesture = None
        if gesture is not None:
            gesture.cancel()
            self._shape(None)
            self.ended.emit()
        if press is not None:
            self._desk.restore(press.before)

    def let_go(self) -> None:
        """The keyboard went elsewhere, or another graph was opened: nothing goes on, and what is held is unknown."""
        self._held.clear()
        self.cancel()
        self._keyboard.leave_mode()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _begin(self, press: Press) -> None:
        gesture = gesture_of(self._desk, press)
        if gesture is not None:
            self._desk.scene.mark_link(None)
            self._gesture = gesture
            gesture.begin()
            self._shape(gesture)

    def _select_pressed(self, at: Pointer, hit: Hit) -> None:
        """What is pressed is selected at once, so that a drag takes it along; a click decides the rest."""
        focus = self._desk.focus
        if at.holds(Qt.KeyboardModifier.ControlModifier):
            return
        add = at.holds(Qt.KeyboardModifier.ShiftModifier)
        if hit.kind in ON_NODE and hit.kind != "port" and hit.node not in focus.nodes:
            kept = focus.nodes if add else frozenset()
            focus.select(
                kept | {hit.node}, frames=focus.frames if add else (), links=focus.links if add else (),
                current=hit.node,
            )  # fmt: skip
        elif hit.kind in ("frame_title", "frame_corner") and hit.frame not in focus.frames:
            focus.select(
                focus.nodes if add else (), frames=(focus.frames if add else frozenset()) | {hit.frame}
            )

    def _hit(self, at: Pointer) -> Hit:
        return self._desk.scene.hit(at.scene, tolerance(self._desk.view))

    def _hover(self, at: Pointer) -> None:
        hit = self._hit(at)
        over_link = hit.kind in ("link", "link_end")
        self._desk.scene.mark_link(hit.link if over_link else None)
        if PAN_KEY not in self._held:
            shapes = {
                "port": Qt.CursorShape.CrossCursor,
                "link_end": Qt.CursorShape.CrossCursor,
                "value": Qt.CursorShape.IBeamCursor,
                "frame_corner": Qt.CursorShape.SizeFDiagCursor,
            }
            self._point(shapes.get(hit.kind))

    def _moved_under(self, position: QPointF) -> None:
        """The scene moved under a resting pointer; a gesture goes on from there."""
        if self._gesture is not None and self._press is not None:
            old = self._gesture.last
            scene = scene_position(self._desk.view, position)
            self._gesture.move(Pointer(position, scene, old.screen, old.button, old.modifiers, old.time))

    def _hold(self, key: Qt.Key, down: bool) -> None:
        """Shift, Ctrl or Alt went down or up during a gesture: it shows at once what that changes."""
        gesture = self._gesture
        held = with_key(gesture.last.modifiers, key, down) if gesture is not None else None
        if gesture is not None and held is not None:
            gesture.move(replace(gesture.last, modifiers=held))

    def _shape(self, gesture: Gesture | None) -> None:
        """The pointer's shape: the gesture's, or what a held key would begin."""
        if gesture is not None:
            self._point(gesture.cursor)
        elif PAN_KEY in self._held:
            self._point(Qt.CursorShape.OpenHandCursor)
        elif self._held:
            self._point(Qt.CursorShape.CrossCursor)
        else:
            self._point(None)

    def _point(self, shape: Qt.CursorShape | None) -> None:
        point(self._desk.view.viewport(), shape)
