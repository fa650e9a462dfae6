"""What a node's painting says of its state: a mark before the title, progress, and a line of words below the body."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.graph.geometry import Form
from studio.graph.inks import Inks
from studio.graph.metrics import Metrics
from studio.graph.node_item import NodeItem
from studio.words import tr

MARKED = ("cached", "done", "stale", "queued", "running")
"""States with a mark of their own; problems have badges."""


def paint_mark(painter: QPainter, item: NodeItem, m: Metrics, inks: Inks) -> None:
    """A small sign before the title: full for a result that is there, open for one that is not, a pie while it runs."""
    state = item.status.state
    if state not in MARKED:
        return
    radius = m.line * 0.24
    middle = QPointF(m.pad + radius, m.header / 2)
    disc = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match state:
        case "cached" | "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.ok)
            painter.drawEllipse(disc)
        case "stale":
            painter.setPen(QPen(inks.dim, 1.5))
            painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        case "queued":
            painter.setPen(QPen(inks.accent, 1.5, Qt.PenStyle.DotLine))
            painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        case "running":
            painter.setPen(QPen(inks.accent, 1.3))
            painter.drawEllipse(disc)
            painter.setBrush(inks.accent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPie(disc, 90 * 16, -round(360 * 16 * (item.status.progress or 0.0)))
            _paint_bar(painter, item, m, inks)


def paint_below(painter: QPainter, item: NodeItem, m: Metrics, inks: Inks) -> None:
    """Below the body: the first problem, or what is new and how long the last render took."""
    status, rect = item.status, item.shape.rect
    if item.shape.form is Form.DOT:
        return
    y = rect.bottom() + m.minor.ascent() + m.pad * 0.45
    painter.setFont(m.small)
    if status.problems and status.state in ("error", "warning", "missing"):
        words = m.minor.elidedText(status.problems[0], Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(inks.error if status.state == "error" else inks.warn)
        painter.drawText(QPointF(0, y), words)
        return
    if status.badge:
        painter.setPen(inks.accent)
        painter.drawText(QPointF(0, y), status.badge)
    right = ""
    if status.state == "running" and status.progress is not None:
        right = tr("{percent} %", percent=round(status.progress * 100))
    elif status.seconds is not None:
        right = duration(status.seconds)
    if right:
        painter.setPen(inks.dim)
        painter.drawText(QPointF(rect.width() - m.minor.horizontalAdvance(right), y), right)


def duration(seconds: float) -> str:
    """A length of time as short as it can be read."""
    if seconds < 10:
        return tr("{seconds} s", seconds=f"{seconds:.1f}")
    if seconds < 100:
        return tr("{seconds} s", seconds=round(seconds))
    minutes, rest = divmod(round(seconds), 60)
    return tr("{minutes} min {seconds} s", minutes=minutes, seconds=rest)


def _paint_bar(painter: QPainter, item: NodeItem, m: Metrics, inks: Inks) -> None:
    width = item.shape.rect.width() * min(1.0, max(0.0, item.status.progress or 0.0))
    painter.fillRect(QRectF(0, m.header - 3, width, 3), inks.accent)
