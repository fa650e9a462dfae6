"""Paints a node: body, title, ports, value, picture, state. Called by the scene for every node that is in sight.

Painters set what they need themselves; a node's painting leaves the painter's opacity and transform as they were.
"""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.params import TextParam
from engine.types import PortType
from studio.graph.badges import ICE, URGENT, paint_badge
from studio.graph.bodies import Bodies
from studio.graph.detail import Detail
from studio.graph.geometry import Form, PortPlace
from studio.graph.inks import Inks
from studio.graph.metrics import Metrics
from studio.graph.node_item import NodeItem
from studio.graph.shapes import port_path
from studio.graph.sprites import draw_exactly
from studio.graph.state_paint import paint_below, paint_mark
from studio.tints import faded, mixed
from studio.words import tr

Lit = Collection[tuple[str, str, bool]] | None
"""Ends that a dragged link may be dropped on, None while none is dragged."""
READABLE = 9.0
"""Device pixels of a title's letters when the graph is far away."""
URGENT_PIXELS = 13.0
"""Device pixels that an error's badge never falls below."""
DIMMED = 0.28
"""Opacity of what a dragged link cannot be dropped on."""
MUTED = 0.42


class NodePainter:
    """Paints nodes in item coordinates with the inks of a theme."""

    def __init__(self, metrics: Metrics, inks: Inks) -> None:
        self.metrics = metrics
        self.inks = inks
        self.focused = False
        """Whether the graph has the keyboard; the current node then has a ring."""
        self.bodies = Bodies(metrics, inks)
        self._open = {
            (kind, needed): mixed(inks.node, colour, 0.5 if needed else 0.12)
            for kind, colour in inks.ports.items()
            for needed in (False, True)
        }
        """What fills ports without a link; those that need one are fuller."""
        self._rim = QPen(inks.node, 1.2)
        self._no_pen = QPen(Qt.PenStyle.NoPen)

    def paint(self, painter: QPainter, item: NodeItem, detail: Detail, zoom: float, lit: Lit) -> None:
        """One node; the painter's origin is the node's position."""
        ports = item.shape.ports
        dimmed = lit is not None and not any((item.id, p.port.name, p.output) in lit for p in ports)
        opacity = painter.opacity()
        if dimmed or item.node.flags.mute:
            painter.setOpacity(opacity * (DIMMED if dimmed else MUTED))
        if item.shape.form is Form.DOT:
            self._paint_dot(painter, item, zoom)
        elif detail <= Detail.TITLES:
            self._paint_box(painter, item, detail, zoom)
        else:
            self._paint_node(painter, item, detail, zoom, lit)
        painter.setOpacity(opacity)
        if detail < Detail.FULL:
            self._paint_urgent(painter, item, zoom)

    # -- far away ------------------------------------------------------------------------------------------------------

    def _paint_box(self, painter: QPainter, item: NodeItem, detail: Detail, zoom: float) -> None:
        """A flat box in the colour of what it yields, with its title as long as that can be read."""
        rect = item.shape.rect
        head, edge = self.bodies.heads[item.leading], self.bodies.edges[item.leading]
        if item.shape.form is Form.NOTE:
            head = edge = self.inks.note
        painter.fillRect(rect, edge if detail is Detail.BOXES else head)
        if item.selected or item.current:
            pen = QPen(self.inks.accent, 2)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
        if detail is Detail.TITLES:
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1.6 / zoom), edge)
            if item.shape.picture is not None and item.status.picture is not None:
                self._paint_picture(painter, item, item.shape.picture, detail)
            self._paint_title(painter, item, zoom, rect)

    def _paint_urgent(self, painter: QPainter, item: NodeItem, zoom: float) -> None:
        """Errors must be found from afar."""
        sign = next((b for b in URGENT if b in item.badges), None)
        if sign is None:
            return
        side = max(self.metrics.badge * 1.2, URGENT_PIXELS / zoom)
        corner = item.shape.rect.topRight()
        square = QRectF(corner.x() - side * 0.65, corner.y() - side * 0.35, side, side)
        paint_badge(painter, sign, square, self.inks, self.metrics.bold)

    # -- near ----------------------------------------------------------------------------------------------------------

    def _paint_node(self, painter: QPainter, item: NodeItem, detail: Detail, zoom: float, lit: Lit) -> None:
        m, inks, shape = self.metrics, self.inks, item.shape
        self._paint_body(painter, item, detail, zoom)
        if detail is Detail.FULL:
            self._paint_words(painter, item)
            paint_mark(painter, item, m, inks)
            self._paint_badges(painter, item)
        else:
            self._paint_title(painter, item, zoom, shape.title)
        if shape.picture is not None:
            self._paint_picture(painter, item, shape.picture, detail)
        if item.node.flags.bypass:
            self._paint_bypass(painter, item)
        if detail is Detail.FULL or lit is not None:
            for place in shape.ports:
                self._paint_port(painter, item, place, lit)
        if item.node.flags.mute:
            self._paint_cross(painter, shape.rect)
        if detail is Detail.FULL:
            paint_below(painter, item, m, inks)

    def _paint_body(self, painter: QPainter, item: NodeItem, detail: Detail, zoom: float) -> None:
        m, shape = self.metrics, item.shape
        body = self.bodies.of(shape, item.leading, item.known, detail, zoom)
        far = self.bodies.margin
        draw_exactly(painter, QPointF(-far, -far), body)
        pen = self._outline(item)
        if pen is not None:
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(shape.rect, m.radius, m.radius)
        if item.current and self.focused:
            ring = QPen(self.inks.accent, 1.4)
            ring.setCosmetic(True)
            painter.setPen(ring)
            away = m.line * 0.28
            painter.drawRoundedRect(
                shape.rect.adjusted(-away, -away, away, away), m.radius + away, m.radius + away
            )

    def _outline(self, item: NodeItem) -> QPen | None:
        """The pen for a node that stands out, None for the usual outline."""
        inks = self.inks
        if item.selected:
            colour, width = inks.accent, 2.0
        elif item.status.state == "error":
            colour, width = inks.error, 1.6
        elif not item.known or item.status.state == "missing":
            colour, width = inks.warn, 1.4
        elif item.node.flags.freeze:
            colour, width = QColor(ICE[inks.theme.dark]), 1.4
        elif item.status.state == "running":
            colour, width = inks.accent, 1.4
        else:
            return None
        pen = QPen(colour, width)
        pen.setCosmetic(True)
        if not item.known:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _paint_title(self, painter: QPainter, item: NodeItem, zoom: float, room: QRectF) -> None:
        """The title, grown so that it can be read from afar, as far as the room allows."""
        m = self.metrics
        grown = max(1.0, READABLE / (zoom * m.bold.pixelSize()))
        text = item.far_title((room.width() - m.pad) / grown)
        painter.save()
        painter.translate(m.pad / 2, min(room.height(), m.header * grown) / 2)
        painter.scale(grown, grown)
        painter.setFont(m.bold)
        painter.setPen(self.inks.text)
        painter.drawText(QPointF(0, (m.title.ascent() - m.title.descent()) / 2), text)
        painter.restore()

    def _paint_words(self, painter: QPainter, item: NodeItem) -> None:
        m, inks, shape = self.metrics, self.inks, item.shape
        painter.setFont(m.bold)
        painter.setPen(inks.text)
        painter.drawText(QPointF(item.title_left, m.baseline(shape.title, m.title)), item.title)
        painter.setFont(m.font)
        if shape.value is not None:
            self._paint_value(painter, item, shape.value)

    def _paint_value(self, painter: QPainter, item: NodeItem, room: QRectF) -> None:
        m, inks = self.metrics, self.inks
        if item.shape.form is Form.NOTE:
            painter.setPen(inks.text)
            for number, line in enumerate(item.value):
                painter.drawText(QPointF(room.left(), room.top() + number * m.line + m.text.ascent()), line)
            return
        inner = room.adjusted(m.pad * 0.5, m.pad * 0.5, -m.pad * 0.5, -m.pad * 0.5)
        param = item.kind.param(item.kind.main or "")
        if item.overridden:
            painter.setPen(inks.dim)
            told = item.storyboard and param is not None and param.name == "duration"
            words = tr("as long as the storyboard") if told else item.value[0]
            painter.drawText(QPointF(inner.left(), inner.top() + m.text.ascent()), words)
            linked = "" if told else tr("linked")
            x = inner.right() - m.text.horizontalAdvance(linked)
            painter.drawText(QPointF(x, inner.top() + m.text.ascent()), linked)
        elif isinstance(param, TextParam):
            painter.setPen(inks.text if item.value else inks.dim)
            lines = item.value or ((tr(param.label) + "…",) if param else ())
            for number, line in enumerate(lines):
                painter.drawText(QPointF(inner.left(), inner.top() + number * m.line + m.text.ascent()), line)
        elif item.value:
            label, value = item.value
            y = inner.top() + m.text.ascent()
            painter.setPen(inks.dim)
            painter.drawText(QPointF(inner.left(), y), label)
            painter.setPen(inks.text)
            painter.drawText(QPointF(inner.right() - m.text.horizontalAdvance(value), y), value)

    def _paint_badges(self, painter: QPainter, item: NodeItem) -> None:
        m = self.metrics
        side, x = m.badge, item.badge_left
        top = (m.header - side) / 2
        for badge in item.badges:
            paint_badge(painter, badge, QRectF(x, top, side, side), self.inks, m.bold)
            x += side * 1.25

    def _paint_picture(self, painter: QPainter, item: NodeItem, room: QRectF, detail: Detail) -> None:
        m, inks = self.metrics, self.inks
        picture = item.status.picture
        if picture is not None and not picture.isNull():
            size = picture.deviceIndependentSize().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            shown = QRectF(0, 0, size.width(), size.height())
            shown.moveCenter(room.center())
            painter.drawPixmap(shown, picture, QRectF(picture.rect()))
        elif detail is Detail.FULL:
            painter.setFont(m.small)
            painter.setPen(inks.dim)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), tr("No picture yet"))

    def _paint_port(self, painter: QPainter, item: NodeItem, place: PortPlace, lit: Lit) -> None:
        m, inks, port = self.metrics, self.inks, place.port
        kind = item.type_of(port.name, place.output, port.type)
        colour, radius = inks.port(kind), item.shape.port_radius(m.port)
        bright = lit is None
        if lit is not None:
            bright = (item.id, port.name, place.output) in lit
            if bright:
                painter.setPen(self._no_pen)
                painter.setBrush(faded(inks.accent, 0.45))
                painter.drawEllipse(place.at, radius * 2.2, radius * 2.2)
                radius *= 1.25
        opacity = painter.opacity()
        if not bright:
            painter.setOpacity(opacity * DIMMED)
        linked = (port.name, place.output) in item.linked
        path = port_path(kind, radius)
        painter.translate(place.at)
        if linked or place.output or kind is PortType.ANY:
            painter.setPen(self._rim)
            painter.setBrush(colour)
        else:
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(self._open[kind, port.required])
        painter.drawPath(path)
        painter.translate(-place.at)
        painter.setOpacity(opacity)

    def _paint_bypass(self, painter: QPainter, item: NodeItem) -> None:
        """A dashed line from the input that passes through to the output, between their labels."""
        shape, m = item.shape, self.metrics
        out = next((p for p in shape.ports if p.output), None)
        into = next((p for p in shape.ports if not p.output and out and out.port.type in p.port.types), None)
        if out is None or into is None:
            return
        pen = QPen(
            self.inks.port(item.type_of(out.port.name, True, out.port.type)), 2.0, Qt.PenStyle.DashLine
        )
        painter.setPen(pen)
        start, stop = QPointF(into.at), QPointF(out.at)
        if shape.form is Form.NODE:
            start.setX(into.room.left() + m.text.horizontalAdvance(into.label) + m.pad)
            stop.setX(out.room.right() - m.text.horizontalAdvance(out.label) - m.pad)
        painter.drawLine(start, stop)

    def _paint_cross(self, painter: QPainter, rect: QRectF) -> None:
        pen = QPen(self.inks.text, 1.6)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLine(rect.topLeft(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.topRight())

    def _paint_dot(self, painter: QPainter, item: NodeItem, zoom: float) -> None:
        inks, rect = self.inks, item.shape.rect
        kind = item.type_of("input", False, PortType.ANY)
        painter.setPen(QPen(inks.accent if item.selected else inks.canvas, 2.0))
        painter.setBrush(inks.port(kind))
        painter.drawEllipse(rect.adjusted(2, 2, -2, -2))
        if item.current and self.focused:
            painter.setPen(QPen(inks.accent, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(rect.adjusted(-2, -2, 2, 2))
