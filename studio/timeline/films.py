"""Filmstrips: the small pictures along a shot's box, drawn only from what is in memory; what lacks is asked for.

In: the page's stage (footage of shots, thumbnails of the cinema), boxes in sight. Out: pictures on the painter, and the
list of thumbnails that are wanted now, those in the middle of the view first.
"""

from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPixmap

from engine.timeline import Item
from engine.tracks import Placed
from studio.playing.stage import Stage
from studio.timeline.hit import HEAD
from studio.timeline.layout import Block, Layout
from studio.timeline.sight import Sight

if TYPE_CHECKING:
    from engine.media.footage import Footage
    from engine.media.frames import Clip, Frames

MOST = 1200
"""Thumbnails that are kept as pictures of the screen."""
LEAST = 6
"""Pixels across and down from which there is a filmstrip."""
MOST_KEPT = 8
"""Last previews of shots that have been made which wait for thumbnails."""
AT_ONCE = 160
"""Thumbnails that are asked for at one time."""


class Films:
    """The thumbnails of one timeline."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._pictures: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._live: dict[str, tuple[Clip, dict[int, QPixmap]]] = {}

    def paint(self, painter: QPainter, area: QRectF, block: Block, strip: QRectF, sight: Sight) -> bool:
        """The part of a box's filmstrip in a rectangle; False where there is nothing to draw at all yet."""
        shot = block.shot
        if shot is not None and (live := self._stage.live.get(shot)) is not None:
            return self._paint_live(painter, area, block, strip, sight, shot, live)
        cinema = self._stage.cinema
        footage = self._stage.footage(shot) if shot is not None else None
        if cinema is None or footage is None:
            return False
        strips = cinema.strips
        drawn = False
        for left, index, _ in _slots(block, strip, sight, footage, area.left(), area.right()):
            picture = self._picture(footage.key, index, strips.get(footage.key, index))
            if picture is None:
                near = strips.nearest(footage.key, index)
                picture = self._picture(footage.key, *near) if near is not None else None
            if picture is not None:
                wide = strip.height() * picture.width() / max(picture.height(), 1)
                painter.drawPixmap(
                    QRectF(left, strip.top(), wide, strip.height()), picture, QRectF(picture.rect())
                )
                drawn = True
        if drawn:
            self._live.pop(shot or "", None)
        elif (known := self._live.get(shot or "")) is not None:
            # It has just been made: until its first thumbnail is there the last preview stays.
            return self._paint_live(painter, area, block, strip, sight, shot or "", known[0])
        return drawn

    def _paint_live(
        self,
        painter: QPainter,
        area: QRectF,
        block: Block,
        strip: QRectF,
        sight: Sight,
        shot: str,
        clip: "Clip",
    ) -> bool:
        """The moving preview of what is being made, as a filmstrip."""
        known = self._live.get(shot)
        if known is None or known[0] is not clip:
            gone = [name for name in self._live if name not in self._stage.live]
            for name in gone[:-MOST_KEPT]:
                del self._live[name]
            known = self._live[shot] = (clip, {})
        pictures = known[1]
        for left, index, wide in _slots(block, strip, sight, clip, area.left(), area.right()):
            if index not in pictures:
                pictures[index] = _pixmap(clip.read(index, index + 1)[0])
            picture = pictures[index]
            painter.drawPixmap(
                QRectF(left, strip.top(), wide, strip.height()), picture, QRectF(picture.rect())
            )
        return True

    def wanted(self, layout: Layout, sight: Sight) -> "list[tuple[Footage, int]]":
        """The thumbnails that lack in what is in sight."""
        cinema = self._stage.cinema
        if cinema is None:
            return []
        found: list[tuple[float, Footage, int]] = []
        middle = sight.width / 2
        seen: set[tuple[str, int]] = set()
        for row in sight.rows:
            lane = layout.lanes[row.lane]
            if lane.kind not in ("item", "overlay") or row.bottom < sight.top or row.top > sight.height:
                continue
            for block in lane.between(sight.first, sight.last):
                footage = self._stage.footage(block.shot) if block.shot is not None else None
                if footage is None:
                    continue
                strip = strip_of(sight.rect(row, block.start, block.stop), sight)
                for left, index, wide in _slots(block, strip, sight, footage, 0.0, float(sight.width)):
                    key = (footage.key, index)
                    if key not in seen and cinema.strips.get(*key) is None:
                        seen.add(key)
                        found.append((abs(left + wide / 2 - middle), footage, index))
        found.sort(key=lambda entry: entry[0])
        return [(footage, index) for _, footage, index in found[:AT_ONCE]]

    def _picture(self, key: str, index: int, pixels: "Frames | None") -> QPixmap | None:
        if pixels is None:
            return None
        known = self._pictures.get((key, index))
        if known is None:
            known = self._pictures[key, index] = _pixmap(pixels)
            while len(self._pictures) > MOST:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end((key, index))
        return known


def _pixmap(pixels: "Frames") -> QPixmap:
    height, width, _ = pixels.shape
    # Qt reads the bytes where they are: they must live until it is done.
    data = pixels.tobytes()
    return QPixmap.fromImage(QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888))


def strip_of(rect: QRectF, sight: Sight) -> QRectF:
    """Where the filmstrip of a box lies: below its name."""
    head = head_of(rect, sight)
    return QRectF(rect.left(), head.bottom(), rect.width() - 1, rect.bottom() - head.bottom() - 2)


def head_of(rect: QRectF, sight: Sight) -> QRectF:
    """Where the name of a box stands: a line at its top, or all of a low one."""
    line = round(sight.line * HEAD)
    return QRectF(rect.left(), rect.top(), rect.width() - 1, min(line, rect.height()))


def _slots(
    block: Block, strip: QRectF, sight: Sight, footage: "Footage | Clip", left: float, right: float
) -> Iterator[tuple[float, int, float]]:
    """Where pictures of a strip stand between two positions, the source frame of each, and their width.

    They begin at the box's start, so that scrolling moves none of them against the box.
    """
    from engine.media.strips import strip_index

    entry = block.entry
    small = strip.height() < LEAST or strip.width() < LEAST
    if small or not isinstance(entry, Item | Placed) or not footage.size.height:
        return
    wide = max(8.0, strip.height() * footage.size.width / footage.size.height)
    # The film's rate is the box's frames over its seconds.
    rate, film_rate = float(footage.rate), (block.stop - block.start) / float(entry.length)
    spacing = max(1.0, wide / sight.zoom / film_rate * rate)
    first = max(0, int((left - strip.left()) // wide))
    x = strip.left() + first * wide
    while x < min(right, strip.right()):
        offset = (x + wide / 2 - strip.left()) / sight.zoom
        index = int((float(entry.in_point) + offset / film_rate) * rate)
        yield x, strip_index(footage.frames, max(index, 0), spacing), wide
        x += wide
