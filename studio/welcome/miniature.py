"""A graph drawn small: what the welcome page shows of a project that has no picture yet.

In: the bytes of a `.loom` file as it lies on the disk, trusted in nothing. Out: strokes of a painter in the theme's
colours. Called by the cards.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from studio.theme import Theme

NODE = (190.0, 96.0)
"""A node's size in scene units, near enough."""
BYTES = 4 << 20
NODES = 400
NOTE = "shotloom.note"


@dataclass(frozen=True, slots=True)
class Miniature:
    """Places of nodes, and links as pairs of them."""

    nodes: Sequence[tuple[float, float]]
    links: Sequence[tuple[int, int]]

    @classmethod
    def read(cls, path: Path) -> "Miniature | None":
        """The graph of a file, without its notes; None for what cannot be drawn small."""
        try:
            if path.stat().st_size > BYTES:
                return None
            data = json.loads(path.read_bytes())
            nodes = [node for node in data["nodes"] if node["type"] != NOTE][:NODES]
            order = {node["id"]: number for number, node in enumerate(nodes)}
            places = [(float(node["position"][0]), float(node["position"][1])) for node in nodes]
            links = [(order[a], order[b]) for a, _, b, _ in data["links"] if a in order and b in order]
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None
        return cls(places, links) if places else None

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Draw the graph into a rectangle, with room around it."""
        width, height = NODE
        bounds = QRectF(min(x for x, _ in self.nodes), min(y for _, y in self.nodes), width, height).united(
            QRectF(max(x for x, _ in self.nodes), max(y for _, y in self.nodes), width, height)
        )
        scale = min(rect.width() * 0.84 / bounds.width(), rect.height() * 0.72 / bounds.height(), 0.5)
        painter.save()
        painter.translate(rect.center())
        painter.scale(scale, scale)
        painter.translate(-bounds.center())
        painter.setPen(QPen(QColor(theme.dim), 1.4 / scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for source, target in self.links:
            painter.drawPath(self._link(self.nodes[source], self.nodes[target]))
        painter.setPen(QPen(QColor(theme.line), 1 / scale))
        for x, y in self.nodes:
            body = QRectF(x, y, width, height)
            painter.setBrush(QColor(theme.node))
            painter.drawRoundedRect(body, 14, 14)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(QRectF(x + 16, y + 18, width * 0.5, 14), 7, 7)
            painter.setBrush(QColor(theme.header))
            painter.drawRoundedRect(QRectF(x + 16, y + 48, width - 32, height - 64), 7, 7)
        painter.restore()

    @staticmethod
    def _link(source: tuple[float, float], target: tuple[float, float]) -> QPainterPath:
        begin = QPointF(source[0] + NODE[0], source[1] + NODE[1] / 2)
        end = QPointF(target[0], target[1] + NODE[1] / 2)
        bend = QPointF(max(40.0, abs(end.x() - begin.x()) / 2), 0)
        path = QPainterPath(begin)
        path.cubicTo(begin + bend, end - bend, end)
        return path
