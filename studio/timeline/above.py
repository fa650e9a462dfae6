"""What lies above the kept picture of the tracks: playhead, marks, the bar of what is in memory, and what hands draw.

In: the table, the playhead, the states of frames. Out: pixels over those of the tape, at every paint of the view.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen, QPolygonF

from studio.playing.transport import Transport
from studio.timeline.brush import Brush
from studio.timeline.table import CuttingTable
from studio.tints import faded

READABLE = 6.0
"""Pixels of a frame from which the playhead shows how wide it is."""


class Above:
    """Paints on the view of one timeline. `playhead` is the frame where it is painted."""

    def __init__(self, table: CuttingTable, program: Transport, brush: Brush) -> None:
        self._table, self._program, self._brush = table, program, brush
        self._states: tuple[float, float, NDArray[np.uint8]] | None = None
        self.playhead = program.frame

    def use_states(self, start: float, stop: float, states: NDArray[np.uint8]) -> None:
        """What of the frames [start, stop) is at hand, a state per column."""
        self._states = (start, stop, states)

    def playhead_rect(self, frame: float) -> QRect:
        """What of the viewport a playhead on a frame covers."""
        sight = self._table.sight
        half = round(sight.line * 0.5) + 2
        return QRect(round(sight.x(frame)) - half, 0, 2 * half + max(round(sight.zoom), 1), sight.height)

    def paint(self, painter: QPainter, over: str) -> None:
        """Everything; `over` is the box whose handles are shown, "" for none."""
        hint, inks, sight = self._table.hint, self._brush.inks, self._table.sight
        self._paint_states(painter)
        self._paint_marks(painter)
        if over:
            self._paint_handles(painter, over)
        if hint.ghost is not None:
            painter.fillRect(hint.ghost, faded(inks.accent, 0.25))
            painter.setPen(QPen(inks.accent, 1))
            painter.drawRect(hint.ghost.adjusted(0.5, 0.5, -0.5, -0.5))
        if hint.band is not None:
            painter.fillRect(hint.band, faded(inks.accent, 0.14))
            painter.setPen(QPen(inks.accent, 1))
            painter.drawRect(hint.band)
        if hint.guide is not None:
            x = sight.edge(hint.guide) + 0.5
            pen = QPen(inks.accent if hint.strong else inks.text, 1.5 if hint.strong else 1)
            if not hint.strong:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(x, sight.ruler), QPointF(x, sight.height))
        self._paint_playhead(painter)
        if hint.words and hint.at is not None:
            self._paint_words(painter, hint.words, hint.at)

    def _paint_states(self, painter: QPainter) -> None:
        """The bar below the ruler: what of the film is at hand."""
        if self._states is None or not len(self._states[2]):
            return
        start, stop, states = self._states
        sight, inks = self._table.sight, self._brush.inks
        end = sight.x(self._table.layout.film.frames)
        table = np.array([[c.red(), c.green(), c.blue()] for c in inks.states], np.uint8)
        row = np.ascontiguousarray(table[np.minimum(states, 3)])
        data = row.tobytes()
        image = QImage(data, len(row), 1, 3 * len(row), QImage.Format.Format_RGB888)
        place = QRectF(sight.x(start), sight.ruler + 1, (stop - start) * sight.zoom, sight.bar - 1)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        # They were asked for when the film may have been longer.
        painter.save()
        painter.setClipRect(QRectF(0, place.top(), end, place.height()))
        painter.drawImage(place, image)
        painter.restore()

    def _paint_marks(self, painter: QPainter) -> None:
        """The stretch that is played: what lies outside it is dimmed on the ruler, its ends are brackets."""
        program, sight, inks = self._program, self._table.sight, self._brush.inks
        if program.mark_in is None and program.mark_out is None:
            return
        start, stop = program.span
        left, right = sight.edge(start), sight.edge(stop)
        painter.fillRect(QRectF(left, 0, right - left, sight.ruler), faded(inks.accent, 0.16))
        painter.setPen(QPen(inks.accent, 2))
        reach = sight.line * 0.3
        for x, turn in ((left, 1), (right, -1)):
            painter.drawLine(QPointF(x, 1), QPointF(x, sight.ruler - 1))
            painter.drawLine(QPointF(x, 1), QPointF(x + turn * reach, 1))
            painter.drawLine(QPointF(x, sight.ruler - 1), QPointF(x + turn * reach, sight.ruler - 1))

    def _paint_handles(self, painter: QPainter, name: str) -> None:
        block = self._table.block(name)
        for row in self._table.sight.rows:
            lane = self._table.layout.lanes[row.lane]
            if block is not None and any(b.id == name for b in lane.between(block.start, block.stop)):
                self._brush.paint_handles(painter, row, block)

    def _paint_playhead(self, painter: QPainter) -> None:
        sight, inks = self._table.sight, self._brush.inks
        x = sight.edge(self.playhead) + 0.5
        wide = sight.zoom
        if wide >= READABLE:
            painter.fillRect(QRectF(x, sight.ruler, wide, sight.height), faded(inks.accent, 0.10))
        painter.setPen(QPen(inks.accent, 1))
        painter.drawLine(QPointF(x, sight.ruler * 0.5), QPointF(x, sight.height))
        half, top = sight.line * 0.34, 1.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(inks.accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([
            QPointF(x - half, top), QPointF(x + half, top), QPointF(x + half, sight.ruler * 0.32),
            QPointF(x, sight.ruler * 0.58), QPointF(x - half, sight.ruler * 0.32),
        ]))  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_words(self, painter: QPainter, words: str, at: QPointF) -> None:
        """The readout beside the pointer, inside the view."""
        sight, inks = self._table.sight, self._brush.inks
        metrics = QFontMetrics(self._brush.font)
        lines = words.split("\n")
        pad = sight.line * 0.35
        wide = max(metrics.horizontalAdvance(line) for line in lines) + 2 * pad
        high = metrics.lineSpacing() * len(lines) + pad
        left = min(at.x() + sight.line, sight.width - wide - 2)
        top = min(max(at.y() - high - sight.line * 0.6, 2.0), sight.height - high - 2)
        box = QRectF(max(left, 2.0), top, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(inks.line, 1))
        painter.setBrush(inks.ruler)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(inks.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
