"""Moving: shots change places on the magnetic main track, everything else goes where the hand puts it."""

from fractions import Fraction
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt

from engine import cutting, placing
from engine.errors import InputError
from engine.graph import new_id
from engine.timeline import Item, Timeline
from engine.tracks import Placed
from studio.cut_names import cut_step
from studio.timeline.gestures.gesture import Desk, Pointer, Reshape
from studio.timeline.layout import Block
from studio.timeline.table import Hint
from studio.words import tr

RAISING = 0.3
"""How far above the main track shots must be held to go on top, in lines of text."""


class MoveItems(Reshape):
    """The selected shots go to the cut that is nearest to where the grabbed one is held; the rest closes up.

    With Ctrl copies go there.
    """

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, desk: Desk, start: Pointer, grabbed: Block) -> None:
        super().__init__(desk, start)
        self._grabbed = grabbed
        chosen = {b.id for b in desk.table.chosen("item")}
        self._chosen = chosen if grabbed.id in chosen else {grabbed.id}
        self.moving = frozenset(self._chosen)
        timeline = desk.table.timeline
        items = timeline.items
        # Where the grabbed one starts among those that move, so that it stays below the hand.
        ahead = Fraction(0)
        for item in items:
            if item.id == grabbed.id:
                break
            if item.id in self._chosen:
                ahead += item.length
        self._ahead = timeline.whole(ahead)
        # What they are called while they lie on top: the same in every preview and in the edit.
        self._above = {name: new_id() for name in self._chosen}
        self._to: float | None = None

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """In their new place; above the main track, on top of what plays there."""
        if self._raises(at):
            return self._raised(timeline, at)
        if at.holds(Qt.KeyboardModifier.ControlModifier):
            position, _ = self._position(timeline, at, timeline.items)
            chosen = [item for item in timeline.items if item.id in self._chosen]
            return cutting.insert_items(
                timeline, position, cutting.copies(chosen), ripple_all=self.desk.ripple_all()
            )
        rest = tuple(item for item in timeline.items if item.id not in self._chosen)
        position, _ = self._position(timeline, at, rest)
        return cutting.move_items(timeline, self._chosen, position)

    def name(self) -> str:
        """The step's name."""
        deed = "duplicate" if self.last.holds(Qt.KeyboardModifier.ControlModifier) else "move"
        deed = "raise" if self._raises(self.last) else deed
        return cut_step(self.desk.table.document, self.desk.table.faces, deed, self._chosen)

    def hint(self, at: Pointer) -> Hint:
        """The grabbed one under the hand, and the cut where it would go."""
        table, sight = self.desk.table, self.desk.table.sight
        if self._raises(at):
            return Hint(self._to, self._to is not None, tr("On top"), QPointF(at.at))
        rest = tuple(
            item
            for item in table.timeline.items
            if item.id not in self._chosen or at.holds(Qt.KeyboardModifier.ControlModifier)
        )
        _, cut = self._position(table.timeline, at, rest)
        row = next(row for row in sight.rows if table.layout.lanes[row.lane].kind == "item")
        start = self._grabbed.start + at.frame - self.start.frame
        left = sight.x(start)
        width = (self._grabbed.stop - self._grabbed.start) * sight.zoom
        ghost = QRectF(left, row.top, max(width, 2.0), row.height)
        words = "\n".join((
            self.told(tr("Start"), cut + self._ahead),
            f"{tr('Length')} {self.length(self._grabbed.stop - self._grabbed.start)}",
        ))  # fmt: skip
        return Hint(float(cut), False, words, QPointF(at.at), ghost)

    def release(self, at: Pointer) -> None:
        """Make it so."""
        self.last = at
        super().release(at)

    def _raises(self, at: Pointer) -> bool:
        """Whether they are held above the main track."""
        table = self.desk.table
        row = next(row for row in table.sight.rows if table.layout.lanes[row.lane].kind == "item")
        return at.at.y() < row.top - RAISING * table.sight.line

    def _raised(self, timeline: Timeline, at: Pointer) -> Timeline:
        """On top, where they are held; they leave gaps."""
        by, snap = self.moved(at, self._grabbed.start, self._grabbed.stop)
        self._to = snap.to if snap is not None else None
        placed = [
            Placed(
                self._above[item.id],
                item.shot,
                max(start + Fraction(round(by)) / timeline.rate, Fraction(0)),
                item.in_point,
                item.length,
            )
            for start, item in timeline.spans()
            if item.id in self._chosen and item.shot is not None
        ]
        return placing.put(timeline.lift(*self._chosen), *placed)

    def _position(self, timeline: Timeline, at: Pointer, rest: tuple[object, ...]) -> tuple[int, int]:
        """Before which of the others they go, and the frame of that cut among these."""
        wanted = self._grabbed.start - self._ahead + at.frame - self.start.frame
        best, where, edge = 0, 0, 0
        for number in range(len(rest) + 1):
            if abs(edge - wanted) < abs(where - wanted):
                best, where = number, edge
            if number < len(rest):
                edge += timeline.whole(getattr(rest[number], "length"))  # noqa: B009 - items and gaps alike
        return best, where


class MoveEntries(Reshape):
    """The selected overlays, cues, sounds and free markers go along with the hand."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, desk: Desk, start: Pointer, grabbed: Block) -> None:
        super().__init__(desk, start)
        chosen = {b.id for b in desk.table.chosen("overlay", "cue", "sound")}
        markers = {flag.marker.id for flag in desk.table.still.flags}
        self._chosen = (chosen | (desk.table.selection & markers)) if grabbed.id in chosen else {grabbed.id}
        self.moving = frozenset(self._chosen)
        self._grabbed = grabbed
        self._to: float | None = None
        self._below = new_id()

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """In their new place; an overlay that is held over the main track goes into that."""
        if self._lowers(at):
            return self._lowered(timeline, at)
        by, snap = self.moved(at, self._grabbed.start, self._grabbed.stop)
        self._to = snap.to if snap is not None else None
        return placing.move_by(timeline, self._chosen, Fraction(by).limit_denominator(10_000) / timeline.rate)

    def name(self) -> str:
        """The step's name."""
        deed = "lower" if self._lowers(self.last) else "move"
        return cut_step(self.desk.table.document, self.desk.table.faces, deed, self._chosen)

    def release(self, at: Pointer) -> None:
        """Make it so."""
        self.last = at
        super().release(at)

    def _lowers(self, at: Pointer) -> bool:
        """Whether one overlay is held over the main track."""
        table = self.desk.table
        row = next(row for row in table.sight.rows if table.layout.lanes[row.lane].kind == "item")
        return self._grabbed.kind == "overlay" and len(self._chosen) == 1 and at.at.y() > row.top

    def _lowered(self, timeline: Timeline, at: Pointer) -> Timeline:
        """In the main track, at the cut that is nearest to where it is held."""
        placed = placing.find(timeline, self._grabbed.id)
        assert isinstance(placed, Placed)
        wanted = self._grabbed.start + at.frame - self.start.frame
        edges = [0, *accumulate(timeline.whole(item.length) for item in timeline.items)]
        position = min(range(len(edges)), key=lambda n: abs(edges[n] - wanted))
        self._to = float(edges[position])
        item = Item(self._below, placed.shot, placed.in_point, placed.length)
        return placing.remove(timeline, placed.id).insert(position, item, ripple_all=self.desk.ripple_all())

    def hint(self, at: Pointer) -> Hint:
        """Where it starts now."""
        if self._lowers(at):
            return Hint(self._to, True, tr("Into the main track"), QPointF(at.at))
        block = self.desk.table.block(self._grabbed.id) or self._grabbed
        words = f"{self.told(tr('Start'), block.start)}\n{self.told(tr('End'), block.stop)}"
        return Hint(self._to, self._to is not None, words, QPointF(at.at))


class MoveMarker(Reshape):
    """A marker goes along with the hand; one on an item stays on it."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, desk: Desk, start: Pointer, marker: str) -> None:
        super().__init__(desk, start)
        self._marker = marker
        self.moving = frozenset((marker,))
        flag = desk.table.still.flag(marker)
        self._frame = flag.frame if flag is not None else start.frame
        self._to: float | None = None

    def after(self, timeline: Timeline, at: Pointer) -> Timeline:
        """At its new time."""
        by, snap = self.moved(at, self._frame)
        self._to = snap.to if snap is not None else None
        time = self.desk.table.still.seconds(max(round(self._frame + by), 0))
        marker = next((m for m in timeline.markers if m.id == self._marker), None)
        if marker is None:
            raise InputError(tr("The marker is gone"))
        if marker.item is not None:
            item, start = timeline.item(marker.item), timeline.start(marker.item)
            last = item.in_point + item.length - timeline.frame
            time = min(max(item.in_point + time - start, item.in_point), last)
        return placing.move(timeline, self._marker, time)

    def name(self) -> str:
        """The step's name."""
        return tr("Move Marker")

    def hint(self, at: Pointer) -> Hint:
        """Its time."""
        flag = self.desk.table.layout.flag(self._marker)
        words = self.told(tr("Marker"), flag.frame if flag is not None else at.frame)
        return Hint(self._to, self._to is not None, words, QPointF(at.at))
