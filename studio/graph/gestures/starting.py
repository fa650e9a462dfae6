"""Which gesture a press begins: by button, by what lies under the pointer, and by the keys that are held."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Qt

from engine.graph import Link
from studio.graph.desk import Desk, Selection
from studio.graph.gestures.band import RubberBand
from studio.graph.gestures.drag import DragNodes
from studio.graph.gestures.gesture import Gesture, Pan
from studio.graph.gestures.knife import Knife
from studio.graph.gestures.pointer import Pointer
from studio.graph.gestures.resize import ResizeFrame
from studio.graph.gestures.wire import DragWire
from studio.graph.hit import Hit

KNIFE_KEY = Qt.Key.Key_Y
PAN_KEY = Qt.Key.Key_Space
HELD_KEYS = frozenset((KNIFE_KEY, PAN_KEY))
"""Keys that change what the left button does while they are down."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button that went down: where, on what, with which of `HELD_KEYS`, and what was selected just before."""

    at: Pointer
    hit: Hit
    held: Collection[Qt.Key]
    before: Selection

    @property
    def pans(self) -> bool:
        """Whether the hand grabs the view."""
        if self.at.button == Qt.MouseButton.MiddleButton:
            return True
        left = self.at.button == Qt.MouseButton.LeftButton
        return left and (PAN_KEY in self.held or self.at.holds(Qt.KeyboardModifier.AltModifier))

    @property
    def grabs(self) -> bool:
        """Whether it pans from the first pixel on, since a click would mean nothing."""
        return self.pans and not self.at.holds(Qt.KeyboardModifier.AltModifier)

    @property
    def cuts(self) -> bool:
        """Whether the hand holds the knife."""
        if self.at.button == Qt.MouseButton.RightButton:
            return self.at.holds(Qt.KeyboardModifier.ControlModifier)
        return self.at.button == Qt.MouseButton.LeftButton and KNIFE_KEY in self.held


def gesture_of(desk: Desk, press: Press) -> Gesture | None:
    """The gesture of a press whose pointer has moved far enough; None where dragging means nothing."""
    at, hit = press.at, press.hit
    if press.pans:
        return Pan(desk, at)
    if press.cuts:
        return Knife(desk, at)
    if at.button != Qt.MouseButton.LeftButton:
        return None
    if hit.kind == "port":
        return _from_port(desk, press)
    if hit.link is not None:
        return _from_link(desk, at, hit.link)
    if hit.kind == "frame_corner":
        return ResizeFrame(desk, at, hit.frame)
    if hit.kind == "frame_title":
        return DragNodes(desk, at, press.before, hit.frame)
    if hit.node:
        return DragNodes(desk, at, press.before, hit.node)
    return RubberBand(desk, at, press.before)


def _from_link(desk: Desk, at: Pointer, link: Link) -> Gesture:
    """A link is grabbed by the end that is nearer; the other one stays."""
    source, target = (link.source, link.output, True), (link.target, link.input, False)
    to_source = (desk.scene.port_position(*source) - at.scene).manhattanLength()
    to_target = (desk.scene.port_position(*target) - at.scene).manhattanLength()
    return DragWire(desk, at, target if to_source < to_target else source, link)


def _from_port(desk: Desk, press: Press) -> Gesture:
    """A new link; from a single input that is linked, the end of its link (with Ctrl a new one all the same)."""
    hit = press.hit
    kind = desk.kind(hit.node)
    port = kind.input(hit.port) if kind is not None and not hit.output else None
    if port is not None and not port.multiple and not press.at.holds(Qt.KeyboardModifier.ControlModifier):
        held = desk.faces.flow(desk.document, desk.scope).holding(hit.node, port)
        if held:
            return DragWire(desk, press.at, (held[0].source, held[0].output, True), held[0])
    return DragWire(desk, press.at, (hit.node, hit.port, hit.output))
