"""Tidying up: a selection, or a whole scope, laid out from left to right with few crossings.

In: a document, a scope, the sizes of its nodes as they are drawn (scene units). Out: the document with nodes and frames
moved. A frame that carries only chosen nodes is laid out inside and then moves as one box; frames keep their nodes.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from engine.document import Document
from engine.graph import Frame, Graph
from studio.edit import frames as frame_edits
from studio.edit.frames import HEAD, MARGIN, NODE_SIZE, Rect, Sizes, frames_of, with_frames
from studio.edit.layered import GAP, Edge, layered
from studio.edit.scope import Scope, graph_of, with_graph

Drop: TypeAlias = Callable[[str, str, bool], float]
"""How far below a node's top edge a port lies: node, port, whether it is an output."""


@dataclass
class _Block:
    """A frame with what stands in it, or with no frame the whole; in the end with its places, from its own corner."""

    frame: Frame | None
    nodes: list[str] = field(default_factory=list)
    blocks: list["_Block"] = field(default_factory=list)
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    rects: dict[str, Rect] = field(default_factory=dict)
    size: tuple[float, float] = (0.0, 0.0)


def tidy(
    document: Document,
    scope: Scope,
    sizes: Sizes,
    nodes: Collection[str] | None = None,
    *,
    drop: Drop | None = None,
    gap: tuple[float, float] = GAP,
) -> Document:
    """The document with nodes (none given: all) in columns, the top left corner of them all where it was; lower where
    they would lie on nodes that stay.

    With `drop` links run level from port to port, without it from title to title. Depends on sizes, links and stored
    order alone, so that doing it twice changes nothing.
    """
    graph = graph_of(document, scope)
    wanted = set(nodes or ())
    chosen = [name for name in graph.nodes if name in wanted] or list(graph.nodes)
    if not chosen:
        return document
    whole = _blocks(frames_of(document, scope), graph, chosen)
    _lay_out(whole, graph, sizes, drop, gap)
    moving = [f for f in frames_of(document, scope) if f.id in whole.rects]
    corner = frame_edits.bounds([(*graph[n].position, 0.0, 0.0) for n in chosen] + [f.rect for f in moving])
    assert corner is not None
    x, y = round(corner[0]), round(corner[1])
    y += round(_free_below(graph, sizes, whole.places, (x, y), gap[1]))
    places = {name: (float(x + at[0]), float(y + at[1])) for name, at in whole.places.items()}
    moved = [replace(graph[n], position=at) for n, at in places.items() if graph[n].position != at]
    document = with_graph(document, scope, graph.put(*moved)) if moved else document
    rects = {k: (x + r[0], y + r[1], r[2], r[3]) for k, r in whole.rects.items()}
    document = with_frames(
        document,
        scope,
        (replace(f, rect=rects.get(f.id, f.rect)) for f in frames_of(document, scope)),
    )
    return frame_edits.carry(document, scope, sizes, [n.id for n in moved])


def _free_below(
    graph: Graph,
    sizes: Sizes,
    places: Mapping[str, tuple[float, float]],
    corner: tuple[float, float],
    gap: float,
) -> float:
    """How far down places go from a corner until they lie on none of the nodes that have no place."""

    def rect(name: str, at: tuple[float, float]) -> Rect:
        return (*at, *sizes.get(name, NODE_SIZE))

    laid = [rect(n, (corner[0] + at[0], corner[1] + at[1])) for n, at in places.items()]
    left, right = min(r[0] for r in laid), max(r[0] + r[2] for r in laid)
    stay = [rect(node.id, node.position) for node in graph if node.id not in places]
    stay = sorted((r for r in stay if r[0] < right and r[0] + r[2] > left), key=lambda r: r[1] + r[3])
    down, before = 0.0, -1.0
    while down != before:
        before = down
        for x, y, wide, high in stay:
            lies = [r[1] for r in laid if r[0] < x + wide and x < r[0] + r[2]
                    and r[1] + down < y + high and y < r[1] + down + r[3]]  # fmt: skip
            if lies:
                down = y + high + gap - min(lies)
    return down


def _blocks(frames: Iterable[Frame], graph: Graph, chosen: Collection[str]) -> _Block:
    """The whole as blocks in blocks: every node in the smallest frame that carries it, small frames in larger ones."""
    free = set(chosen)
    kept = [f for f in frames if any(n in free for n in f.nodes) and free.issuperset(_there(f, graph))]
    kept.sort(key=lambda f: f.rect[2] * f.rect[3])
    whole = _Block(None)
    blocks = {f.id: _Block(f) for f in kept}
    home: dict[str, _Block] = {}
    for frame in reversed(kept):
        home.update(dict.fromkeys(frame.nodes, blocks[frame.id]))
    for name in chosen:
        home.get(name, whole).nodes.append(name)
    for i, frame in enumerate(kept):
        block = blocks[frame.id]
        if block.nodes or block.blocks:
            outer = next((f for f in kept[i + 1 :] if set(f.nodes) >= set(_there(frame, graph))), None)
            (blocks[outer.id] if outer is not None else whole).blocks.append(block)
    return whole


def _there(frame: Frame, graph: Graph) -> list[str]:
    return [name for name in frame.nodes if name in graph.nodes]


def _lay_out(block: _Block, graph: Graph, sizes: Sizes, drop: Drop | None, gap: tuple[float, float]) -> None:
    """Place what stands in a block, innermost blocks first."""
    for inner in block.blocks:
        _lay_out(inner, graph, sizes, drop, gap)
    rank = {name: i for i, name in enumerate(graph.nodes)}
    items: list[str | _Block] = [*block.nodes, *block.blocks]
    items.sort(
        key=lambda item: rank[item] if isinstance(item, str) else min(map(rank.__getitem__, item.places))
    )
    item_of: dict[str, int] = {}
    below: dict[str, float] = {}
    for i, item in enumerate(items):
        for name, (_, y) in ({item: (0.0, 0.0)} if isinstance(item, str) else item.places).items():
            item_of[name], below[name] = i, y

    def end(node: str, port: str, output: bool) -> float:
        return below[node] + (drop(node, port, output) if drop is not None else 0.0)

    edges: list[Edge] = [
        (item_of[x.source], item_of[x.target], end(x.source, x.output, True), end(x.target, x.input, False))
        for x in graph.links
        if x.source in item_of and x.target in item_of
    ]
    spans = [sizes.get(item, NODE_SIZE) if isinstance(item, str) else item.size for item in items]
    corners = layered(spans, edges, gap)
    left, top = (MARGIN, MARGIN + HEAD) if block.frame is not None else (0.0, 0.0)
    for item, (x, y) in zip(items, corners, strict=True):
        x, y = x + left, y + top
        if isinstance(item, str):
            block.places[item] = (x, y)
            continue
        block.places.update({name: (x + a, y + b) for name, (a, b) in item.places.items()})
        block.rects.update({k: (x + r[0], y + r[1], r[2], r[3]) for k, r in item.rects.items()})
    right = max(x + w for (x, _), (w, _) in zip(corners, spans, strict=True))
    bottom = max(y + h for (_, y), (_, h) in zip(corners, spans, strict=True))
    if block.frame is not None:
        block.size = (right + 2 * MARGIN, bottom + 2 * MARGIN + HEAD)
        block.rects[block.frame.id] = (0.0, 0.0, *block.size)
