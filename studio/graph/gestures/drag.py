"""Dragging nodes and frames: on the grid, scrolling at the edges, onto a link to be put on it, shaken to come loose.

Frames carry what belongs to them. The whole drag is one edit, made when the button is let go: move, insertion,
making room, and who belongs to which frame afterwards.
"""

from PySide6.QtCore import QPointF, QRectF, Qt

from engine.document import Document
from engine.graph import Link
from studio.edit import frames, nodes, room, wiring
from studio.graph.desk import Desk, Selection
from studio.graph.gestures.gesture import Gesture, edge_scroll
from studio.graph.gestures.pointer import Pointer, scene_position
from studio.graph.gestures.shake import Shake
from studio.graph.grid import snapped
from studio.words import tr

NEAREST = 4
"""Links under a dragged node that are tried, the one nearest to its middle first."""


class DragNodes(Gesture):
    """Moves the selection; `grabbed` is the node or frame under the pointer, whose corner lands on the grid.

    Alt turns the grid on or off, Ctrl keeps a node from being put on the link it is dropped on.
    """

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, desk: Desk, start: Pointer, before: Selection, grabbed: str) -> None:
        super().__init__(desk, start)
        self._before = before
        if grabbed not in desk.focus.nodes | desk.focus.frames:
            self._take_along(grabbed)
        carried, moving = frames.carried(desk.document, desk.scope, desk.focus.frames)
        self._frames = {f.id: QRectF(*f.rect) for f in desk.frames() if f.id in moving}
        chosen = desk.present(desk.focus.nodes | carried)
        self._nodes = {n: QPointF(*desk.graph[n].position) for n in chosen}
        self._corner = self._nodes.get(grabbed) or self._frames.get(grabbed, QRectF()).topLeft()
        self._step = QPointF()
        self._link: Link | None = None
        self._shake = Shake()
        self._loose = False
        self._scroll = edge_scroll(desk, self._show)

    def _take_along(self, grabbed: str) -> None:
        """With Ctrl a press selects nothing yet: what is dragged joins what is selected."""
        focus, known = self.desk.focus, self.desk.node(grabbed) is not None
        focus.select(
            focus.nodes | {grabbed} if known else focus.nodes,
            frames=focus.frames if known else focus.frames | {grabbed}, links=focus.links,
        )  # fmt: skip

    def move(self, at: Pointer) -> None:
        """Show where everything would be."""
        self.last = at
        self._scroll.feel(at.view)
        if not self._loose and self._nodes and self._shake.feel(at.view, at.time):
            self._loose = True
            self.desk.say(tr("Shaken loose: the links are cut when you let go"))
        self._show()

    def release(self, at: Pointer) -> None:
        """Make the one edit."""
        self.last = at
        self._show()
        link, loose = self._link, self._loose
        self._put_away()
        what = self.desk.what(self._moved(), self._frames)
        if loose:
            name = tr("Shake {what} Loose", what=what)
        elif link is not None:
            name = tr("Put {what} on {link}", what=what, link=self.desk.what(links=(link,)))
        else:
            name = tr("Move {what}", what=what)
        self.desk.edit(name, lambda d: self._result(d, link, loose))

    def cancel(self) -> None:
        """Back to where everything was, and to what was selected before the press."""
        self._put_away()
        self.desk.restore(self._before)
        self.desk.say("")

    def _put_away(self) -> None:
        self._scroll.stop()
        self.desk.scene.mark_link(None)
        self.desk.scene.end_preview()

    def _moved(self) -> list[str]:
        """The nodes that the hand moved, without those that a frame carried."""
        carried, _ = frames.carried(self.desk.document, self.desk.scope, self.desk.focus.frames)
        return [node for node in self._nodes if node not in carried]

    def _positions(self) -> dict[str, QPointF]:
        return {node: position + self._step for node, position in self._nodes.items()}

    def _show(self) -> None:
        desk = self.desk
        step = scene_position(desk.view, self.last.view) - self.start.scene
        if desk.settings.value.snap != self.last.holds(Qt.KeyboardModifier.AltModifier):
            step = snapped(self._corner + step) - self._corner
        self._step = step
        desk.scene.preview_positions(self._positions())
        desk.scene.preview_frames({f: rect.translated(step) for f, rect in self._frames.items()})
        self._link = self._link_under()
        desk.scene.mark_link(self._link)

    def _link_under(self) -> Link | None:
        """The link that the one dragged node would be put on."""
        if len(self._nodes) != 1 or self._frames or self._loose:
            return None
        if self.last.holds(Qt.KeyboardModifier.ControlModifier):
            return None
        desk, node = self.desk, next(iter(self._nodes))
        item = desk.scene.node(node)
        near = desk.scene.links_near(item.sceneBoundingRect()) if item is not None else []
        return next(
            (
                link
                for link in near[:NEAREST]
                if wiring.can_insert(desk.document, desk.scope, desk.faces, node, link)
            ),
            None,
        )

    def _result(self, document: Document, link: Link | None, loose: bool) -> Document:
        """The document after the drop."""
        desk, scope = self.desk, self.desk.scope
        places = {node: (p.x(), p.y()) for node, p in self._positions().items()}
        rects = {f: _rect(r.translated(self._step)) for f, r in self._frames.items()}
        document = nodes.move(document, scope, places, rects)
        if loose:
            document = wiring.pull_out(document, scope, desk.faces, tuple(self._nodes))
        if link is not None:
            node = next(iter(self._nodes))
            document = wiring.insert(document, scope, desk.faces, node, link)
            document = room.make_room(document, scope, desk.scene.sizes(), node)
        return frames.carry(document, scope, desk.scene.sizes(), tuple(self._nodes))


def _rect(rect: QRectF) -> frames.Rect:
    return rect.x(), rect.y(), rect.width(), rect.height()
