"""Sub-graphs and clones resolved: from the graph that the artist sees to the one that is lowered.

In: a graph and the document's groups. Out: a `Flat` without groups, whose inner nodes are called `<instance>/<inner>`;
`Flat.visible` leads back to the node that the artist can point at. Called by the compiler, once per edit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.errors import GraphError, Problem
from engine.graph import GROUP_PREFIX, Graph, Group, Json, Link, Node

MAX_DEPTH = 16
"""Groups inside groups."""
MAX_NODES = 20_000
MAX_LINKS = 100_000
"""What groups may open to; nested groups multiply, so these bound a hostile file too."""

_Ends = dict[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Flat:
    """A graph without groups.

    `shown` maps an inner id to the artist's node (absent: itself). `opened` are the group instances that were replaced
    by their inside, `behind` the nodes behind the outputs of each. `broken` says why a node cannot be lowered.
    Instances that are muted, bypassed or frozen stay closed, as one node.
    """

    graph: Graph
    shown: Mapping[str, str] = field(default_factory=dict)
    opened: Mapping[str, Group] = field(default_factory=dict)
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broken: Mapping[str, Problem] = field(default_factory=dict)

    def visible(self, node: str) -> str:
        """The node that the artist sees for an id."""
        return self.shown.get(node, node)


def flatten(graph: Graph, groups: Mapping[str, Group]) -> Flat:
    """Open every group instance and give every clone its original's params; costs nothing where there are none."""
    if not any(node.clone_of or node.type.startswith(GROUP_PREFIX) for node in graph):
        return Flat(graph)
    opening = _Opening(groups)
    opening.add(graph, "", "", ())
    return opening.flat()


class _Opening:
    """The flat graph as it grows, level by level."""

    def __init__(self, groups: Mapping[str, Group]) -> None:
        self.groups = groups
        self.nodes: dict[str, Node] = {}
        self.links: list[Link] = []
        self.shown: dict[str, str] = {}
        self.opened: dict[str, Group] = {}
        self.broken: dict[str, Problem] = {}
        self.entries: _Ends = {}
        self.exits: _Ends = {}
        self.room_for_nodes = MAX_NODES
        self.room_for_links = MAX_LINKS

    def add(self, graph: Graph, prefix: str, shown: str, path: tuple[str, ...]) -> None:
        """Add a level: `prefix` leads its ids, `shown` is the instance that is seen, `path` the groups around it."""
        self.links += (
            Link(prefix + x.source, x.output, prefix + x.target, x.input) if prefix else x
            for x in graph.links
        )
        for node in graph:
            name = prefix + node.id
            if shown:
                self.shown[name] = shown
            if node.clone_of is not None:
                try:
                    original = original_of(graph, node)
                except GraphError as error:
                    self.broken[name] = Problem.of(error.at(shown or name))
                else:
                    node = replace(node, type=original.type, version=original.version, params=original.params)
            if prefix:
                node = replace(node, id=name)
            if node.group is None or not self._open(node, shown or name, path):
                self.nodes[name] = node

    def _open(self, node: Node, shown: str, path: tuple[str, ...]) -> bool:
        """Add the inside of an instance; False for one that stays closed."""
        flags = node.flags
        if flags.mute or flags.bypass or (flags.freeze and node.frozen_key) or node.id in self.broken:
            return False
        group = self.groups.get(node.group or "")
        problem = self._obstacle(group, path)
        if group is None or problem:
            self.broken[node.id] = Problem(problem, shown, remedy="Remove the node")
            return False
        self.room_for_nodes -= len(group.graph.nodes)
        self.room_for_links -= len(group.graph.links)
        self.opened[node.id] = group
        for face, ends in ((group.inputs, self.entries), (group.outputs, self.exits)):
            ends.update({(node.id, p.name): (f"{node.id}/{p.node}", p.port) for p in face})
        self.add(_with_params(group, node.params), f"{node.id}/", shown, (*path, group.id))
        return True

    def _obstacle(self, group: Group | None, path: tuple[str, ...]) -> str:
        """Why an instance cannot be opened, or nothing."""
        if group is None:
            return "its group is not in this document"
        if group.id in path:
            return f'the group "{group.title or group.id}" holds itself'
        if len(path) >= MAX_DEPTH:
            return f"groups are nested more than {MAX_DEPTH} deep"
        if len(group.graph.nodes) > self.room_for_nodes or len(group.graph.links) > self.room_for_links:
            return f"its groups open to more than {MAX_NODES} nodes or {MAX_LINKS} links"
        return ""

    def flat(self) -> Flat:
        """The finished graph, with every link led through the faces of opened groups."""
        links = []
        wrong: dict[str, str] = {}
        for link in self.links:
            source, output = _through(self.exits, link.source, link.output)
            target, port = _through(self.entries, link.target, link.input)
            if target in self.opened:
                wrong.setdefault(target, port)
            links.append(Link(source, output, target, port))
        self._break(wrong)
        behind = {
            name: tuple(dict.fromkeys(_through(self.exits, name, p.name)[0] for p in group.outputs))
            for name, group in self.opened.items()
        }
        return Flat(Graph(self.nodes, tuple(links)), self.shown, self.opened, behind, self.broken)

    def _break(self, wrong: Mapping[str, str]) -> None:
        """Links arrive at ports that groups do not show: nothing inside these instances can be trusted."""
        for name in self.nodes if wrong else ():
            place = name.find("/")
            while place >= 0:
                instance = name[:place]
                if instance in wrong:
                    ports = ", ".join(p.name for p in self.opened[instance].inputs) or "none"
                    seen = self.shown.get(instance, instance)
                    problem = Problem(
                        "the group shows no such input", seen, wrong[instance], remedy=f"It has {ports}"
                    )
                    self.broken.setdefault(name, problem)
                place = name.find("/", place + 1)


def _through(ends: _Ends, node: str, port: str) -> tuple[str, str]:
    """Where a link's end lies inside the faces that it leads through."""
    while (node, port) in ends:
        node, port = ends[node, port]
    return node, port


def _with_params(group: Group, params: Mapping[str, Json]) -> Graph:
    """A group's inside with the params that an instance sets through the group's face."""
    given: dict[str, dict[str, Json]] = {}
    for exposed in group.params:
        if exposed.name in params and exposed.node in group.graph.nodes:
            given.setdefault(exposed.node, {})[exposed.port] = params[exposed.name]
    return group.graph.put(*(group.graph[name].with_params(**values) for name, values in given.items()))


def inner_node(graph: Graph, groups: Mapping[str, Group], path: str) -> Node | None:
    """The node of an id, or of a path `<instance>/<inner>` through groups; None where one of them is gone."""
    found: Node | None = None
    for name in path.split("/"):
        if found is not None:
            group = groups.get(found.group or "")
            if group is None:
                return None
            graph = group.graph
        found = graph.nodes.get(name)
        if found is None:
            return None
        if found.clone_of is not None:
            try:
                original = original_of(graph, found)
            except GraphError:
                return None
            found = replace(found, type=original.type)
    return found


def original_of(graph: Graph, clone: Node) -> Node:
    """The node whose params a clone shows, through clones of clones. Raises GraphError where there is none."""
    seen = set()
    node = clone
    while node.clone_of is not None:
        if node.id in seen or node.clone_of not in graph.nodes:
            raise GraphError("this clone's original is gone", remedy="Make it independent, or remove it")
        seen.add(node.id)
        node = graph.nodes[node.clone_of]
    return node
