"""New nodes in a row beside a node of the graph, put where there is room: how a shot's successors come into the graph.

In: a document, the faces, and the places of the nodes beside which the row is to stand. Out: the document with nodes
and links. The row stands in the graph of those nodes, which may be the inside of a group. Called by `growing` and
`timeline_drops`.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from engine.document import Document
from engine.errors import GraphError
from engine.graph import Graph, Json, Link
from studio.edit import nodes as node_edits
from studio.edit.fit import best_link
from studio.edit.fit import refusal as unfit
from studio.edit.frames import NODE_SIZE, Rect, Sizes
from studio.edit.places import way_to
from studio.edit.ports import Faces, original
from studio.edit.scope import Scope, graph_of
from studio.edit.seeds import drawn_params, let_draw
from studio.edit.titles import MAX_TITLE
from studio.edit.wiring import connect

COLUMN, ROW = 260.0, 230.0
"""From one new node to the next one, in scene units: as far as the nodes of templates stand from one another."""
TALL = 290.0
"""A node is reckoned with as if it showed its picture already: it grows by it when it is made."""
FAR = 400
"""Rows that are looked at for a free place."""

End = tuple[str, str]
"""A node and its output."""

GONE = "the node of this shot was deleted"
SHARED = "this shot lies in a group that is used more than once"
APART = "the two shots lie in different groups"


def no_place(document: Document, *places: str) -> str:
    """Why nothing can be put beside some nodes of the graph; "" where it can."""
    found = [way_to(document, place) for place in places]
    if any(way is None for way in found):
        return GONE
    ways = [way for way in found if way is not None]
    if len({path for path, _, _ in ways}) > 1:
        return APART
    return SHARED if any(_shared(document, way[0]) for way in ways) else ""


class Chain:
    """Nodes that are added together. Raises GraphError where nothing can be put beside the given ones."""

    def __init__(self, document: Document, faces: Faces, *beside: str) -> None:
        why = no_place(document, *beside)
        if why:
            remedies = {
                GONE: "Undo until it is back, or generate from another shot",
                SHARED: "Make the group unique first",
                APART: "Take both shots out of their groups first",
            }
            raise GraphError(why, node=document.title(beside[0]) or None, remedy=remedies[why])
        ways = [way for place in beside if (way := way_to(document, place)) is not None]
        self.document = document
        self.faces = faces
        self.path = ways[0][0] if ways else ()
        self.scope: Scope = ways[0][1] if ways else None
        self.beside = tuple(name for _, _, name in ways)
        self.new: list[str] = []

    @property
    def graph(self) -> Graph:
        """The graph that the nodes are added to, as it is by now."""
        return graph_of(self.document, self.scope)

    def place(self, node: str) -> str:
        """The id of a shot whose node this is: led by the instances around it."""
        return "/".join((*self.path, node))

    def add(
        self,
        kind: str,
        column: int,
        row: int = 0,
        *,
        title: str = "",
        like: str | None = None,
        **params: Json,
    ) -> str:
        """A new node of a built-in kind in a column and row, with those params that the node `like` has too.

        Raises ParamError for a value that its declaration refuses.
        """
        registry = self.faces.registry
        declared = registry[f"shotloom.{kind}"]
        node = node_edits.new_node(declared, (column * COLUMN, row * ROW), registry)
        if like is not None:
            known = original(self.graph, self.graph[like]).params
            refused = {error.port for error in declared.settle(known)[1]}
            shared = {p.name for p in declared.params if p.name in known} - refused
            node = node.with_params(**{name: known[name] for name in shared})
        node = replace(node, title=title)
        self.document = node_edits.add(self.document, self.scope, node)
        if params:
            self.document = node_edits.set_params(self.document, self.scope, node.id, params, registry)
        self.new.append(node.id)
        return node.id

    def link(self, source: End, target: str, port: str) -> None:
        """A link that is known to fit."""
        self.document = connect(self.document, self.scope, self.faces, Link(*source, target, port))

    def link_if_fit(self, source: End | None, target: str, port: str) -> bool:
        """A link where it fits; whether it does."""
        if source is None or unfit(self.document, self.scope, self.faces, Link(*source, target, port)):
            return False
        self.link(source, target, port)
        return True

    def link_best(self, source: str, target: str) -> bool:
        """The link that fits best between two nodes, if any does."""
        found = best_link(self.document, self.scope, self.faces, source, target)
        if found is not None:
            self.document = connect(self.document, self.scope, self.faces, found)
        return found is not None

    def title(self, of: str) -> str:
        """A free title for the successor of a node: the next number behind the same words."""
        node = self.graph[of]
        name = node.title or self.faces.of(self.document, node).label
        return numbered(name, {other.title for other in self.graph})

    def free_title(self, words: str) -> str:
        """Words, or with the first free number behind them."""
        taken = {other.title for other in self.graph}
        return words if words not in taken else numbered(words, taken)

    def set(self, node: str, **params: Json) -> None:
        """Give a new node other params."""
        self.document = node_edits.set_params(self.document, self.scope, node, params, self.faces.registry)

    def reset(self, node: str, name: str) -> None:
        """Give a param of a new node its default."""
        self.document = node_edits.reset(self.document, self.scope, (node,), self.faces.registry, (name,))

    def draw_like(self, like: str, node: str) -> None:
        """Let a new node draw its seed for every take where another one does."""
        if "seed" in drawn_params(original(self.graph, self.graph[like])):
            self.document = let_draw(self.document, self.scope, (node,), "seed", True)

    def settle(self, sizes: Sizes, *, feeding: bool = False) -> Document:
        """The document with the new nodes where there is room: right of those they stand beside, or below that.

        With `feeding` they stand left of those, without any such below all others.
        """
        taken = {node.id: _rect(self.graph, node.id, sizes) for node in self.graph if node.id not in self.new}
        own = [_rect(self.graph, name, {}) for name in self.new]
        if not own:
            return self.document
        if self.beside:
            near = [taken[name] for name in self.beside]
            left = max(x + width for x, _, width, _ in near) + COLUMN - NODE_SIZE[0]
            if feeding:
                left = min(x for x, *_ in near) - COLUMN - max(x for x, *_ in own) + min(x for x, *_ in own)
            top = min(y for _, y, _, _ in near)
        else:
            left = min((x for x, *_ in taken.values()), default=0.0)
            top = max((y + high for _, y, _, high in taken.values()), default=-60.0) + 60.0
        corner = min(x for x, *_ in own), min(y for _, y, *_ in own)
        row = next(
            (n for n in range(FAR) if not _hits(own, taken.values(), corner, (left, top + n * ROW))), FAR
        )
        by = left - corner[0], top + row * ROW - corner[1]
        places = {name: (x + by[0], y + by[1]) for name, (x, y, *_) in zip(self.new, own, strict=True)}
        self.document = node_edits.move(self.document, self.scope, places)
        return self.document


def numbered(name: str, taken: Collection[str]) -> str:
    """A title that is not taken: the words of a name with the next free number behind them."""
    found = re.fullmatch(r"(.*?)\s*(\d{1,6})?", name)
    words, number = (found[1], int(found[2] or 1)) if found is not None else (name, 1)
    words = words[: MAX_TITLE - 8].rstrip()
    while True:
        number += 1
        title = f"{words} {number}".strip()
        if title not in taken:
            return title


def _shared(document: Document, path: tuple[str, ...]) -> bool:
    """Whether any of the groups on the way has another instance, which would get the same nodes."""
    graphs = [document.graph, *(group.graph for group in document.groups.values())]
    for depth in range(len(path)):
        way = way_to(document, "/".join(path[: depth + 1]))
        if way is None:
            return True
        graph = graph_of(document, way[1])
        kind = original(graph, graph[way[2]]).group
        if sum(1 for g in graphs for node in g if original(g, node).group == kind) > 1:
            return True
    return False


def _rect(graph: Graph, node: str, sizes: Sizes) -> Rect:
    width, height = sizes.get(node, NODE_SIZE)
    return (*graph[node].position, width, max(height, TALL))


def _hits(
    own: Collection[Rect], others: Collection[Rect], corner: tuple[float, float], at: tuple[float, float]
) -> bool:
    """Whether the new nodes, brought from their corner to a place, would lie on others."""
    dx, dy = at[0] - corner[0], at[1] - corner[1]
    return any(
        x + dx < left + wide and left < x + dx + width and y + dy < top + tall and top < y + dy + height
        for x, y, width, height in own
        for left, top, wide, tall in others
    )
