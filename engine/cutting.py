"""Edits of the main track that concern more than one item: roll, slide, overwrite, extract, dissolves, several at once.

In: a timeline, ids or times, and where it matters how long each shot's clip is. Out: a new timeline. What can only
go so far is clamped, unknown ids raise InputError. The simple edits are methods of `Timeline`; the studio calls both.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from fractions import Fraction

from engine.errors import InputError
from engine.graph import new_id
from engine.timeline import Item, Timeline
from engine.tracks import ZERO

Lengths = Callable[[str], Fraction | None]
"""Seconds of the clip that a shot shows; None where it shows nothing yet, or where nobody knows."""

_ENDLESS = Fraction(10**9)


def unknown(_shot: str) -> Fraction | None:
    """The lengths of shots that nobody knows: no edit is clamped at their ends."""
    return None


# -- cuts and edges ----------------------------------------------------------------------------------------------------


def roll(timeline: Timeline, item: str, by: Fraction, lengths: Lengths = unknown) -> Timeline:
    """The cut before an item moved by `by` seconds: the item before takes or gives what this one gives or takes.

    Nothing else moves. Clamped so that both keep a frame and neither goes beyond its source. Raises InputError for the
    first item, which has no cut.
    """
    index = timeline.index(item)
    if not index:
        raise InputError("there is no cut before the first item", value=item, remedy="Trim it instead")
    before, own = timeline.items[index - 1 : index + 1]
    by = _rolled(timeline, before, own, by, lengths)
    return timeline.with_items(
        *timeline.items[: index - 1], *_ended(before, by), *_started(own, by), *timeline.items[index + 1 :]
    )


def slide(timeline: Timeline, item: str, by: Fraction, lengths: Lengths = unknown) -> Timeline:
    """An item moved between its neighbours, which take and give the room; its own stretch and the total stay.

    The first and the last item stay where they are.
    """
    index = timeline.index(item)
    if not 0 < index < len(timeline.items) - 1:
        return timeline
    before, own, behind = timeline.items[index - 1 : index + 2]
    by = _rolled(timeline, before, behind, by, lengths)
    return timeline.with_items(
        *timeline.items[: index - 1],
        *_ended(before, by),
        own,
        *_started(behind, by),
        *timeline.items[index + 2 :],
    )


def move_start(timeline: Timeline, item: str, by: Fraction) -> Timeline:
    """The item starting later (earlier if negative) while everything else stays: a gap opens, or closes, before it.

    It can start earlier only over a gap. A gap has no edges of its own.
    """
    index = timeline.index(item)
    own = timeline.items[index]
    if own.shot is None:
        return timeline
    gap = timeline.items[index - 1] if index and timeline.items[index - 1].shot is None else None
    room = gap.length if gap else ZERO
    by = max(min(timeline.snap(by), own.length - timeline.frame), -own.in_point, -room)
    before = timeline.items[: index - 1 if gap else index]
    return timeline.with_items(
        *before, *_gap(timeline, room + by, gap), *_started(own, by), *timeline.items[index + 1 :]
    )


def move_end(timeline: Timeline, item: str, by: Fraction, lengths: Lengths = unknown) -> Timeline:
    """The item ending later (earlier if negative) while everything else stays: a gap behind it closes, or opens.

    It can end later only over a gap, or where it is the last item. A gap has no edges of its own.
    """
    index = timeline.index(item)
    own = timeline.items[index]
    if own.shot is None:
        return timeline
    rest = timeline.items[index + 1 :]
    gap = rest[0] if rest and rest[0].shot is None else None
    room = gap.length if gap else ZERO
    by = max(timeline.snap(by), timeline.frame - own.length)
    by = min(by, max(_handle(timeline, own, lengths), ZERO), room if rest else by)
    left = _gap(timeline, room - by, gap) if rest else ()
    return timeline.with_items(*timeline.items[:index], *_ended(own, by), *left, *(rest[1:] if gap else rest))


def trim_to(
    timeline: Timeline, time: Fraction, edge: str, *, ripple: bool = True, ripple_all: bool = False
) -> Timeline:
    """The item that plays at a time with its `edge` ("start" or "end") moved there; nothing where none plays.

    With `ripple` what follows closes up, without it a gap stays.
    """
    time = timeline.snap(time)
    for start, item in timeline.spans():
        if start <= time < start + item.length:
            if edge == "start":
                by = time - start
                if ripple:
                    return timeline.trim_start(item.id, by, ripple_all=ripple_all)
                return move_start(timeline, item.id, by)
            by = time - start - item.length
            if time == start:
                return timeline
            if ripple:
                return timeline.trim_end(item.id, by, ripple_all=ripple_all)
            return move_end(timeline, item.id, by)
    return timeline


# -- stretches of time -------------------------------------------------------------------------------------------------


def overwrite_at(timeline: Timeline, time: Fraction, item: Item) -> Timeline:
    """The item at a time, in place of what played there; nothing else moves. Beyond the end a gap fills the distance.

    Raises InputError if the timeline has the item already.
    """
    time = timeline.snap(max(time, ZERO))
    if time >= timeline.total or any(item.id == other.id for other in timeline.items):
        return timeline.insert_at(time, item)
    in_point = max(timeline.snap(item.in_point), ZERO)
    own = replace(item, in_point=in_point, length=max(timeline.snap(item.length), timeline.frame))
    return _between(timeline, time, time + own.length, own)


def lift_range(timeline: Timeline, start: Fraction, stop: Fraction) -> Timeline:
    """The timeline with a gap from `start` to `stop`; nothing else moves."""
    start, stop = _range(timeline, start, stop)
    if start >= stop:
        return timeline
    return _between(timeline, start, stop, timeline.new_item(None, stop - start))


def extract(timeline: Timeline, start: Fraction, stop: Fraction, *, ripple_all: bool = False) -> Timeline:
    """The timeline without the time from `start` to `stop`; what follows closes up."""
    start, stop = _range(timeline, start, stop)
    if start >= stop:
        return timeline
    return _between(timeline.rippled(ripple_all, stop, start - stop), start, stop)


# -- dissolves ---------------------------------------------------------------------------------------------------------


def set_dissolve(timeline: Timeline, item: str, length: Fraction) -> Timeline:
    """The item faded into over `length` seconds (0 for a plain cut), at most what it and the one before have room for.

    The dissolve into the item behind is left its room.
    """
    index = timeline.index(item)
    rate = timeline.rate
    fitted = timeline.dissolves()
    own = timeline.items[index]
    behind = fitted[index + 1][0] if index + 1 < len(fitted) else 0
    most = int(own.length * rate) - behind
    if index:
        before = int(timeline.items[index - 1].length * rate) - fitted[index - 1][1]
        most = min(2 * before + 1, 2 * most)
    frames = max(min(int(timeline.snap(length) * rate), most), 0)
    return timeline.with_items(
        *timeline.items[:index], replace(own, dissolve=frames / rate), *timeline.items[index + 1 :]
    )


# -- several at once ---------------------------------------------------------------------------------------------------


def blocks(timeline: Timeline, items: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Ids of items as runs of neighbours, in order. Raises InputError for an id that is not there."""
    places = sorted(timeline.index(item) for item in set(items))
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return tuple(tuple(timeline.items[place].id for place in run) for run in runs)


def move_items(timeline: Timeline, items: Collection[str], position: int) -> Timeline:
    """Items taken out and put, in their order, before what then stands at `position`; all lengths stay."""
    chosen = {timeline.item(item).id for item in items}
    rest = [item for item in timeline.items if item.id not in chosen]
    moved = [item for item in timeline.items if item.id in chosen]
    position = min(max(position, 0), len(rest))
    return timeline.with_items(*rest[:position], *moved, *rest[position:])


def insert_items(
    timeline: Timeline, position: int, items: Iterable[Item], *, ripple_all: bool = False
) -> Timeline:
    """Items before the one at `position`, in their order; what follows moves on."""
    for item in reversed(list(items)):
        timeline = timeline.insert(position, item, ripple_all=ripple_all)
    return timeline


def copies(items: Iterable[Item]) -> tuple[Item, ...]:
    """The same stretches as items of their own, for pasting."""
    return tuple(replace(item, id=new_id()) for item in items)


def show(timeline: Timeline, item: str, shot: str, in_point: Fraction | None = None) -> Timeline:
    """The item showing another shot at the same place and length, from `in_point` on (default: as it was)."""
    index = timeline.index(item)
    own = timeline.items[index]
    start = own.in_point if in_point is None else max(timeline.snap(in_point), ZERO)
    shown = replace(own, shot=shot, in_point=start)
    return replace(timeline, items=(*timeline.items[:index], shown, *timeline.items[index + 1 :]))


# -- shared ------------------------------------------------------------------------------------------------------------


def _rolled(timeline: Timeline, before: Item, behind: Item, by: Fraction, lengths: Lengths) -> Fraction:
    """How far the end of one item and the start of another can move together."""
    least, most = _least(timeline, before) - before.length, behind.length - _least(timeline, behind)
    by = min(max(timeline.snap(by), least), most)
    if by > 0:
        return min(by, max(_handle(timeline, before, lengths), ZERO))
    return by if behind.shot is None else max(by, -behind.in_point)


def _least(timeline: Timeline, item: Item) -> Fraction:
    """The shortest that an item may get; a gap may go."""
    return ZERO if item.shot is None else timeline.frame


def _handle(timeline: Timeline, item: Item, lengths: Lengths) -> Fraction:
    """How much its source has behind an item's end, in whole frames; negative where it ends within."""
    length = None if item.shot is None else lengths(item.shot)
    if length is None:
        return _ENDLESS
    return Fraction(int(length * timeline.rate)) / timeline.rate - item.in_point - item.length


def _started(item: Item, by: Fraction) -> tuple[Item, ...]:
    """The item starting later by so much in its source; none if nothing is left."""
    in_point = ZERO if item.shot is None else item.in_point + by
    shorter = replace(item, in_point=in_point, length=item.length - by)
    return (shorter,) if shorter.length else ()


def _ended(item: Item, by: Fraction) -> tuple[Item, ...]:
    longer = replace(item, length=item.length + by)
    return (longer,) if longer.length else ()


def _gap(timeline: Timeline, length: Fraction, was: Item | None) -> tuple[Item, ...]:
    """A gap of this length, the one that was there if any; none for no length."""
    if not length:
        return ()
    return (timeline.new_item(None, length) if was is None else replace(was, length=length),)


def _range(timeline: Timeline, start: Fraction, stop: Fraction) -> tuple[Fraction, Fraction]:
    return max(timeline.snap(start), ZERO), min(timeline.snap(stop), timeline.total)


def _between(timeline: Timeline, start: Fraction, stop: Fraction, *items: Item) -> Timeline:
    """The timeline with these items in place of what plays from `start` to `stop`, which lie on the grid."""
    divided = timeline.split_at(start).split_at(stop)
    before = (item for at, item in divided.spans() if at < start)
    behind = (item for at, item in divided.spans() if at >= stop)
    return divided.with_items(*before, *items, *behind)
