"""Putting what the search found into the graph: a node of a kind, or a template, linked to where it was asked from."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from engine.document import Document
from engine.spec import NodeType
from studio.edit import frames, nodes, room, templates, wiring
from studio.edit.scope import graph_of
from studio.graph.desk import Desk
from studio.graph.grid import snapped
from studio.requests import SearchRequest
from studio.words import tr


class Adding:
    """One answer is one edit; what was added is selected."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def kind(self, kind: NodeType, request: SearchRequest) -> str:
        """Add a node of a kind, and yield its id ("" if that could not be done)."""
        desk = self._desk
        node = nodes.new_node(kind, (0.0, 0.0), desk.registry)
        width, high = size = desk.scene.size_of(node, kind)
        node = replace(node, position=self._free(request, self._position(request, width), width, high))

        def change(document: Document) -> Document:
            document = nodes.add(document, desk.scope, node)
            document = wiring.link_new(
                document, desk.scope, desk.faces, node.id,
                end=request.end, selected=request.selected, link=request.link,
            )  # fmt: skip
            sizes = {**desk.scene.sizes(), node.id: size}
            if request.link is not None:
                document = room.make_room(document, desk.scope, sizes, node.id)
            return frames.carry(document, desk.scope, sizes, (node.id,))

        if not desk.edit(tr("Add {kind}", kind=tr(kind.label)), change):
            return ""
        desk.focus.select((node.id,), current=node.id)
        desk.focus.reveal.emit(node.id)
        return node.id

    def template(self, template: templates.Template, request: SearchRequest) -> None:
        """Add what a template holds."""
        desk = self._desk
        made: tuple[str, ...] = ()
        corner = self._position(request, 0.0)

        def change(document: Document) -> Document:
            nonlocal made
            document, made = templates.added(document, desk.scope, template, corner)
            document = wiring.link_added(
                document, desk.scope, desk.faces, made,
                end=request.end, selected=request.selected, link=request.link,
            )  # fmt: skip
            graph = graph_of(document, desk.scope)
            sizes = {n: desk.scene.size_of(graph[n], desk.faces.of(document, graph[n])) for n in made}
            return frames.carry(document, desk.scope, sizes, made)

        before = {f.id for f in desk.frames()}
        if desk.edit(tr("Add {template}", template=template.title), change):
            desk.focus.select(made, frames={f.id for f in desk.frames()} - before)

    def _free(
        self, request: SearchRequest, corner: tuple[float, float], width: float, high: float
    ) -> tuple[float, float]:
        """Where no node lies: a place that was only where the pointer happened to be is left for one at the right of
        what the new node is linked to, as far down as there is room.
        """
        scene, chosen = self._desk.scene, request.selected
        if request.end is not None or request.link is not None or not chosen:
            return corner
        taken = [item.sceneBoundingRect() for item in scene.nodes()]
        wanted = QRectF(*corner, width, high)
        if not any(wanted.intersects(rect) for rect in taken):
            return corner
        sources = scene.extent(chosen)
        wanted.moveTo(sources.right() + room.GAP, sources.top())
        while blocked := [rect for rect in taken if wanted.intersects(rect)]:
            wanted.moveTop(max(rect.bottom() for rect in blocked) + room.GAP / 2)
        return wanted.x(), wanted.y()

    def _position(self, request: SearchRequest, width: float) -> tuple[float, float]:
        """The top left corner: a port that is linked to a dropped end lies about where it was dropped."""
        x, y = request.scene_pos
        metrics = self._desk.scene.metrics
        if request.end is not None:
            x, y = x - (0.0 if request.end[2] else width), y - metrics.header - metrics.row / 2
        elif request.link is not None:
            x, y = x - width / 2, y - metrics.header / 2
        corner = QPointF(x, y)
        if self._desk.settings.value.snap:
            corner = snapped(corner)
        return corner.x(), corner.y()
