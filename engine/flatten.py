"""Sub-graphs, clones and bypasses resolved: from the graph that the artist sees to the one that is lowered.

Nodes inside a group instance get the id `<instance>/<inner>`; `shown` leads back to the node the artist can point at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.errors import GraphError, Problem
from engine.graph import Graph, Group, Link, Node

MAX_DEPTH = 16
"""Groups inside groups."""
MAX_NODES = 20_000
"""Nodes after every group is opened; nested groups multiply, so this is a bound on a hostile file too."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A graph without groups. `shown` maps an inner id to the artist's node (absent: itself)."""

    graph: Graph
    shown: Mapping[str, str]
    problems: tuple[Problem, ...]

    def visible(self, node: str) -> str:
        """The node that the artist sees for an id."""
        return self.shown.get(node, node)


def flatten(graph: Graph, groups: Mapping[str, Group]) -> Flat:
    """Open every group instance and give every clone its original's params."""
    if not any(node.group or node.clone_of for node in graph):
        return Flat(graph, {}, ())
    problems: list[Problem] = []
    shown: dict[str, str] = {}
    for depth in range(MAX_DEPTH + 1):
        instances = [node for node in graph if node.group is not None]
        if not instances:
            break
        if depth == MAX_DEPTH or len(graph.nodes) > MAX_NODES:
            named = shown.get(instances[0].id, instances[0].id)
            what = "groups are nested too deeply (a group that holds itself?)"
            problems.append(Problem(what, node=named, remedy="Remove the inner instance"))
            graph = graph.remove(*(node.id for node in instances))
            break
        for node in instances:
            group = groups.get(node.group or "")
            if group is None:
                named = shown.get(node.id, node.id)
                problems.append(
                    Problem("its group is not in this document", node=named, remedy="Remove the node")
                )
                graph = graph.remove(node.id)
            else:
                graph = _open(graph, node, group, shown)
    return Flat(_with_clones(graph, shown, problems), shown, tuple(problems))


def _open(graph: Graph, node: Node, group: Group, shown: dict[str, str]) -> Graph:
    """The graph with one instance replaced by its inside; the instance's bypass and mute go to every inner node."""

    def inner(name: str) -> str:
        return f"{node.id}/{name}"

    face_in = {p.name: (inner(p.node), p.port) for p in group.inputs}
    face_out = {p.name: (inner(p.node), p.port) for p in group.outputs}
    given: dict[str, dict[str, object]] = {}
    for p in group.params:
        if p.name in node.params:
            given.setdefault(p.node, {})[p.port] = node.params[p.name]
    nodes = []
    for child in group.graph:
        shown[inner(child.id)] = shown.get(node.id, node.id)
        nodes.append(
            replace(
                child,
                id=inner(child.id),
                params={**child.params, **given.get(child.id, {})},  # type: ignore[dict-item]
                flags=replace(
                    child.flags,
                    bypass=child.flags.bypass or node.flags.bypass,
                    mute=child.flags.mute or node.flags.mute,
                ),
                clone_of=inner(child.clone_of) if child.clone_of else None,
            )
        )
    inside = [replace(x, source=inner(x.source), target=inner(x.target)) for x in group.graph.links]
    links: list[Link] = []
    for link in graph.links:
        if link.target == node.id:
            target, port = face_in.get(link.input, (node.id, link.input))
            link = replace(link, target=target, input=port)
        if link.source == node.id:
            source, port = face_out.get(link.output, (node.id, link.output))
            link = replace(link, source=source, output=port)
        links.append(link)
    rest = {k: n for k, n in graph.nodes.items() if k != node.id}
    kept = tuple(x for x in links if node.id not in (x.source, x.target))
    return Graph({**rest, **{n.id: n for n in nodes}}, (*kept, *inside))


def _with_clones(graph: Graph, shown: Mapping[str, str], problems: list[Problem]) -> Graph:
    changed = []
    for node in graph:
        if node.clone_of is None:
            continue
        try:
            original = _original(graph, node)
        except GraphError as error:
            problems.append(Problem.of(error.at(shown.get(node.id, node.id))))
            continue
        changed.append(replace(node, type=original.type, version=original.version, params=original.params))
    return graph.put(*changed)


def _original(graph: Graph, node: Node) -> Node:
    seen = set()
    while node.clone_of is not None:
        if node.id in seen or node.clone_of not in graph.nodes:
            raise GraphError("this clone's original is gone", remedy="Make it independent, or remove it")
        seen.add(node.id)
        node = graph.nodes[node.clone_of]
    return node
