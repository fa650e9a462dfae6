"""One link as drawn: a curve from an output to an input, kept as a polyline until one of its ends moves.

Plain numbers rather than Qt's points: thousands of these follow their nodes in every frame of a drag.
"""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from engine.graph import Link
from engine.types import PortType
from studio.graph.node_item import NodeItem

PIECES = 20
"""Straight pieces that a curve is made of; at 4x zoom none of them can be told from the curve."""
_WEIGHTS = [
    ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    for t in (n / PIECES for n in range(PIECES + 1))
]

Points = list[tuple[float, float]]


class Wire:
    """`dim` links lead from or to a node that is left out. Bounds are left, top, right, bottom in scene units."""

    __slots__ = (
        "_from", "_points", "_polygon", "_to", "bottom", "dim", "kind", "left", "link", "right", "source", "target",
        "top", "x0", "x1", "y0", "y1",
    )  # fmt: skip

    def __init__(self, link: Link, source: NodeItem, target: NodeItem) -> None:
        self.link = link
        self.source = source
        self.target = target
        self.kind = PortType.ANY
        self.dim = False
        self.attach()

    def attach(self) -> None:
        """The shape of a node at one of its ends is another one."""
        start = self.source.shape.port_at(self.link.output, True)
        stop = self.target.shape.port_at(self.link.input, False)
        self._from, self._to = (start.x(), start.y()), (stop.x(), stop.y())
        self.follow()

    def follow(self) -> None:
        """A node at one of its ends is elsewhere."""
        x0, y0 = self.source.x + self._from[0], self.source.y + self._from[1]
        x1, y1 = self.target.x + self._to[0], self.target.y + self._to[1]
        self.x0, self.y0, self.x1, self.y1 = x0, y0, x1, y1
        self._points: Points | None = None
        self._polygon: QPolygonF | None = None
        swing = reach(x0, y0, x1, y1) if x1 < x0 else 0.0
        self.left, self.right = min(x0, x1) - swing, max(x0, x1) + swing
        self.top, self.bottom = (y0, y1) if y0 < y1 else (y1, y0)

    @property
    def start(self) -> QPointF:
        """The output's end."""
        return QPointF(self.x0, self.y0)

    @property
    def stop(self) -> QPointF:
        """The input's end."""
        return QPointF(self.x1, self.y1)

    @property
    def bounds(self) -> QRectF:
        """A rectangle that holds the curve."""
        return QRectF(self.left, self.top, self.right - self.left, self.bottom - self.top)

    def points(self) -> Points:
        """The corners of the polyline."""
        if self._points is None:
            self._points = curve(self.x0, self.y0, self.x1, self.y1)
        return self._points

    def polygon(self) -> QPolygonF:
        """The polyline as Qt draws it."""
        if self._polygon is None:
            self._polygon = QPolygonF([QPointF(x, y) for x, y in self.points()])
        return self._polygon

    def add_to(self, path: QPainterPath) -> None:
        """Append the curve itself; for links that move in every frame, whose polylines would be made in vain."""
        swing = reach(self.x0, self.y0, self.x1, self.y1)
        path.moveTo(self.x0, self.y0)
        path.cubicTo(self.x0 + swing, self.y0, self.x1 - swing, self.y1, self.x1, self.y1)

    def part(self, left: float, top: float, right: float, bottom: float) -> QPolygonF | None:
        """What of the polyline has to be drawn for a rectangle; None if nothing."""
        if self.left >= left and self.right <= right and self.top >= top and self.bottom <= bottom:
            return self.polygon()
        points = self.points()
        # Bits for the sides beyond which a corner lies: a piece with a side in common passes by.
        beyond = [(x < left) | (x > right) << 1 | (y < top) << 2 | (y > bottom) << 3 for x, y in points]
        met = [n for n, (a, b) in enumerate(pairwise(beyond)) if not a & b]
        first, last = (met[0], met[-1]) if met else (-1, -1)
        if first < 0:
            return None
        if last - first > PIECES // 2:
            return self.polygon()
        return QPolygonF([QPointF(x, y) for x, y in points[first : last + 2]])


def reach(x0: float, y0: float, x1: float, y1: float) -> float:
    """How far a curve swings out of its ports before it turns."""
    across, down = x1 - x0, abs(y1 - y0)
    if across >= 0:
        return max(across * 0.5, min(down * 0.5, 60.0), 12.0)
    return min(60.0 - across * 0.35 + down * 0.1, 260.0)


def curve(x0: float, y0: float, x1: float, y1: float) -> Points:
    """The corners of the curve between two ports."""
    if abs(y1 - y0) < 0.5 and x1 > x0:
        return [(x0, y0), (x1, y1)]
    swing = reach(x0, y0, x1, y1)
    out, into = x0 + swing, x1 - swing
    return [(a * x0 + b * out + c * into + d * x1, (a + b) * y0 + (c + d) * y1) for a, b, c, d in _WEIGHTS]


def distance(x: float, y: float, points: Points) -> float:
    """From a point to a polyline."""
    best = float("inf")
    for (ax, ay), (bx, by) in pairwise(points):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        t = 0.0 if length == 0 else min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / length))
        across, down = ax + t * dx - x, ay + t * dy - y
        best = min(best, across * across + down * down)
    return best**0.5


def crosses(points: Points, path: Points) -> bool:
    """Whether two polylines meet."""
    return any(_meet(a, b, c, d) for a, b in pairwise(points) for c, d in pairwise(path))


def _meet(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]
) -> bool:
    """Whether two straight pieces cross: the ends of each lie on different sides of the other."""

    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return _side(a, b, c) * _side(a, b, d) <= 0 and _side(c, d, a) * _side(c, d, b) <= 0


def _side(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
    """On which side of the line from p to q a point lies, by its sign."""
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
