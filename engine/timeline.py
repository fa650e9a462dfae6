"""The cut: which stretch of which shot follows which, as a value with pure editing operations.

Items stand one behind the other, so they can never overlap; an empty stretch is an item without a shot. Times are exact
seconds on the timeline's frame grid. An item points at a shot, never at a file: a new take keeps its place and trim.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from engine.errors import InputError
from engine.graph import new_id
from engine.time import round_half_up
from engine.tracks import Cue, Marker, Placed, Sound, apart, in_order


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a shot, or a gap where `shot` is None.

    `in_point` is where it starts in the source and `length` how long it lasts, in seconds on the timeline's grid;
    length is at least one frame. `dissolve` is how long the item before fades into this one, centred on their cut:
    both go on beyond their edges for it, so no length changes. `extra`: unknown keys as raw JSON.
    """

    id: str
    shot: str | None
    in_point: Fraction
    length: Fraction
    extra: Mapping[str, bytes] = field(default_factory=dict)
    dissolve: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Hit:
    """What the timeline shows at a frame: the item, and the source time (seconds) where that frame starts."""

    item: Item
    time: Fraction


@dataclass(frozen=True, slots=True)
class Timeline:
    """Items in order at a rate, and what lies beside them; every operation returns a new timeline.

    Operations that name an item raise InputError if there is none of that id. What lies beside the main track keeps
    its time; operations that move what follows take `ripple_all`, with which it moves along.
    """

    rate: Fraction = Fraction(24)
    items: tuple[Item, ...] = ()
    extra: Mapping[str, bytes] = field(default_factory=dict)
    overlay: tuple[Placed, ...] = ()
    cues: tuple[Cue, ...] = ()
    sounds: tuple[Sound, ...] = ()
    markers: tuple[Marker, ...] = ()

    @property
    def frame(self) -> Fraction:
        """The length of one frame in seconds."""
        return 1 / self.rate

    @property
    def total(self) -> Fraction:
        """Seconds from the first to the last item's end."""
        return sum((item.length for item in self.items), Fraction(0))

    @property
    def frames(self) -> int:
        """The total in frames."""
        return int(self.total * self.rate)

    def snap(self, seconds: Fraction) -> Fraction:
        """The nearest time on the grid, halves upwards."""
        return Fraction(round_half_up(seconds * self.rate)) / self.rate

    def whole(self, seconds: Fraction) -> int:
        """A time on the grid in frames."""
        rate = self.rate
        return seconds.numerator * rate.numerator // (seconds.denominator * rate.denominator)

    def spans(self) -> Iterator[tuple[Fraction, Item]]:
        """Each item with the time where it starts."""
        start = Fraction(0)
        for item in self.items:
            yield start, item
            start += item.length

    def index(self, item: str) -> int:
        """Where an item stands."""
        for position, candidate in enumerate(self.items):
            if candidate.id == item:
                return position
        raise InputError(
            "the timeline has no such item", value=item, remedy="Select an item of this timeline"
        )

    def start(self, item: str) -> Fraction:
        """Where an item starts."""
        position = self.index(item)
        return sum((other.length for other in self.items[:position]), Fraction(0))

    def item(self, item: str) -> Item:
        """The item of an id."""
        return self.items[self.index(item)]

    def new_item(self, shot: str | None, length: Fraction, in_point: Fraction = Fraction(0)) -> Item:
        """A fresh item on the grid, at least one frame long."""
        return Item(new_id(), shot, max(self.snap(in_point), Fraction(0)), max(self.snap(length), self.frame))

    def append(self, item: Item) -> "Timeline":
        """The item behind all others."""
        return self.insert(len(self.items), item)

    def insert(self, position: int, item: Item, *, ripple_all: bool = False) -> "Timeline":
        """The item before the one at `position`; what follows moves on."""
        if any(item.id == other.id for other in self.items):
            raise InputError("the timeline has this item already", value=item.id, remedy="Move it instead")
        position = min(max(position, 0), len(self.items))
        snapped = replace(
            item,
            in_point=max(self.snap(item.in_point), Fraction(0)),
            length=max(self.snap(item.length), self.frame),
        )
        at = sum((other.length for other in self.items[:position]), Fraction(0))
        return self.rippled(ripple_all, at, snapped.length).with_items(
            *self.items[:position], snapped, *self.items[position:]
        )

    def insert_at(self, time: Fraction, item: Item, *, ripple_all: bool = False) -> "Timeline":
        """The item at a time; an item that plays there is split, beyond the end a gap fills the distance."""
        time = self.snap(max(time, Fraction(0)))
        if time > self.total:
            gap = self.new_item(None, time - self.total)
            return replace(self, items=(*self.items, gap)).append(item)
        divided = self.split_at(time)
        position = sum(1 for start, _ in divided.spans() if start < time)
        return divided.insert(position, item, ripple_all=ripple_all)

    def move(self, item: str, position: int) -> "Timeline":
        """The item taken out and put before what then stands at `position`; all lengths stay."""
        moved = self.item(item)
        rest = [other for other in self.items if other.id != item]
        position = min(max(position, 0), len(rest))
        return self.with_items(*rest[:position], moved, *rest[position:])

    def trim_start(self, item: str, by: Fraction, *, ripple_all: bool = False) -> "Timeline":
        """The item starting later in its source by `by` seconds (earlier if negative); what follows moves along.

        Clamped so that the in point is at least 0 and one frame remains.
        """
        old = self.item(item)
        by = min(max(self.snap(by), -old.in_point), old.length - self.frame)
        at = self.start(item) + max(by, Fraction(0))
        return self.rippled(ripple_all, at, -by)._put(
            replace(old, in_point=old.in_point + by, length=old.length - by)
        )

    def trim_end(
        self, item: str, by: Fraction, source: Fraction | None = None, *, ripple_all: bool = False
    ) -> "Timeline":
        """The item ending later by `by` seconds (earlier if negative); what follows moves along.

        Clamped so that one frame remains and, if the `source` duration is given, growth stops at its last whole frame.
        """
        old = self.item(item)
        length = max(old.length + self.snap(by), self.frame)
        if source is not None and by > 0:
            available = Fraction(int(source * self.rate)) / self.rate - old.in_point
            length = min(length, max(available, old.length))
        at = self.start(item) + old.length
        return self.rippled(ripple_all, at, length - old.length)._put(replace(old, length=length))

    def slip(self, item: str, by: Fraction, source: Fraction | None = None) -> "Timeline":
        """The item showing another stretch of its source; its place and length stay.

        Clamped to the source's beginning and, if its duration is given, so that the stretch goes no further over its
        end than before.
        """
        old = self.item(item)
        in_point = max(old.in_point + self.snap(by), Fraction(0))
        if source is not None and by > 0:
            last = Fraction(int(source * self.rate)) / self.rate - old.length
            in_point = min(in_point, max(last, old.in_point))
        return self._put(replace(old, in_point=in_point))

    def split_at(self, time: Fraction) -> "Timeline":
        """The item that plays at a time as two; nothing changes on a cut. The first half keeps the id.

        Markers go with the half that shows their time.
        """
        time = self.snap(time)
        for start, item in self.spans():
            first = time - start
            if 0 < first < item.length:
                position, at = self.index(item.id), item.in_point + first
                second = replace(
                    item, id=new_id(), in_point=at, length=item.length - first, dissolve=Fraction(0)
                )
                halves = (replace(item, length=first), second)
                markers = tuple(
                    replace(m, item=second.id) if m.item == item.id and m.time >= at else m
                    for m in self.markers
                )
                items = (*self.items[:position], *halves, *self.items[position + 1 :])
                return replace(self, items=items, markers=markers)
        return self

    def ripple_delete(self, *items: str, ripple_all: bool = False) -> "Timeline":
        """The timeline without these items; what follows closes up."""
        gone = {self.item(item).id for item in items}
        moved = self
        for start, item in reversed(list(self.spans())):
            if item.id in gone:
                moved = moved.rippled(ripple_all, start + item.length, -item.length)
        return moved.with_items(*(item for item in self.items if item.id not in gone))

    def lift(self, *items: str) -> "Timeline":
        """The timeline with gaps where these items were; nothing else moves."""
        gone = {self.item(item).id for item in items}
        return self.with_items(
            *(
                Item(item.id, None, Fraction(0), item.length) if item.id in gone else item
                for item in self.items
            )
        )

    def with_rate(self, rate: Fraction) -> "Timeline":
        """The same cut on another grid: every edge snaps to it, so that none strays from its time; no item falls below
        one frame. Cues, sounds and markers are on no grid and stay.
        """
        grid = replace(self, rate=rate, overlay=apart(self.overlay, rate))
        items: list[Item] = []
        begin = Fraction(0)
        for start, item in self.spans():
            end = max(grid.snap(start + item.length), begin + grid.frame)
            snapped = replace(item, length=end - begin)
            items.append(
                replace(snapped, in_point=grid.snap(item.in_point), dissolve=grid.snap(item.dissolve))
            )
            begin = end
        return replace(grid, items=tuple(items))

    def with_shots(self, ids: Mapping[str, str]) -> "Timeline":
        """The same cut of shots whose ids have changed; others stay."""
        return replace(
            self,
            items=tuple(
                item if item.shot is None else replace(item, shot=ids.get(item.shot, item.shot))
                for item in self.items
            ),
            overlay=tuple(replace(p, shot=ids.get(p.shot, p.shot)) for p in self.overlay),
        )

    def dissolves(self) -> tuple[tuple[int, int], ...]:
        """Frames before and behind the start of each item that its dissolve takes, shortened to what there is room for.

        No frame lies in two of them. The first item comes out of black, wholly behind its start.
        """
        found: list[tuple[int, int]] = []
        room = 0
        for item in self.items:
            length = self.whole(item.length)
            wanted = round_half_up(item.dissolve * self.rate) if item.dissolve else 0
            if found:
                frames = min(wanted, 2 * room + 1, 2 * length)
                before, after = frames // 2, frames - frames // 2
            else:
                before, after = 0, min(wanted, length)
            found.append((before, after))
            room = length - after
        return tuple(found)

    def resolve(self, frame: int) -> Hit | None:
        """What plays at a frame of the timeline; None before 0 and from the end on."""
        time = Fraction(frame) / self.rate
        for start, item in self.spans():
            if start <= time < start + item.length:
                return Hit(item, item.in_point + time - start)
        return None

    def _put(self, item: Item) -> "Timeline":
        return replace(self, items=tuple(item if item.id == other.id else other for other in self.items))

    def with_items(self, *items: Item) -> "Timeline":
        """The timeline of these items instead, with neighbouring gaps made one and a gap at the end dropped.

        Markers on items that go go with them.
        """
        tidy: list[Item] = []
        for item in items:
            if item.shot is None and tidy and tidy[-1].shot is None:
                tidy[-1] = replace(tidy[-1], length=tidy[-1].length + item.length)
            else:
                tidy.append(item)
        if tidy and tidy[-1].shot is None:
            tidy.pop()
        gone = {item.id for item in self.items} - {item.id for item in tidy if item.shot is not None}
        markers = tuple(m for m in self.markers if m.item not in gone)
        return replace(self, items=tuple(tidy), markers=markers)

    def rippled(self, wanted: bool, at: Fraction, by: Fraction) -> "Timeline":
        """Where it is wanted, everything beside the main track that stands at a time or later moved by `by` seconds.

        Overlays move together, and no further back than to the end of the one before.
        """
        if not wanted or not by:
            return self
        staying = [placed.end for placed in self.overlay if placed.start < at]
        moving = [placed.start for placed in self.overlay if placed.start >= at]
        shift = max(by, max(staying, default=Fraction(0)) - min(moving)) if moving else by
        free = [marker.item is None and marker.time >= at for marker in self.markers]
        return replace(
            self,
            overlay=tuple(replace(p, start=p.start + shift) if p.start >= at else p for p in self.overlay),
            cues=in_order(replace(c, start=c.start + by) if c.start >= at else c for c in self.cues),
            sounds=in_order(replace(s, start=s.start + by) if s.start >= at else s for s in self.sounds),
            markers=tuple(
                replace(m, time=m.time + by) if moves else m
                for m, moves in zip(self.markers, free, strict=True)
            ),
        )
