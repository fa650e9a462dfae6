"""Which gesture a press begins: by button, by what lies under the pointer, by the tool and the keys that are held."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import Qt

from studio.timeline.gestures.around import Band, Pan, Scrub
from studio.timeline.gestures.edges import Dissolve, Fade, Trim
from studio.timeline.gestures.gesture import Desk, Gesture, Pointer
from studio.timeline.gestures.inside import Blade, Slide, Slip, Volume
from studio.timeline.gestures.moving import MoveEntries, MoveItems, MoveMarker
from studio.timeline.hit import Hit

Tool: TypeAlias = Literal["select", "roll", "slip", "slide", "blade"]


@dataclass(frozen=True, slots=True)
class Press:
    """A button that went down: where, on what, with which tool, and what was selected just before."""

    at: Pointer
    hit: Hit
    tool: Tool
    before: frozenset[str]

    @property
    def grabs(self) -> bool:
        """Whether the gesture begins with the press itself, since a click means the same."""
        if self.at.button == Qt.MouseButton.MiddleButton:
            return True
        left = self.at.button == Qt.MouseButton.LeftButton
        return left and (self.hit.part == "ruler" or self.tool == "blade" and self.hit.part != "marker")


def gesture_of(desk: Desk, press: Press) -> Gesture | None:
    """The gesture of a press whose pointer has moved far enough; None where dragging means nothing."""
    at, hit, block = press.at, press.hit, press.hit.block
    if at.button == Qt.MouseButton.MiddleButton:
        return Pan(desk, at)
    if at.button != Qt.MouseButton.LeftButton:
        return None
    if hit.part == "ruler":
        return Scrub(desk, at)
    if hit.part == "marker":
        return MoveMarker(desk, at, hit.marker)
    if press.tool == "blade":
        return Blade(desk, at, block)
    if block is None or hit.part == "gap":
        return Band(desk, at)
    if hit.part in ("start", "end"):
        return Trim(desk, at, block, hit.part, rolls=press.tool == "roll")
    if press.tool == "slip" and block.kind in ("item", "overlay", "sound"):
        return Slip(desk, at, block)
    if press.tool == "slide" and block.kind == "item":
        return Slide(desk, at, block)
    if hit.part == "dissolve":
        return Dissolve(desk, at, block)
    if hit.part in ("fade_in", "fade_out"):
        return Fade(desk, at, block, hit.part)
    if hit.part == "volume":
        return Volume(desk, at, block)
    if block.kind == "item":
        return MoveItems(desk, at, block)
    return MoveEntries(desk, at, block)
