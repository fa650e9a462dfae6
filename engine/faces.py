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
        replace(port, name=name, label=port.label if name == port.name else name, replaces=(), param=None)
        for name, port in named.items()
    )


def _inner(
    face: ExposedPort, group: Group, groups: Mapping[str, Group], registry: Registry, inputs: bool
) -> Port:
    """The declared port behind an exposed one, through groups in groups."""
    for _ in range(MAX_DEPTH):
        node = group.graph.nodes.get(face.node)
        if node is None:
            break
        if node.group is None:
            kind = registry.find(node.type)
            port = (kind.input(face.port) if inputs else kind.output(face.port)) if kind else None
            return port or Port(face.name, PortType.ANY)
        nested = groups.get(node.group)
        faces = (nested.inputs if inputs else nested.outputs) if nested else ()
        behind = next((f for f in faces if f.name == face.port), None)
        if nested is None or behind is None:
            break
        group, face = nested, behind
    return Port(face.name, PortType.ANY)


def _opened(inputs: Inputs, params: Settled, build: Builder) -> Mapping[str, Value]:
    raise GraphError("a group is opened before it is lowered", node=build.node)
