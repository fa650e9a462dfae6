"""The face of a group: the node type that an instance of it looks like from outside, ports and their types included.

In: a group, the document's groups and the registry. Out: a `NodeType`, which lowers nothing. Called for instances that
stay closed (bypassed, frozen) and by whoever draws or links one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.build import Builder, Inputs, Settled
from engine.errors import GraphError
from engine.flatten import MAX_DEPTH
from engine.graph import GROUP_PREFIX, ExposedPort, Group
from engine.registry import Registry
from engine.spec import NodeType, Port
from engine.types import PortType
from engine.values import Value


def face_of(group: Group, groups: Mapping[str, Group], registry: Registry) -> NodeType:
    """The node type of a group's instances; a port whose inner end is not known takes and yields anything."""
    return NodeType(
        id=GROUP_PREFIX + group.id,
        label=group.title or "Group",
        category="Groups",
        help="A group of nodes.",
        inputs=_ports(group.inputs, group, groups, registry, inputs=True),
        outputs=_ports(group.outputs, group, groups, registry, inputs=False),
        lower=_opened,
    )


def _ports(
    exposed: Sequence[ExposedPort],
    group: Group,
    groups: Mapping[str, Group],
    registry: Registry,
    inputs: bool,
) -> tuple[Port, ...]:
    named = {face.name: _inner(face, group, groups, registry, inputs) for face in exposed}
    return tuple(
        replace(
            port,
            name=name,
            label=port.label if name == port.name else name,
            replaces=(),
            param=None,
            picked_by=None,
        )
        for name, port in named.items()
    )


def _inner(
    face: ExposedPort,
    group: Group,
    groups: Mapping[str, Group],
    registry: Registry,
    inputs: bool,
    depth: int = MAX_DEPTH,
) -> Port:
    """The declared port behind an exposed one, through groups in groups; dots are what they are linked to inside."""
    for left in range(depth, 0, -1):
        node = group.graph.nodes.get(face.node)
        if node is None:
            break
        if node.group is None:
            kind = registry.find(node.type)
            port = (kind.input(face.port) if inputs else kind.output(face.port)) if kind else None
            if kind is None or port is None or port.type is not PortType.ANY:
                return port or Port(face.name, PortType.ANY)
            beyond = _beyond(kind, node.id, group, inputs)
            if beyond is None:
                return port
            found = _inner(beyond, group, groups, registry, inputs, left - 1)
            return replace(port, type=found.type, also=found.also)
        nested = groups.get(node.group)
        faces = (nested.inputs if inputs else nested.outputs) if nested else ()
        behind = next((f for f in faces if f.name == face.port), None)
        if nested is None or behind is None:
            break
        group, face = nested, behind
    return Port(face.name, PortType.ANY)


def _beyond(kind: NodeType, node: str, group: Group, inputs: bool) -> ExposedPort | None:
    """The first end that a node which passes anything on is linked to inside its group: what it feeds, or is fed by."""
    for link in group.graph.links:
        own, port = (
            (link.source, kind.output(link.output)) if inputs else (link.target, kind.input(link.input))
        )
        if own == node and port is not None and port.type is PortType.ANY:
            end = (link.target, link.input) if inputs else (link.source, link.output)
            return ExposedPort(port.name, *end)
    return None


def _opened(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, Value]:
    raise GraphError("a group is opened before it is lowered", node=build.node)
