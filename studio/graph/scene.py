"""The scene of the open graph: items in step with document, selection and status, and questions about where things are.

In: `model.changed`, the focus, the status. Out: `repaint` for the view, hits and positions for gestures. Gestures
move items by previews; only the document moves them for good.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from engine.document import Document
from engine.graph import Graph, Link, Node
from engine.spec import NodeType
from engine.types import PortType
from studio.document import Change, DocumentModel
from studio.edit.ports import Faces
from studio.focus import Focus
from studio.graph.detail import Detail, detail_at
from studio.graph.frame_item import FrameItem
from studio.graph.grid import paint_grid
from studio.graph.hit import Hit, hit_part, hit_port
from studio.graph.inks import inks_of
from studio.graph.items import Items
from studio.graph.metrics import Metrics
from studio.graph.node_item import REACH, NodeItem
from studio.graph.node_paint import NodePainter
from studio.graph.overlay import Overlay
from studio.graph.sprites import Sprites
from studio.survey.status import Status
from studio.theme import Look

EVERYWHERE = QRectF(-200_000, -200_000, 400_000, 400_000)
"""The ground that can be scrolled over."""

End = tuple[str, str, bool]


class GraphScene(QGraphicsScene):
    """Shows the graph of the focus's scope. Items are found by the ids of nodes and frames."""

    repaint = Signal(QRectF)
    """This part of the scene looks different now; an empty rectangle stands for all of it."""
    overlay_changed = Signal()
    lifted_changed = Signal()
    """Items were taken out of the picture to be dragged, or put back into it."""
    reset = Signal()
    """Another graph is shown, or everything in it may have moved."""

    def __init__(
        self,
        model: DocumentModel,
        faces: Faces,
        focus: Focus,
        look: Look,
        status: Status,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setSceneRect(EVERYWHERE)
        self.model = model
        self.faces = faces
        self.focus = focus
        self.look = look
        self.status = status
        self.metrics = Metrics()
        self.inks = inks_of(look.theme)
        self.painter = NodePainter(self.metrics, self.inks)
        self.overlay = Overlay()
        self._sprites = Sprites(self._paint_item, NodeItem.cover)
        self._items = Items(model, faces, focus, status, self.metrics, self._touch)
        self.links = self._items.links
        self._keyboard = False
        self._lit: Collection[End] | None = None
        self.lifting = False
        """Whether nodes are being dragged."""
        model.changed.connect(self._follow)
        focus.scope_changed.connect(self.rebuild)
        focus.selection_changed.connect(self._select)
        status.changed.connect(self._restate)
        look.changed.connect(self._relook)
        self.rebuild()

    # -- what is there -------------------------------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        """The present value."""
        return self._items.document

    @property
    def graph(self) -> Graph:
        """The graph that is shown; empty if its group is gone."""
        return self._items.graph

    def node(self, node: str) -> NodeItem | None:
        """The item of a node."""
        return self._items.nodes.get(node)

    def nodes(self) -> Collection[NodeItem]:
        """Every node's item."""
        return self._items.nodes.values()

    def frame_item(self, frame: str) -> FrameItem | None:
        """The item of a frame."""
        return self._items.frames.get(frame)

    def frame_items(self) -> Collection[FrameItem]:
        """Every frame's item, the rearmost first."""
        return self._items.frames.values()

    def port_position(self, node: str, port: str, output: bool) -> QPointF:
        """The middle of a port in the scene, as drawn; the origin for a node that is not there."""
        item = self._items.nodes.get(node)
        return item.port_at(port, output) if item else QPointF()

    def sizes(self) -> dict[str, tuple[float, float]]:
        """Width and height of every node as drawn."""
        return {k: (i.shape.rect.width(), i.shape.rect.height()) for k, i in self._items.nodes.items()}

    def size_of(self, node: Node, kind: NodeType) -> tuple[float, float]:
        """Width and height of a node that is about to be added."""
        rect = self._items.shapes.of(node, kind).rect
        return rect.width(), rect.height()

    def frame_of(self, node: str) -> str:
        """The frame that lists a node, "" for none; the foremost one wins."""
        found = (f.id for f in reversed(self._items.frames.values()) if node in f.frame.nodes)
        return next(found, "")

    def extent(self, nodes: Iterable[str] | None = None) -> QRectF:
        """A rectangle that holds some nodes, or everything; empty if there is nothing."""
        chosen = (
            self._items.nodes.values()
            if nodes is None
            else [i for n in nodes if (i := self._items.nodes.get(n))]
        )
        whole = QRectF()
        for item in chosen:
            whole |= item.sceneBoundingRect()
        if nodes is None:
            for frame in self._items.frames.values():
                whole |= frame.rect
        return whole

    def hit(self, position: QPointF, tolerance: float = 0.0) -> Hit:
        """What lies at a point of the scene: ports win over nodes, nodes over links, links over frames.

        A port below the body of a node in front of it cannot be seen, and is not hit.
        """
        part: Hit | None = None
        port: tuple[float, Hit] | None = None
        x, y = position.x(), position.y()
        far = self.metrics.port + tolerance
        for item in self._in_front():
            size = item.shape.rect
            if not (
                item.x - far <= x <= item.x + size.width() + far
                and item.y - far <= y <= item.y + size.height() + far
            ):
                continue
            at = QPointF(x - item.x, y - item.y)
            found = hit_port(item.shape, at, self.metrics.port, tolerance)
            if part is None and found is not None and (port is None or found[2] < port[0]):
                port = (found[2], Hit("port", item.id, found[0], found[1]))
            if part is None:
                kind = hit_part(item.shape, at, item.badge_left)
                part = Hit(kind, item.id) if kind else None
        if port is not None:
            return port[1]
        return part or self._hit_link(position, tolerance) or self._hit_frame(position, tolerance) or Hit()

    def links_crossing(self, path: Sequence[QPointF]) -> list[Link]:
        """Links that a path through the scene crosses."""
        return self.links.crossing(list(path))

    def links_near(self, rect: QRectF) -> list[Link]:
        """Links that pass through a rectangle, the one nearest to its middle first."""
        return self.links.through(rect)

    # -- previews ------------------------------------------------------------------------------------------------------

    def preview_positions(self, positions: Mapping[str, QPointF]) -> None:
        """Draw nodes elsewhere; the document stays as it is."""
        items = [item for node in positions if (item := self._items.nodes.get(node))]
        self._lift(items)
        for item in items:
            at = positions[item.id]
            item.x, item.y = at.x(), at.y()
        for wire in self.links.lifted.values():
            wire.follow()
        self.overlay_changed.emit()

    def preview_frames(self, rects: Mapping[str, QRectF]) -> None:
        """Draw frames elsewhere, or in another size."""
        for frame, rect in rects.items():
            item = self._items.frames.get(frame)
            if item is not None and item.rect != rect:
                self._touch(item.rect.united(rect))
                item.rect = QRectF(rect)

    def end_preview(self) -> None:
        """Everything back to where the document says it is."""
        moved = [i for i in self._items.nodes.values() if i.lifted]
        for item in moved:
            item.x, item.y = item.node.position
            item.lifted = False
        for wire in self.links.lifted.values():
            wire.follow()
        self.links.lifted = {}
        self.lifting = False
        self._items.touch_items(moved)
        for frame in self._items.frames.values():
            was, frame.rect = frame.rect, QRectF(*frame.frame.rect)
            if was != frame.rect:
                self._touch(was.united(frame.rect))
        self.lifted_changed.emit()

    def _lift(self, items: Sequence[NodeItem]) -> None:
        """Take items and their links out of the picture, so that moving them repaints nothing else."""
        items = [item for item in items if not item.lifted]
        if not items:
            return
        for item in items:
            item.lifted = True
        self.links.lift(item.id for item in items)
        self.lifting = True
        self._items.touch_items(items)
        self.lifted_changed.emit()

    # -- what gestures draw --------------------------------------------------------------------------------------------

    def show_wire(self, start: End, to: QPointF, fits: bool | None) -> None:
        """A dangling link from a port; `fits` None while it is over nothing."""
        at = self.port_position(*start)
        item = self._items.nodes.get(start[0])
        kind = self._items.type_of(item, start[1], start[2]) if item else PortType.ANY
        self.overlay.wire = (at, to) if start[2] else (to, at)
        self.overlay.colour = self.inks.port(kind)
        self.overlay.tip, self.overlay.fits = QPointF(to), fits
        self.overlay_changed.emit()

    def hide_wire(self) -> None:
        """No dangling link."""
        self.overlay.wire = None
        self.overlay_changed.emit()

    def show_path(self, points: Sequence[QPointF]) -> None:
        """The knife's path; an empty one puts it away."""
        self.overlay.path = list(points)
        self.overlay_changed.emit()

    def show_band(self, rect: QRectF | None) -> None:
        """The rubber band, None for none."""
        self.overlay.band = None if rect is None else QRectF(rect)
        self.overlay_changed.emit()

    def light(self, ends: Collection[End] | None) -> None:
        """Only these ports light up and everything else dims; None for the usual look."""
        self._lit = ends
        self._sprites.clear()
        self._touch()

    @property
    def lit(self) -> Collection[End] | None:
        """The ports that light up now, None while nothing is dimmed."""
        return self._lit

    def mark_link(self, link: Link | None) -> None:
        """Let a link stand out: it is hovered over, or a node would be put on it."""
        if link != self.links.marks.marked:
            self._items.touch_links(self.links.marks.marked, link)
            self.links.marks.marked = link

    def hide_link(self, link: Link | None) -> None:
        """Do not draw a link while its end is dragged; None shows it again."""
        if link != self.links.marks.hidden:
            self._items.touch_links(self.links.marks.hidden, link)
            self.links.marks.hidden = link

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint_rect(self, painter: QPainter, rect: QRectF, zoom: float) -> None:
        """Everything in a rectangle that is not being dragged; `zoom` in device pixels per scene unit."""
        detail = detail_at(zoom)
        paint_grid(painter, rect, self.look.theme, zoom)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for frame in self._items.frames.values():
            if frame.rect.intersects(rect):
                frame.paint(painter, detail, self.inks, zoom)
        self.links.paint(painter, rect, detail, self.inks, zoom)
        for item in self.nodes_in(rect):
            if not item.lifted:
                self._paint_node(painter, item, zoom)

    def paint_sketch(self, painter: QPainter, rect: QRectF) -> None:
        """Flat boxes only: what lies around the kept picture while hands zoom out of it."""
        for frame in self._items.frames.values():
            painter.fillRect(frame.rect, frame.ground(self.inks))
        for item in self.nodes_in(rect):
            painter.fillRect(item.sceneBoundingRect(), self.painter.bodies.heads[item.leading])

    def nodes_in(self, rect: QRectF) -> list[NodeItem]:
        """Nodes of which something is painted in a rectangle, the rearmost first."""
        far = self.metrics.line * REACH
        left, right, top, bottom = (
            rect.left() - far,
            rect.right() + far,
            rect.top() - far,
            rect.bottom() + far,
        )
        return [
            item
            for item in self._items.nodes.values()
            if item.x < right
            and item.y < bottom
            and item.x + item.width > left
            and item.y + item.height > top
        ]

    def paint_lifted(self, painter: QPainter, rect: QRectF, zoom: float) -> None:
        """What is being dragged in a rectangle, above everything else."""
        self.links.paint_lifted(painter, rect, detail_at(zoom), self.inks, zoom)
        for item in self.nodes_in(rect):
            if item.lifted:
                self._paint_node(painter, item, zoom)

    def _paint_node(self, painter: QPainter, item: NodeItem, zoom: float) -> None:
        if item.lifted or detail_at(zoom) >= Detail.PLAIN:
            self._sprites.draw(painter, item, zoom)
            return
        painter.translate(item.x, item.y)
        self._paint_item(painter, item, zoom)
        painter.translate(-item.x, -item.y)

    def _paint_item(self, painter: QPainter, item: NodeItem, zoom: float) -> None:
        """A node at the painter's origin."""
        self.painter.paint(painter, item, detail_at(zoom), zoom, self._lit)

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The whole graph, for whoever renders the scene without a view (thumbnails)."""
        assert isinstance(rect, QRectF)
        self.paint_rect(painter, rect, painter.worldTransform().m11())

    # -- staying in step -----------------------------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Make every item anew: another scope is open."""
        self._lit = None
        self._sprites.clear()
        self._items.rebuild()
        self.reset.emit()
        self._touch()

    def set_keyboard(self, here: bool) -> None:
        """Whether the graph has the keyboard: the current node then has a ring."""
        self._keyboard = self.painter.focused = here
        item = self._items.nodes.get(self.focus.current)
        if item is not None:
            item.revision += 1
            self._touch(item.cover())

    # Qt drops the connections of its own objects' methods when the scene goes, so these stay between.

    def _follow(self, change: Change) -> None:
        self._items.follow(change)

    def _select(self) -> None:
        self._items.select()

    def _restate(self, nodes: Iterable[str]) -> None:
        self._items.restate(nodes)

    def _relook(self) -> None:
        self.inks = inks_of(self.look.theme)
        self.painter = NodePainter(self.metrics, self.inks)
        self.painter.focused = self._keyboard
        self._sprites.clear()
        self._touch()

    def _hit_link(self, position: QPointF, tolerance: float) -> Hit | None:
        found = self.links.at(position, max(tolerance, 1.0))
        if found is None:
            return None
        wire = found[0]
        near = 3 * self.metrics.port + tolerance
        for output, end in ((True, wire.start), (False, wire.stop)):
            if (end - position).manhattanLength() <= near:
                node = wire.link.source if output else wire.link.target
                port = wire.link.output if output else wire.link.input
                return Hit("link_end", node, port, output, wire.link)
        return Hit("link", link=wire.link)

    def _hit_frame(self, position: QPointF, tolerance: float) -> Hit | None:
        for item in reversed(self._items.frames.values()):
            kind = item.part_at(position, tolerance)
            if kind is not None:
                return Hit(kind, frame=item.id)
        return None

    def _in_front(self) -> Iterable[NodeItem]:
        """Nodes, the one drawn last first."""
        return reversed(self._items.nodes.values())

    # -- telling the view ----------------------------------------------------------------------------------------------

    def _touch(self, rect: QRectF | None = None) -> None:
        self.repaint.emit(rect or QRectF())
