"""What lies under the pointer: the ruler, a marker, an edge, a handle or the body of a box, or the ground.

In: the boxes in sight and a position in the viewport. Out: a `Hit`. Pure but for the sizes that `Sight` knows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF

from engine.tracks import Placed, Sound
from studio.timeline.layout import Block, Layout
from studio.timeline.sight import Row, Sight

Part: TypeAlias = Literal[
    "ruler", "marker", "start", "end", "body", "dissolve", "fade_in", "fade_out", "volume", "gap", "ground",
    "extend", "jump",
]  # fmt: skip
DEEDS: Sequence[Part] = ("extend", "jump")
"""Buttons on a shot, from left to right; rows `shot.*` of the action table."""
GRIP = 0.4
"""Half the width of an edge that can be grabbed, in lines of text."""
NARROWEST = 1.6
"""Boxes narrower than this many lines have no edges to grab."""
HANDLE = 0.75
"""How far handles of fades lie from a corner, and how high they are, in lines."""
BUTTON, HEAD = 1.5, 1.2
"""Sides of a button on a shot, and the height of its name, in lines."""
QUIET, LOUD = -48.0, 12.0
"""Decibels at the lower and the upper edge of a sound's box."""


@dataclass(frozen=True, slots=True)
class Hit:
    """`block` is None on ruler and ground; `marker` is a marker's id."""

    part: Part = "ground"
    block: Block | None = None
    marker: str = ""


def hit(layout: Layout, sight: Sight, at: QPointF, selection: Collection[str] = ()) -> Hit:
    """What lies at a position of the viewport; the buttons of a shot are there once it is selected."""
    x, y = at.x(), at.y()
    if y < sight.top:
        reach = sight.line * 0.45
        for flag in reversed(layout.flags):
            if abs(sight.x(flag.frame) - x) <= reach and y >= sight.ruler * 0.35:
                return Hit("marker", None, flag.marker.id)
        return Hit("ruler")
    row = sight.row_at(y)
    if row is None:
        return Hit()
    lane = layout.lanes[row.lane]
    reach = GRIP * sight.line / sight.zoom
    frame = sight.frame(x)
    near = [b for b in lane.between(frame - reach, frame + reach) if not b.is_gap]
    inside = next((b for b in reversed(near) if b.start <= frame < b.stop), None)
    for block in ([inside] if inside is not None else []) + [b for b in near if b is not inside]:
        part = _part(block, row, sight, x, y, grows=block.id in selection)
        if part is not None:
            return Hit(part, block)
    if inside is not None:
        return Hit("body", inside)
    gap = lane.at(frame)
    return Hit("gap", gap) if gap is not None and gap.is_gap else Hit()


def _part(block: Block, row: Row, sight: Sight, x: float, y: float, *, grows: bool) -> Part | None:
    """The handle or edge of a box at a position."""
    rect = sight.rect(row, block.start, block.stop)
    grip = GRIP * sight.line
    if rect.width() < NARROWEST * sight.line:
        return None
    for name, button in (buttons(block, rect, sight) if grows else {}).items():
        if button.contains(x, y):
            return name
    for name, place in handles(block, rect, sight).items():
        if abs(place.x() - x) <= grip * 0.8 and abs(place.y() - y) <= grip * 0.9:
            return name
    inner = min(grip, rect.width() / 4)
    if -grip <= x - rect.left() <= inner:
        return "start"
    if -inner <= x - rect.right() <= grip:
        return "end"
    if isinstance(block.entry, Sound) and abs(volume_y(block.entry.volume, rect) - y) <= grip * 0.5:
        return "volume"
    return None


def handles(block: Block, rect: QRectF, sight: Sight) -> dict[Part, QPointF]:
    """Where the handles of a box are: of the dissolve into an item, of the fades of overlays and sounds."""
    away = HANDLE * sight.line
    # On a shot it lies below the name.
    high = block.kind == "item" and rect.height() > 2.5 * sight.line
    y = rect.top() + (round(sight.line * HEAD) if high else 0) + away * 0.6
    if rect.width() < 3 * away:
        return {}
    entry = block.entry
    if block.kind == "item" and not block.is_gap:
        begun = sight.x(block.fade[1]) if block.fade[1] > block.fade[0] else rect.left()
        return {"dissolve": QPointF(max(begun, rect.left() + away), y)}
    if isinstance(entry, Placed | Sound):
        frames = (block.stop - block.start) / float(entry.length)
        rise, fall = float(entry.fade_in) * frames, float(entry.fade_out) * frames
        return {
            "fade_in": QPointF(min(max(sight.x(block.start + rise), rect.left() + away), rect.right()), y),
            "fade_out": QPointF(max(min(sight.x(block.stop - fall), rect.right() - away), rect.left()), y),
        }
    return {}


def buttons(block: Block, rect: QRectF, sight: Sight) -> dict[Part, QRectF]:
    """Where the buttons of a selected shot are, at the foot of its filmstrip; none on one that they would cover:
    whoever clicks its middle means to select it.
    """
    line = sight.line
    side, air = BUTTON * line, 0.25 * line
    left = rect.right() - (GRIP + 0.3) * line - len(DEEDS) * (side + air)
    top = rect.bottom() - side - air - 2
    if block.kind != "item" or block.is_gap:
        return {}
    if left < rect.center().x() + line or top < rect.top() + HEAD * line:
        return {}
    return {part: QRectF(left + n * (side + air), top, side, side) for n, part in enumerate(DEEDS)}


def volume_y(volume: float, rect: QRectF) -> float:
    """The height of the line that shows a sound's volume."""
    share = (min(max(volume, QUIET), LOUD) - QUIET) / (LOUD - QUIET)
    return rect.bottom() - share * rect.height()


def volume_at(y: float, rect: QRectF) -> float:
    """The volume in decibels at a height of a sound's box, in half steps; 0 is easily found."""
    share = (rect.bottom() - y) / max(rect.height(), 1.0)
    volume = round((QUIET + share * (LOUD - QUIET)) * 2) / 2
    return 0.0 if abs(volume) < 1.0 else min(max(volume, -96.0), LOUD)
