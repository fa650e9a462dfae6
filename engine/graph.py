"""The graph: nodes and links as pure values, without Qt, torch or node types.

A graph says what the artist drew, whether or not it makes sense; `compile` says whether it does. Every edit returns a
new graph and shares what did not change, so that undo, plans in flight and comparison cost nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from uuid import uuid4

from engine.errors import GraphError

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
ParamValue: TypeAlias = Json
"""A param as the file holds it; lists and dicts are treated as immutable."""

GROUP_PREFIX = "group:"
"""A node whose type is `group:<id>` is an instance of that sub-graph."""
MAX_CYCLES = 8
"""Cycles that are told at once; a tangle has more than anyone wants to read."""


def new_id() -> str:
    """A fresh node, group or take id (UUID4, 32 hex digits in five groups)."""
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class Flags:
    """The artist's switches on a node.

    bypass: pass the first input of the output's type; mute: remove the node and what depends on it; freeze: keep the
    last result (`Node.frozen_key`); collapse: draw small, no effect on the result.
    """

    bypass: bool = False
    mute: bool = False
    freeze: bool = False
    collapse: bool = False

    def names(self) -> list[str]:
        """The switches that are on, in declaration order."""
        return [n for n in ("bypass", "mute", "freeze", "collapse") if getattr(self, n)]


@dataclass(frozen=True, slots=True)
class Node:
    """One node. `type` names a node type, `version` the version of that type the params were written for.

    `extra` keeps keys of the file that this program does not know, as raw JSON text, so that saving returns them.
    """

    id: str
    type: str
    version: int = 1
    package: str = "shotloom"
    package_version: str = ""
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    position: tuple[float, float] = (0.0, 0.0)
    title: str = ""
    flags: Flags = Flags()
    clone_of: str | None = None
    frozen_key: str | None = None
    extra: Mapping[str, bytes] = field(default_factory=dict)

    def with_params(self, /, **values: ParamValue) -> "Node":
        """The node with some params changed."""
        return replace(self, params={**self.params, **values})

    @property
    def group(self) -> str | None:
        """The id of the sub-graph this node is an instance of."""
        return self.type.removeprefix(GROUP_PREFIX) if self.type.startswith(GROUP_PREFIX) else None


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """From an output port to an input port, both by name."""

    source: str
    output: str
    target: str
    input: str


@dataclass(frozen=True, slots=True)
class ExposedPort:
    """A port of a group's face: `name` outside is `port` of node `node` inside."""

    name: str
    node: str
    port: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A titled rectangle (x, y, width, height) behind nodes; it carries the nodes that it lists."""

    id: str
    title: str
    rect: tuple[float, float, float, float]
    colour: str = "#4a5568"
    nodes: tuple[str, ...] = ()
    extra: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-graph with named exposed ports and params, used by nodes of type `group:<id>`.

    `frames` are drawn behind the nodes of its inside.
    """

    id: str
    title: str
    graph: "Graph"
    inputs: tuple[ExposedPort, ...] = ()
    outputs: tuple[ExposedPort, ...] = ()
    params: tuple[ExposedPort, ...] = ()
    frames: tuple[Frame, ...] = ()
    extra: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id and links in stored order (the order of several links into one input is meaningful)."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    links: tuple[Link, ...] = ()

    @classmethod
    def of(cls, nodes: Iterable[Node], links: Iterable[Link] = ()) -> "Graph":
        """A graph of these nodes and links. Raises GraphError for a node id used twice."""
        table: dict[str, Node] = {}
        for node in nodes:
            if node.id in table:
                raise GraphError(
                    "this node id is used twice", node=node.id, remedy="Give each node its own id"
                )
            table[node.id] = node
        return cls(table, tuple(links))

    def __getitem__(self, node: str) -> Node:
        return self.nodes[node]

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes.values())

    def put(self, *nodes: Node) -> "Graph":
        """The graph with nodes added, or replaced where the id exists."""
        return replace(self, nodes={**self.nodes, **{n.id: n for n in nodes}})

    def remove(self, *nodes: str) -> "Graph":
        """The graph without these nodes and their links."""
        gone = set(nodes)
        return Graph(
            {k: n for k, n in self.nodes.items() if k not in gone},
            tuple(link for link in self.links if link.source not in gone and link.target not in gone),
        )

    def link(self, *links: Link) -> "Graph":
        """The graph with links appended; a link that is there already stays where it is."""
        there = set(self.links)
        return replace(self, links=(*self.links, *(x for x in dict.fromkeys(links) if x not in there)))

    def unlink(self, *links: Link) -> "Graph":
        """The graph without these links."""
        gone = set(links)
        return replace(self, links=tuple(link for link in self.links if link not in gone))

    def into(self) -> dict[str, list[Link]]:
        """Links by target node, in stored order."""
        table: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            table[link.target].append(link)
        return table

    def out_of(self) -> dict[str, list[Link]]:
        """Links by source node, in stored order."""
        table: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            table[link.source].append(link)
        return table

    def find(self, name: str) -> Node:
        """The node of an id, or of a title that only one node has.

        Raises GraphError naming the candidates otherwise.
        """
        if name in self.nodes:
            return self.nodes[name]
        found = [n for n in self if n.title == name]
        if len(found) == 1:
            return found[0]
        titles = ", ".join(sorted({n.title or n.type for n in self})[:12])
        what = "several nodes have this title" if found else "no node has this id or title"
        raise GraphError(what, value=name, remedy=f"Use an id, or a title that only one node has: {titles}")

    def sources_first(
        self,
        targets: Iterable[str],
        into: Mapping[str, Sequence[Link]],
        closed: Collection[str] = (),
    ) -> tuple[list[str], list[tuple[str, ...]]]:
        """The targets and all that they depend on, every source before what it feeds; and the cycles on the way.

        `into` is the graph's table; nothing is followed beyond `closed` nodes, or to nodes that are not there. A cycle
        is a path of ids that ends where it begins (the first `MAX_CYCLES` are told); the order ignores its last link.
        """
        found: dict[str, None] = {}
        cycles: list[tuple[str, ...]] = []
        for target in targets:
            if target not in self.nodes or target in found:
                continue
            path: dict[str, Iterator[Link]] = {target: iter(() if target in closed else into.get(target, ()))}
            while path:
                name, links = next(reversed(path.items()))
                for link in links:
                    source = link.source
                    if source in found or source not in self.nodes:
                        continue
                    if source in path:
                        if len(cycles) < MAX_CYCLES:
                            ids = list(path)
                            cycles.append((*ids[ids.index(source) :][::-1], ids[-1]))
                        continue
                    path[source] = iter(() if source in closed else into.get(source, ()))
                    break
                else:
                    del path[name]
                    found[name] = None
        return list(found), cycles
