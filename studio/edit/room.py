"""Making room: neighbours step aside when a node is put between them.

In: the document, node sizes as drawn. Out: the document with what lies downstream moved to the right by as much as the
node needs. Called when a node is dropped on a link or added there.
"""

from collections.abc import Mapping
from dataclasses import replace

from engine.document import Document
from studio.edit.nodes import downstream
from studio.edit.scope import Scope, graph_of, with_graph

GAP = 40.0
"""Free space between a node and the one it feeds, in scene units."""


def make_room(
    document: Document, scope: Scope, sizes: Mapping[str, tuple[float, float]], node: str, gap: float = GAP
) -> Document:
    """Move all that a node feeds to the right, together, until none of it overlaps the node or is nearer than `gap`.

    Only what lies within the node's height counts as being in the way; nothing moves to the left. `node` itself and
    what feeds it stay.
    """
    graph = graph_of(document, scope)
    left, top = graph[node].position
    width, height = sizes.get(node, (0.0, 0.0))
    below = downstream(graph, (node,)) - {node}
    edge = left + width + gap

    def in_the_way(name: str) -> bool:
        x, y = graph[name].position
        wide, high = sizes.get(name, (0.0, 0.0))
        return y < top + height and top < y + high and x + wide > left

    push = max((edge - graph[name].position[0] for name in below if in_the_way(name)), default=0.0)
    if push <= 0:
        return document
    moved = []
    for name in graph.nodes:
        if name in below:
            x, y = graph[name].position
            moved.append(replace(graph[name], position=(x + push, y)))
    return with_graph(document, scope, graph.put(*moved))
