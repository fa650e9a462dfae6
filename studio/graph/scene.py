"""The scene of the open graph: items in step with document, selection and status, and questions about where things are.

In: `model.changed`, the focus, the status. Out: `repaint` for the view, hits and positions for gestures. Gestures
move items by previews; only the document moves them for good.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from engine.document import Document
from engine.graph import Frame, Graph, Link, Node
from engine.spec import NodeType
from engine.types import PortType
from studio.document import Change, DocumentModel
from studio.edit.frames import frames_of
from studio.edit.ports import Faces
from studio.edit.scope import graph_in
from studio.focus import Focus
from studio.graph.detail import Detail, detail_at
from studio.graph.frame_item import FrameItem
from studio.graph.geometry import NodeShape, Shapes
from studio.graph.grid import paint_grid
from studio.graph.hit import Hit, hit_part, hit_port
from studio.graph.inks import inks_of
from studio.graph.link_layer import MARGIN, LinkLayer
from studio.graph.metrics import Metrics
from studio.graph.node_item import NodeItem
from studio.graph.node_paint import NodePainter
from studio.graph.overlay import Overlay
from studio.graph.sprites import Sprites
from studio.graph.wire import Wire
from studio.status import Status
from studio.theme import Look

EVERYWHERE = QRectF(-200_000, -200_000, 400_000, 400_000)
"""The ground that can be scrolled over."""
FEW = 24
"""Up to so many items are repainted one by one; beyond, everything in sight is."""

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
        self.links = LinkLayer()
        self.overlay = Overlay()
        self._sprites = Sprites(self._paint_item, self._cover)
        self._shapes = Shapes(self.metrics)
        self._nodes: dict[str, NodeItem] = {}
        self._frames: dict[str, FrameItem] = {}
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
        return self.model.document

    @property
    def graph(self) -> Graph:
        """The graph that is shown; empty if its group is gone."""
        return graph_in(self.document, self.focus.scope) or Graph()

    def node(self, node: str) -> NodeItem | None:
        """The item of a node."""
        return self._nodes.get(node)

    def nodes(self) -> Collection[NodeItem]:
        """Every node's item."""
        return self._nodes.values()

    def frame_item(self, frame: str) -> FrameItem | None:
        """The item of a frame."""
        return self._frames.get(frame)

    def frame_items(self) -> Collection[FrameItem]:
        """Every frame's item, the rearmost first."""
        return self._frames.values()

    def port_position(self, node: str, port: str, output: bool) -> QPointF:
        """The middle of a port in the scene, as drawn; the origin for a node that is not there."""
        item = self._nodes.get(node)
        return item.port_at(port, output) if item else QPointF()

    def sizes(self) -> dict[str, tuple[float, float]]:
        """Width and height of every node as drawn."""
        return {k: (i.shape.rect.width(), i.shape.rect.height()) for k, i in self._nodes.items()}

    def size_of(self, node: Node, kind: NodeType) -> tuple[float, float]:
        """Width and height of a node that is about to be added."""
        rect = self._shapes.of(node, kind).rect
        return rect.width(), rect.height()

    def frame_of(self, node: str) -> str:
        """The frame that lists a node, "" for none; the foremost one wins."""
        found = (f.id for f in reversed(self._frames.values()) if node in f.frame.nodes)
        return next(found, "")

    def extent(self, nodes: Iterable[str] | None = None) -> QRectF:
        """A rectangle that holds some nodes, or everything; empty if there is nothing."""
        chosen = self._nodes.values() if nodes is None else [i for n in nodes if (i := self._nodes.get(n))]
        whole = QRectF()
        for item in chosen:
            whole |= item.sceneBoundingRect()
        if nodes is None:
            for frame in self._frames.values():
                whole |= frame.rect
        return whole

    def hit(self, position: QPointF, tolerance: float = 0.0) -> Hit:
        """What lies at a point of the scene. Ports win over nodes, nodes over links, links over frames."""
        part: Hit | None = None
        port: tuple[float, Hit] | None = None
        x, y = position.x(), position.y()
        for item in self._in_front():
            at = QPointF(x - item.x, y - item.y)
            found = hit_port(item.shape, at, self.metrics.port, tolerance)
            if found is not None and (port is None or found[2] < port[0]):
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
        items = [item for node in positions if (item := self._nodes.get(node))]
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
            item = self._frames.get(frame)
            if item is not None and item.rect != rect:
                self._touch(item.rect.united(rect))
                item.rect = QRectF(rect)

    def end_preview(self) -> None:
        """Everything back to where the document says it is."""
        moved = [i for i in self._nodes.values() if i.lifted]
        for item in moved:
            item.x, item.y = item.node.position
            item.lifted = False
        for wire in self.links.lifted.values():
            wire.follow()
        self.links.lifted = {}
        self.lifting = False
        self._touch_items(moved)
        for frame in self._frames.values():
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
        self._touch_items(items)
        self.lifted_changed.emit()

    # -- what gestures draw --------------------------------------------------------------------------------------------

    def show_wire(self, start: End, to: QPointF, fits: bool | None) -> None:
        """A dangling link from a port; `fits` None while it is over nothing."""
        at = self.port_position(*start)
        item = self._nodes.get(start[0])
        kind = self._type(item, start[1], start[2]) if item else PortType.ANY
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
            self._touch_links(self.links.marks.marked, link)
            self.links.marks.marked = link

    def hide_link(self, link: Link | None) -> None:
        """Do not draw a link while its end is dragged; None shows it again."""
        if link != self.links.marks.hidden:
            self._touch_links(self.links.marks.hidden, link)
            self.links.marks.hidden = link

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint_rect(self, painter: QPainter, rect: QRectF, zoom: float) -> None:
        """Everything in a rectangle that is not being dragged; `zoom` in device pixels per scene unit."""
        detail = detail_at(zoom)
        paint_grid(painter, rect, self.look.theme, zoom)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for frame in self._frames.values():
            if frame.rect.intersects(rect):
                frame.paint(painter, detail, self.inks, zoom)
        self.links.paint(painter, rect, detail, self.inks, zoom)
        for item in self.nodes_in(rect):
            if not item.lifted:
                self._paint_node(painter, item, zoom)

    def nodes_in(self, rect: QRectF) -> list[NodeItem]:
        """Nodes of which something is painted in a rectangle, the rearmost first."""
        far = self.painter.reach()
        left, right, top, bottom = (
            rect.left() - far,
            rect.right() + far,
            rect.top() - far,
            rect.bottom() + far,
        )
        return [
            item
            for item in self._nodes.values()
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
        if detail_at(zoom) >= Detail.PLAIN:
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
        self._nodes.clear()
        self._frames.clear()
        self.links.clear()
        self._lit = None
        self._sprites.clear()
        graph = self.graph
        for node in graph:
            self._nodes[node.id] = self._made(node)
        for link in graph.links:
            self._put_link(link)
        for frame in self._frames_now():
            self._frames[frame.id] = FrameItem(frame, self.metrics)
        self._refresh_ports(self._nodes)
        self._select()
        self.reset.emit()
        self._touch()

    def _follow(self, change: Change) -> None:
        if graph_in(change.after, self.focus.scope) is None:
            return
        graph = change.graph(self.focus.scope)
        for link in graph.unlinked:
            self._touch_links(link)
            self.links.remove(link)
        for node in graph.removed:
            item = self._nodes.pop(node)
            self._touch(self.painter.rect(item))
        nodes = self.graph.nodes
        for node in graph.added:
            self._nodes[node] = self._made(nodes[node])
            self._touch(self.painter.rect(self._nodes[node]))
        again = set(graph.changed)
        if change.groups:
            again |= {n for n, item in self._nodes.items() if item.node.group is not None}
        if again:
            again |= {n for n, item in self._nodes.items() if item.node.clone_of in again}
        for node in again:
            self._set(self._nodes[node], nodes[node])
        for link in graph.linked:
            self._put_link(link)
            self._touch_links(link)
        if graph.linked or graph.unlinked or graph.added or again:
            ends = {n for x in (*graph.linked, *graph.unlinked) for n in (x.source, x.target)}
            self._refresh_ports(ends | again | set(graph.added))
        self._follow_frames()

    def _follow_frames(self) -> None:
        frames = self._frames_now()
        if [item.frame for item in self._frames.values()] == list(frames):
            return
        for item in self._frames.values():
            self._touch(item.rect)
        self._frames = {f.id: FrameItem(f, self.metrics) for f in frames}
        for item in self._frames.values():
            item.selected = item.id in self.focus.frames
            self._touch(item.rect)

    def _frames_now(self) -> tuple[Frame, ...]:
        there = graph_in(self.document, self.focus.scope) is not None
        return frames_of(self.document, self.focus.scope) if there else ()

    def _made(self, node: Node) -> NodeItem:
        kind = self.faces.of(self.document, node)
        status = self.status.of(node.id)
        item = NodeItem(node, kind, self._shapes.of(node, kind, status.picture is not None), self.metrics)
        item.known = self.faces.known(self.document, node)
        item.media = self._media(node, kind)
        item.status = status
        item.key = str(self.status.key_of(node.id) or "")
        item.write()
        return item

    def _set(self, item: NodeItem, node: Node) -> None:
        self._touch(self.painter.rect(item))
        kind = self.faces.of(self.document, node)
        item.known = self.faces.known(self.document, node)
        item.media = self._media(node, kind)
        item.set(node, kind, self._shape(node, item))
        self._attach(node.id)
        self._touch(self.painter.rect(item))

    def _media(self, node: Node, kind: NodeType) -> str:
        """The name of the file in a node's main param."""
        entry = self.document.media.get(str(node.params.get(kind.main or "", "")))
        return entry.name if entry else ""

    def _shape(self, node: Node, item: NodeItem) -> NodeShape:
        kind = self.faces.of(self.document, node)
        return self._shapes.of(node, kind, item.status.picture is not None)

    def _restate(self, nodes: Iterable[str]) -> None:
        for node in nodes:
            item = self._nodes.get(node)
            if item is None:
                continue
            item.status = self.status.of(node)
            item.key = str(self.status.key_of(node) or "")
            shape = self._shape(item.node, item)
            if shape is not item.shape:
                self._touch(self.painter.rect(item))
                item.shape = shape
                self._attach(node)
            item.write()
            self._touch(self.painter.rect(item))

    def _select(self) -> None:
        chosen, current = self.focus.nodes, self.focus.current
        for item in self._nodes.values():
            if item.selected != (item.id in chosen) or item.current != (item.id == current):
                item.selected, item.current = item.id in chosen, item.id == current
                item.revision += 1
                self._touch(self.painter.rect(item))
        for frame in self._frames.values():
            if frame.selected != (frame.id in self.focus.frames):
                frame.selected = frame.id in self.focus.frames
                self._touch(frame.rect)
        before, self.links.marks.selected = self.links.marks.selected, self.focus.links
        self._touch_links(*(before ^ self.focus.links))

    def _relook(self) -> None:
        self.inks = inks_of(self.look.theme)
        self.painter = NodePainter(self.metrics, self.inks)
        self._sprites.clear()
        self._touch()

    # -- links ---------------------------------------------------------------------------------------------------------

    def _put_link(self, link: Link) -> None:
        source, target = self._nodes.get(link.source), self._nodes.get(link.target)
        if source is not None and target is not None:
            self.links.put(Wire(link, source, target))

    def _attach(self, node: str) -> None:
        """The node has another shape or place: its links go there."""
        for link in self.links.of(node):
            self._touch_links(link)
            self.links.wires[link].attach()
            self._touch_links(link)

    def _refresh_ports(self, nodes: Iterable[str]) -> None:
        """Which ports are linked, and what flows through those that take anything and through their links."""
        for node in nodes:
            item = self._nodes.get(node)
            if item is None:
                continue
            links = self.links.of(node)
            ends = {(x.input, False) for x in links if x.target == node}
            item.linked = frozenset(ends | {(x.output, True) for x in links if x.source == node})
            item.revision += 1
            self._touch(self.painter.rect(item))
        for item in self._nodes.values():
            for place in item.shape.ports:
                if place.port.type is PortType.ANY:
                    end = (place.port.name, place.output)
                    kind = self._type(item, *end)
                    if item.types.get(end) is not kind:
                        item.types[end] = kind
                        item.revision += 1
                        self._touch(self.painter.rect(item))
        for wire in self.links.wires.values():
            source = self._nodes[wire.link.source]
            wire.kind = self._type(source, wire.link.output, True)
            wire.dim = source.node.flags.mute or self._nodes[wire.link.target].node.flags.mute

    def _type(self, item: NodeItem, port: str, output: bool) -> PortType:
        place = item.shape.place(port, output)
        if place is None:
            return PortType.ANY
        if place.port.type is not PortType.ANY:
            return place.port.type
        types = self.faces.types(self.document, self.focus.scope, item.id, port, output)
        return types[0] if len(types) == 1 else PortType.ANY

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
        for item in reversed(self._frames.values()):
            kind = item.part_at(position, tolerance)
            if kind is not None:
                return Hit(kind, frame=item.id)
        return None

    def _in_front(self) -> Iterable[NodeItem]:
        """Nodes, the one drawn last first."""
        return reversed(self._nodes.values())

    def _cover(self, item: NodeItem) -> QRectF:
        return self.painter.rect(item)

    # -- telling the view ----------------------------------------------------------------------------------------------

    def _touch(self, rect: QRectF | None = None) -> None:
        self.repaint.emit(rect or QRectF())

    def _touch_items(self, items: Collection[NodeItem]) -> None:
        if len(items) > FEW:
            self._touch()
            return
        for item in items:
            self._touch(self.painter.rect(item))
            self._touch_links(*self.links.of(item.id))

    def _touch_links(self, *links: Link | None) -> None:
        for link in links:
            wire = self.links.wires.get(link) if link is not None else None
            if wire is not None:
                self._touch(wire.bounds.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
