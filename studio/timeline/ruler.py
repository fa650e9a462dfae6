"""The ruler: times at even distances, as many as can be read, and the marks of the stretch that is played.

In: what is in sight, the rate. Out: strokes and numbers in the kept picture.
"""

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.playing.timecode import nominal, told
from studio.timeline.inks import Inks
from studio.timeline.layout import Layout
from studio.timeline.sight import Sight

SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000, 36000)
"""Distances between numbers, in seconds."""
HEAD = 0.42
"""How far numbers stand behind their stroke, in lines: beside the head of a playhead that stands there."""
AIR = 1.4
"""How much wider than a number its room is."""


def steps(zoom: float, rate: Fraction, wide: float) -> tuple[int, int]:
    """How many frames are between numbers of some pixels' width, and between strokes."""
    base = nominal(rate)
    below = [n for n in (1, 2, 5, 10) if n < base] + ([base // 2] if base % 2 == 0 else [])
    choices = sorted({*below, *(base * seconds for seconds in SECONDS)})
    major = next((n for n in choices if n * zoom >= wide), choices[-1])
    for parts in (10, 5, 4, 2):
        if major % parts == 0 and major // parts * zoom >= 5:
            return major, major // parts
    return major, major


def paint_ruler(painter: QPainter, area: QRectF, layout: Layout, sight: Sight, inks: Inks) -> None:
    """The part of the ruler in a rectangle of the viewport."""
    band = QRectF(area.left(), 0, area.width(), sight.top)
    painter.fillRect(band, inks.ruler)
    rate, bottom = layout.film.rate, sight.ruler
    metrics = painter.fontMetrics()
    wide = metrics.horizontalAdvance("00:00:00:00") * AIR
    major, minor = steps(sight.zoom, rate, wide)
    first = max(0, int(sight.frame(area.left() - wide) // major) * major)
    last = sight.frame(area.right()) + 1
    painter.setPen(QPen(inks.line, 1))
    frame = first
    while frame <= last:
        x = sight.edge(frame) + 0.5
        strong = frame % major == 0
        painter.setPen(inks.line if strong else inks.minor)
        painter.drawLine(QPointF(x, bottom * (0.5 if strong else 0.76)), QPointF(x, bottom - 1))
        if strong:
            painter.setPen(inks.dim)
            painter.drawText(QPointF(x + sight.line * HEAD, metrics.ascent() + 1), told(frame, rate))
        frame += minor
    painter.setPen(inks.line)
    painter.drawLine(QPointF(area.left(), bottom - 0.5), QPointF(area.right(), bottom - 0.5))


def paint_flags(
    painter: QPainter, area: QRectF, layout: Layout, sight: Sight, inks: Inks, chosen: frozenset[str]
) -> None:
    """The markers in a rectangle of the viewport: small flags that stand on the ruler's lower edge."""
    reach = sight.line
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for flag in layout.flags:
        x = sight.x(flag.frame)
        if not area.left() - reach <= x <= area.right() + reach:
            continue
        half, top, bottom = sight.line * 0.28, sight.ruler * 0.42, sight.ruler - 1.0
        middle = bottom - half
        shape = QPolygonF([
            QPointF(x - half, top), QPointF(x + half, top), QPointF(x + half, middle), QPointF(x, bottom),
            QPointF(x - half, middle),
        ])  # fmt: skip
        marked = flag.marker.id in chosen
        painter.setPen(QPen(inks.text if marked else inks.line, 1.5 if marked else 1.0))
        colour = QColor(flag.marker.colour)
        painter.setBrush(colour if colour.isValid() else inks.warn)
        painter.drawPolygon(shape)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.restore()
