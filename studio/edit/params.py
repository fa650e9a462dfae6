"""Params of several nodes at once, as one edit.

In: a document, the scope, node ids, values. Out: a new document. Called by the inspector.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from engine.document import Document, MediaItem
from engine.graph import Json
from engine.registry import Registry
from studio.edit.media import same_file
from studio.edit.nodes import set_params
from studio.edit.ports import original
from studio.edit.scope import Scope, graph_in, graph_of, with_graph


def set_on(
    document: Document, scope: Scope, nodes: Iterable[str], values: Mapping[str, Json], registry: Registry
) -> Document:
    """The document with the same values for params of several nodes; those that are gone are left out.

    Raises ParamError for a value that its declaration refuses, or a param that one of them does not have.
    """
    graph = graph_of(document, scope)
    for node in nodes:
        if node in graph.nodes:
            document = set_params(document, scope, node, values, registry)
    return document


def set_file(
    document: Document,
    scope: Scope,
    nodes: Iterable[str],
    name: str,
    item: MediaItem,
    value: Callable[[str], Json],
    registry: Registry,
) -> Document:
    """The document with a file among its media, and with what `value` makes of its id for a param of some nodes.

    A file that the document has already (by content) keeps its entry.
    """
    known = same_file(document, item) or item
    return set_on(document.with_media(known), scope, nodes, {name: value(known.id)}, registry)


def held(document: Document, scope: Scope, nodes: Iterable[str], name: str) -> dict[str, tuple[Json, ...]]:
    """What nodes, or clones' sources, hold for a param, by the ids of these: one value, or () for its default."""
    graph = graph_in(document, scope)
    found: dict[str, tuple[Json, ...]] = {}
    for node in nodes:
        if graph is not None and node in graph.nodes:
            source = original(graph, graph[node])
            found[source.id] = (source.params[name],) if name in source.params else ()
    return found


def put_back(document: Document, scope: Scope, name: str, values: Mapping[str, tuple[Json, ...]]) -> Document:
    """The document with a param as `held` found it, whether or not its declaration would allow that."""
    graph = graph_of(document, scope)
    changed = []
    for node, value in values.items():
        found = graph.nodes.get(node)
        if found is None:
            continue
        rest = {k: v for k, v in found.params.items() if k != name}
        params = {**rest, name: value[0]} if value else rest
        if params != found.params:
            changed.append(replace(found, params=params))
    return with_graph(document, scope, graph.put(*changed)) if changed else document
