"""Nodes added, removed, moved, renamed and set.

In: a document, the scope, node ids. Out: a new document. Params are checked by their declarations; those of a clone are
its source's. Called by the commands of the graph view, the inspector and inline editing.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from engine.document import Document
from engine.errors import GraphError, ParamError
from engine.flatten import original_of
from engine.graph import GROUP_PREFIX, Frame, Graph, Json, Node, new_id
from engine.loom_read import NODE_LIMIT
from engine.migrate import RAW_PARAM
from engine.registry import Registry
from engine.spec import NodeType
from studio.edit.exposed import without_nodes
from studio.edit.fit import reached
from studio.edit.frames import frames_of, with_frames
from studio.edit.ports import groups_inside, kind_of, original, title_of
from studio.edit.scope import Scope, graph_of, with_graph
from studio.edit.titles import titled
from studio.edit.unused import without_unused

Flag: TypeAlias = Literal["bypass", "mute", "freeze", "collapse"]
Place: TypeAlias = tuple[float, float]
Rect: TypeAlias = tuple[float, float, float, float]


def new_node(kind: NodeType, position: Place, registry: Registry) -> Node:
    """A fresh node of a kind, or instance of a group, with the params that the kind starts from."""
    return Node(
        id=new_id(),
        type=kind.id,
        version=kind.version,
        package=kind.package,
        package_version=registry.versions.get(kind.package, ""),
        # An instance follows the nodes inside its group until it is told otherwise.
        params={} if kind.id.startswith(GROUP_PREFIX) else kind.defaults(),
        position=(float(position[0]), float(position[1])),
    )


def add(document: Document, scope: Scope, *nodes: Node) -> Document:
    """The document with nodes added.

    Raises GraphError for an id that is there already, a group put into itself, or more nodes than a file holds.
    """
    graph = graph_of(document, scope)
    for node in nodes:
        if node.id in graph.nodes:
            raise GraphError("this node is there already", node=node.id, remedy="Duplicate it instead")
        refuse_recursion(document, scope, node)
    count = len(document.graph.nodes) + sum(len(g.graph.nodes) for g in document.groups.values())
    if count + len(nodes) > NODE_LIMIT:
        raise GraphError(
            f"a project holds at most {NODE_LIMIT:,} nodes",
            value=count + len(nodes),
            remedy="Split it in two",
        )
    return with_graph(document, scope, graph.put(*nodes)) if nodes else document


def refuse_recursion(document: Document, scope: Scope, node: Node) -> None:
    """Raises GraphError for an instance that would put a group into itself."""
    if scope is None or node.group is None:
        return
    group = document.groups.get(node.group)
    if node.group == scope or (group is not None and scope in groups_inside(group, document.groups)):
        title = document.groups[scope].title or "this group"
        raise GraphError(
            f"{title} cannot hold itself", node=node.title or None, remedy="Put it into another graph"
        )


def remove(document: Document, scope: Scope, nodes: Iterable[str], frames: Collection[str] = ()) -> Document:
    """The document without nodes and their links, and without frames.

    The first clone of a removed source takes its place, for itself and the others. Shots and takes stay in the film;
    a group goes with its last instance.
    """
    graph = graph_of(document, scope)
    gone = {name for name in nodes if name in graph.nodes}
    if gone:
        document = with_graph(document, scope, bequeathed(graph, gone).remove(*gone))
        document = document if scope is None else without_nodes(document, scope, gone)
        document = without_unused(document, {g for name in gone if (g := graph[name].group) is not None})
    kept = tuple(_without(frame, gone) for frame in frames_of(document, scope) if frame.id not in set(frames))
    return with_frames(document, scope, kept)


def move(
    document: Document, scope: Scope, places: Mapping[str, Place], frames: Mapping[str, Rect] | None = None
) -> Document:
    """The document with nodes (top left corner) and frames (x, y, width, height) elsewhere."""
    graph = graph_of(document, scope)
    moved = []
    for name, place in places.items():
        at = (float(place[0]), float(place[1]))
        assert all(map(math.isfinite, at)), f"{name} moved to {at}"
        if name in graph.nodes and graph[name].position != at:
            moved.append(replace(graph[name], position=at))
    document = with_graph(document, scope, graph.put(*moved)) if moved else document
    rects = frames or {}
    changed = tuple(
        replace(frame, rect=rects[frame.id]) if frame.id in rects else frame
        for frame in frames_of(document, scope)
    )
    return with_frames(document, scope, changed)


def rename(document: Document, scope: Scope, node: str, title: str) -> Document:
    """The document with another title on a node; "" shows its kind again. Raises GraphError for a title too long."""
    graph = graph_of(document, scope)
    found = _node(graph, node)
    line = titled(title, node)
    return document if found.title == line else _put(document, scope, replace(found, title=line))


def set_params(
    document: Document, scope: Scope, node: str, values: Mapping[str, Json], registry: Registry
) -> Document:
    """The document with some params of a node, or of a clone's source, set.

    Raises ParamError for a value that its declaration refuses, or a param that the node does not have.
    """
    source, kind = _declared(document, scope, node, registry)
    for name, value in values.items():
        param = kind.param(name)
        if param is None:
            raise ParamError(
                "it has no such param", node=title_of(source, kind), port=name,
                remedy=kind.closest(name, [p.name for p in kind.params]),
            )  # fmt: skip
        try:
            param.check(value)
        except ParamError as error:
            raise error.at(title_of(source, kind)) from None
    return _put(document, scope, _with_params(source, {**source.params, **values}, values))


def reset(
    document: Document,
    scope: Scope,
    nodes: Iterable[str],
    registry: Registry,
    names: Iterable[str] | None = None,
) -> Document:
    """The document with params (all that are declared, or some) of nodes, or of clones' sources, as a fresh node has
    them. Nodes of unknown kinds stay as they are.
    """
    for node in nodes:
        found = original(graph_of(document, scope), _node(graph_of(document, scope), node))
        kind = kind_of(document, found, registry)
        if kind is None:
            continue
        fresh = {} if found.group is not None else kind.defaults()
        chosen = {p.name for p in kind.params}.intersection(names if names is not None else kind.defaults())
        params = {k: v for k, v in found.params.items() if k not in chosen}
        params |= {k: v for k, v in fresh.items() if k in chosen}
        document = _put(document, scope, _with_params(found, params, chosen))
    return document


def set_flag(
    document: Document,
    scope: Scope,
    nodes: Iterable[str],
    flag: Flag,
    on: bool,
    frozen_keys: Mapping[str, str] | None = None,
) -> Document:
    """The document with a switch of nodes on or off. Freezing pins the results that `frozen_keys` names by node.

    Raises GraphError if none of the nodes has a result to freeze.
    """
    graph = graph_of(document, scope)
    found = [graph[name] for name in nodes if name in graph.nodes]
    keys = frozen_keys or {}
    if flag == "freeze" and on:
        bare = [n for n in found if n.id not in keys and n.frozen_key is None]
        if bare and len(bare) == len(found):
            raise GraphError(
                "there is no result yet that could be kept", node=bare[0].title or None,
                remedy="Render it once, then freeze it",
            )  # fmt: skip
        found = [n for n in found if n not in bare]
    changed = []
    for node in found:
        flags = replace(node.flags, **{flag: on})
        key = (keys.get(node.id, node.frozen_key) if on else None) if flag == "freeze" else node.frozen_key
        if flags != node.flags or key != node.frozen_key:
            changed.append(replace(node, flags=flags, frozen_key=key))
    return with_graph(document, scope, graph.put(*changed)) if changed else document


def upstream(graph: Graph, nodes: Iterable[str]) -> set[str]:
    """Everything that feeds some nodes, at any distance; one of them only if it feeds another."""
    return reached(graph.into(), *nodes) & graph.nodes.keys()


def downstream(graph: Graph, nodes: Iterable[str]) -> set[str]:
    """Everything that some nodes feed, at any distance; one of them only if another feeds it."""
    return reached(graph.out_of(), *nodes) & graph.nodes.keys()


def _node(graph: Graph, node: str) -> Node:
    found = graph.nodes.get(node)
    if found is None:
        raise GraphError("this node is not there any more", value=node, remedy="Select another one")
    return found


def _declared(document: Document, scope: Scope, node: str, registry: Registry) -> tuple[Node, NodeType]:
    """The node whose params a node shows, brought to the present version of its kind."""
    graph = graph_of(document, scope)
    found = original(graph, _node(graph, node))
    kind = kind_of(document, found, registry)
    if kind is None:
        raise GraphError(
            "this kind of node is not known here", node=found.title or found.id, value=found.type,
            remedy=registry.remedy(found.type),
        )  # fmt: skip
    return registry.upgrade(Graph.of([found]))[found.id], kind


def _with_params(node: Node, params: Mapping[str, Json], changed: Iterable[str]) -> Node:
    """A node with these params; how a file spelled the changed ones is forgotten."""
    stale = {RAW_PARAM + name for name in changed}
    extra = (
        {k: v for k, v in node.extra.items() if k not in stale} if stale & node.extra.keys() else node.extra
    )
    return replace(node, params=params, extra=extra)


def _put(document: Document, scope: Scope, node: Node) -> Document:
    graph = graph_of(document, scope)
    return document if graph.nodes.get(node.id) == node else with_graph(document, scope, graph.put(node))


def bequeathed(graph: Graph, gone: set[str]) -> Graph:
    """The graph in which clones that stay no longer hang on sources that go: the first of each becomes the source."""
    heirs: dict[str, str] = {}
    changed: list[Node] = []
    for node in graph:
        if node.clone_of is None or node.id in gone or node.clone_of not in gone:
            continue
        try:
            source = original_of(graph, node)
        except GraphError:
            continue
        if source.id not in gone:
            changed.append(replace(node, clone_of=source.id))
        elif source.id in heirs:
            changed.append(replace(node, clone_of=heirs[source.id]))
        else:
            heirs[source.id] = node.id
            changed.append(inherited(node, source))
    return graph.put(*changed) if changed else graph


def inherited(node: Node, source: Node) -> Node:
    """A clone with the type and params of its source for its own."""
    spelled = {k: v for k, v in source.extra.items() if k.startswith(RAW_PARAM)}
    own = {k: v for k, v in node.extra.items() if not k.startswith(RAW_PARAM)}
    return replace(
        node,
        type=source.type,
        version=source.version,
        package=source.package,
        package_version=source.package_version,
        params=source.params,
        clone_of=None,
        extra={**own, **spelled},
    )


def _without(frame: Frame, gone: set[str]) -> Frame:
    return (
        replace(frame, nodes=tuple(n for n in frame.nodes if n not in gone))
        if gone & set(frame.nodes)
        else frame
    )
