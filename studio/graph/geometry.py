"""Where the parts of a node are: title, ports, value, picture; pure, from a node, its type and the font's metrics.

Item coordinates: the node's position is the origin, x to the right, y down, scene units. Painting, hit testing, links
and layout all read the one `NodeShape`, so that what is seen is what is hit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

from engine.graph import Node
from engine.params import MediaParam, TextParam
from engine.spec import NodeType, Port
from engine.types import PortType
from studio.graph.metrics import Metrics
from studio.words import tr

DOT = "shotloom.reroute"
VALUE_LINES = 3
"""Lines of a long text that a node shows."""
NOTE_LINES = 14
REMEMBERED = 4_096


class Form(Enum):
    """How a node is drawn."""

    NODE = "node"
    COLLAPSED = "collapsed"
    DOT = "dot"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PortPlace:
    """A port on a node: its middle, and its label where one is written."""

    port: Port
    output: bool
    at: QPointF
    label: str = ""
    room: QRectF = field(default_factory=QRectF)


@dataclass(frozen=True, slots=True)
class NodeShape:
    """`value` is where the main param is shown, `picture` where the latest picture; both may be missing.

    `inputs` and `outputs` go by port name, earlier names included.
    """

    form: Form
    rect: QRectF
    title: QRectF
    inputs: Mapping[str, PortPlace]
    outputs: Mapping[str, PortPlace]
    ports: tuple[PortPlace, ...]
    value: QRectF | None = None
    picture: QRectF | None = None

    @property
    def size(self) -> QSizeF:
        """Width and height."""
        return self.rect.size()

    def place(self, name: str, output: bool) -> PortPlace | None:
        """The port of a name."""
        return (self.outputs if output else self.inputs).get(name)

    def port_at(self, name: str, output: bool) -> QPointF:
        """The middle of a port; for one that is not there, the middle of the side on which it would be."""
        place = self.place(name, output)
        if place is not None:
            return place.at
        return QPointF(self.rect.right() if output else self.rect.left(), self.title.center().y())

    def port_radius(self, usual: float) -> float:
        """How large a port may be drawn without touching the next one."""
        if self.form is not Form.COLLAPSED:
            return usual
        most = max(sum(p.output for p in self.ports), sum(not p.output for p in self.ports))
        return min(usual, self.rect.height() / (most + 1) * 0.42)


class Shapes:
    """Makes shapes, and keeps them: nodes of one kind share theirs."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self._known: dict[tuple[object, ...], tuple[NodeType, NodeShape]] = {}

    def of(self, node: Node, kind: NodeType, pictured: bool = False) -> NodeShape:
        """The shape of a node; `pictured` says that there is a picture to show."""
        form = form_of(node, kind)
        note = str(node.params.get("text", "")) if form is Form.NOTE else ""
        pictured = pictured or shows_pictures(kind)
        key = (id(kind), form, pictured, note)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            # The type is kept too: its id must not come to mean another one.
            known = self._known[key] = (kind, self._made(form, kind, pictured, note))
        return known[1]

    def _made(self, form: Form, kind: NodeType, pictured: bool, note: str) -> NodeShape:
        match form:
            case Form.DOT:
                return self._dot(kind)
            case Form.COLLAPSED:
                return self._collapsed(kind)
            case Form.NOTE:
                return self._note(kind, note)
            case Form.NODE:
                return self._node(kind, pictured)

    def _node(self, kind: NodeType, pictured: bool) -> NodeShape:
        m = self.metrics
        top = m.header + m.pad * 0.6
        rows = max(len(kind.inputs), len(kind.outputs))
        places = (
            *self._rows(kind.inputs, False, top, bool(kind.outputs)),
            *self._rows(kind.outputs, True, top, bool(kind.inputs)),
        )
        y = top + rows * m.row + (m.pad * 0.5 if rows else m.pad * 0.2)
        value = picture = None
        inner = m.width - 2 * m.pad
        if kind.main is not None:
            value = QRectF(m.pad, y, inner, self._value_height(kind))
            y = value.bottom() + m.pad
        if pictured:
            picture = QRectF(m.pad, y, inner, m.picture)
            y = picture.bottom() + m.pad
        return _shape(Form.NODE, QRectF(0, 0, m.width, round(y)), m.header, kind, places, value, picture)

    def _rows(self, ports: tuple[Port, ...], output: bool, top: float, shared: bool) -> list[PortPlace]:
        m = self.metrics
        room = m.width * (0.55 if shared else 0.9) - m.pad * 1.6
        places = []
        for number, port in enumerate(ports):
            y = top + (number + 0.5) * m.row
            left = m.width - m.pad * 1.2 - room if output else m.pad * 1.2
            label = tr(port.label) if port.label else port.name
            places.append(
                PortPlace(
                    port,
                    output,
                    QPointF(m.width if output else 0.0, y),
                    m.text.elidedText(label, Qt.TextElideMode.ElideRight, room),
                    QRectF(left, y - m.row / 2, room, m.row),
                )
            )
        return places

    def _value_height(self, kind: NodeType) -> float:
        main = kind.param(kind.main or "")
        lines = VALUE_LINES if isinstance(main, TextParam) and main.lines else 1
        return round(self.metrics.line * lines + self.metrics.pad)

    def _collapsed(self, kind: NodeType) -> NodeShape:
        m = self.metrics
        rect = QRectF(0, 0, m.width, m.header)
        places = (*_spread(kind.inputs, False, rect), *_spread(kind.outputs, True, rect))
        return _shape(Form.COLLAPSED, rect, m.header, kind, places)

    def _dot(self, kind: NodeType) -> NodeShape:
        side = self.metrics.dot
        rect = QRectF(0, 0, side, side)
        places = (*_spread(kind.inputs, False, rect), *_spread(kind.outputs, True, rect))
        return _shape(Form.DOT, rect, side, kind, places)

    def _note(self, kind: NodeType, text: str) -> NodeShape:
        m = self.metrics
        inner = m.width - 2 * m.pad
        wrapped = m.text.boundingRect(QRectF(0, 0, inner, 1e6), NOTE_FLAGS, text or " ")
        height = min(max(wrapped.height(), m.line), NOTE_LINES * m.line)
        value = QRectF(m.pad, m.header, inner, height)
        return _shape(
            Form.NOTE, QRectF(0, 0, m.width, round(value.bottom() + m.pad)), m.header, kind, (), value
        )


NOTE_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def form_of(node: Node, kind: NodeType) -> Form:
    """How a node is drawn."""
    if kind.id == DOT:
        return Form.DOT
    if node.flags.collapse:
        return Form.COLLAPSED
    return Form.NOTE if kind.inert and not kind.inputs and not kind.outputs else Form.NODE


def shows_pictures(kind: NodeType) -> bool:
    """Whether a kind keeps room for a picture from the start: what loads media, and what ends a chain of pictures."""
    seen = (PortType.IMAGE, PortType.CLIP)
    loads = any(isinstance(param, MediaParam) for param in kind.params)
    ends = kind.sink and any(port.type in seen for port in (*kind.inputs, *kind.outputs))
    return loads or ends


def _spread(ports: tuple[Port, ...], output: bool, rect: QRectF) -> list[PortPlace]:
    """Ports without labels, evenly along a side."""
    x = rect.right() if output else rect.left()
    step = rect.height() / (len(ports) + 1)
    return [PortPlace(p, output, QPointF(x, step * n)) for n, p in enumerate(ports, 1)]


def _shape(
    form: Form,
    rect: QRectF,
    header: float,
    kind: NodeType,
    places: tuple[PortPlace, ...],
    value: QRectF | None = None,
    picture: QRectF | None = None,
) -> NodeShape:
    tables: dict[bool, dict[str, PortPlace]] = {False: {}, True: {}}
    for earlier in (True, False):
        for place in places:
            names = place.port.replaces if earlier else (place.port.name,)
            tables[place.output].update(dict.fromkeys(names, place))
    title = QRectF(rect.left(), rect.top(), rect.width(), header)
    return NodeShape(form, rect, title, tables[False], tables[True], places, value, picture)
