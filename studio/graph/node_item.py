"""One node as the scene holds it: where it is, its shape, and all that its painting depends on.

Plain Python on purpose: one object per node, painted in one go; a scene of thousands costs little more than the list.
"""

from PySide6.QtCore import QPointF, QRectF, Qt

from engine.graph import Node
from engine.spec import NodeType
from engine.types import PortType
from studio.graph.geometry import Form, NodeShape
from studio.graph.metrics import Metrics
from studio.graph.values import value_text
from studio.survey.status import NodeStatus
from studio.words import tr

REACH = 1.5
"""How far a node is painted beyond its body, in heights of a line."""


class NodeItem:
    """`x`, `y` are where it is drawn, which differs from the node's position while it is dragged."""

    def __init__(self, node: Node, kind: NodeType, shape: NodeShape, metrics: Metrics) -> None:
        self.metrics = metrics
        self.revision = 0
        """Grows whenever it looks different."""
        self.known = True
        self.selected = False
        self.current = False
        self.lifted = False
        self.key = ""
        self.status = NodeStatus()
        self.types: dict[tuple[str, bool], PortType] = {}
        """What flows through ports that take anything."""
        self.linked: frozenset[tuple[str, bool]] = frozenset()
        """Ports that have a link, by name and whether they are outputs."""
        self.storyboard = False
        """Whether a storyboard is linked, which decides how long the clip is."""
        self.media = ""
        """The name of the file that it loads."""
        self._far: tuple[float, str] | None = None
        self._far_title = ""
        self.title = ""
        self.value: tuple[str, ...] = ()
        self.set(node, kind, shape)

    def set(self, node: Node, kind: NodeType, shape: NodeShape) -> None:
        """Show another value of the node, where the document says it is."""
        self.node = node
        self.kind = kind
        self.shape = shape
        self.x, self.y = node.position
        self.write()

    @property
    def shape(self) -> NodeShape:
        """Where its parts are."""
        return self._shape

    @shape.setter
    def shape(self, shape: NodeShape) -> None:
        self._shape = shape
        self.width, self.height = shape.rect.width(), shape.rect.height()

    def write(self) -> None:
        """Work out anew what is written on it."""
        m, shape = self.metrics, self.shape
        self.revision += 1
        self.badges = badges_of(self)
        marked = self.status.state in ("cached", "done", "stale", "queued", "running")
        self.title_left = m.pad + (m.line * 0.75 if marked and shape.form is not Form.NOTE else 0.0)
        taken = len(self.badges) * m.badge * 1.25 - m.badge * 0.25 + m.pad if self.badges else m.pad
        self.badge_left = shape.rect.width() - taken
        room = self.badge_left - m.pad * 0.6 - self.title_left
        self._far = None
        words = self.node.title or tr(self.kind.label)
        self.title = m.title.elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.value = value_text(self.node, self.kind, shape, self.media, m)

    @property
    def leading(self) -> PortType:
        """The type that a node is mostly about: what it yields first, or takes first."""
        for place in (*self.shape.outputs.values(), *self.shape.inputs.values()):
            return self.type_of(place.port.name, place.output, place.port.type)
        return PortType.ANY

    @property
    def overridden(self) -> bool:
        """Whether a link brings the main param's value."""
        main = self.kind.main
        if main == "duration" and self.storyboard:
            return True
        return main is not None and any(
            param == main and (name, False) in self.linked for name, param in self.kind.overrides.items()
        )

    @property
    def id(self) -> str:
        """The node's id."""
        return self.node.id

    def far_title(self, room: float) -> str:
        """The title for other room than beside the badges; remembered, because it is asked for in every frame."""
        if self._far != (room, self.title):
            words = self.node.title or tr(self.kind.label)
            self._far_title = self.metrics.title.elidedText(words, Qt.TextElideMode.ElideRight, room)
            self._far = (room, self.title)
        return self._far_title

    def pos(self) -> QPointF:
        """Where it is drawn."""
        return QPointF(self.x, self.y)

    def sceneBoundingRect(self) -> QRectF:
        """Its body in the scene; ports and outlines reach a little further."""
        size = self.shape.rect
        return QRectF(self.x, self.y, size.width(), size.height())

    def cover(self) -> QRectF:
        """All that is painted of it in the scene: ports, outline and the words below it included."""
        far = self.metrics.line * REACH
        return QRectF(self.x - far, self.y - far, self.width + 2 * far, self.height + 2 * far)

    def port_at(self, name: str, output: bool) -> QPointF:
        """The middle of a port in the scene."""
        at = self.shape.port_at(name, output)
        return QPointF(self.x + at.x(), self.y + at.y())

    def type_of(self, port: str, output: bool, declared: PortType) -> PortType:
        """The type whose colour and shape a port has."""
        return self.types.get((port, output), declared) if declared is PortType.ANY else declared


def badges_of(item: NodeItem) -> tuple[str, ...]:
    """The signs in a node's title, the most urgent at the right end."""
    flags, status = item.node.flags, item.status
    found = []
    if item.key:
        found.append(item.key)
    if item.node.clone_of is not None:
        found.append("clone")
    if flags.freeze:
        found.append("freeze")
    if flags.bypass:
        found.append("bypass")
    if flags.mute:
        found.append("mute")
    if not item.known or status.state == "missing":
        found.append("missing")
    elif status.state in ("error", "warning"):
        found.append(status.state)
    return () if item.shape.form is Form.DOT else tuple(found)
