"""What lies under the pointer and what a dangling link would be linked to; shared by gestures and keyboard."""

from collections.abc import Collection

from PySide6.QtWidgets import QGraphicsView

from engine.graph import Link
from engine.types import PortType
from studio.graph.desk import Desk, End

REACH_LINES = 0.5
"""How far from a port or link a press still means it, in heights of a line of text on the screen."""
ON_NODE = frozenset(("title", "body", "value", "picture", "badge", "port"))
"""Kinds of hits that lie on a node."""


def tolerance(view: QGraphicsView) -> float:
    """How near a press must be to a port or link, in scene units."""
    return view.fontMetrics().height() * REACH_LINES / max(view.transform().m11(), 1e-3)


def link_between(one: End, other: End) -> Link:
    """The link of two ends, whichever of them is the output."""
    source, target = (one, other) if one[2] else (other, one)
    return Link(source[0], source[1], target[0], target[1])


def best_end(desk: Desk, fixed: End, node: str, fits: Collection[tuple[str, str]]) -> End | None:
    """The port of a node that a dangling link is best linked to, None if none fits.

    The exact type comes before others it would take, a free port before one whose link would be replaced, a required
    one before the rest, and the order of the declaration decides.
    """
    kind = desk.kind(node)
    if kind is None:
        return None
    types = desk.faces.types(desk.document, desk.scope, *fixed)
    exact = types[0] if types else PortType.ANY
    taken = {(link.target, link.input) for link in desk.graph.links}
    ports = [p for p in (kind.inputs if fixed[2] else kind.outputs) if (node, p.name) in fits]
    if not ports:
        return None
    best = min(
        ports,
        key=lambda p: (
            p.type is not exact,
            fixed[2] and not p.multiple and (node, p.name) in taken,
            not p.required,
        ),
    )
    return (node, best.name, not fixed[2])
