"""Clones: nodes that show another node's type and params, and differ in place, links and switches.

In: a document, the scope, node ids. Out: a new document. Called by the commands of the graph view; `studio.edit.nodes`
writes a clone's params to its source, and makes an heir of the first clone of a source that is deleted.
"""

from collections.abc import Iterable
from dataclasses import replace

from engine.document import Document
from engine.graph import Flags, Graph, Node, new_id
from studio.edit import nodes as node_edits
from studio.edit.scope import Scope, graph_of, with_graph
from studio.edit.wires import original


def clone(
    document: Document, scope: Scope, nodes: Iterable[str], offset: tuple[float, float]
) -> tuple[Document, tuple[str, ...]]:
    """Clones of nodes, moved by an offset and linked among themselves as the nodes are; and their ids.

    A clone of a clone hangs on the same source.
    """
    graph = graph_of(document, scope)
    chosen = set(nodes)
    made = {node.id: _clone_of(graph, node, offset) for node in graph if node.id in chosen}
    document = node_edits.add(document, scope, *made.values())
    links = (
        replace(x, source=made[x.source].id, target=made[x.target].id)
        for x in graph.links
        if x.source in made and x.target in made
    )
    linked = with_graph(document, scope, graph_of(document, scope).link(*links)) if made else document
    return linked, tuple(node.id for node in made.values())


def independent(document: Document, scope: Scope, nodes: Iterable[str]) -> Document:
    """The document in which clones have their source's params for their own; other nodes stay as they are.

    A clone whose source is gone keeps the params that it has.
    """
    graph = graph_of(document, scope)
    changed = []
    for name in nodes:
        node = graph.nodes.get(name)
        if node is not None and node.clone_of is not None:
            changed.append(node_edits.inherited(node, original(graph, node)))
    return with_graph(document, scope, graph.put(*changed)) if changed else document


def _clone_of(graph: Graph, node: Node, offset: tuple[float, float]) -> Node:
    source = original(graph, node)
    return Node(
        id=new_id(),
        type=source.type,
        version=source.version,
        package=source.package,
        package_version=source.package_version,
        position=(node.position[0] + offset[0], node.position[1] + offset[1]),
        title=node.title,
        flags=Flags(collapse=node.flags.collapse),
        clone_of=source.id,
    )
