"""Dragging a link: a new one from any port, or the end of one that is there to another port.

Only ends that fit light up. Dropped on a node the best port takes it; dropped on empty ground a new link asks for a
node that fits, and a link that was there is cut.
"""

from PySide6.QtCore import QPointF, Qt

from engine.graph import Link
from studio.edit import wiring
from studio.graph.desk import Desk, End
from studio.graph.gestures.gesture import Gesture, edge_scroll
from studio.graph.gestures.pointer import Pointer, scene_position
from studio.graph.hit import Hit
from studio.graph.targets import ON_NODE, best_end, link_between, tolerance
from studio.requests import SearchRequest
from studio.words import tr


class DragWire(Gesture):
    """`fixed` is the end that stays; `old` the link whose other end is dragged, None for a new link."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, desk: Desk, start: Pointer, fixed: End, old: Link | None = None) -> None:
        super().__init__(desk, start)
        self._fixed = fixed
        self._old = old
        self._fits: set[tuple[str, str]] = set()
        self._scroll = edge_scroll(desk, self._draw)

    def begin(self) -> None:
        """Light up what fits."""
        desk = self.desk
        self._fits = wiring.fitting(desk.document, desk.scope, desk.faces, *self._fixed, without=self._old)
        desk.scene.light({self._fixed, *((node, port, not self._fixed[2]) for node, port in self._fits)})
        if self._old is not None:
            desk.scene.hide_link(self._old)

    def move(self, at: Pointer) -> None:
        """Draw the wire to the pointer, or to the port that would take it."""
        self.last = at
        self._scroll.feel(at.view)
        self._draw()

    def release(self, at: Pointer) -> None:
        """Link, move the end, cut, or ask for a node."""
        self.last = at
        target, hit = self._target()
        self._put_away()
        if target is not None:
            self.desk.scene.hide_wire()
            self._join(link_between(self._fixed, target))
        elif hit.kind in ON_NODE:
            self.desk.scene.hide_wire()
            self.desk.say(self._why_not(hit))
        elif self._old is not None:
            self.desk.scene.hide_wire()
            old, scope = self._old, self.desk.scope
            name = tr("Cut {link}", link=self.desk.what(links=(old,)))
            self.desk.edit(name, lambda d: wiring.disconnect(d, scope, old))
        else:
            at_scene = self._position()
            self.desk.ask(SearchRequest(at.screen.toTuple(), (at_scene.x(), at_scene.y()), end=self._fixed))

    def cancel(self) -> None:
        """Everything as it was."""
        self._put_away()
        self.desk.scene.hide_wire()
        self.desk.say("")

    def _join(self, link: Link) -> None:
        desk, old = self.desk, self._old
        name = tr("Link {link}", link=desk.what(links=(link,)))
        if old is None:
            desk.edit(name, lambda d: wiring.connect(d, desk.scope, desk.faces, link))
        elif link != old:
            desk.edit(name, lambda d: wiring.reconnect(d, desk.scope, desk.faces, old, link))

    def _position(self) -> QPointF:
        return scene_position(self.desk.view, self.last.view)

    def _target(self) -> tuple[End | None, Hit]:
        """The end that would be linked, if any, and what lies under the pointer."""
        desk = self.desk
        hit = desk.scene.hit(self._position(), tolerance(desk.view))
        if hit.kind == "port" and (hit.node, hit.port) in self._fits and hit.output != self._fixed[2]:
            return (hit.node, hit.port, hit.output), hit
        if hit.kind not in ON_NODE or hit.node == self._fixed[0]:
            return None, hit
        return best_end(desk, self._fixed, hit.node, self._fits), hit

    def _draw(self) -> None:
        target, hit = self._target()
        desk, over = self.desk, hit.kind in ON_NODE
        to = self._position() if target is None else desk.scene.port_position(*target)
        desk.scene.show_wire(self._fixed, to, True if target else False if over else None)
        desk.say(self._why_not(hit) if over and target is None else "")

    def _why_not(self, hit: Hit) -> str:
        """Why nothing of a node takes the link: about the port under the pointer, else about the node."""
        desk = self.desk
        if hit.node == self._fixed[0]:
            return "" if hit.kind != "port" else tr("A node cannot be linked to itself")
        if hit.kind == "port" and hit.output != self._fixed[2]:
            link = link_between(self._fixed, (hit.node, hit.port, hit.output))
            return wiring.refusal(desk.document, desk.scope, desk.faces, link, self._old) or ""
        return tr("Nothing on “{node}” fits this link", node=desk.name(hit.node))

    def _put_away(self) -> None:
        self._scroll.stop()
        self.desk.scene.light(None)
        self.desk.scene.hide_link(None)
