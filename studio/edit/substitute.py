"""Another kind of node in place of one that is not known here.

In: a document, the unknown type, the kind that stands in. Out: a new document, and how many links found no port. Called
by the problems panel.
"""

from dataclasses import replace

from engine.document import Document
from engine.graph import Graph, Link, Node
from engine.registry import Registry
from engine.spec import NodeType, Port


def substitute(document: Document, unknown: str, kind: NodeType, registry: Registry) -> tuple[Document, int]:
    """Every node of the unknown type becomes one of `kind`, in the graph and in groups.

    Params that `kind` does not have stay in the file, and its own get their defaults. A link keeps its port by name,
    else it goes to the only port of that side; otherwise it is dropped and counted.
    """
    graph, dropped = _in_graph(document.graph, unknown, kind, registry)
    changed = document.with_graph(graph)
    for key, group in document.groups.items():
        inner, count = _in_graph(group.graph, unknown, kind, registry)
        dropped += count
        if inner is not group.graph:
            changed = changed.with_group(replace(changed.groups[key], graph=inner))
    return changed, dropped


def _in_graph(graph: Graph, unknown: str, kind: NodeType, registry: Registry) -> tuple[Graph, int]:
    found = {node.id: _as_kind(node, kind, registry) for node in graph if node.type == unknown}
    if not found:
        return graph, 0
    links: list[Link] = []
    dropped = 0
    for link in graph.links:
        moved = _moved(link, found, kind)
        if moved is None:
            dropped += 1
        else:
            links.append(moved)
    return Graph(graph.put(*found.values()).nodes, tuple(dict.fromkeys(links))), dropped


def _as_kind(node: Node, kind: NodeType, registry: Registry) -> Node:
    """The node as one of the kind, with those of its params that the kind accepts."""
    refused = {error.port for error in kind.settle(node.params)[1]}
    kept = {name: value for name, value in node.params.items() if name not in refused}
    return replace(
        node,
        type=kind.id,
        version=kind.version,
        package=kind.package,
        package_version=registry.versions.get(kind.package, ""),
        params={**kind.defaults(), **kept},
        frozen_key=None,
    )


def _moved(link: Link, found: dict[str, Node], kind: NodeType) -> Link | None:
    output, port = link.output, link.input
    if link.source in found:
        output = _port(output, kind.output(output), kind.outputs)
    if link.target in found:
        port = _port(port, kind.input(port), kind.inputs)
    return replace(link, output=output, input=port) if output and port else None


def _port(name: str, same: Port | None, ports: tuple[Port, ...]) -> str:
    if same is not None:
        return same.name
    return ports[0].name if len(ports) == 1 else ""
