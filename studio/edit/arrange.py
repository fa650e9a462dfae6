"""Bringing selected nodes into line: align their edges or middles, or give them equal gaps.

In: a document, the sizes of its nodes as they are drawn (scene units), and which nodes. Out: the document with those
nodes moved, and frames that carry what stands in them then.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from engine.document import Document
from engine.errors import GraphError
from engine.graph import Graph
from studio.edit import frames
from studio.edit.frames import NODE_SIZE, Rect, Sizes
from studio.edit.scope import Scope, graph_of, with_graph

SIDES = ("left", "right", "top", "bottom", "middle", "centre")
"""What `align` brings to one line: edges, middles (one height) or centres (one column)."""
WAYS = ("across", "down")


def align(document: Document, scope: Scope, sizes: Sizes, nodes: Collection[str], side: str) -> Document:
    """The document with nodes brought to the outermost edge, or the common middle, of all of them.

    Raises GraphError for fewer than two nodes and ValueError for a side that is not in `SIDES`.
    """
    graph = graph_of(document, scope)
    rects = _rects(graph, sizes, nodes, 2)
    left, top, width, height = frames.bounds(rects.values()) or (0.0, 0.0, 0.0, 0.0)
    place: dict[str, Callable[[Rect], tuple[float, float]]] = {
        "left": lambda r: (left, r[1]),
        "right": lambda r: (left + width - r[2], r[1]),
        "top": lambda r: (r[0], top),
        "bottom": lambda r: (r[0], top + height - r[3]),
        "middle": lambda r: (r[0], top + (height - r[3]) / 2),
        "centre": lambda r: (left + (width - r[2]) / 2, r[1]),
    }
    if side not in place:
        raise ValueError(f"{side!r} is none of {', '.join(SIDES)}")
    return moved(document, scope, {name: place[side](r) for name, r in rects.items()}, sizes)


def distribute(document: Document, scope: Scope, sizes: Sizes, nodes: Collection[str], way: str) -> Document:
    """The document with equal gaps between nodes, from the first to the last as they stand.

    The outermost two stay where they are; where there is too little room, nodes overlap equally. Raises GraphError for
    fewer than three nodes and ValueError for a way that is not in `WAYS`.
    """
    if way not in WAYS:
        raise ValueError(f"{way!r} is none of {', '.join(WAYS)}")
    axis = WAYS.index(way)
    rects = _rects(graph_of(document, scope), sizes, nodes, 3)
    order = sorted(rects, key=lambda name: (rects[name][axis] + rects[name][axis + 2] / 2, name))
    first, last = rects[order[0]], rects[order[-1]]
    room = last[axis] + last[axis + 2] - first[axis]
    gap = (room - sum(rects[name][axis + 2] for name in order)) / (len(order) - 1)
    at, places = first[axis], {}
    for name in order:
        x, y = rects[name][:2]
        places[name] = (at, y) if axis == 0 else (x, at)
        at += rects[name][axis + 2] + gap
    return moved(document, scope, places, sizes)


def moved(
    document: Document, scope: Scope, places: Mapping[str, tuple[float, float]], sizes: Sizes
) -> Document:
    """The document with nodes at other places, and frames that list what stands in them then."""
    graph = graph_of(document, scope)
    changed = {
        name: (round(x, 1) + 0.0, round(y, 1) + 0.0)
        for name, (x, y) in places.items()
        if (round(x, 1), round(y, 1)) != graph[name].position
    }
    if not changed:
        return document
    graph = graph.put(*(replace(graph[name], position=place) for name, place in changed.items()))
    return frames.carry(with_graph(document, scope, graph), scope, sizes, changed)


def _rects(graph: Graph, sizes: Sizes, nodes: Collection[str], fewest: int) -> dict[str, Rect]:
    rects = {
        name: (*graph[name].position, *sizes.get(name, NODE_SIZE)) for name in nodes if name in graph.nodes
    }
    if len(rects) < fewest:
        raise GraphError(
            "there are too few nodes to arrange", value=len(rects), remedy=f"Select at least {fewest} nodes"
        )
    return rects
