"""What a group shows outside: its exposed inputs, outputs and params, their names and their order.

In: a document, a group's id, and which side of its face is meant. Out: the document with another face, in which links
and params of every instance follow. Called by the dialog for exposed ports, and by whatever takes nodes out of groups.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from engine.document import Document
from engine.errors import GraphError
from engine.graph import ExposedPort, Group, Link, Node
from engine.migrate import RAW_PARAM
from engine.spec import Port
from studio.edit.ports import Faces, original
from studio.edit.scope import graph_of, with_graph

Side: TypeAlias = Literal["inputs", "outputs", "params"]
SIDES: tuple[Side, ...] = ("inputs", "outputs", "params")
NAME_LIMIT = 128
"""Characters of a port's name, as files bound it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A port of a face as it shall be: `name` outside, `port` of `node` inside; `was` its present name, "" if new."""

    name: str
    node: str
    port: str
    was: str = ""


def rows(group: Group, side: Side) -> tuple[Row, ...]:
    """One side of a face as it is."""
    return tuple(Row(p.name, p.node, p.port, p.name) for p in _ports(group, side))


def with_face(document: Document, group: str, side: Side, wanted: Sequence[Row]) -> Document:
    """The document in which a group shows exactly these ports on a side, in this order.

    Links and params of instances follow renamed ports; those of ports that are shown no longer are removed. Raises
    GraphError for an empty, overlong or repeated name, for an end that is shown twice, and for a new one of no node.
    """
    check(group_of(document, group), wanted)
    return _faced(document, group, side, wanted)


def without_nodes(document: Document, group: str, gone: Collection[str]) -> Document:
    """The document in which a group shows nothing of nodes that are gone, nor does what is around it."""
    for side in SIDES:
        kept = [row for row in rows(group_of(document, group), side) if row.node not in gone]
        document = _faced(document, group, side, kept)
    return document


def _faced(document: Document, group: str, side: Side, wanted: Sequence[Row]) -> Document:
    """The document with another side of a face, and everything outside led after it."""
    made = group_of(document, group)
    ports = tuple(ExposedPort(row.name, row.node, row.port) for row in wanted)
    if ports == _ports(made, side):
        return document
    names: dict[str, str | None] = {p.name: None for p in _ports(made, side)}
    names.update({row.was: row.name for row in wanted if row.was})
    changed = {name: new for name, new in names.items() if name != new}
    document = document.with_group(replace(made, **{side: ports}))  # type: ignore[arg-type]
    return _followed(document, group, side, changed) if changed else document


def with_faces(document: Document, group: str, wanted: Mapping[Side, Sequence[Row]]) -> Document:
    """The document with a face whose given sides are exactly these; the same document if they are so already."""
    for side, ports in wanted.items():
        document = with_face(document, group, side, ports)
    return document


def uses(document: Document, group: str, side: Side, name: str) -> int:
    """How many links (or values of instances, for a param) hang on a port of a face."""
    count = 0
    for scope in (None, *document.groups):
        graph = graph_of(document, scope)
        instances = {n.id for n in graph if original(graph, n).group == group}
        if side == "params":
            count += sum(name in graph[n].params for n in instances)
        elif side == "inputs":
            count += sum(x.target in instances and x.input == name for x in graph.links)
        else:
            count += sum(x.source in instances and x.output == name for x in graph.links)
    return count


def exposable(document: Document, faces: Faces, group: str, side: Side) -> list[Row]:
    """Every end inside a group that it could show but does not, from left to right and top to bottom.

    An input that holds a link from inside is left out, unless it takes several; so is a clone's param, which is its
    source's.
    """
    made = group_of(document, group)
    shown = {(p.node, p.port) for p in _ports(made, side)}
    taken = {(x.target, x.input) for x in made.graph.links}
    found = []
    for node in sorted(made.graph, key=lambda n: (n.position, n.id)):
        kind = faces.of(document, node)
        names: Iterable[str]
        if side == "inputs":
            names = (p.name for p in kind.inputs if _free(p, node.id, taken))
        elif side == "outputs":
            names = (p.name for p in kind.outputs)
        else:
            names = () if original(made.graph, node) is not node else (p.name for p in kind.params)
        found += [Row(name, node.id, name) for name in names if (node.id, name) not in shown]
    return found


def _free(port: Port, node: str, taken: set[tuple[str, str]]) -> bool:
    return port.multiple or (node, port.name) not in taken


def _followed(document: Document, group: str, side: Side, changed: Mapping[str, str | None]) -> Document:
    """The document in which everything outside a face follows its new names; None is for a port that is gone."""
    for scope in (None, *document.groups):
        graph = graph_of(document, scope)
        instances = {n.id for n in graph if original(graph, n).group == group}
        if not instances:
            continue
        if side == "params":
            holders = [graph[name] for name in instances if graph[name].params.keys() & changed.keys()]
            nodes = [_renamed(node, changed) for node in holders]
            graph = graph.put(*nodes)
        else:
            links = (_led(x, instances, side, changed) for x in graph.links)
            graph = replace(graph, links=tuple(x for x in links if x is not None))
        document = with_graph(document, scope, graph)
        if scope is not None:
            document = _handed_on(document, scope, instances, side, changed)
    return document


def _handed_on(
    document: Document, outer: str, instances: set[str], side: Side, changed: Mapping[str, str | None]
) -> Document:
    """The document in which a group that shows a port of an instance inside it follows that port's new name."""
    wanted = []
    for row in rows(document.groups[outer], side):
        new = changed.get(row.port, row.port) if row.node in instances else row.port
        if new is not None:
            wanted.append(replace(row, port=new))
    return _faced(document, outer, side, wanted)


def _led(link: Link, instances: set[str], side: Side, changed: Mapping[str, str | None]) -> Link | None:
    if side == "inputs" and link.target in instances and link.input in changed:
        name = changed[link.input]
        return None if name is None else replace(link, input=name)
    if side == "outputs" and link.source in instances and link.output in changed:
        name = changed[link.output]
        return None if name is None else replace(link, output=name)
    return link


def _renamed(node: Node, changed: Mapping[str, str | None]) -> Node:
    params = {changed.get(name, name): value for name, value in node.params.items()}
    spelled = {RAW_PARAM + name for name in changed}
    return replace(
        node,
        params={name: value for name, value in params.items() if name is not None},
        extra={name: text for name, text in node.extra.items() if name not in spelled},
    )


def check(group: Group, wanted: Sequence[Row]) -> None:
    """Raises GraphError for a bad or repeated name, for an end that is shown twice, and for a new one of no node."""
    names: set[str] = set()
    ends: set[tuple[str, str]] = set()
    for row in wanted:
        if not row.name.strip() or len(row.name) > NAME_LIMIT:
            raise GraphError(
                "a port needs a name of 1 to 128 characters",
                node=group.title, value=row.name, remedy="Type a name",
            )  # fmt: skip
        if row.name in names:
            raise GraphError(
                "two ports cannot share a name",
                node=group.title,
                value=row.name,
                remedy="Choose another name",
            )
        if (row.node, row.port) in ends:
            raise GraphError(
                "this port is shown already", node=group.title, value=row.name, remedy="Remove one of the two"
            )
        if not row.was and row.node not in group.graph.nodes:
            raise GraphError(
                "the group holds no such node",
                node=group.title, value=row.node, remedy="Choose a node inside the group",
            )  # fmt: skip
        names.add(row.name)
        ends.add((row.node, row.port))


def _ports(group: Group, side: Side) -> tuple[ExposedPort, ...]:
    return {"inputs": group.inputs, "outputs": group.outputs, "params": group.params}[side]


def group_of(document: Document, group: str) -> Group:
    """The group of an id. Raises GraphError if it is gone."""
    if group not in document.groups:
        raise GraphError("this group is not there any more", value=group, remedy="Go back to the whole graph")
    return document.groups[group]
