"""Nodes put onto links and taken out of chains, so that what fed them feeds what they fed.

In: a document, the scope, the faces, nodes and links. Out: a new document in which every healed link fits. Called
through `studio.edit.wiring`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from engine.document import Document
from engine.errors import GraphError
from engine.graph import ExposedPort, Graph, Link, Node, new_id
from studio.edit import nodes as node_edits
from studio.edit.fit import candidates, hands_on, passed, reached, refusal
from studio.edit.ports import Faces
from studio.edit.scope import Scope, graph_of, with_graph
from studio.edit.wires import Flow, fit

REROUTE = "shotloom.reroute"


def insert(document: Document, scope: Scope, faces: Faces, node: str, link: Link) -> Document:
    """Put a node on a link: what the link brought now goes through the node.

    Raises GraphError where the node has no ports that fit.
    """
    found = _inserted(document, scope, faces, node, link)
    if found is None:
        raise GraphError(
            "this node has no free input and output that fit the link",
            node=node, remedy="Drop it on a link of a type that it takes and yields",
        )  # fmt: skip
    return found


def can_insert(document: Document, scope: Scope, faces: Faces, node: str, link: Link) -> bool:
    """Whether `insert` would put the node on the link."""
    return _inserted(document, scope, faces, node, link) is not None


def _inserted(document: Document, scope: Scope, faces: Faces, node: str, link: Link) -> Document | None:
    graph = graph_of(document, scope)
    if node in (link.source, link.target) or node not in graph.nodes or link not in graph.links:
        return None
    flow = faces.flow(document, scope)
    if link.source not in graph.nodes or link.target not in graph.nodes:
        return None
    if link.source in reached(flow.out_of, node) or link.target in reached(flow.into, node):
        return None
    end = flow.kind(link.target).input(link.input)
    if end is None:
        return None
    taken = flow.accepts(link.target, end.name, link)
    for first in candidates(flow, link.source, node, free=True, output=link.output):
        if refusal(document, scope, faces, first) is not None:
            continue
        for output in flow.kind(node).outputs:
            if fit(flow.would_yield(node, output.name, first), taken):
                second = replace(link, source=node, output=output.name)
                return with_graph(document, scope, exchanged(graph, {link: first}, behind={first: second}))
    return None


def remove_healed(document: Document, scope: Scope, faces: Faces, nodes: Iterable[str]) -> Document:
    """Delete nodes and link what fed them to what they fed, where the types fit."""
    chosen = set(nodes)
    healed = _healed(document, scope, faces, chosen)
    refaced = _refaced(document, scope, faces, chosen)
    return node_edits.remove(with_graph(refaced, scope, healed), scope, chosen)


def pull_out(document: Document, scope: Scope, faces: Faces, nodes: Iterable[str]) -> Document:
    """Take nodes out of their chains and keep them: their outer links go, those between them stay."""
    chosen = set(nodes)
    graph = _healed(document, scope, faces, chosen)
    outer = [x for x in graph.links if (x.source in chosen) != (x.target in chosen)]
    refaced = _refaced(document, scope, faces, chosen)
    return with_graph(refaced, scope, graph.unlink(*outer) if outer else graph)


def add_dot(
    document: Document, scope: Scope, faces: Faces, link: Link | None, position: tuple[float, float]
) -> tuple[Document, str]:
    """A reroute dot at a place, on a link where one is given; and its id."""
    kind = faces.registry[REROUTE]
    dot = Node(new_id(), kind.id, kind.version, position=position)
    document = node_edits.add(document, scope, dot)
    return (document if link is None else insert(document, scope, faces, dot.id, link)), dot.id


def exchanged(graph: Graph, links: Mapping[Link, Link], behind: Mapping[Link, Link] | None = None) -> Graph:
    """The graph with links exchanged where they stand, and others put right behind some of them."""
    found: dict[Link, None] = {}
    for link in graph.links:
        new = links.get(link, link)
        found[new] = None
        if behind and new in behind:
            found[behind[new]] = None
    return replace(graph, links=tuple(found))


def _healed(document: Document, scope: Scope, faces: Faces, chosen: set[str]) -> Graph:
    """The graph in which every link out of the chosen nodes comes from whatever passes through them, if it fits."""
    flow = faces.flow(document, scope)
    exchange: dict[Link, Link] = {}
    for link in flow.graph.links:
        if link.source in chosen and link.target not in chosen and link.source in flow.graph.nodes:
            through = _source(flow, link, chosen)
            if through is None:
                continue
            new = replace(link, source=through.source, output=through.output)
            if fit(flow.yields(new.source, new.output), flow.accepts(new.target, new.input, link)):
                exchange[link] = new
    return exchanged(flow.graph, exchange) if exchange else flow.graph


def _source(flow: Flow, link: Link, chosen: set[str]) -> Link | None:
    """The nearest link from outside the chosen nodes that a link inside them hands on."""
    seen = {link.source}
    while True:
        before = next(passed(flow, link), None)
        if before is None or before.source not in flow.graph.nodes or before.source not in chosen:
            return before if before is not None and before.source in flow.graph.nodes else None
        if before.source in seen:
            return None
        seen.add(before.source)
        link = before


def _refaced(document: Document, scope: Scope, faces: Faces, chosen: set[str]) -> Document:
    """The document in which a group shows, in place of ports of the chosen nodes, those that healing leads them to."""
    group = document.groups.get(scope or "")
    if group is None:
        return document
    flow = faces.flow(document, scope)
    sides: list[tuple[ExposedPort, ...]] = []
    for shown, behind in ((group.inputs, _entry), (group.outputs, _exit)):
        taken = {(p.node, p.port) for p in shown}
        side = []
        for port in shown:
            place = behind(flow, port, chosen) if port.node in chosen else None
            if place is not None and place not in taken:
                taken.add(place)
                port = replace(port, node=place[0], port=place[1])
            side.append(port)
        sides.append(tuple(side))
    healed = replace(group, inputs=sides[0], outputs=sides[1])
    return document if healed == group else document.with_group(healed)


def _exit(flow: Flow, port: ExposedPort, chosen: set[str]) -> tuple[str, str] | None:
    """The output outside the chosen nodes that a shown output of theirs hands on."""
    before = _source(flow, Link(port.node, port.port, "", ""), chosen)
    return (before.source, before.output) if before is not None else None


def _entry(flow: Flow, port: ExposedPort, chosen: set[str]) -> tuple[str, str] | None:
    """The first input outside the chosen nodes that gets what comes into a shown input of theirs."""
    node, name = port.node, port.port
    seen: set[str] = set()
    while node not in seen:
        seen.add(node)
        end = flow.kind(node).input(name)
        if end is None:
            return None
        links = (x for x in flow.out_of.get(node, ()) if hands_on(flow, node, end, x.output))
        after = next(links, None)
        if after is None:
            return None
        if after.target not in chosen:
            fits = fit(end.types, flow.accepts(after.target, after.input, after))
            return (after.target, after.input) if fits else None
        node, name = after.target, after.input
    return None
