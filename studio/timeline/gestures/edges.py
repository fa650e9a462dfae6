"""Edges: trimming a box, rolling the cut between two shots, and how long dissolves and fades last."""

from fractions import Fraction

from PySide6.QtCore import QPointF, Qt

from engine import cutting, placing
from engine.timeline import Timeline
from engine.tracks import Cue, Placed, Sound
from studio.cut_names import cut_step
from studio.timeline.gestures.gesture import Desk, Pointer, Reshape
from studio.timeline.layout import Block
from studio.timeline.table import Hint
from studio.words import tr


class Trim(Reshape):
    """The edge that was grabbed goes along with the hand; what follows a shot closes up (with Shift it stays).

    With Ctrl, or the roll tool, the cut between two shots is moved and nothing else.
    """

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, desk: Desk, start: Pointer, block: Block, edge: str, *, rolls: bool = False) -> None:
        super().__init__(desk, start)
        self._block = block
        self._edge = edge
        self._rolls = rolls
        self._to: float | None = None
        self._by = 0.0
        self.moving = frozenset((block.id,))

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """With the edge there."""
        block, table = self._block, self.desk.table
        by, snap = self.moved(at, block.start if self._edge == "start" else block.stop)
        self._by = by
        self._to = snap.to if snap is not None else None
        if block.kind != "item":
            exact = Fraction(by).limit_denominator(10_000) / timeline.rate
            ends = (exact, Fraction(0)) if self._edge == "start" else (Fraction(0), exact)
            return placing.trim(timeline, block.id, *ends, table.source_length(block))
        seconds, ripple_all = self.desk.seconds(by), self.desk.ripple_all()
        behind = self._behind(timeline)
        if self._mode(at) == "roll" and behind is not None:
            return cutting.roll(timeline, behind, seconds, table.lengths)
        if self._mode(at) == "edge":
            if self._edge == "start":
                return cutting.move_start(timeline, block.id, seconds)
            return cutting.move_end(timeline, block.id, seconds, table.lengths)
        if self._edge == "start":
            return timeline.trim_start(block.id, seconds, ripple_all=ripple_all)
        return timeline.trim_end(block.id, seconds, table.source_length(block), ripple_all=ripple_all)

    def name(self) -> str:
        """The step's name."""
        deed = "roll" if self._block.kind == "item" and self._mode(self.last) == "roll" else "trim"
        return cut_step(self.desk.table.document, self.desk.table.faces, deed, (self._block.id,))

    def release(self, at: Pointer) -> None:
        """Make it so."""
        self.last = at
        super().release(at)

    def hint(self, at: Pointer) -> Hint:
        """Where the edge is, how long the box is now, and where it begins in its source."""
        table = self.desk.table
        block = table.block(self._block.id) or self._block
        lines = [
            self.told(tr("Start"), block.start)
            if self._edge == "start"
            else self.told(tr("End"), block.stop),
            f"{tr('Length')} {self.length(block.stop - block.start)}",
        ]
        if not isinstance(block.entry, Cue):
            lines.append(self.told(tr("In"), float(block.entry.in_point * table.timeline.rate)))
        if block.tail:
            lines.append(tr("{count} f beyond the end", count=block.tail))
        if self._spent(block):
            lines.append(tr("No more material"))
        return Hint(self._to, self._to is not None, "\n".join(lines), QPointF(at.at))

    def looked_at(self) -> int | None:
        """The first or the last picture of what is trimmed."""
        block = self.desk.table.block(self._block.id)
        if block is None or isinstance(block.entry, Cue | Sound):
            return None
        return round(block.start) if self._edge == "start" else max(round(block.stop) - 1, 0)

    def _spent(self, block: Block) -> bool:
        """Whether the hand wants more of the source than there is."""
        was, entry, table = self._block, block.entry, self.desk.table
        wanted = self._by if self._edge == "end" else -self._by
        if isinstance(entry, Cue) or wanted <= block.stop - block.start - (was.stop - was.start) + 0.5:
            return False
        if self._edge == "start":
            return entry.in_point <= 0
        source = table.source_length(block)
        return source is not None and entry.in_point + entry.length + table.timeline.frame > source

    def _mode(self, at: Pointer) -> str:
        if self._rolls != at.holds(Qt.KeyboardModifier.ControlModifier):
            return "roll"
        return "edge" if at.holds(Qt.KeyboardModifier.ShiftModifier) else "ripple"

    def _behind(self, timeline: Timeline) -> str | None:
        """The item behind the cut that is rolled; None where there is no such cut."""
        place = timeline.index(self._block.id) + (self._edge == "end")
        return timeline.items[place].id if 0 < place < len(timeline.items) else None


class Dissolve(Reshape):
    """How long the shot before fades into this one: twice as far as the hand is from the cut."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, desk: Desk, start: Pointer, block: Block) -> None:
        super().__init__(desk, start)
        self._block = block
        shown = block.fade[1] - block.start
        # The handle of a plain cut lies a little beside it.
        self._base = shown if block.fade[1] > block.fade[0] else 0.0

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """Of that length."""
        frames = max(0.0, self._base + at.frame - self.start.frame)
        first = timeline.index(self._block.id) == 0
        return cutting.set_dissolve(
            timeline, self._block.id, self.desk.seconds(frames if first else 2 * frames)
        )

    def name(self) -> str:
        """The step's name."""
        return cut_step(self.desk.table.document, self.desk.table.faces, "dissolve", (self._block.id,))

    def hint(self, at: Pointer) -> Hint:
        """Its length."""
        block = self.desk.table.block(self._block.id) or self._block
        frames = block.fade[1] - block.fade[0]
        words = f"{tr('Dissolve')} {self.length(frames)}" if frames else tr("Plain cut")
        return Hint(words=words, at=QPointF(at.at))


class Fade(Reshape):
    """How long an overlay or a sound takes to come or to go."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, desk: Desk, start: Pointer, block: Block, part: str) -> None:
        super().__init__(desk, start)
        self._block = block
        self._part = part

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """As long as the handle is from its end of the box."""
        entry = placing.find(timeline, self._block.id)
        if not isinstance(entry, Placed | Sound):
            return timeline
        by = Fraction(at.frame - self.start.frame).limit_denominator(1000) / timeline.rate
        rises = self._part == "fade_in"
        was, other = (entry.fade_in, entry.fade_out) if rises else (entry.fade_out, entry.fade_in)
        length = min(max(was + (by if rises else -by), Fraction(0)), entry.length - other)
        return placing.change(timeline, entry.id, **{self._part: timeline.snap(max(length, Fraction(0)))})

    def name(self) -> str:
        """The step's name."""
        return tr("Fade")

    def hint(self, at: Pointer) -> Hint:
        """Its length."""
        block = self.desk.table.block(self._block.id)
        entry = block.entry if block is not None else None
        seconds = getattr(entry, self._part, Fraction(0))
        label = tr("Fade in") if self._part == "fade_in" else tr("Fade out")
        return Hint(
            words=f"{label} {self.length(float(seconds * self.desk.table.timeline.rate))}", at=QPointF(at.at)
        )
