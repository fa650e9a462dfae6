"""The links of one graph, sorted by their ends, and the port types that flow through them.

In: a graph, and how its nodes look. Out: what outputs yield and inputs take, also through dots, switches and nodes that
hand their input on. `studio.edit.ports` makes one for each graph; the rules of linking ask it.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from engine.errors import GraphError
from engine.flatten import original_of
from engine.graph import Graph, Link, Node
from engine.spec import NodeType, Port
from engine.types import PortType

MISSING = "Missing"
"""The category of nodes whose type is not known here."""

Types: TypeAlias = tuple[PortType, ...]
_Out: TypeAlias = tuple[str, str]
"""A node and its output."""
_In: TypeAlias = tuple[str, str, Link | None]
"""A node, its input, and a link into it that is about to go."""
_OPEN: Types = (PortType.ANY,)


def original(graph: Graph | None, node: Node) -> Node:
    """The node whose type and params a clone shows; the node itself if it is no clone, or its source is gone."""
    if node.clone_of is None or graph is None:
        return node
    try:
        return original_of(graph, node)
    except GraphError:
        return node


def fit(given: Collection[PortType], taken: Collection[PortType]) -> bool:
    """Whether something of what is given may be something of what is taken."""
    if PortType.ANY in given or PortType.ANY in taken:
        return bool(given and taken)
    return any(one in taken for one in given)


def is_open(port: Port) -> bool:
    """Whether what flows through a port hangs on what is linked."""
    return port.type is PortType.ANY or bool(port.also)


class Flow:
    """What flows where in one graph. `look` says what a node of it looks like; `flow` is that of a graph with the same
    links, whose tables are used again.
    """

    def __init__(self, graph: Graph, look: Callable[[Node], NodeType], flow: "Flow | None" = None) -> None:
        self.graph = graph
        self.into: Mapping[str, list[Link]] = flow.into if flow is not None else graph.into()
        self.out_of: Mapping[str, list[Link]] = flow.out_of if flow is not None else graph.out_of()
        self._look = look
        self._kinds: dict[str, NodeType] = {}
        self._yields: dict[_Out, Types] = {}
        self._accepts: dict[_In, Types] = {}

    def kind(self, node: str) -> NodeType:
        """The type of a node of this graph."""
        kind = self._kinds.get(node)
        if kind is None:
            kind = self._kinds[node] = self._look(original(self.graph, self.graph[node]))
        return kind

    def holding(self, node: str, port: Port) -> list[Link]:
        """The links into an input, in stored order, also under its earlier names."""
        kind = self.kind(node)
        return [x for x in self.into.get(node, ()) if kind.input(x.input) is port]

    # -- outputs -------------------------------------------------------------------------------------------------------

    def yields(self, node: str, output: str) -> Types:
        """The types that an output may yield, given what is linked into its node; `ANY` while that is open."""
        start = (node, output)
        todo = [start]
        fed: dict[_Out, list[_Out]] = {}
        # Every source before what it feeds, without recursion: chains of dots can be long.
        while todo and start not in self._yields:
            place = todo[-1]
            if place in self._yields:
                todo.pop()
            elif place in fed:
                todo.pop()
                self._yields[place] = self._yielded(place, fed[place])
            else:
                fed[place] = self._sources(place)
                todo += (p for p in fed[place] if p not in fed)
        return self._yields[start]

    def would_yield(self, node: str, output: str, link: Link) -> Types:
        """What an output would yield if one more link went into its node."""
        end = self._input(node, link.input)
        types = self.yields(node, output)
        if end is None or not any(after.name == output for after in self._after(node, end)):
            return types
        return narrowed(types, self.yields(link.source, link.output))

    def offers(self, node: str, output: str, without: Link | None = None) -> Types:
        """The types that an output may yield so that everything else it feeds, through open dots too, still fits.

        `without` is a link that is about to go.
        """
        types = self.yields(node, output)
        todo = [(node, output)] if PortType.ANY in types else []
        seen = set(todo)
        for place in todo:
            port = self._output(*place)
            for link in self.out_of.get(place[0], ()):
                if link != without and self._output(link.source, link.output) is port:
                    types = narrowed(self.accepts(link.target, link.input), types)
            for source in self._sources(place):
                if source not in seen:
                    seen.add(source)
                    todo.append(source)
        return types

    def _promised(self, start: _Out, without: Link | None) -> Types:
        """What an open output can only be for the sake of all that is joined with it: the ends that it feeds, through
        dots and switches too, and whatever else feeds these.
        """
        types: Types = _OPEN
        todo, seen = [start], {start}
        for place in todo:
            port = self._output(*place)
            joined = self._sources(place, without)
            for link in self.out_of.get(place[0], ()):
                end = self._input(link.target, link.input) if link != without else None
                if end is not None and self._output(link.source, link.output) is port:
                    types = narrowed(end.types, types)
                    joined += [(link.target, after.name) for after in self._after(link.target, end)]
            todo += (fresh := [p for p in dict.fromkeys(joined) if p not in seen])
            seen.update(fresh)
        return types

    def _yielded(self, place: _Out, sources: list[_Out]) -> Types:
        """An output's types, narrowed to those of the first source that has settled."""
        port = self._output(*place)
        if port is None:
            return ()
        for source in sources:
            given = self._yields.get(source, _OPEN)
            if PortType.ANY not in given:
                return narrowed(port.types, given)
        return port.types

    def _sources(self, place: _Out, without: Link | None = None) -> list[_Out]:
        """The outputs whose values an output hands on: those linked to inputs of the same types."""
        node, name = place
        links = self.into.get(node)
        port = self._output(node, name) if links else None
        if port is None or not links or not self._passes(node, port):
            return []
        kind = self.kind(node)
        ends = ((x, kind.input(x.input)) for x in links)
        return [
            (x.source, x.output) for x, end in ends if end is not None and _alike(end, port) and x != without
        ]

    # -- inputs --------------------------------------------------------------------------------------------------------

    def accepts(self, node: str, port: str, without: Link | None = None) -> Types:
        """The types that an input takes, so that what it feeds still fits; `without` a link that is about to go."""
        start = self._place(node, port, without)
        if start is None or start in self._accepts:
            return () if start is None else self._accepts[start]
        todo = [start]
        fed: dict[_In, list[_In]] = {}
        while todo:
            place = todo[-1]
            if place in self._accepts:
                todo.pop()
            elif place in fed:
                todo.pop()
                self._accepts[place] = self._accepted(place, fed[place])
            elif (end := self._input(place[0], place[1])) is None or not is_open(end):
                # Most ends: they take what they declare, whatever is linked.
                todo.pop()
                self._accepts[place] = end.types if end is not None else ()
            else:
                fed[place] = self._further(place, end)
                todo += (p for p in fed[place] if p not in fed and p not in self._accepts)
        return self._accepts[start]

    def arrives(self, node: str, port: str) -> Types:
        """What comes into an input through its first link; what it takes where there is none."""
        declared = self._input(node, port)
        if declared is None:
            return ()
        if is_open(declared):
            for link in self.holding(node, declared):
                return narrowed(declared.types, self.yields(link.source, link.output))
            return self.accepts(node, port)
        return declared.types

    def _accepted(self, place: _In, further: list[_In]) -> Types:
        """What a place takes by itself, by its other links, and by what it feeds."""
        node, name, without = place
        port = self._input(node, name)
        if port is None:
            return ()
        types = port.types
        if port.multiple and port.type is PortType.ANY:
            others = [(x.source, x.output) for x in self.holding(node, port) if x != without]
            settled = (given for other in others if PortType.ANY not in (given := self.yields(*other)))
            types = next(settled, self._promised(others[0], without) if others else types)
        for after in further:
            types = narrowed(self._accepts.get(after, _OPEN), types)
        return types

    def _further(self, place: _In, port: Port) -> list[_In]:
        """The inputs that get what comes into a place, which is of that port."""
        node = place[0]
        links = self.out_of.get(node)
        outputs = self._after(node, port) if links else []
        if not outputs or not links:
            return []
        kind = self.kind(node)
        ends = [x for x in links if kind.output(x.output) in outputs]
        found = (self._place(x.target, x.input, x) for x in ends)
        return [place for place in found if place is not None]

    def _place(self, node: str, name: str, without: Link | None) -> _In | None:
        """An input by its present name; `without` counts only where several links come in."""
        port = self._input(node, name)
        return None if port is None else (node, port.name, without if port.multiple else None)

    # -- ports ---------------------------------------------------------------------------------------------------------

    def _input(self, node: str, port: str) -> Port | None:
        return self.kind(node).input(port) if node in self.graph.nodes else None

    def _output(self, node: str, port: str) -> Port | None:
        return self.kind(node).output(port) if node in self.graph.nodes else None

    def _passes(self, node: str, port: Port) -> bool:
        """Whether the types of a port pass through its node; nobody knows of the insides of groups and strangers."""
        return is_open(port) and self.kind(node).category != MISSING and not self.graph[node].group

    def _after(self, node: str, port: Port) -> list[Port]:
        """The outputs that yield what an input of several types gets."""
        return [p for p in self.kind(node).outputs if _alike(p, port)] if self._passes(node, port) else []


def narrowed(allowed: Types, types: Types) -> Types:
    """What of `types` is allowed, where `ANY` allows everything."""
    if PortType.ANY in types:
        return allowed
    if PortType.ANY in allowed:
        return types
    return tuple(t for t in types if t in allowed)


def _alike(a: Port, b: Port) -> bool:
    """Whether two ports are of the same types, in any order."""
    return len(a.types) == len(b.types) and all(t in a.types for t in b.types)
