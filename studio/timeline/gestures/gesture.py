"""Gestures on the timeline: the pointer as a value, what they work with, what those have in common that change the cut.

Used by the classes beside it and by the timeline's hands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QWidget

from engine.timeline import Timeline
from studio import gesture
from studio.gesture import EdgeScroll
from studio.playing.timecode import told
from studio.playing.transport import Transport
from studio.quantities import seconds_words
from studio.timeline.snapping import REACH, Snap, Snaps
from studio.timeline.table import CuttingTable, Hint
from studio.words import tr


@dataclass(frozen=True, slots=True)
class Pointer:
    """`at` in the viewport, `frame` the time under it (broken, may be before 0)."""

    at: QPointF
    frame: float
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier

    def holds(self, modifier: Qt.KeyboardModifier) -> bool:
        """Whether a modifier key is down."""
        return bool(self.modifiers & modifier)


@dataclass(slots=True)
class Desk:
    """What gestures work with."""

    table: CuttingTable
    transport: Transport
    viewport: QWidget
    scroll: Callable[[int], None]
    """Moves the view by pixels."""
    snapping: Callable[[], bool] = lambda: True
    ripple_all: Callable[[], bool] = lambda: False
    try_on: Callable[[Timeline | None, int], object] = lambda timeline, frame: None
    """Shows a frame of the film as it would be; None: as it is."""

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return self.table.sight.line

    def frame(self, at: QPointF) -> float:
        """The time under a position."""
        return self.table.sight.frame(at.x())

    def time(self, frame: float) -> str:
        """A time in words."""
        return told(round(frame), self.table.layout.film.rate)

    def seconds(self, frames: float) -> Fraction:
        """Frames as seconds on the grid."""
        return Fraction(round(frames)) / self.table.timeline.rate


Gesture: TypeAlias = gesture.Gesture[Desk, Pointer]


class Reshape(Gesture):
    """A gesture that shows the cut as it would be, and makes it so in one edit.

    Those of this kind say how (`after`), what the step is called (`name`), and what is read beside the pointer.
    """

    scrolls = True
    moving: frozenset[str] = frozenset()
    """Whose times are no targets for snapping."""

    def __init__(self, desk: Desk, start: Pointer) -> None:
        super().__init__(desk, start)
        self._scroll = edge_scroll(desk, self._scrolled) if self.scrolls else None
        self._snaps: Snaps | None = None

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """The cut as it would be. Raises StudioError where it cannot be."""
        raise TypeError(f"{type(self).__name__} does not say what becomes of the cut")

    def name(self) -> str:
        """The step's name."""
        return tr("Edit")

    def words(self, at: Pointer) -> str:
        """The readout."""
        return ""

    def looked_at(self) -> int | None:
        """The frame of the film as it would be that the hand goes by, to be seen in the viewer; None: no other one."""
        return None

    def hint(self, at: Pointer) -> Hint:
        """What is drawn above the tracks."""
        return Hint(words=self.words(at), at=at.at)

    def move(self, at: Pointer) -> None:
        """Show the cut as it would be."""
        self.last = at
        if self._scroll is not None:
            self._scroll.feel(at.at)
        tried = self.desk.table.tried(lambda t: self.after(t, at))
        self.desk.table.preview(tried)
        self.desk.table.show_hint(self.hint(at))
        frame = self.looked_at()
        if frame is not None:
            self.desk.try_on(tried, frame)

    def release(self, at: Pointer) -> None:
        """Make it so."""
        self._end()
        self.desk.table.edit(self.name(), lambda t: self.after(t, at))
        self.desk.table.preview(None)
        self.desk.try_on(None, 0)

    def cancel(self) -> None:
        """Show the cut as it is."""
        self._end()
        self.desk.table.preview(None)
        self.desk.try_on(None, 0)

    # -- for those of this kind ----------------------------------------------------------------------------------------

    def moved(self, at: Pointer, *edges: float) -> tuple[float, Snap | None]:
        """How far the pointer went, in whole frames, and what it snapped to: `edges` are times that move with it."""
        by = at.frame - self.start.frame
        if self.desk.snapping() == at.holds(Qt.KeyboardModifier.AltModifier):
            return float(round(by)), None
        snap = self.targets().nearest(*(edge + by for edge in edges))
        return (by + snap.by, snap) if snap is not None else (float(round(by)), None)

    def targets(self) -> Snaps:
        """What there is to snap to."""
        if self._snaps is None:
            transport, sight = self.desk.transport, self.desk.table.sight
            marks = [m for m in (transport.mark_in, transport.mark_out) if m is not None]
            extra = [float(transport.frame), *map(float, marks)]
            reach = REACH * sight.line / sight.zoom
            self._snaps = Snaps(self.desk.table.still, self.moving, extra, reach)
        return self._snaps

    def told(self, label: str, frame: float) -> str:
        """A line of the readout with a time."""
        return f"{label} {self.desk.time(frame)}"

    def length(self, frames: float) -> str:
        """How long something is, in words."""
        return seconds_words(float(frames / self.desk.table.timeline.rate)) + f" · {round(frames)} f"

    def _end(self) -> None:
        if self._scroll is not None:
            self._scroll.stop()
        self.desk.table.show_hint()

    def _scrolled(self) -> None:
        at = self.last
        self.move(Pointer(at.at, self.desk.frame(at.at), at.button, at.modifiers))


def edge_scroll(desk: Desk, moved: Callable[[], object]) -> EdgeScroll:
    """Scrolls along the film while a drag holds the pointer at an end of the view; calls `moved` after each step."""
    return EdgeScroll(desk.viewport, desk.line, lambda by: desk.scroll(round(by.x())), moved, across=True)
