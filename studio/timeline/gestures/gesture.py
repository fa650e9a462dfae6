"""The life of a gesture on the timeline, the pointer as a value, and what all that change the cut have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QWidget

from engine.timeline import Timeline
from studio.playing.timecode import told
from studio.playing.transport import Transport
from studio.quantities import seconds_words
from studio.timeline.snapping import REACH, Snap, Snaps
from studio.timeline.table import CuttingTable, Hint
from studio.words import tr

EDGE_LINES = 1.5
"""How near to the view's edge a drag scrolls, in lines of text."""
TICK_MS = 16


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


class Gesture:
    """`Hands` calls `begin` once, `move` any number of times, and then either `release` or `cancel`."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, desk: Desk, start: Pointer) -> None:
        self.desk = desk
        self.start = start
        self.last = start

    def begin(self) -> None:
        """The pointer moved far enough for this to be no click."""

    def move(self, at: Pointer) -> None:
        """The pointer moved, a modifier changed, or the view moved under it."""

    def release(self, at: Pointer) -> None:
        """The button was let go: make the edit."""

    def cancel(self) -> None:
        """Put everything back as it was."""


class Reshape(Gesture):
    """A gesture that shows the cut as it would be, and makes it so in one edit.

    Those of this kind say how (`after`), what the step is called (`name`), and what is read beside the pointer.
    """

    scrolls = True
    moving: frozenset[str] = frozenset()
    """Whose times are no targets for snapping."""

    def __init__(self, desk: Desk, start: Pointer) -> None:
        super().__init__(desk, start)
        self._scroll = EdgeScroll(desk, self._scrolled) if self.scrolls else None
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

    def hint(self, at: Pointer) -> Hint:
        """What is drawn above the tracks."""
        return Hint(words=self.words(at), at=at.at)

    def move(self, at: Pointer) -> None:
        """Show the cut as it would be."""
        self.last = at
        if self._scroll is not None:
            self._scroll.feel(at.at)
        self.desk.table.preview(self.desk.table.tried(lambda t: self.after(t, at)))
        self.desk.table.show_hint(self.hint(at))

    def release(self, at: Pointer) -> None:
        """Make it so."""
        self._end()
        self.desk.table.edit(self.name(), lambda t: self.after(t, at))
        self.desk.table.preview(None)

    def cancel(self) -> None:
        """Show the cut as it is."""
        self._end()
        self.desk.table.preview(None)

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


class EdgeScroll(QObject):
    """Scrolls the view while a drag holds the pointer at its edge, the faster the nearer, and tells after each step."""

    def __init__(self, desk: Desk, moved: Callable[[], None]) -> None:
        super().__init__(desk.viewport)
        self._desk = desk
        self._moved = moved
        self._at = QPointF()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._step)

    def feel(self, at: QPointF) -> None:
        """Start or stop according to where the pointer is."""
        self._at = at
        if not self._push():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """For good; the drag is over."""
        self._timer.stop()
        self.deleteLater()

    def _push(self) -> int:
        width, margin = self._desk.viewport.width(), self._desk.line * EDGE_LINES
        x = self._at.x()
        inside = min(x, width - x)
        if inside >= margin:
            return 0
        speed = round(min(1.5, (margin - inside) / margin) * margin / 2)
        return -speed if x < width / 2 else speed

    def _step(self) -> None:
        self._desk.scroll(self._push())
        self._moved()
