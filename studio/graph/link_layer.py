"""All links of the open graph, painted by one layer that skips what cannot be seen.

In: wires from the scene. Out: curves on the screen, and which links a point, a rectangle or the knife's path meets.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from engine.graph import Link
from engine.types import PortType
from studio.graph.detail import FINE, Detail
from studio.graph.inks import Inks
from studio.graph.wire import Points, Wire, crosses, distance
from studio.tints import faded, mixed

SPREAD = 0.45
"""Device pixels between the middle of a wide line and each of the hairlines that it is made of; wide antialiased pens
cost three times as much."""
THREE = 1.4
"""From this zoom on (and on fine screens) a line is three hairlines wide."""
MARGIN = 12.0
"""How far around a link something is painted, in scene units."""
SMOOTH = 60
"""Beyond so many links that are dragged at once their edges are not smoothed."""


@dataclass
class Marks:
    """Links that stand out: `selected`, `marked` (hover or insertion); `hidden` is one whose end is dragged."""

    selected: frozenset[Link] = frozenset()
    marked: Link | None = None
    hidden: Link | None = None


class LinkLayer:
    """Every link of the scene by value."""

    def __init__(self) -> None:
        self.wires: dict[Link, Wire] = {}
        self.marks = Marks()
        self.lifted: dict[Link, Wire] = {}
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
        self.lifted = {}

    def of(self, node: str) -> Collection[Link]:
        """The links at a node."""
        return self._of.get(node, ())

    # -- questions -----------------------------------------------------------------------------------------------------

    def near(self, rect: QRectF) -> Iterator[Wire]:
        """Links whose curve may meet a rectangle."""
        return _near(self.wires.values(), rect)

    def lift(self, nodes: Iterable[str]) -> None:
        """The links at these nodes are about to move."""
        self.lifted.update((link, self.wires[link]) for node in nodes for link in self.of(node))

    def at(self, position: QPointF, tolerance: float) -> tuple[Wire, float] | None:
        """The link nearest to a point, and its distance, if within tolerance."""
        x, y = position.x(), position.y()
        around = QRectF(x - tolerance, y - tolerance, 2 * tolerance, 2 * tolerance)
        found: tuple[Wire, float] | None = None
        for wire in self.near(around):
            far = distance(x, y, wire.points())
            if wire.link != self.marks.hidden and far <= tolerance and (found is None or far < found[1]):
                found = (wire, far)
        return found

    def crossing(self, path: Iterable[QPointF]) -> list[Link]:
        """Links that a path crosses, in stored order."""
        corners: Points = [(p.x(), p.y()) for p in path]
        if len(corners) < 2:
            return []
        across, down = [x for x, _ in corners], [y for _, y in corners]
        around = QRectF(QPointF(min(across) - 1, min(down) - 1), QPointF(max(across) + 1, max(down) + 1))
        cuts = [(a, b, *_box(a, b)) for a, b in pairwise(corners)]
        found = []
        for wire in self.near(around):
            for a, b, left, top, right, bottom in cuts:
                apart = wire.left > right or wire.right < left or wire.top > bottom or wire.bottom < top
                if not apart and crosses(wire.points(), [a, b]):
                    found.append(wire.link)
                    break
        return found

    def through(self, rect: QRectF) -> list[Link]:
        """Links that pass through a rectangle, the one nearest to its middle first."""
        middle = rect.center()
        x, y = middle.x(), middle.y()
        box = (rect.left(), rect.top(), rect.right(), rect.bottom())
        found = [(distance(x, y, w.points()), w.link) for w in self.near(rect) if _passes(w.points(), box)]
        return [link for _, link in sorted(found)]

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, rect: QRectF, detail: Detail, inks: Inks, zoom: float) -> None:
        """The links that meet a rectangle, without the lifted ones."""
        around = rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        wires: Iterable[Wire] = self.near(around)
        if self.lifted or self.marks.hidden:
            hidden, lifted = self.marks.hidden, self.lifted
            wires = (w for w in wires if w.link not in lifted and w.link != hidden)
        self._paint(painter, wires, around, detail, inks, zoom)

    def paint_lifted(self, painter: QPainter, rect: QRectF, detail: Detail, inks: Inks, zoom: float) -> None:
        """The lifted links that meet a rectangle; many of them without smooth edges, because they are moving."""
        if not self.lifted:
            return
        wires = [w for w in _near(self.lifted.values(), rect) if w.link != self.marks.hidden]
        if len(wires) <= SMOOTH or detail <= Detail.TITLES:
            self._paint(painter, wires, rect, detail, inks, zoom)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        paths: dict[PortType, QPainterPath] = {}
        for wire in wires:
            wire.add_to(paths.setdefault(wire.kind, QPainterPath()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for kind, path in paths.items():
            painter.setPen(QPen(inks.port(kind), 0))
            painter.drawPath(path)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint(
        self, painter: QPainter, wires: Iterable[Wire], rect: QRectF, detail: Detail, inks: Inks, zoom: float
    ) -> None:
        """Plain links by colour, those that stand out above them."""
        plain: dict[tuple[PortType, bool, bool], list[Wire]] = {}
        special: list[Wire] = []
        marks = {*self.marks.selected, self.marks.marked} - {None}
        for wire in wires:
            if marks and wire.link in marks:
                special.append(wire)
            else:
                plain.setdefault((wire.kind, wire.dim, wire.y1 > wire.y0), []).append(wire)
        for (kind, dim, falls), group in plain.items():
            # Mixed colours, not transparent ones: those cost three times as much.
            pen = QPen(mixed(inks.canvas, inks.port(kind), 0.4 if dim else 1.0), 0)
            if detail <= Detail.TITLES:
                pen.setColor(mixed(inks.canvas, inks.port(kind), 0.25 if dim else 0.6))
                painter.setPen(pen)
                painter.drawLines([QLineF(w.x0, w.y0, w.x1, w.y1) for w in group])
                continue
            if dim:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            _paint_group(painter, group, rect, offsets(zoom, falls), whole=dim)
        for wire in special:
            self._paint_special(painter, wire, inks, zoom)

    def _paint_special(self, painter: QPainter, wire: Wire, inks: Inks, zoom: float) -> None:
        marked = wire.link == self.marks.marked
        strong = inks.text if marked else inks.accent
        for width, colour in ((7.0, faded(inks.accent, 0.35)), (2.6, strong)):
            pen = QPen(colour, min(max(width, width * 0.6 / zoom), MARGIN * 2))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(wire.polygon())


def _near(wires: Iterable[Wire], rect: QRectF) -> Iterator[Wire]:
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    return (w for w in wires if w.left <= right and w.right >= left and w.top <= bottom and w.bottom >= top)


def offsets(zoom: float, falls: bool) -> tuple[QPointF, ...]:
    """Where to draw the hairlines of one line: side by side across its direction, which is down or up to the right."""
    if zoom < FINE:
        return (QPointF(),)
    many = zoom >= THREE
    step = (min(1.0, SPREAD * zoom) if many else SPREAD) / zoom
    side = QPointF(step, -step if falls else step)
    return (side, QPointF(), -side) if many else (side, -side)


def _paint_group(
    painter: QPainter, group: list[Wire], rect: QRectF, places: tuple[QPointF, ...], *, whole: bool
) -> None:
    """Links of one pen; only the pieces that meet the rectangle, unless dashes must keep their places."""
    box = (rect.left(), rect.top(), rect.right(), rect.bottom())
    lines = [w.polygon() for w in group] if whole else [p for w in group if (p := w.part(*box)) is not None]
    for place in places:
        painter.translate(place)
        for line in lines:
            painter.drawPolyline(line)
        painter.translate(-place)


def _box(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _passes(points: Points, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    if any(left <= x <= right and top <= y <= bottom for x, y in points):
        return True
    return crosses(points, [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)])
