"""The items of the open graph, kept in step with document, selection and status; nothing here paints.

In: a change, a selection, the status of nodes. Out: items by id, and `touch` for each rectangle of the scene that looks
different now. The scene makes one of these and answers questions from it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QRectF

from engine.document import Document
from engine.graph import Frame, Graph, Link, Node
from engine.spec import NodeType
from engine.types import PortType
from studio.document import Change, DocumentModel
from studio.edit.frames import frames_of
from studio.edit.ports import Faces
from studio.edit.scope import graph_in
from studio.edit.wires import original
from studio.focus import Focus
from studio.graph.frame_item import FrameItem
from studio.graph.geometry import NodeShape, Shapes
from studio.graph.link_layer import MARGIN, LinkLayer
from studio.graph.metrics import Metrics
from studio.graph.node_item import NodeItem
from studio.graph.wire import Wire
from studio.survey.status import Status

FEW = 24
"""Up to so many items are repainted one by one; beyond, everything in sight is."""
MANY = 8 * FEW
"""The same for rectangles: an item that moves has its old place, its new one, and those of its links."""


class Items:
    """Nodes, frames and links of the focus's scope. `touch` gets a rectangle, or None for everything."""

    def __init__(
        self,
        model: DocumentModel,
        faces: Faces,
        focus: Focus,
        status: Status,
        metrics: Metrics,
        touch: Callable[[QRectF | None], None],
    ) -> None:
        self.nodes: dict[str, NodeItem] = {}
        self.frames: dict[str, FrameItem] = {}
        self.links = LinkLayer()
        self._model = model
        self._faces = faces
        self._focus = focus
        self._status = status
        self._metrics = metrics
        self._touch = touch
        self.shapes = Shapes(metrics)

    @property
    def document(self) -> Document:
        """The present value."""
        return self._model.document

    @property
    def graph(self) -> Graph:
        """The graph that is shown; empty if its group is gone."""
        return graph_in(self.document, self._focus.scope) or Graph()

    def rebuild(self) -> None:
        """Make every item anew: another scope is open."""
        self.nodes.clear()
        self.frames.clear()
        self.links.clear()
        graph = self.graph
        for node in graph:
            self.nodes[node.id] = self._made(node)
        for link in graph.links:
            self._put_link(link)
        for frame in self._frames_now():
            self.frames[frame.id] = FrameItem(frame, self._metrics)
        self._refresh_ports(self.nodes)
        self.select()

    def follow(self, change: Change) -> None:
        """Bring the items to the document's present value."""
        if graph_in(change.after, self._focus.scope) is not None:
            with self._together():
                self._follow(change)

    def _follow(self, change: Change) -> None:
        graph = change.graph(self._focus.scope)
        for link in graph.unlinked:
            self.touch_links(link)
            self.links.remove(link)
        for node in graph.removed:
            item = self.nodes.pop(node)
            self._touch(item.cover())
        nodes = self.graph.nodes
        for node in graph.added:
            self.nodes[node] = self._made(nodes[node])
            self._touch(self.nodes[node].cover())
        if graph.added:
            # What lies above what follows the document's order, also for what comes back.
            self.nodes = {name: self.nodes[name] for name in nodes if name in self.nodes}
        again = set(graph.changed)
        for link in (*graph.linked, *graph.unlinked):
            # The ports of an unknown node are those that its links name.
            ends = (self.nodes.get(link.source), self.nodes.get(link.target))
            again |= {item.id for item in ends if item is not None and not item.known}
        if change.groups:
            again |= {n for n, item in self.nodes.items() if item.node.group is not None}
        if again:
            again |= {n for n, item in self.nodes.items() if item.node.clone_of in again}
        kinds = {node: self.nodes[node].kind for node in again}
        for node in again:
            self._set(self.nodes[node], nodes[node])
        for link in graph.linked:
            self._put_link(link)
            self.touch_links(link)
        if graph.linked or graph.unlinked or graph.added or again:
            linked = {n for x in (*graph.linked, *graph.unlinked) for n in (x.source, x.target)}
            # What flows where hangs on links and kinds of nodes alone, not on what is typed into one.
            same = not graph.linked and not graph.unlinked and not graph.added
            same = same and all(self.nodes[node].kind is kind for node, kind in kinds.items())
            self._refresh_ports(linked | again | set(graph.added), again if same else None)
        self._follow_frames()

    def _follow_frames(self) -> None:
        frames = self._frames_now()
        if [item.frame for item in self.frames.values()] == list(frames):
            return
        for item in self.frames.values():
            self._touch(item.rect)
        self.frames = {f.id: FrameItem(f, self._metrics) for f in frames}
        for item in self.frames.values():
            item.selected = item.id in self._focus.frames
            self._touch(item.rect)

    def _frames_now(self) -> tuple[Frame, ...]:
        there = graph_in(self.document, self._focus.scope) is not None
        return frames_of(self.document, self._focus.scope) if there else ()

    def _made(self, given: Node) -> NodeItem:
        node = self._shown(given)
        kind = self._faces.of(self.document, node)
        status = self._status.of(node.id)
        item = NodeItem(node, kind, self.shapes.of(node, kind, status.picture is not None), self._metrics)
        item.known = self._faces.known(self.document, node)
        item.media = self._media(node, kind)
        item.status = status
        item.key = str(self._status.key_of(node.id) or "")
        item.write()
        return item

    def _set(self, item: NodeItem, given: Node) -> None:
        self._touch(item.cover())
        node = self._shown(given)
        kind = self._faces.of(self.document, node)
        item.known = self._faces.known(self.document, node)
        item.media = self._media(node, kind)
        item.set(node, kind, self._shape(node, item))
        self._attach(node.id)
        self._touch(item.cover())

    def _shown(self, node: Node) -> Node:
        """A node with the params that it renders with: a clone's are its source's."""
        return node if node.clone_of is None else replace(node, params=original(self.graph, node).params)

    def _media(self, node: Node, kind: NodeType) -> str:
        """The name of the file in a node's main param."""
        entry = self.document.media.get(str(node.params.get(kind.main or "", "")))
        return entry.name if entry else ""

    def _shape(self, node: Node, item: NodeItem) -> NodeShape:
        kind = self._faces.of(self.document, node)
        return self.shapes.of(node, kind, item.status.picture is not None)

    def restate(self, nodes: Iterable[str]) -> None:
        """The status of these nodes is another one."""
        for node in nodes:
            item = self.nodes.get(node)
            if item is None:
                continue
            item.status = self._status.of(node)
            item.key = str(self._status.key_of(node) or "")
            shape = self._shape(item.node, item)
            if shape is not item.shape:
                self._touch(item.cover())
                item.shape = shape
                self._attach(node)
            item.write()
            self._touch(item.cover())

    def select(self) -> None:
        """The selection is another one."""
        chosen, current = self._focus.nodes, self._focus.current
        for item in self.nodes.values():
            if item.selected != (item.id in chosen) or item.current != (item.id == current):
                item.selected, item.current = item.id in chosen, item.id == current
                item.revision += 1
                self._touch(item.cover())
        for frame in self.frames.values():
            if frame.selected != (frame.id in self._focus.frames):
                frame.selected = frame.id in self._focus.frames
                self._touch(frame.rect)
        before, self.links.marks.selected = self.links.marks.selected, self._focus.links
        self.touch_links(*(before ^ self._focus.links))

    # -- links ---------------------------------------------------------------------------------------------------------

    def _put_link(self, link: Link) -> None:
        source, target = self.nodes.get(link.source), self.nodes.get(link.target)
        if source is not None and target is not None:
            self.links.put(Wire(link, source, target))

    def _attach(self, node: str) -> None:
        """The node has another shape or place: its links go there."""
        for link in self.links.of(node):
            self.touch_links(link)
            self.links.wires[link].attach()
            self.touch_links(link)

    def _refresh_ports(self, nodes: Iterable[str], alone: Collection[str] | None = None) -> None:
        """Which ports are linked, and what flows through those that take anything and through their links; where
        nothing else can have changed, only at the nodes `alone`.
        """
        for node in nodes:
            item = self.nodes.get(node)
            if item is None:
                continue
            links = self.links.of(node)
            ends = {(x.input, False) for x in links if x.target == node}
            item.linked = frozenset(ends | {(x.output, True) for x in links if x.source == node})
            item.storyboard = any(
                self.type_of(self.nodes[x.source], x.output, True) is PortType.STORYBOARD
                for x in links
                if x.target == node and x.source in self.nodes
            )
            item.revision += 1
            self._touch(item.cover())
        wires = self.links.wires
        for item in self.nodes.values() if alone is None else [self.nodes[node] for node in alone]:
            types = {
                (p.port.name, p.output): self.type_of(item, p.port.name, p.output)
                for p in item.shape.ports
                if p.port.type is PortType.ANY
            }
            if item.types != types:
                item.types = types
                item.revision += 1
                self._touch(item.cover())
        touched = wires if alone is None else {link: None for node in alone for link in self.links.of(node)}
        for wire in [wires[link] for link in touched]:
            source = self.nodes[wire.link.source]
            kind = self.type_of(source, wire.link.output, True)
            dim = source.node.flags.mute or self.nodes[wire.link.target].node.flags.mute
            if (wire.kind, wire.dim) != (kind, dim):
                wire.kind, wire.dim = kind, dim
                self.touch_links(wire.link)

    def type_of(self, item: NodeItem, port: str, output: bool) -> PortType:
        """What flows through a port, `ANY` where that is open."""
        place = item.shape.place(port, output)
        if place is None:
            return PortType.ANY
        if place.port.type is not PortType.ANY:
            return place.port.type
        types = self._faces.types(self.document, self._focus.scope, item.id, port, output)
        return types[0] if len(types) == 1 else PortType.ANY

    # -- what looks different ------------------------------------------------------------------------------------------

    @contextmanager
    def _together(self) -> Iterator[None]:
        """What is touched inside is told at the end: one by one, or as everything where that is a lot."""
        touch, rects = self._touch, list[QRectF | None]()
        self._touch = rects.append
        try:
            yield
        finally:
            self._touch = touch
            for rect in rects if len(rects) <= MANY else [None]:
                touch(rect)

    def touch_items(self, items: Collection[NodeItem]) -> None:
        """These nodes and their links look different."""
        if len(items) > FEW:
            self._touch(None)
            return
        for item in items:
            self._touch(item.cover())
            self.touch_links(*self.links.of(item.id))

    def touch_links(self, *links: Link | None) -> None:
        """These links look different."""
        for link in links:
            wire = self.links.wires.get(link) if link is not None else None
            if wire is not None:
                self._touch(wire.bounds.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
