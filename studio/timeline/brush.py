"""Paints the tracks: lanes, boxes with names and filmstrips, waveforms, dissolves, and what is beyond a source's end.

In: the boxes in sight, thumbnails, peaks, what is being made. Out: pixels of the kept picture, any rectangle of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from engine.tracks import SUBTITLE, Cue, Placed, Sound
from studio.icons import draw
from studio.quantities import seconds_words
from studio.theme import Look
from studio.timeline.films import Films, head_of, strip_of
from studio.timeline.hit import HEAD, buttons, handles, volume_y
from studio.timeline.inks import Inks, inks_of
from studio.timeline.layout import Block
from studio.timeline.ruler import paint_flags, paint_ruler
from studio.timeline.sight import Row
from studio.timeline.table import CuttingTable
from studio.timeline.waves import Waves
from studio.tints import faded, mixed
from studio.words import tr

HATCH = 8
"""Pixels after which Qt's patterns repeat."""
NARROWEST = 6
"""A box of fewer pixels is one colour: there are hundreds of them then."""
READABLE = 1.6
"""A box narrower than this many lines shows no words."""


UNFIT = 2.5
"""A box of fewer signs' width shows no sign of a shot that no longer fits, but a folded corner."""
LOW = 2.0
"""A filmstrip of so many lines or less has no room for words."""


@dataclass(frozen=True, slots=True)
class Making:
    """What is said of a shot while it is made: queued or running, how far, and the seconds that are left."""

    state: str
    progress: float | None = None
    left: float | None = None


class Brush:
    """Paints one timeline. `making` tells what is being made of a shot, None for nothing."""

    def __init__(
        self,
        table: CuttingTable,
        look: Look,
        films: Films,
        waves: Waves,
        making: Callable[[str], Making | None] = lambda shot: None,
    ) -> None:
        self._table, self._look = table, look
        self._films, self._waves, self._making = films, waves, making
        self.font = QFont()
        self.relook()

    def relook(self) -> None:
        """The theme is another one."""
        self.inks: Inks = inks_of(self._look.theme)

    def paint(self, painter: QPainter, where: QRect) -> None:
        """Everything in a rectangle of the viewport that is kept: not the playhead, nor what hands draw."""
        table, sight, inks = self._table, self._table.sight, self.inks
        area = QRectF(where)
        painter.setFont(self.font)
        # Hatches move with the film.
        painter.setBrushOrigin(QPointF(-(sight.left % HATCH), 0))
        painter.fillRect(where, inks.ground)
        painter.save()
        lanes = QRectF(area.left(), sight.top, area.width(), sight.height - sight.top)
        painter.setClipRect(lanes, Qt.ClipOperation.IntersectClip)
        for row in sight.rows if table.layout.end else ():
            if row.bottom >= max(sight.top, area.top()) and row.top <= area.bottom():
                self._paint_lane(painter, area, row)
        painter.restore()
        if area.top() < sight.top:
            paint_ruler(painter, area, table.layout, sight, inks)
            paint_flags(painter, area, table.layout, sight, inks, table.selection)

    def _paint_lane(self, painter: QPainter, area: QRectF, row: Row) -> None:
        sight, lane = self._table.sight, self._table.layout.lanes[row.lane]
        painter.fillRect(QRectF(area.left(), row.top, area.width(), row.height), self.inks.lane)
        start, stop = sight.frame(area.left() - 2), sight.frame(area.right() + 2)
        shown = lane.between(start, stop)
        for block in shown:
            rect = sight.rect(row, block.start, block.stop)
            if block.is_gap:
                self._paint_gap(painter, area, rect, block.id in self._table.selection)
            else:
                self._paint_block(painter, area, rect, block)
        if lane.kind == "item":
            reach = [
                b
                for b in lane.between(start - 2000 / sight.zoom, stop + 2000 / sight.zoom)
                if b.fade[1] > b.fade[0]
            ]
            for block in reach:
                self._paint_dissolve(painter, row, block)

    # -- boxes ---------------------------------------------------------------------------------------------------------

    def _paint_gap(self, painter: QPainter, area: QRectF, rect: QRectF, chosen: bool) -> None:
        seen = rect & area
        if chosen:
            painter.fillRect(seen, faded(self.inks.accent, 0.3))
        painter.fillRect(seen, QBrush(faded(self.inks.dim, 0.18), Qt.BrushStyle.BDiagPattern))

    def _paint_block(self, painter: QPainter, area: QRectF, rect: QRectF, block: Block) -> None:
        inks, sight = self.inks, self._table.sight
        chosen = block.id in self._table.selection
        if rect.width() < NARROWEST:
            painter.fillRect(rect, inks.accent if chosen else inks.heads[block.kind])
            painter.fillRect(QRectF(rect.left(), rect.top(), 1, rect.height()), inks.ground)
            return
        box = rect.adjusted(0, 0, -1, 0)
        seen = box & area.adjusted(-4, 0, 4, 0)
        painter.fillRect(seen, inks.bodies[block.kind])
        entry = block.entry
        if block.kind in ("item", "overlay"):
            self._paint_strip(painter, area, rect, block)
        elif isinstance(entry, Sound):
            colour = inks.dim if entry.muted else mixed(inks.leads["sound"], inks.text, 0.15)
            self._waves.paint(painter, area, block, box, sight, colour, self._table.document)
            self._paint_volume(painter, area, box, entry)
        head = head_of(rect, sight)
        if block.kind in ("item", "overlay"):
            colour = mixed(inks.heads[block.kind], inks.accent, 0.45) if chosen else inks.heads[block.kind]
            painter.fillRect(head & area, colour)
        if block.tail:
            self._paint_tail(painter, area, rect, block)
        if isinstance(entry, Placed | Sound):
            self._paint_fades(painter, rect, block)
        if block.shot is not None and self._table.unfit(block.shot) is not None:
            head = self._paint_unfit(painter, head, chosen)
        if rect.width() >= READABLE * sight.line:
            self._paint_name(painter, head, block, self._aside(rect, block))
        self._paint_frame(painter, box, block, chosen)

    def _paint_frame(self, painter: QPainter, box: QRectF, block: Block, chosen: bool) -> None:
        inks = self.inks
        if chosen:
            painter.setPen(QPen(inks.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        else:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), inks.leads[block.kind])
            painter.fillRect(
                QRectF(box.left(), box.top(), 1, box.height()), faded(inks.leads[block.kind], 0.6)
            )

    def _paint_strip(self, painter: QPainter, area: QRectF, rect: QRectF, block: Block) -> None:
        sight, inks = self._table.sight, self.inks
        strip = strip_of(rect, sight)
        if strip.height() < 4 or strip.width() < NARROWEST:
            return
        painter.save()
        painter.setClipRect(strip & area, Qt.ClipOperation.IntersectClip)
        shot = block.shot
        assert shot is not None
        making = self._making(shot)
        drawn = self._films.paint(painter, area, block, strip, sight)
        if not drawn and self._table.lengths(shot) is None:
            painter.fillRect(strip & area, QBrush(faded(inks.dim, 0.25), Qt.BrushStyle.Dense7Pattern))
            if making is None and strip.width() > 6 * sight.line:
                painter.setPen(inks.dim)
                place = strip.adjusted(sight.line * 0.4, 0, -sight.line * 0.4, 0)
                painter.drawText(
                    place, Qt.AlignmentFlag.AlignCenter, self._elided(tr("Not generated yet"), place)
                )
        if making is not None:
            self._paint_making(painter, strip, making)
        painter.restore()

    def _paint_making(self, painter: QPainter, strip: QRectF, making: Making) -> None:
        inks, line = self.inks, self._table.sight.line
        height = max(3.0, line * 0.3)
        bar = QRectF(strip.left(), strip.bottom() - height, strip.width(), height)
        painter.fillRect(bar, faded(inks.ground, 0.75))
        if making.progress is not None:
            bar.setWidth(strip.width() * making.progress)
            painter.fillRect(bar, inks.accent)
        words = words_of(making, short=strip.width() <= 9 * line)
        if strip.width() > 3 * line and strip.height() > LOW * line:
            place = QRectF(strip.left(), strip.bottom() - height - line * 1.3, strip.width(), line * 1.3)
            wide = QFontMetricsF(self.font).horizontalAdvance(words) + line * 0.6
            painter.fillRect(QRectF(place.left(), place.top(), wide, place.height()), faded(inks.ground, 0.8))
            painter.setPen(inks.text)
            inner = place.adjusted(line * 0.3, 0, 0, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_unfit(self, painter: QPainter, head: QRectF, chosen: bool) -> QRectF:
        """The sign of a shot that no longer fits the one that it continues, before its name; what is left for that."""
        side = self._table.sight.line * 0.9
        if head.width() < UNFIT * side:
            # A folded corner, where the box has no room for a sign.
            fold = min(side, head.width() - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.inks.warn)
            painter.drawPolygon(QPolygonF([head.topLeft(), head.topLeft() + QPointF(fold, 0),
                                           head.topLeft() + QPointF(0, fold)]))  # fmt: skip
            painter.setBrush(Qt.BrushStyle.NoBrush)
            return head
        sign = QRectF(head.left() + side * 0.4, head.center().y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw("reset", painter, sign, self._look.theme.text if chosen else self._look.theme.warn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return head.adjusted(side * 1.2, 0, 0, 0)

    def _paint_name(self, painter: QPainter, head: QRectF, block: Block, right: str) -> None:
        """What it is called, and at the right what else is to be known."""
        sight, inks = self._table.sight, self.inks
        inner = head.adjusted(sight.line * 0.4, 0, -sight.line * 0.3, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        name = self._table.name(block)
        entry = block.entry
        if isinstance(entry, Cue) and entry.role == SUBTITLE:
            name = f"“{name}”"
        if right:
            painter.setPen(mixed(inks.text, inks.dim, 0.5))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right)
            inner.setRight(
                inner.right() - sight.line * 0.4 - QFontMetricsF(self.font).horizontalAdvance(right)
            )
        painter.setPen(inks.text)
        if block.kind == "sound":
            name = self._elided(name, inner)
            wide = QFontMetricsF(self.font).horizontalAdvance(name) + sight.line * 0.4
            painter.fillRect(
                QRectF(inner.left() - sight.line * 0.2, inner.top() + 2, wide, inner.height() - 2),
                faded(inks.bodies["sound"], 0.85),
            )
        painter.drawText(inner, flags, self._elided(name, inner))

    def _aside(self, rect: QRectF, block: Block) -> str:
        """What stands beside a shot's name: how far it is made, where its filmstrip is too low to say it; else which of
        its takes is shown.
        """
        document, line, shot = self._table.document, self._table.sight.line, block.shot
        if shot is None or rect.width() < 6 * line:
            return ""
        making = self._making(shot)
        if making is not None:
            return (
                ""
                if strip_of(rect, self._table.sight).height() > LOW * line
                else words_of(making, short=True)
            )
        held, picked = document.shots.get(shot), document.picked(shot)
        if (
            block.kind != "item"
            or held is None
            or picked is None
            or len(held.takes) < 2
            or rect.width() < 9 * line
        ):
            return ""
        place = next((n for n, take in enumerate(held.takes, 1) if take.id == picked.id), 0)
        return f"{place}/{len(held.takes)}"

    def _paint_tail(self, painter: QPainter, area: QRectF, rect: QRectF, block: Block) -> None:
        sight = self._table.sight
        left = sight.edge(block.stop - block.tail)
        tail = QRectF(left, rect.top(), rect.right() - 1 - left, rect.height()) & area
        painter.fillRect(tail, self.inks.shade)
        painter.fillRect(tail, QBrush(self.inks.warn, Qt.BrushStyle.BDiagPattern))

    def _paint_fades(self, painter: QPainter, rect: QRectF, block: Block) -> None:
        sight, entry = self._table.sight, block.entry
        assert isinstance(entry, Placed | Sound)
        frames = (block.stop - block.start) / float(entry.length)
        rise, fall = float(entry.fade_in) * frames * sight.zoom, float(entry.fade_out) * frames * sight.zoom
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.inks.shade)
        if rise:
            painter.drawPolygon(
                QPolygonF([rect.topLeft(), QPointF(rect.left() + rise, rect.top()), rect.bottomLeft()])
            )
        if fall:
            painter.drawPolygon(
                QPolygonF([rect.topRight(), QPointF(rect.right() - fall, rect.top()), rect.bottomRight()])
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_volume(self, painter: QPainter, area: QRectF, box: QRectF, sound: Sound) -> None:
        y = volume_y(sound.volume, box)
        pen = QPen(faded(self.inks.text, 0.55), 1)
        if sound.muted:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QLineF(max(box.left(), area.left()), y, min(box.right(), area.right()), y))

    def _paint_dissolve(self, painter: QPainter, row: Row, block: Block) -> None:
        """Two crossing slopes over the filmstrips: one shot goes while the other comes."""
        sight, inks = self._table.sight, self.inks
        left, right = sight.edge(block.fade[0]), sight.edge(block.fade[1])
        top = row.top + round(sight.line * HEAD)
        band = QRectF(left, top, right - left, row.bottom - top - 2)
        painter.fillRect(band, faded(inks.ground, 0.45))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(inks.text, 1.2))
        painter.drawLine(QLineF(band.bottomLeft(), band.topRight()))
        if block.start > 0:
            painter.drawLine(QLineF(band.topLeft(), band.bottomRight()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(faded(inks.text, 0.5), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(band.adjusted(0.5, 0.5, -0.5, -0.5))

    def paint_handles(self, painter: QPainter, row: Row, block: Block) -> None:
        """The handles of the box under the pointer, above the kept picture."""
        sight, inks = self._table.sight, self.inks
        rect = sight.rect(row, block.start, block.stop)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(inks.ground, 1))
        painter.setBrush(inks.text)
        radius = sight.line * 0.22
        for part, at in handles(block, rect, sight).items():
            if part == "dissolve":
                path = QPainterPath()
                path.addPolygon(QPolygonF([
                    at + QPointF(0, -radius * 1.2), at + QPointF(radius * 1.2, 0), at + QPointF(0, radius * 1.2),
                    at + QPointF(-radius * 1.2, 0),
                ]))  # fmt: skip
                path.closeSubpath()
                painter.drawPath(path)
            else:
                painter.drawEllipse(at, radius, radius)
        grown = buttons(block, rect, sight) if block.id in self._table.selection else {}
        for part, button in grown.items():
            painter.setPen(QPen(inks.line, 1))
            painter.setBrush(inks.ruler)
            painter.drawRoundedRect(button, 4, 4)
            inset = button.width() * 0.16
            draw(part, painter, button.adjusted(inset, inset, -inset, -inset), self._look.theme.text)
        painter.restore()

    def _elided(self, text: str, room: QRectF) -> str:
        metrics = QFontMetricsF(self.font)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0.0))


def words_of(making: Making, *, short: bool = False) -> str:
    """How far something is made, and unless it is to be short how long it takes yet."""
    if making.progress is None:
        return tr("Waiting")
    share = f"{making.progress * 100:.0f} %"
    if short or making.left is None:
        return share
    return f"{share} · {tr('{time} left', time=seconds_words(making.left))}"
