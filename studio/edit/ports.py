"""What nodes look like to links: their ports, and what really flows through those that take anything.

In: a registry, then documents. Out: node types (of groups, clones and unknown nodes too) and port types. Wiring, the
graph view and the panels ask the one `Faces` of the application; answers are remembered by the values they are about.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import NoReturn

from engine.document import Document
from engine.errors import GraphError, ParamError
from engine.faces import face_of
from engine.flatten import MAX_DEPTH
from engine.graph import Graph, Group, Node
from engine.params import Param
from engine.registry import Registry
from engine.spec import NodeType, Port
from engine.types import PortType
from studio.edit.scope import Scope, graph_of
from studio.edit.wires import MISSING, Flow, original

__all__ = [
    "MISSING",
    "Faces",
    "Flow",
    "group_type",
    "groups_inside",
    "kind_of",
    "original",
    "title_of",
]

REMEMBERED = 8
"""Graphs whose links stay sorted; enough for the tabs and groups that hands go back and forth between."""
MANY_FACES = 512
_ALONE = Graph()


def _graph_of(document: Document, node: Node) -> Graph | None:
    """The graph that holds this very node: the document's own or a group's."""
    if document.graph.nodes.get(node.id) is node:
        return document.graph
    return next((g.graph for g in document.groups.values() if g.graph.nodes.get(node.id) is node), None)


def title_of(node: Node, kind: NodeType) -> str:
    """What a person calls a node: its title, or its kind."""
    return node.title or kind.label


class Faces:
    """Node types as documents show them: registered ones, faces of groups, placeholders for unknown ones."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._groups: dict[int, tuple[Group, tuple[tuple[str, Group | None], ...], NodeType]] = {}
        self._flows: OrderedDict[tuple[int, int], Flow] = OrderedDict()
        self._strangers: OrderedDict[int, _Strangers] = OrderedDict()

    def __iter__(self) -> Iterator[NodeType]:
        return iter(self.registry)

    def of(self, document: Document, node: Node) -> NodeType:
        """How a node looks: ports, label, params. Clones look like their source."""
        if node.clone_of is not None:
            node = original(_graph_of(document, node), node)
        return self._known(document, node) or self._placeholder(document, node)

    def known(self, document: Document, node: Node) -> bool:
        """Whether the node's type, or its group, is there."""
        if node.clone_of is not None:
            node = original(_graph_of(document, node), node)
        return self._known(document, node) is not None

    def port(self, document: Document, node: Node, name: str, output: bool) -> Port | None:
        """The port of a name, or of one that it had in an earlier version."""
        kind = self.of(document, node)
        return kind.output(name) if output else kind.input(name)

    def types(
        self, document: Document, scope: Scope, node: str, port: str, output: bool
    ) -> tuple[PortType, ...]:
        """What flows through a port: for one that takes anything, what its first link brings; () for no such port."""
        flow = self.flow(document, scope)
        return flow.yields(node, port) if output else flow.arrives(node, port)

    def flow(self, document: Document, scope: Scope) -> Flow:
        """The links of a scope, sorted by their ends; remembered for the last few graphs."""
        graph = graph_of(document, scope)
        key = (id(graph), id(document.groups))
        found = self._flows.get(key)
        if found is None:
            # Most edits leave the links as they are.
            alike = (flow for flow in self._flows.values() if flow.graph.links is graph.links)
            found = Flow(graph, lambda node: self.of(document, node), next(alike, None))
            self._flows[key] = found
            if len(self._flows) > REMEMBERED:
                self._flows.popitem(last=False)
        self._flows.move_to_end(key)
        return found

    def _known(self, document: Document, node: Node) -> NodeType | None:
        if node.group is None:
            return self.registry.find(node.type)
        group = document.groups.get(node.group)
        return None if group is None else self._face(group, document.groups)

    def _face(self, group: Group, groups: Mapping[str, Group]) -> NodeType:
        """The face of a group, made anew only when the group or one inside it is another value."""
        found = self._groups.get(id(group))
        if found is not None and all(groups.get(name) is inner for name, inner in found[1]):
            return found[2]
        if len(self._groups) >= MANY_FACES:
            self._groups.clear()
        kind = group_type(group, groups, self.registry)
        inside = tuple((name, groups.get(name)) for name in sorted(groups_inside(group, groups)))
        self._groups[id(group)] = (group, inside, kind)
        return kind

    def _placeholder(self, document: Document, node: Node) -> NodeType:
        """A type made of the ports that the links of an unknown node name; remembered while these links are."""
        graph = _graph_of(document, node) or _ALONE
        known = self._strangers.get(id(graph.links))
        if known is None:
            known = self._strangers[id(graph.links)] = _Strangers(graph)
            if len(self._strangers) > REMEMBERED:
                self._strangers.popitem(last=False)
        return known.type_of(node, self.registry)


class _Strangers:
    """Placeholders for the unknown nodes of one graph, while its links stay the same."""

    def __init__(self, graph: Graph) -> None:
        self._links = graph.links
        self._into, self._out_of = graph.into(), graph.out_of()
        self._types: dict[tuple[str, str, int, str], NodeType] = {}
        self._remedies: dict[str, str] = {}

    def type_of(self, node: Node, registry: Registry) -> NodeType:
        """The placeholder of a node: what is linked to one input several times is an input of several."""
        key = (node.id, node.type, node.version, node.package)
        if key not in self._types:
            into = [x.input for x in self._into.get(node.id, ())]
            out_of = dict.fromkeys(x.output for x in self._out_of.get(node.id, ()))
            self._types[key] = NodeType(
                id=node.type,
                label="Missing group" if node.group is not None else node.type,
                category=MISSING,
                help=self._help(node.type, registry),
                version=node.version,
                package=node.package,
                inputs=tuple(Port(n, PortType.ANY, multiple=into.count(n) > 1) for n in dict.fromkeys(into)),
                outputs=tuple(Port(n, PortType.ANY) for n in out_of),
                lower=_unknown,
            )
        return self._types[key]

    def _help(self, name: str, registry: Registry) -> str:
        if name not in self._remedies:
            self._remedies[name] = registry.remedy(name)
        return self._remedies[name]


def kind_of(document: Document, node: Node, registry: Registry) -> NodeType | None:
    """The type of a node that is no clone, worked out anew; None if it is not known. For edits, which are seldom."""
    if node.group is None:
        return registry.find(node.type)
    group = document.groups.get(node.group)
    return None if group is None else group_type(group, document.groups, registry)


def group_type(group: Group, groups: Mapping[str, Group], registry: Registry) -> NodeType:
    """The face of a group with the params it exposes; their defaults are what the nodes inside have."""
    params = {p.name: p for p in _params(group, groups, registry, MAX_DEPTH)}
    return replace(face_of(group, groups, registry), params=tuple(params.values()))


def groups_inside(group: Group, groups: Mapping[str, Group]) -> set[str]:
    """Ids of every group that a group holds, at any depth, whether or not they are there."""
    found: set[str] = set()
    todo = [group]
    while todo:
        for node in todo.pop().graph:
            if node.group is not None and node.group not in found:
                found.add(node.group)
                todo += [groups[node.group]] if node.group in groups else []
    return found


def _params(group: Group, groups: Mapping[str, Group], registry: Registry, depth: int) -> Iterator[Param]:
    for face in group.params if depth else ():
        node = group.graph.nodes.get(face.node)
        if node is None:
            continue
        node = original(group.graph, node)
        inner = groups.get(node.group) if node.group is not None else None
        if inner is not None:
            declared = {p.name: p for p in _params(inner, groups, registry, depth - 1)}.get(face.port)
        else:
            kind = registry.find(node.type)
            declared = kind.param(face.port) if kind is not None else None
        if declared is not None:
            yield _exposed(declared, face.name, node)


def _exposed(param: Param, name: str, node: Node) -> Param:
    """A param under its name outside, with the inner node's value as its default."""
    shown = replace(param, name=name, label=param.label if name == param.name else name)
    if param.name not in node.params or not any(f.name == "default" for f in fields(param)):
        return shown
    try:
        return replace(shown, default=param.check(node.params[param.name]))  # type: ignore[call-arg]
    except ParamError:
        return shown


def _unknown(*_: object) -> NoReturn:
    raise GraphError("this kind of node is not known here")
