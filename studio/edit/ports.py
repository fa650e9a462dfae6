"""What nodes look like to links: their ports, and what really flows through those that take anything.

In: a registry, then documents. Out: node types (of groups, clones and unknown nodes too) and port types. Wiring, the
graph view and the panels ask the one `Faces` of the application; answers are remembered by the values they are about.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from typing import NoReturn, TypeAlias

from engine.document import Document
from engine.errors import GraphError, ParamError
from engine.faces import face_of
from engine.flatten import MAX_DEPTH, original_of
from engine.graph import Graph, Group, Link, Node
from engine.params import Param
from engine.registry import Registry
from engine.spec import NodeType, Port
from engine.types import PortType
from studio.edit.scope import Scope, graph_of

MISSING = "Missing"
"""The category of nodes whose type is not known here."""
REMEMBERED = 8
"""Graphs whose links stay sorted; enough for the tabs and groups that hands go back and forth between."""
MANY_FACES = 512

_Place: TypeAlias = tuple[str, str, Link | None]
"""A node, its input, and a link into it that is about to go."""


def original(graph: Graph | None, node: Node) -> Node:
    """The node whose type and params a clone shows; the node itself if it is no clone, or its source is gone."""
    if node.clone_of is None or graph is None:
        return node
    try:
        return original_of(graph, node)
    except GraphError:
        return node


def home_of(document: Document, node: Node) -> Graph | None:
    """The graph that holds this very node: the document's own or a group's."""
    if document.graph.nodes.get(node.id) is node:
        return document.graph
    return next((g.graph for g in document.groups.values() if g.graph.nodes.get(node.id) is node), None)


def title_of(node: Node, kind: NodeType) -> str:
    """What a person calls a node: its title, or its kind."""
    return node.title or kind.label


def fit(given: Collection[PortType], taken: Collection[PortType]) -> bool:
    """Whether something of what is given may be something of what is taken."""
    if PortType.ANY in given or PortType.ANY in taken:
        return bool(given and taken)
    return any(one in taken for one in given)


def is_open(port: Port) -> bool:
    """Whether what flows through a port hangs on what is linked."""
    return port.type is PortType.ANY or bool(port.also)


class Faces:
    """Node types as documents show them: registered ones, faces of groups, placeholders for unknown ones."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._groups: dict[int, tuple[Group, tuple[tuple[str, Group | None], ...], NodeType]] = {}
        self._flows: OrderedDict[tuple[int, int], Flow] = OrderedDict()

    def __iter__(self) -> Iterator[NodeType]:
        return iter(self.registry)

    def of(self, document: Document, node: Node) -> NodeType:
        """How a node looks: ports, label, params. Clones look like their source."""
        if node.clone_of is not None:
            node = original(home_of(document, node), node)
        return self._known(document, node) or self._placeholder(document, node)

    def known(self, document: Document, node: Node) -> bool:
        """Whether the node's type, or its group, is there."""
        if node.clone_of is not None:
            node = original(home_of(document, node), node)
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

    def flow(self, document: Document, scope: Scope) -> "Flow":
        """The links of a scope, sorted by their ends; remembered for the last few graphs."""
        graph = graph_of(document, scope)
        key = (id(graph), id(document.groups))
        found = self._flows.get(key)
        if found is None:
            found = self._flows[key] = Flow(self, document, graph)
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
        """A type made of the ports that the links of an unknown node name."""
        graph = home_of(document, node)
        links = graph.links if graph is not None else ()
        into = [x.input for x in links if x.target == node.id]
        out_of = dict.fromkeys(x.output for x in links if x.source == node.id)
        return NodeType(
            id=node.type,
            label="Missing group" if node.group is not None else node.type,
            category=MISSING,
            help=self.registry.remedy(node.type),
            version=node.version,
            package=node.package,
            inputs=tuple(Port(n, PortType.ANY, multiple=into.count(n) > 1) for n in dict.fromkeys(into)),
            outputs=tuple(Port(n, PortType.ANY) for n in out_of),
            lower=_unknown,
        )


class Flow:
    """What flows where in one graph. Valid for that graph and its document's groups; made by `Faces.flow`."""

    def __init__(self, faces: Faces, document: Document, graph: Graph) -> None:
        self.graph = graph
        self.into = graph.into()
        self.out_of = graph.out_of()
        self._faces = faces
        self._document = document
        self._kinds: dict[str, NodeType] = {}
        self._yields: dict[tuple[str, str], tuple[PortType, ...]] = {}
        self._accepts: dict[_Place, tuple[PortType, ...]] = {}

    def kind(self, node: str) -> NodeType:
        """The type of a node of this graph."""
        kind = self._kinds.get(node)
        if kind is None:
            shown = original(self.graph, self.graph[node])
            kind = self._kinds[node] = self._faces.of(self._document, shown)
        return kind

    def holding(self, node: str, port: Port) -> list[Link]:
        """The links into an input, in stored order, also under its earlier names."""
        kind = self.kind(node)
        return [x for x in self.into.get(node, ()) if kind.input(x.input) is port]

    def yields(self, node: str, output: str) -> tuple[PortType, ...]:
        """The types that an output may yield, given what is linked; `ANY` alone while that is open."""
        path: dict[tuple[str, str], tuple[PortType, ...]] = {}
        end: tuple[str, str] | None = (node, output)
        types: tuple[PortType, ...] = (PortType.ANY,)
        while end is not None and end not in path:
            if end in self._yields:
                types = self._yields[end]
                break
            port = self.kind(end[0]).output(end[1]) if end[0] in self.graph.nodes else None
            path[end] = port.types if port is not None else ()
            before = self._before(end[0], port) if port is not None else None
            if before is None:
                types = path[end]
            end = before
        for place, allowed in reversed(path.items()):
            types = _narrowed(allowed, types)
            self._yields[place] = types
        return types

    def would_yield(self, output: tuple[str, str], link: Link) -> tuple[PortType, ...]:
        """What an output would yield if one more link went into its node."""
        node, name = output
        port, end = self.kind(node).output(name), self.kind(node).input(link.input)
        if port is None or end is None or self._before(node, port) is not None:
            return self.yields(node, name)
        through = any(after is port for after in self._after(node, end))
        return _narrowed(port.types, self.yields(link.source, link.output)) if through else port.types

    def accepts(self, node: str, port: str, without: Link | None = None) -> tuple[PortType, ...]:
        """The types that an input takes, so that what it feeds still fits; `without` a link that is about to go."""
        start = self._place(node, port, without)
        if start is None or start in self._accepts:
            return () if start is None else self._accepts[start]
        # Sources after what they feed, without recursion: chains of dots can be long.
        todo = [start]
        fed: dict[_Place, list[_Place]] = {}
        while todo:
            place = todo[-1]
            if place in self._accepts:
                todo.pop()
            elif place in fed:
                todo.pop()
                self._accepts[place] = self._accepted(place, fed[place])
            else:
                fed[place] = self._further(place)
                todo += (p for p in fed[place] if p not in fed)
        return self._accepts[start]

    def _accepted(self, place: _Place, further: list[_Place]) -> tuple[PortType, ...]:
        """What a place takes by itself, by its other links, and by what it feeds."""
        node, name, without = place
        port = self.kind(node).input(name)
        assert port is not None
        types = port.types
        if port.multiple and port.type is PortType.ANY:
            first = next((x for x in self.holding(node, port) if x != without), None)
            types = _narrowed(self.yields(first.source, first.output), types) if first is not None else types
        for after in further:
            types = _narrowed(self._accepts.get(after, (PortType.ANY,)), types)
        return types

    def _further(self, place: _Place) -> list[_Place]:
        """The inputs that get what comes into a place."""
        node, name, _ = place
        links = self.out_of.get(node)
        port = self._input(node, name)
        outputs = self._after(node, port) if port is not None and links else []
        if not outputs or not links:
            return []
        kind = self.kind(node)
        ends = [x for x in links if kind.output(x.output) in outputs]
        found = (self._place(x.target, x.input, x) for x in ends)
        return [place for place in found if place is not None]

    def _place(self, node: str, name: str, without: Link | None) -> _Place | None:
        """An input by its present name; `without` counts only where several links come in."""
        port = self._input(node, name)
        return None if port is None else (node, port.name, without if port.multiple else None)

    def arrives(self, node: str, port: str) -> tuple[PortType, ...]:
        """What comes into an input through its first link; what it takes where there is none."""
        declared = self._input(node, port)
        if declared is None:
            return ()
        if is_open(declared):
            for link in self.holding(node, declared):
                return _narrowed(declared.types, self.yields(link.source, link.output))
            return self.accepts(node, port)
        return declared.types

    def _input(self, node: str, port: str) -> Port | None:
        return self.kind(node).input(port) if node in self.graph.nodes else None

    def _passes(self, node: str) -> bool:
        """Whether a node hands its input on as it is, so that types pass through; nobody knows of others' insides."""
        kind = self.kind(node)
        return kind.category != MISSING and not self.graph[node].group

    def _before(self, node: str, port: Port) -> tuple[str, str] | None:
        """Where an output of several types gets its own from: the first link into an input of the same types."""
        if not is_open(port) or not self._passes(node):
            return None
        kind = self.kind(node)
        for link in self.into.get(node, ()):
            end = kind.input(link.input)
            if end is not None and _alike(end, port):
                return link.source, link.output
        return None

    def _after(self, node: str, port: Port) -> list[Port]:
        """The outputs that yield what an input of several types gets."""
        if not is_open(port) or not self._passes(node):
            return []
        return [p for p in self.kind(node).outputs if _alike(p, port)]


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


def _alike(a: Port, b: Port) -> bool:
    """Whether two ports are of the same types, in any order."""
    return len(a.types) == len(b.types) and all(t in a.types for t in b.types)


def _narrowed(allowed: tuple[PortType, ...], types: tuple[PortType, ...]) -> tuple[PortType, ...]:
    """What of `types` is allowed, where `ANY` allows everything."""
    if PortType.ANY in types:
        return allowed
    if PortType.ANY in allowed:
        return types
    return tuple(t for t in types if t in allowed)


def _unknown(*_: object) -> NoReturn:
    raise GraphError("this kind of node is not known here")
