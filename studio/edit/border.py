"""The border that grouping draws through a graph: which links cross it, and by which names they come through.

In: a graph and the nodes that go inside. Out: the inner graph, the exposed ports, and the links outside, in an order
that computes the same. Used by `studio.edit.groups` alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeAlias

from engine.document import Document
from engine.graph import ExposedPort, Graph, Group, Link, Node, new_id
from engine.spec import Port
from studio.edit.nodes import bequeathed
from studio.edit.ports import Faces
from studio.edit.unique import unique

DOT = "shotloom.reroute"
NAME_LENGTH = 60
"""Longest name that a port is given here."""

End: TypeAlias = tuple[str, str]
"""A node and its port."""


class Border:
    """What crosses the border around nodes; `outer` is the group that the graph is the inside of."""

    def __init__(
        self, document: Document, faces: Faces, graph: Graph, inside: Collection[str], outer: Group | None
    ) -> None:
        self._document = document
        self._faces = faces
        self._graph = graph
        self._inside = set(inside)
        self._outer = outer
        self._nodes = bequeathed(graph, graph.nodes.keys() - self._inside).nodes
        self._dots: dict[Link, Node] = {}
        self._place_dots()
        ends_in = [self._entry(x) for x in graph.links if self._comes_in(x)]
        ends_out = [(x.source, x.output) for x in graph.links if self._goes_out(x)]
        shown_in = [(p.node, p.port) for p in outer.inputs if p.node in self._inside] if outer else []
        shown_out = [(p.node, p.port) for p in outer.outputs if p.node in self._inside] if outer else []
        self._in = self._named((*shown_in, *ends_in), output=False)
        self._out = self._named((*shown_out, *ends_out) or self._loose_outputs(), output=True)
        self._params = (
            self._titled([(p.node, p.port) for p in outer.params if p.node in self._inside]) if outer else {}
        )

    def inner(self) -> Graph:
        """The graph inside: nodes, links between them, and dots where the order of several links needs them."""
        nodes = {name: self._nodes[name] for name in self._graph.nodes if name in self._inside}
        links = []
        for link in self._graph.links:
            if link.source in self._inside and link.target in self._inside:
                links.append(link)
            elif link in self._dots:
                links.append(replace(link, source=self._dots[link].id, output="output"))
        return Graph({**nodes, **{dot.id: dot for dot in self._dots.values()}}, tuple(links))

    def face(self) -> tuple[tuple[ExposedPort, ...], tuple[ExposedPort, ...], tuple[ExposedPort, ...]]:
        """Exposed inputs, outputs and params."""
        tables = (self._in, self._out, self._params)
        inputs, outputs, params = (
            tuple(ExposedPort(name, *end) for end, name in table.items()) for table in tables
        )
        return inputs, outputs, params

    def links(self, instance: str) -> tuple[Link, ...]:
        """The links outside, each where it was, with those that cross led to the instance."""
        links = []
        for link in self._graph.links:
            if self._comes_in(link):
                links.append(replace(link, target=instance, input=self._in[self._entry(link)]))
            elif self._goes_out(link):
                links.append(replace(link, source=instance, output=self._out[link.source, link.output]))
            elif link.source not in self._inside and link.target not in self._inside:
                links.append(link)
        return tuple(links)

    def handed_on(self, instance: str, group: Group) -> Group:
        """The group around with the ports that it shows of nodes inside led through the instance."""

        def led(ports: Iterable[ExposedPort], names: dict[End, str]) -> tuple[ExposedPort, ...]:
            return tuple(
                replace(p, node=instance, port=names[p.node, p.port]) if p.node in self._inside else p
                for p in ports
            )

        return replace(
            group,
            inputs=led(group.inputs, self._in),
            outputs=led(group.outputs, self._out),
            params=led(group.params, self._params),
        )

    def _comes_in(self, link: Link) -> bool:
        return link.target in self._inside and link.source not in self._inside

    def _goes_out(self, link: Link) -> bool:
        return link.source in self._inside and link.target not in self._inside

    def _entry(self, link: Link) -> End:
        dot = self._dots.get(link)
        return (dot.id, "input") if dot is not None else (link.target, link.input)

    def _place_dots(self) -> None:
        """Links from outside arrive before those from inside; one that came later keeps its turn through a dot."""
        own: set[End] = set()
        late: set[End] = set()
        for link in self._graph.links:
            end = (link.target, link.input)
            if link.source in self._inside and link.target in self._inside:
                own.add(end)
            elif self._comes_in(link) and end in own:
                late.add(end)
        for link in self._graph.links:
            if self._comes_in(link) and (link.target, link.input) in late:
                x, y = self._graph[link.target].position
                place = (x - 60.0, y + 24.0 * len(self._dots))
                self._dots[link] = Node(new_id(), DOT, position=place)

    def _loose_outputs(self) -> list[End]:
        """Outputs that feed nothing, of nodes that are no ends of their own: what a group is good for without links."""
        linked = {(x.source, x.output) for x in self._graph.links}
        found = []
        for name in self._inside:
            kind = self._faces.of(self._document, self._graph[name])
            if not kind.sink:
                found += [(name, p.name) for p in kind.outputs if (name, p.name) not in linked]
        return found

    def _named(self, ends: Iterable[End], output: bool) -> dict[End, str]:
        """Names for ends, from top to bottom: the port's own, with the node's title where several agree."""
        return self._titled(sorted(dict.fromkeys(ends), key=lambda end: self._height(end, output)))

    def _titled(self, ends: Iterable[End]) -> dict[End, str]:
        ends = list(ends)
        wishes = {end: self._wish(end) for end in ends}
        counts = Counter(wishes.values())
        names: dict[End, str] = {}
        for end, wish in wishes.items():
            title = self._graph[end[0]].title if end[0] in self._graph.nodes else ""
            if counts[wish] > 1 and title:
                wish = f"{title[:NAME_LENGTH]} {wish}"
            names[end] = unique(wish, set(names.values()))
        return names

    def _wish(self, end: End) -> str:
        """What a port would be called alone; a dot's goes by what it leads to."""
        link = next((x for x, dot in self._dots.items() if dot.id == end[0]), None)
        return (link.input if link is not None else end[1])[:NAME_LENGTH]

    def _height(self, end: End, output: bool) -> tuple[float, float, int, str]:
        node = self._graph.nodes.get(end[0]) or next(d for d in self._dots.values() if d.id == end[0])
        kind = self._faces.of(self._document, node)
        ports: tuple[Port, ...] = kind.outputs if output else kind.inputs
        rank = next((i for i, p in enumerate(ports) if p.name == end[1]), len(ports))
        return (node.position[1], node.position[0], rank, node.id)
