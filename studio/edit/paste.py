"""Putting one document's nodes into another, under fresh ids and with all that they need.

In: the document and scope they go to, a document that holds nothing but them, and where they came from. Out: the new
document. Called by `studio.edit.clipboard`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import msgspec

from engine.document import Document, MediaItem
from engine.errors import GraphError
from engine.graph import GROUP_PREFIX, Graph, Group, Json, Link, Node, new_id
from engine.loom_read import LINK_LIMIT, PORT_LIMIT
from studio.edit import nodes as node_edits
from studio.edit.frames import frames_of, with_frames
from studio.edit.scope import Scope, graph_of, with_graph


class Origin(msgspec.Struct, frozen=True):
    """Where nodes were cut from: every link into them in stored order, and type and title of the nodes outside that
    these links or the clones among them name.
    """

    links: list[tuple[str, str, str, str]] = []
    outside: dict[str, tuple[str, str]] = {}


def placed(
    document: Document,
    scope: Scope,
    part: Document,
    by: tuple[float, float],
    origin: Origin,
    linked: bool,
) -> tuple[Document, tuple[str, ...]]:
    """The document with the nodes and frames of another, moved by an offset; and the new nodes' ids.

    Raises GraphError where a group would hold itself, or for more than a file can hold.
    """
    document, media = _with_media(document, part)
    document, groups = _with_groups(document, part, media)
    graph = graph_of(document, scope)
    ids = {name: new_id() for name in part.graph.nodes}
    there = {
        name: name
        for name, (kind, title) in origin.outside.items()
        if name in graph.nodes and (graph[name].type, graph[name].title) == (kind, title)
    }
    new = []
    for node in part.graph:
        x, y = node.position
        moved = replace(_renamed(node, media, groups), id=ids[node.id], position=(x + by[0], y + by[1]))
        new.append(_cloned(moved, ids, there))
    document = node_edits.add(document, scope, *new)
    graph = graph_of(document, scope).link(*_links(part, origin, ids, there if linked else {}))
    document = with_graph(document, scope, graph)
    if len(graph.links) > LINK_LIMIT:
        raise GraphError(f"a project holds at most {LINK_LIMIT:,} links", remedy="Split it in two")
    frames = [
        replace(
            frame,
            id=new_id(),
            rect=(frame.rect[0] + by[0], frame.rect[1] + by[1], *frame.rect[2:]),
            nodes=tuple(ids[n] for n in frame.nodes if n in ids),
        )
        for frame in part.frames
    ]
    document = with_frames(document, scope, (*frames_of(document, scope), *frames))
    return document, tuple(ids.values())


def _links(
    part: Document, origin: Origin, ids: Mapping[str, str], there: Mapping[str, str]
) -> Iterator[Link]:
    """Links among the new nodes and, from the nodes that are `there`, into them, in the order that they had."""
    inner = set(part.graph.links)
    noted = dict.fromkeys(Link(*ends) for ends in origin.links)
    for link in dict.fromkeys((*noted, *part.graph.links)):
        source = ids.get(link.source) if link in inner else there.get(link.source)
        named = 0 < len(link.output) <= PORT_LIMIT and 0 < len(link.input) <= PORT_LIMIT
        if source is not None and link.target in ids and named:
            yield replace(link, source=source, target=ids[link.target])


def _cloned(node: Node, ids: Mapping[str, str], there: Mapping[str, str]) -> Node:
    """A clone of a node that came along, or of one that is there; else a node of its own with the source's params."""
    if node.clone_of is None:
        return node
    if node.clone_of in ids:
        return replace(node, clone_of=ids[node.clone_of])
    return replace(node, params={}) if node.clone_of in there else replace(node, clone_of=None)


def _with_media(document: Document, part: Document) -> tuple[Document, dict[str, str]]:
    """The document with the media that came along, and new ids for those whose own is another file's here."""
    items: list[MediaItem] = []
    ids: dict[str, str] = {}
    for item in part.media.values():
        held = document.media.get(item.id)
        if held is not None and held.sha256 == item.sha256:
            continue
        if held is not None:
            same = next(
                (m.id for m in document.media.values() if item.sha256 and m.sha256 == item.sha256), None
            )
            ids[item.id] = same or new_id()
            if same is not None:
                continue
        # Its place in the other project's folder says nothing here; the file is found by its content.
        items.append(replace(item, id=ids.get(item.id, item.id), relative=None))
    return (document.with_media(*items) if items else document), ids


def _with_groups(
    document: Document, part: Document, media: Mapping[str, str]
) -> tuple[Document, dict[str, str]]:
    """The document with the groups that came along; equal ones are shared, others that clash get new ids."""
    ids: dict[str, str] = {}
    for group in _inner_first(part.groups):
        graph = Graph({k: _renamed(n, media, ids) for k, n in group.graph.nodes.items()}, group.graph.links)
        group = group if graph == group.graph else replace(group, graph=graph)
        held = document.groups.get(group.id)
        if held is None:
            document = document.with_group(group)
        elif held != group:
            same = next((g for g in document.groups.values() if replace(group, id=g.id) == g), None)
            ids[group.id] = same.id if same is not None else new_id()
            if same is None:
                document = document.with_group(replace(group, id=ids[group.id]))
    return document, ids


def _inner_first(groups: Mapping[str, Group]) -> list[Group]:
    """Groups in an order in which each comes after those that it holds; a ring of them is broken anywhere."""
    found: dict[str, Group] = {}
    open_: set[str] = set()
    todo = list(groups)
    while todo:
        name = todo[-1]
        inside = [n.group for n in groups[name].graph if n.group in groups and n.group not in found]
        waiting = [group for group in inside if group is not None and group not in open_]
        if name in found or not waiting or name in open_:
            todo.pop()
            found.setdefault(name, groups[name])
        else:
            open_.add(name)
            todo += waiting
    return list(found.values())


def _renamed(node: Node, media: Mapping[str, str], groups: Mapping[str, str]) -> Node:
    """A node that names media and groups by the ids that they have here."""
    if node.group in groups:
        node = replace(node, type=GROUP_PREFIX + groups[node.group or ""])
    if media:
        params = {name: _replaced(value, media) for name, value in node.params.items()}
        node = node if params == node.params else replace(node, params=params)
    return node


def _replaced(value: Json, names: Mapping[str, str]) -> Json:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [_replaced(item, names) for item in value]
    if isinstance(value, dict):
        return {key: _replaced(item, names) for key, item in value.items()}
    return value
