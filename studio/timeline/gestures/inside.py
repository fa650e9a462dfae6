"""What a shot shows, how loud a sound is, and where a box is cut: slip, slide, volume, blade."""

from fractions import Fraction

from PySide6.QtCore import QPointF, Qt

from engine import cutting, placing
from engine.errors import InputError
from engine.timeline import Timeline
from engine.tracks import Cue, Sound
from studio.cut_names import cut_step
from studio.timeline.gestures.gesture import Desk, Gesture, Pointer, Reshape
from studio.timeline.hit import volume_at, volume_y
from studio.timeline.layout import Block
from studio.timeline.table import Hint
from studio.words import tr


class Slip(Reshape):
    """Another stretch of the source is shown; place and length stay. The picture goes along with the hand."""

    cursor = Qt.CursorShape.SplitHCursor
    scrolls = False

    def __init__(self, desk: Desk, start: Pointer, block: Block) -> None:
        super().__init__(desk, start)
        self._block = block

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """Showing that stretch."""
        by = self.desk.seconds(self.start.frame - at.frame)
        source = self.desk.table.source_length(self._block)
        if self._block.kind == "item":
            return timeline.slip(self._block.id, by, source)
        return placing.slip(timeline, self._block.id, by, source)

    def name(self) -> str:
        """The step's name."""
        return cut_step(self.desk.table.document, self.desk.table.faces, "slip", (self._block.id,))

    def looked_at(self) -> int | None:
        """The first picture of what is slipped."""
        return None if isinstance(self._block.entry, Sound) else round(self._block.start)

    def hint(self, at: Pointer) -> Hint:
        """The first and the last time of the source that are shown."""
        block = self.desk.table.block(self._block.id) or self._block
        if isinstance(block.entry, Cue):
            return Hint()
        rate = self.desk.table.timeline.rate
        first = block.entry.in_point * rate
        last = first + block.entry.length * rate - 1
        words = f"{self.told(tr('In'), float(first))}\n{self.told(tr('Out'), float(last))}"
        before = self._block.entry
        moved = 0.0 if isinstance(before, Cue) else float(first - before.in_point * rate)
        if abs(self.start.frame - at.frame) > abs(moved) + 1:
            words += "\n" + tr("No more material")
        return Hint(words=words, at=QPointF(at.at))


class Slide(Reshape):
    """A shot is moved between its neighbours, which take and give the room."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, desk: Desk, start: Pointer, block: Block) -> None:
        super().__init__(desk, start)
        self._block = block
        self.moving = frozenset((block.id,))
        self._to: float | None = None

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """There."""
        by, snap = self.moved(at, self._block.start, self._block.stop)
        self._to = snap.to if snap is not None else None
        return cutting.slide(timeline, self._block.id, self.desk.seconds(by), self.desk.table.lengths)

    def name(self) -> str:
        """The step's name."""
        return cut_step(self.desk.table.document, self.desk.table.faces, "slide", (self._block.id,))

    def hint(self, at: Pointer) -> Hint:
        """Where it is now."""
        block = self.desk.table.block(self._block.id) or self._block
        words = f"{self.told(tr('Start'), block.start)}\n{self.told(tr('End'), block.stop)}"
        return Hint(self._to, self._to is not None, words, QPointF(at.at))


class Volume(Reshape):
    """The line of a sound's volume goes up and down with the hand."""

    cursor = Qt.CursorShape.SizeVerCursor
    scrolls = False

    def __init__(self, desk: Desk, start: Pointer, block: Block) -> None:
        super().__init__(desk, start)
        self._block = block
        sight = desk.table.sight
        row = sight.row_at(start.at.y()) or sight.rows[-1]
        self._rect = sight.rect(row, block.start, block.stop)
        sound = block.entry
        self._base = volume_y(sound.volume, self._rect) if isinstance(sound, Sound) else start.at.y()

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """So loud."""
        y = self._base + at.at.y() - self.start.at.y()
        volume = volume_at(y, self._rect)
        return placing.change(timeline, self._block.id, volume=volume, muted=False)

    def name(self) -> str:
        """The step's name."""
        return tr("Volume")

    def hint(self, at: Pointer) -> Hint:
        """In decibels."""
        block = self.desk.table.block(self._block.id)
        volume = block.entry.volume if block is not None and isinstance(block.entry, Sound) else 0.0
        return Hint(words=tr("{volume} dB", volume=f"{volume:+.1f}"), at=QPointF(at.at))


class Blade(Gesture):
    """Cuts the box under the pointer in two where the button is let go; with Shift everything at that time."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, desk: Desk, start: Pointer, block: Block | None) -> None:
        super().__init__(desk, start)
        self._block = block

    def begin(self) -> None:
        """A press is enough."""
        self.move(self.start)

    def move(self, at: Pointer) -> None:
        """Show where it cuts."""
        self.last = at
        frame = round(at.frame)
        self.desk.table.show_hint(Hint(float(frame), False, self.desk.time(frame), QPointF(at.at)))

    def release(self, at: Pointer) -> None:
        """Cut."""
        table = self.desk.table
        table.show_hint()
        time = Fraction(round(at.frame)) / table.timeline.rate
        everything = at.holds(Qt.KeyboardModifier.ShiftModifier)
        row = table.sight.row_at(at.at.y())
        block = self._block
        if row is not None:
            block = table.layout.lanes[row.lane].at(at.frame) or block
        names = [b.id for b in table.still.blocks.values()] if everything else [block.id] if block else []
        if names:
            name = cut_step(table.document, table.faces, "split", () if everything else names)
            table.edit(name, lambda t: split(t, time, names))

    def cancel(self) -> None:
        """No cut."""
        self.desk.table.show_hint()


def split(timeline: Timeline, time: Fraction, names: list[str]) -> Timeline:
    """Those of these boxes that reach over a time as two."""
    items = {item.id for item in timeline.items}
    for start, item in timeline.spans():
        if item.id in names and item.shot is not None and start < time < start + item.length:
            timeline = timeline.split_at(time)
            break
    for name in names:
        if name not in items:
            try:
                timeline = placing.split(timeline, name, time)
            except InputError:
                continue
    return timeline
