"""What lies at a point of the scene, nearest to the eye first; gestures begin by asking this."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF

from engine.graph import Link
from studio.graph.geometry import Form, NodeShape

Kind: TypeAlias = Literal[
    "port", "title", "body", "value", "picture", "badge", "frame", "frame_title", "frame_corner", "link",
    "link_end", "nothing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """`node` is set for everything on a node, `port` and `output` for ports, `link` for links and their ends.

    A link's end is where it meets a port: `output` then says which one, and `node` and `port` name it.
    """

    kind: Kind = "nothing"
    node: str = ""
    port: str = ""
    output: bool = False
    link: Link | None = None
    frame: str = ""


def hit_port(
    shape: NodeShape, at: QPointF, radius: float, tolerance: float
) -> tuple[str, bool, float] | None:
    """The nearest port within reach of a point in item coordinates: its name, whether it is an output, how far.

    On a dot, whose ports lie on its body, only what is outside of the middle counts.
    """
    reach = radius + tolerance
    if not shape.rect.adjusted(-reach, -reach, reach, reach).contains(at):
        return None
    if shape.form is Form.DOT:
        reach = min(reach, shape.rect.width() * 0.38)
    found: tuple[str, bool, float] | None = None
    for place in shape.ports:
        offset = place.at - at
        far = (offset.x() ** 2 + offset.y() ** 2) ** 0.5
        if far <= reach and (found is None or far < found[2]):
            found = (place.port.name, place.output, far)
    return found


def hit_part(shape: NodeShape, at: QPointF, badges: float) -> Kind | None:
    """The part of a node at a point in item coordinates; `badges` is where the badges in the title begin."""
    if not shape.rect.contains(at):
        return None
    if shape.form is Form.DOT:
        return "body"
    if shape.title.contains(at):
        return "badge" if at.x() >= badges else "title"
    if shape.value is not None and shape.value.contains(at):
        return "value"
    if shape.picture is not None and shape.picture.contains(at):
        return "picture"
    return "body"
