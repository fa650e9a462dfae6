"""Seeds that are drawn anew for every take. The document holds a concrete seed all the same, for whoever looks.

In: a document, the scope, node ids. Out: the document with the wish noted in its nodes; or one with fresh seeds, which
is compiled and never shown. Called by the inspector, and by whoever asks the engine for takes.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

import msgspec

from engine.document import Document
from engine.graph import Graph, Node
from studio.edit.ports import original
from studio.edit.scope import Scope, graph_of, with_graph

DRAWN = "drawn"
"""The key of a node's file entry that lists its params which are drawn for every take."""


def drawn_params(node: Node) -> frozenset[str]:
    """The params of a node (for a clone: of its source) that are drawn; what is malformed counts as none."""
    text = node.extra.get(DRAWN)
    if text is None:
        return frozenset()
    try:
        return frozenset(msgspec.json.decode(text, type=list[str]))
    except msgspec.DecodeError:
        return frozenset()


def let_draw(document: Document, scope: Scope, nodes: Iterable[str], name: str, on: bool) -> Document:
    """The document in which a param of some nodes, or of clones' sources, is drawn for every take, or is not."""
    graph = graph_of(document, scope)
    changed: dict[str, Node] = {}
    for given in nodes:
        if given not in graph.nodes:
            continue
        node = original(graph, graph[given])
        before = drawn_params(node)
        after = before | {name} if on else before - {name}
        if after != before:
            rest = {key: text for key, text in node.extra.items() if key != DRAWN}
            noted = {DRAWN: msgspec.json.encode(sorted(after))} if after else {}
            changed[node.id] = replace(node, extra={**rest, **noted})
    return with_graph(document, scope, graph.put(*changed.values())) if changed else document


def with_fresh_seeds(document: Document, draw: Callable[[], int]) -> Document:
    """The document as a request for a take means it: every seed that is to be drawn is another one.

    The same document if none is.
    """
    graph = _fresh(document.graph, draw)
    groups = {key: _fresh(group.graph, draw) for key, group in document.groups.items()}
    if graph is not document.graph:
        document = document.with_graph(graph)
    for key, inside in groups.items():
        if inside is not document.groups[key].graph:
            document = document.with_group(replace(document.groups[key], graph=inside))
    return document


def _fresh(graph: Graph, draw: Callable[[], int]) -> Graph:
    changed = [
        node.with_params(**{name: draw() for name in sorted(drawn_params(node))})
        for node in graph
        if DRAWN in node.extra and node.clone_of is None
    ]
    return graph.put(*changed) if changed else graph
