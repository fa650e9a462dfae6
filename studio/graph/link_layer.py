"""All links of the open graph, painted by one item that skips what cannot be seen.

In: links with their ends, colours and states from the scene. Out: curves on the screen, and which links a point, a
rectangle or the knife's path meets. Curves are kept as polylines until one of their ends moves.
"""

import itertools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from engine.graph import Link
from engine.types import PortType
from studio.graph.detail import FINE, Detail
from studio.graph.inks import Inks, faded

PIECES = 20
"""Straight pieces that a curve is made of; at 4x zoom none of them can be told from the curve."""
WIDTH = 2.2
"""Scene units, above the zoom at which lines are hairlines."""


class Wire:
    """One link as drawn: a polyline from its output to its input, with its bounds."""

    __slots__ = ("bounds", "dim", "kind", "link", "points", "start", "stop")

    def __init__(self, link: Link, start: QPointF, stop: QPointF, kind: PortType, dim: bool) -> None:
        self.link = link
        self.kind = kind
        self.dim = dim
        self.start = start
        self.stop = stop
        self.points: list[QPointF] | None = None
        self.bounds = bounds(start, stop)

    def moved(self, start: QPointF, stop: QPointF) -> None:
        """Its ends are elsewhere."""
        if start != self.start or stop != self.stop:
            self.start, self.stop = start, stop
            self.points = None
            self.bounds = bounds(start, stop)

    def line(self) -> list[QPointF]:
        """The polyline, made when it is first needed."""
        if self.points is None:
            self.points = curve(self.start, self.stop)
        return self.points


def reach(start: QPointF, stop: QPointF) -> float:
    """How far a curve swings out of its ports before it turns."""
    across, down = stop.x() - start.x(), abs(stop.y() - start.y())
    if across >= 0:
        return max(across * 0.5, min(down * 0.5, 60.0), 12.0)
    return min(60.0 + (-across) * 0.35 + down * 0.1, 260.0)


def curve(start: QPointF, stop: QPointF) -> list[QPointF]:
    """The points of the curve between two ports."""
    swing = reach(start, stop)
    x0, y0, x3, y3 = start.x(), start.y(), stop.x(), stop.y()
    if abs(y3 - y0) < 0.5 and x3 > x0:
        return [start, stop]
    x1, x2 = x0 + swing, x3 - swing
    points = []
    for n in range(PIECES + 1):
        t = n / PIECES
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        points.append(QPointF(a * x0 + b * x1 + c * x2 + d * x3, (a + b) * y0 + (c + d) * y3))
    return points


def bounds(start: QPointF, stop: QPointF) -> QRectF:
    """A rectangle that holds the curve."""
    swing = reach(start, stop)
    left, right = min(start.x(), stop.x() - swing), max(start.x() + swing, stop.x())
    left, right = min(left, stop.x()), max(right, start.x())
    top, bottom = min(start.y(), stop.y()), max(start.y(), stop.y())
    return QRectF(left - 3, top - 3, right - left + 6, bottom - top + 6)


@dataclass
class Marks:
    """Links that stand out: `selected`, `marked` (hover or insertion), `hidden` (its end is dragged)."""

    selected: frozenset[Link] = frozenset()
    marked: Link | None = None
    hidden: Link | None = None


class LinkLayer:
    """Every link of the scene by value."""

    def __init__(self) -> None:
        self.wires: dict[Link, Wire] = {}
        self.marks = Marks()
        self.lifted: frozenset[Link] = frozenset()
        """Links whose ends are being dragged: they are painted live, above the picture of the rest."""
        self._of: dict[str, set[Link]] = {}

    def put(self, wire: Wire) -> None:
        """Add a link."""
        self.wires[wire.link] = wire
        for node in (wire.link.source, wire.link.target):
            self._of.setdefault(node, set()).add(wire.link)

    def remove(self, link: Link) -> None:
        """Forget a link."""
        if self.wires.pop(link, None) is not None:
            for node in (link.source, link.target):
                self._of.get(node, set()).discard(link)

    def clear(self) -> None:
        """Forget all."""
        self.wires.clear()
        self._of.clear()
        self.marks = Marks()
        self.lifted = frozenset()

    def of(self, node: str) -> Collection[Link]:
        """The links at a node."""
        return self._of.get(node, ())

    def near(self, rect: QRectF) -> Iterator[Wire]:
        """Links whose curve may meet a rectangle."""
        left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
        for wire in self.wires.values():
            b = wire.bounds
            if b.left() <= right and b.right() >= left and b.top() <= bottom and b.bottom() >= top:
                yield wire

    def at(self, position: QPointF, tolerance: float) -> tuple[Wire, float] | None:
        """The link nearest to a point, and its distance, if within tolerance."""
        reach = QRectF(position.x() - tolerance, position.y() - tolerance, 2 * tolerance, 2 * tolerance)
        found: tuple[Wire, float] | None = None
        for wire in self.near(reach):
            far = distance(position, wire.line())
            if far <= tolerance and (found is None or far < found[1]):
                found = (wire, far)
        return found

    def crossing(self, path: list[QPointF]) -> list[Link]:
        """Links that a path crosses, in stored order."""
        if len(path) < 2:
            return []
        around = QPolygonF(path).boundingRect().adjusted(-1, -1, 1, 1)
        return [wire.link for wire in self.near(around) if _crosses(wire.line(), path)]

    def through(self, rect: QRectF) -> list[Link]:
        """Links that pass through a rectangle, the one nearest to its middle first."""
        middle = rect.center()
        found = [w for w in self.near(rect) if _passes(w.line(), rect)]
        return [w.link for w in sorted(found, key=lambda w: distance(middle, w.line()))]

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, rect: QRectF, detail: Detail, inks: Inks, zoom: float) -> None:
        """The links that meet a rectangle, without the lifted ones."""
        hidden, lifted = self.marks.hidden, self.lifted
        wires = (w for w in self.near(rect) if w.link not in lifted and w.link != hidden)
        self.paint_wires(painter, wires, detail, inks, zoom)

    def paint_wires(
        self, painter: QPainter, wires: Iterable[Wire], detail: Detail, inks: Inks, zoom: float
    ) -> None:
        """Some links: plain ones by colour, those that stand out above them."""
        plain: dict[QColor | tuple[PortType, bool], list[Wire]] = {}
        special: list[Wire] = []
        for wire in wires:
            if wire.link in self.marks.selected or wire.link == self.marks.marked:
                special.append(wire)
            else:
                plain.setdefault((wire.kind, wire.dim), []).append(wire)
        for (kind, dim), group in plain.items():
            colour = inks.port(kind)
            pen = QPen(faded(colour, 0.35) if dim else faded(colour, 0.9), 0)
            if detail <= Detail.TITLES:
                pen.setColor(faded(colour, 0.25 if dim else 0.6))
                painter.setPen(pen)
                painter.drawLines([QLineF(w.start, w.stop) for w in group])
                continue
            if zoom >= FINE:
                pen.setWidthF(WIDTH)
            if dim:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            for wire in group:
                painter.drawPolyline(wire.line())
        for wire in special:
            self._paint_special(painter, wire, inks, zoom)

    def _paint_special(self, painter: QPainter, wire: Wire, inks: Inks, zoom: float) -> None:
        marked = wire.link == self.marks.marked
        for width, colour in (
            (7.0, faded(inks.accent, 0.35)),
            (2.6, inks.accent if not marked else inks.text),
        ):
            pen = QPen(colour, max(width, width * 0.6 / zoom))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(wire.line())


def path_of(points: list[QPointF]) -> QPainterPath:
    """A path through points."""
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    return path


def distance(position: QPointF, points: list[QPointF]) -> float:
    """From a point to a polyline."""
    px, py = position.x(), position.y()
    best = float("inf")
    for a, b in itertools.pairwise(points):
        ax, ay = a.x(), a.y()
        dx, dy = b.x() - ax, b.y() - ay
        length = dx * dx + dy * dy
        t = 0.0 if length == 0 else min(1.0, max(0.0, ((px - ax) * dx + (py - ay) * dy) / length))
        x, y = ax + t * dx - px, ay + t * dy - py
        best = min(best, x * x + y * y)
    return best**0.5


def _crosses(points: list[QPointF], path: list[QPointF]) -> bool:
    pieces = [QLineF(a, b) for a, b in itertools.pairwise(points)]
    cuts = [QLineF(a, b) for a, b in itertools.pairwise(path)]
    bounded = QLineF.IntersectionType.BoundedIntersection
    return any(piece.intersects(cut)[0] == bounded for cut in cuts for piece in pieces)


def _passes(points: list[QPointF], rect: QRectF) -> bool:
    if any(rect.contains(point) for point in points):
        return True
    a, b, c, d = rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()
    return _crosses(points, [a, b, c, d, a])
