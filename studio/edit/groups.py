"""Groups: several nodes become one with a face of named ports, and one becomes its nodes again.

In: a document, a scope, nodes. Out: the document after the edit, and the ids of what was made. What the graph computes
stays the same: the order of links, params, clones; shots keep their takes and their place in the cut.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from engine.document import Document
from engine.errors import GraphError
from engine.flatten import MAX_DEPTH
from engine.graph import GROUP_PREFIX, ExposedPort, Frame, Graph, Group, Json, Link, Node, new_id
from engine.migrate import RAW_PARAM
from engine.types import PortType
from studio.edit import frames as frame_edits
from studio.edit import places
from studio.edit.border import Border, End
from studio.edit.frames import frames_of, with_frames
from studio.edit.nodes import bequeathed
from studio.edit.ports import Faces, original
from studio.edit.scope import Scope, graph_of, with_graph
from studio.edit.titles import titled
from studio.edit.unique import unique
from studio.edit.unused import without_unused
from studio.edit.wires import Flow, fit

Place: TypeAlias = tuple[float, float]
PICTURES = (PortType.CLIP, PortType.IMAGE)
"""What a frozen result can be."""


def group(
    document: Document,
    scope: Scope,
    faces: Faces,
    nodes: Collection[str],
    title: str,
    frames: Collection[str] = (),
) -> tuple[Document, str]:
    """The document with one instance of a new group in place of nodes, and the instance's id.

    Links across the border become exposed ports; without any link going out, unused outputs are exposed. `frames`, and
    frames around nothing else, go along. Raises GraphError for no nodes, where the group would feed itself, and for
    groups nested deeper than files and compiler take.
    """
    graph = graph_of(document, scope)
    chosen = set(nodes)
    inside = [name for name in graph.nodes if name in chosen]
    chosen &= graph.nodes.keys()
    if not inside:
        raise GraphError("there is nothing to group", remedy="Select some nodes first")
    _refuse_detour(document, faces, graph, chosen)
    outer = document.groups[scope] if scope is not None else None
    border = Border(document, faces, graph, chosen, outer)
    going = [f for f in frames_of(document, scope) if f.id in frames or _only(f, graph, inside)]
    made = Group(
        new_id(), unique(title or "Group", {g.title for g in document.groups.values()}), border.inner(), *border.face(),
        frames=tuple(replace(f, nodes=tuple(n for n in f.nodes if n in chosen)) for f in going),
    )  # fmt: skip
    instance = Node(new_id(), GROUP_PREFIX + made.id, position=_middle([graph[n] for n in inside]))
    links = border.links(instance.id)
    rest = bequeathed(graph, chosen).remove(*inside).put(instance)
    after = with_graph(document.with_group(made), scope, replace(rest, links=links))
    if outer is not None:
        after = after.with_group(border.handed_on(instance.id, after.groups[outer.id]))
    _refuse_depth(after, made.title)
    after = _frames_kept(after, scope, chosen, {f.id for f in going})
    after = frame_edits.carry(after, scope, nodes=[instance.id])
    turned = places.moved(
        document, after, scope, lambda path: ((instance.id, path[0]), 1) if path[0] in chosen else None
    )
    return turned, instance.id


def ungroup(
    document: Document, scope: Scope, faces: Faces, instance: str
) -> tuple[Document, tuple[str, ...]]:
    """The document with a group's inside in place of an instance, and the ids of the nodes that came out.

    Params that the instance sets are theirs then, and so are its switches: the film stays as it is. A definition that
    nothing uses any more goes. Raises GraphError for a node that is no group, or whose group is not there.
    """
    graph = graph_of(document, scope)
    node, made = _opened(document, graph, instance)
    inside = made.graph
    ids = {name: name if name not in graph.nodes or name == instance else new_id() for name in inside.nodes}
    x, y = _middle(list(inside))
    by = (node.position[0] - x, node.position[1] - y)
    given: dict[str, dict[str, Json]] = {}
    for face in made.params:
        if face.name in node.params:
            given.setdefault(face.node, {})[face.port] = node.params[face.name]
    out = [_out(inner, ids, by, node.flags.mute, given.get(inner.id, {})) for inner in inside]
    entries = {p.name: (ids[p.node], p.port) for p in made.inputs if p.node in ids}
    exits = {p.name: (ids[p.node], p.port) for p in made.outputs if p.node in ids}
    links = []
    for link in graph.links:
        source = (link.source, link.output) if link.source != instance else exits.get(link.output)
        target = (link.target, link.input) if link.target != instance else entries.get(link.input)
        if source and target:
            links.append(Link(*source, *target))
    links += [Link(ids[x.source], x.output, ids[x.target], x.input) for x in inside.links
              if x.source in ids and x.target in ids]  # fmt: skip
    rest = bequeathed(graph, {instance}).remove(instance)
    after = with_graph(document, scope, replace(rest.put(*out), links=tuple(links)))
    if scope is not None:
        after = after.with_group(_unpacked(after.groups[scope], instance, made, ids))
    after = _switched(after, scope, faces, node, [n.id for n in out], set(exits.values()))
    after = _frames_kept(after, scope, {instance}, set())
    after = frame_edits.carry(after, scope, nodes=[n.id for n in out])
    known = {f.id for f in frames_of(document, scope)}
    came = (_frame_out(f, known, ids, by) for f in made.frames)
    after = with_frames(after, scope, (*frames_of(after, scope), *came))
    after = places.moved(
        document,
        after,
        scope,
        lambda path: ((ids[path[1]],), 2) if path[0] == instance and path[1:] and path[1] in ids else None,
    )
    return without_unused(after, (made.id,)), tuple(n.id for n in out)


def retitle(document: Document, group: str, title: str) -> Document:
    """The document with another title of a group, told apart from those of other groups; the same for an empty one.

    Raises GraphError for a title too long.
    """
    made = document.groups.get(group)
    line = "" if made is None else titled(title, made.title)
    if made is None or not line or line == made.title:
        return document
    others = {g.title for g in document.groups.values() if g is not made}
    return document.with_group(replace(made, title=unique(line, others)))


def make_unique(document: Document, scope: Scope, instance: str) -> Document:
    """The document in which an instance has a definition of its own; the same document if it has already.

    Clones of the instance follow it. Raises GraphError for a node that is no group, or whose group is not there.
    """
    graph = graph_of(document, scope)
    _, made = _opened(document, graph, instance)
    source = original(graph, graph[instance])
    family = [n for n in graph if original(graph, n) is source]
    users = sum(n.group == made.id for g in _graphs(document) for n in g)
    if users <= len(family):
        return document
    titles = {g.title for g in document.groups.values()}
    own = replace(made, id=new_id(), title=unique(made.title or "Group", titles))
    changed = (replace(n, type=GROUP_PREFIX + own.id) for n in family)
    return with_graph(document.with_group(own), scope, graph.put(*changed))


def _opened(document: Document, graph: Graph, instance: str) -> tuple[Node, Group]:
    """An instance with the type and params of its source, and its group."""
    node = graph.nodes.get(instance)
    if node is None:
        raise GraphError("there is no such node", value=instance, remedy="Select a group")
    shown = original(graph, node)
    name = node.title or None
    if shown.group is None:
        raise GraphError("this node is no group", node=name, value=shown.type, remedy="Select a group")
    made = document.groups.get(shown.group)
    if made is None:
        raise GraphError(
            "its group is not in this document", node=name, value=shown.group, remedy="Remove the node"
        )
    return replace(node, type=shown.type, params=shown.params, clone_of=None), made


def _refuse_detour(document: Document, faces: Faces, graph: Graph, inside: set[str]) -> None:
    """Raises GraphError where a way leads out of the nodes and back in: the group would feed itself."""
    out_of, into = graph.out_of(), graph.into()
    leaving = {x.target for x in graph.links if x.source in inside and x.target not in inside}
    entering = {x.source for x in graph.links if x.target in inside and x.source not in inside}
    if not leaving or not entering:
        return
    after = _beyond(leaving, {n: [x.target for x in links] for n, links in out_of.items()}, inside)
    before = _beyond(entering, {n: [x.source for x in links] for n, links in into.items()}, inside)
    between = [n for n in graph.nodes if n in after and n in before]
    if between:
        node = graph[between[0]]
        title = node.title or faces.of(document, node).label
        more = f" and {len(between) - 1} more" if len(between) > 1 else ""
        raise GraphError(
            "what these nodes make comes back to them through others, so the group would feed itself",
            node=title, remedy=f"Select {title}{more} too",
        )  # fmt: skip


def _refuse_depth(document: Document, title: str) -> None:
    """Raises GraphError for groups in groups beyond what can be opened and saved."""
    level = {node.group or "" for node in document.graph}
    for _ in range(MAX_DEPTH):
        inside = (document.groups[name].graph for name in level if name in document.groups)
        level = {node.group or "" for graph in inside for node in graph}
    if level & document.groups.keys():
        raise GraphError(
            f"groups can lie at most {MAX_DEPTH} deep in each other",
            node=title, remedy="Take one of the groups around apart first",
        )  # fmt: skip


def _beyond(starts: set[str], steps: Mapping[str, Sequence[str]], stop: set[str]) -> set[str]:
    """Everything that is reached from nodes, without going through `stop`."""
    found = set(starts)
    todo = list(starts)
    while todo:
        for name in steps.get(todo.pop(), ()):
            if name not in found and name not in stop:
                found.add(name)
                todo.append(name)
    return found


def _out(node: Node, ids: Mapping[str, str], by: Place, mute: bool, given: Mapping[str, Json]) -> Node:
    """A node of a group's inside as it stands in the graph around it."""
    x, y = node.position
    spelled = {RAW_PARAM + name for name in given}
    return replace(
        node,
        id=ids[node.id],
        position=(x + by[0], y + by[1]),
        clone_of=ids.get(node.clone_of, node.clone_of) if node.clone_of else None,
        flags=replace(node.flags, mute=node.flags.mute or mute),
        params={**node.params, **given} if given else node.params,
        extra={name: text for name, text in node.extra.items() if name not in spelled},
    )


def _switched(
    document: Document, scope: Scope, faces: Faces, instance: Node, nodes: Collection[str], exits: set[End]
) -> Document:
    """The document in which nodes that came out of an instance are bypassed and frozen as the instance was.

    Bypassed are those that something can pass through: a prompt inside is left on, as it feeds nothing then. A frozen
    result goes to the nodes behind the instance's outputs.
    """
    switches = instance.flags
    frozen = instance.frozen_key if switches.freeze else None
    if not (switches.bypass or frozen):
        return document
    flow = faces.flow(document, scope)
    outer = document.groups.get(scope or "")
    shown = {(p.node, p.port) for p in outer.inputs} if outer is not None else set()
    changed = []
    for name in nodes:
        node, kind = flow.graph[name], flow.kind(name)
        if switches.bypass and _lets_through(flow, name, shown):
            node = replace(node, flags=replace(node.flags, bypass=True))
        pictures = (p for p in kind.outputs if (name, p.name) in exits and fit(p.types, PICTURES))
        if frozen and not node.flags.freeze and any(pictures):
            node = replace(node, flags=replace(node.flags, freeze=True), frozen_key=frozen)
        changed.append(node)
    return with_graph(document, scope, flow.graph.put(*changed))


def _lets_through(flow: Flow, node: str, shown: Collection[End]) -> bool:
    """Whether bypassing a node leaves something at each of its outputs; of a node without outputs, that it is off."""
    kind = flow.kind(node)
    fed = [p for p in kind.inputs if p.required or flow.holding(node, p) or (node, p.name) in shown]
    return bool(kind.inputs) and all(any(fit(p.types, out.types) for p in fed) for out in kind.outputs)


def _unpacked(group: Group, instance: str, made: Group, ids: Mapping[str, str]) -> Group:
    """The group around, with the ports that it shows of an instance led to the nodes that came out of it."""

    def led(ports: Sequence[ExposedPort], faces: Sequence[ExposedPort]) -> tuple[ExposedPort, ...]:
        inner = {p.name: (ids[p.node], p.port) for p in faces if p.node in ids}
        return tuple(
            p if p.node != instance else ExposedPort(p.name, *inner[p.port])
            for p in ports
            if p.node != instance or p.port in inner
        )

    return replace(
        group,
        inputs=led(group.inputs, made.inputs),
        outputs=led(group.outputs, made.outputs),
        params=led(group.params, made.params),
    )


def _only(frame: Frame, graph: Graph, nodes: Collection[str]) -> bool:
    """Whether a frame carries something, and nothing but these nodes."""
    there = [n for n in frame.nodes if n in graph.nodes]
    return bool(there) and set(there) <= set(nodes)


def _frames_kept(document: Document, scope: Scope, nodes: set[str], frames: set[str]) -> Document:
    """The document without some frames, and without some nodes in the lists of the others."""
    return with_frames(
        document,
        scope,
        (
            replace(f, nodes=tuple(n for n in f.nodes if n not in nodes)) if nodes & set(f.nodes) else f
            for f in frames_of(document, scope)
            if f.id not in frames
        ),
    )


def _frame_out(frame: Frame, known: Collection[str], ids: Mapping[str, str], by: Place) -> Frame:
    x, y, width, height = frame.rect
    return replace(
        frame,
        id=new_id() if frame.id in known else frame.id,
        rect=(x + by[0], y + by[1], width, height),
        nodes=tuple(ids[n] for n in frame.nodes if n in ids),
    )


def _graphs(document: Document) -> Iterator[Graph]:
    yield document.graph
    for made in document.groups.values():
        yield made.graph


def _middle(nodes: Collection[Node]) -> Place:
    """The middle of nodes' corners, on whole numbers."""
    xs, ys = [n.position[0] for n in nodes] or [0.0], [n.position[1] for n in nodes] or [0.0]
    return (float(round((min(xs) + max(xs)) / 2)), float(round((min(ys) + max(ys)) / 2)))
