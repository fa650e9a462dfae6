"""The keyboard's way through the graph: arrows from node to node, nudging, and the mode that links by keys alone.

In: key events that no gesture took. Out: another selection, moved nodes, or a link. What has a row in the action table
is not handled here, but by `Bindings`.
"""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from engine.document import Document
from studio.edit import frames, nodes
from studio.graph.desk import Desk
from studio.graph.grid import STEP
from studio.graph.key_link import KeyLink
from studio.graph.nearest import DOWN, LEFT, RIGHT, UP, nearest
from studio.words import tr

ARROWS = {
    Qt.Key.Key_Left: LEFT,
    Qt.Key.Key_Right: RIGHT,
    Qt.Key.Key_Up: UP,
    Qt.Key.Key_Down: DOWN,
}
NUDGE = "nudge"
"""Nudges that follow each other are one step of history."""


class Keyboard:
    """Walks, nudges, and feeds the linking mode while there is one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._mode: KeyLink | None = None

    @property
    def in_mode(self) -> bool:
        """Whether keys choose the ends of a link now."""
        return self._mode is not None

    def link(self) -> None:
        """Begin to link the current node by keys."""
        self.leave_mode()
        if self._desk.node(self._desk.focus.current) is not None:
            mode = KeyLink(self._desk, self._desk.focus.current)
            if mode.begin():
                self._mode = mode

    def leave_mode(self) -> None:
        """End the linking mode without a trace."""
        if self._mode is not None:
            self._mode.cancel()
            self._mode = None

    def key_press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        key = Qt.Key(event.key())
        if self._mode is not None:
            if not self._mode.key(key):
                self._mode = None
            return True
        direction = ARROWS.get(key)
        if direction is None:
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier:
            self._nudge(direction)
        elif held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            self._walk(direction, add=held == Qt.KeyboardModifier.ShiftModifier)
        else:
            return False
        return True

    def _walk(self, direction: QPointF, *, add: bool) -> None:
        """Select the next node in a direction; from nothing, the one nearest to the middle of the view."""
        desk = self._desk
        centres = {name: QPointF(*_middle(desk, name)) for name in desk.graph.nodes}
        start = centres.pop(desk.focus.current, None)
        if start is not None:
            found = nearest(start, direction, centres)
        else:
            middle = desk.view.mapToScene(desk.view.viewport().rect().center())
            found = min(centres, key=lambda n: (centres[n] - middle).manhattanLength(), default=None)
        if found is not None:
            desk.focus.select((desk.focus.nodes if add else frozenset()) | {found}, current=found)
            desk.focus.reveal.emit(found)
            desk.say(desk.name(found))

    def _nudge(self, direction: QPointF) -> None:
        """Move the selected nodes, and frames with what they carry, by one step of the grid."""
        desk, scope = self._desk, self._desk.scope
        if not (desk.focus.nodes or desk.focus.frames):
            return
        step = direction * STEP
        carried, inner = frames.carried(desk.document, scope, desk.focus.frames)
        places = {}
        for name in desk.present(desk.focus.nodes | carried):
            x, y = desk.graph[name].position
            places[name] = (x + step.x(), y + step.y())
        rects = {}
        for frame in desk.frames():
            if frame.id in inner:
                x, y, width, height = frame.rect
                rects[frame.id] = (x + step.x(), y + step.y(), width, height)

        def change(document: Document) -> Document:
            document = nodes.move(document, scope, places, rects)
            return frames.carry(document, scope, desk.scene.sizes(), places)

        chosen = [name for name in desk.chosen() if name not in carried]
        name = tr("Move {what}", what=desk.what(chosen, inner))
        desk.edit(name, change, merge=f"{NUDGE} {scope} {sorted(places)} {sorted(rects)}")


def _middle(desk: Desk, node: str) -> tuple[float, float]:
    x, y = desk.graph[node].position
    width, height = desk.scene.sizes().get(node, (0.0, 0.0))
    return x + width / 2, y + height / 2
