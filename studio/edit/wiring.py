"""Making, moving and cutting links.

In: a document, the scope (a group, or None for the whole graph), the faces, nodes and links. Out: a new document.
Whatever these functions make keeps the rules of `studio.edit.fit`, so no link closes a circle or brings a wrong type.
Called by the gestures and commands of the graph view; what goes onto or out of a link is in `studio.edit.splice`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from engine.document import Document
from engine.errors import GraphError
from engine.graph import Graph, Link
from studio.edit.fit import best_link, best_of, candidates, fitting, kinds_fitting, reached, refusal
from studio.edit.ports import Faces
from studio.edit.scope import Scope, graph_of, with_graph
from studio.edit.splice import (
    add_dot,
    can_insert,
    exchanged,
    insert,
    pull_out,
    remove_healed,
)

__all__ = [
    "End",
    "add_dot",
    "best_link",
    "can_insert",
    "connect",
    "cut",
    "disconnect",
    "disconnect_nodes",
    "fitting",
    "insert",
    "kinds_fitting",
    "link_added",
    "link_new",
    "pull_out",
    "reconnect",
    "refusal",
    "remove_healed",
]

End: TypeAlias = tuple[str, str, bool]
"""A node, its port, and whether that is an output."""


def connect(document: Document, scope: Scope, faces: Faces, link: Link) -> Document:
    """The document with a link, which takes the place of what a single input holds.

    Raises GraphError that says why it does not fit.
    """
    if link in graph_of(document, scope).links:
        return document
    return _linked(document, scope, faces, link, None)


def reconnect(document: Document, scope: Scope, faces: Faces, old: Link, new: Link) -> Document:
    """One end of a link dragged elsewhere. At the same input it keeps its place among several links.

    Raises GraphError that says why the new link does not fit; the old one then stays.
    """
    graph = graph_of(document, scope)
    if new == old or old not in graph.links:
        return document if new == old else connect(document, scope, faces, new)
    if new in graph.links:
        raise GraphError("these two are linked already", remedy="Remove the other link first")
    return _linked(document, scope, faces, new, old)


def disconnect(document: Document, scope: Scope, *links: Link) -> Document:
    """The document without these links; the same document if it has none of them."""
    graph = graph_of(document, scope)
    gone = set(links).intersection(graph.links)
    return with_graph(document, scope, graph.unlink(*gone) if gone else graph)


def cut(document: Document, scope: Scope, links: Iterable[Link]) -> Document:
    """The document without the links that the knife crossed."""
    return disconnect(document, scope, *links)


def disconnect_nodes(document: Document, scope: Scope, nodes: Iterable[str]) -> Document:
    """The document without any link that begins or ends at these nodes."""
    chosen = set(nodes)
    graph = graph_of(document, scope)
    return disconnect(document, scope, *(x for x in graph.links if x.source in chosen or x.target in chosen))


def link_new(
    document: Document,
    scope: Scope,
    faces: Faces,
    node: str,
    *,
    end: End | None = None,
    selected: Sequence[str] = (),
    link: Link | None = None,
) -> Document:
    """Link a node that was just added: onto a link, to the dangling end of one, or else to the selected nodes.

    From the selection only free inputs are taken; a node that takes nothing of it feeds it instead. What does not fit
    stays unlinked.
    """
    if link is not None and can_insert(document, scope, faces, node, link):
        return insert(document, scope, faces, node, link)
    if end is not None:
        name, port, output = end
        flow = faces.flow(document, scope)
        offered = (
            candidates(flow, name, node, output=port) if output else candidates(flow, node, name, port=port)
        )
        found = best_of(document, scope, faces, offered)
        return connect(document, scope, faces, found) if found is not None else document
    for chosen in selected:
        found = best_link(document, scope, faces, chosen, node, free=True)
        found = found or best_link(document, scope, faces, node, chosen, free=True)
        if found is not None:
            document = connect(document, scope, faces, found)
    return document


def link_added(
    document: Document,
    scope: Scope,
    faces: Faces,
    nodes: Sequence[str],
    *,
    end: End | None = None,
    selected: Sequence[str] = (),
    link: Link | None = None,
) -> Document:
    """Link several nodes that were just added together, as `link_new` does one.

    What comes in goes to the first of them that has a free input for it, what goes out comes from the last that yields
    it. Onto a link they go as a whole or not at all.
    """
    if len(nodes) == 1:
        return link_new(document, scope, faces, nodes[0], end=end, selected=selected, link=link)
    graph = graph_of(document, scope)
    order = [name for name in graph.sources_first(nodes, graph.into())[0] if name in nodes]

    def entry(source: str, output: str = "") -> Link | None:
        flow = faces.flow(document, scope)
        links = (x for name in order for x in candidates(flow, source, name, free=True, output=output))
        return best_of(document, scope, faces, links)

    def exit_(target: str, port: str = "", among: Collection[str] = order, free: bool = False) -> Link | None:
        flow = faces.flow(document, scope)
        last = (name for name in reversed(order) if name in among)
        links = (x for name in last for x in candidates(flow, name, target, free=free, port=port))
        return best_of(document, scope, faces, links)

    if link is not None and link in graph.links:
        unlinked, first = document, entry(link.source, link.output)
        if first is None:
            return unlinked
        document = connect(document, scope, faces, first)
        behind = {first.target} | reached(faces.flow(document, scope).out_of, first.target)
        last = exit_(link.target, link.input, behind)
        return unlinked if last is None else reconnect(document, scope, faces, link, last)
    found: Link | None
    if end is not None:
        found = entry(end[0], end[1]) if end[2] else exit_(end[0], end[1])
        return connect(document, scope, faces, found) if found is not None else document
    for chosen in selected:
        found = entry(chosen) or exit_(chosen, free=True)
        if found is not None:
            document = connect(document, scope, faces, found)
    return document


def _linked(document: Document, scope: Scope, faces: Faces, link: Link, old: Link | None) -> Document:
    why = refusal(document, scope, faces, link, old)
    if why is not None:
        raise GraphError(why, remedy="Drop the link on one of the ends that light up")
    flow = faces.flow(document, scope)
    output, port = flow.kind(link.source).output(link.output), flow.kind(link.target).input(link.input)
    assert output is not None
    assert port is not None
    link = replace(link, output=output.name, input=port.name)
    held = [] if port.multiple else [x for x in flow.holding(link.target, port) if x != old]
    graph = flow.graph.unlink(*held) if held else flow.graph
    return with_graph(document, scope, _put(graph, link, old))


def _put(graph: Graph, link: Link, old: Link | None) -> Graph:
    """The graph with a link: in the place of an old one at the same input, else behind all others."""
    if old is None:
        return graph.link(link)
    if (old.target, old.input) != (link.target, link.input):
        return graph.unlink(old).link(link)
    return exchanged(graph, {old: link})
