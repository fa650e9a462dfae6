"""Edits of what lies beside the main track: overlays, cues, sounds and markers are put, moved, trimmed and removed.

In: a timeline and an entry or its id. Out: a new timeline. Overlays stay apart from one another: what would overlap
goes to the nearest place that is free. Ids that are not there raise InputError. Called by the studio's edits.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from engine.errors import InputError
from engine.graph import new_id
from engine.time import as_seconds
from engine.timeline import Timeline
from engine.tracks import ZERO, Cue, Marker, Placed, Sound, in_order

Entry: TypeAlias = Placed | Cue | Sound | Marker
_T = TypeVar("_T", bound=Entry)

SHORTEST = Fraction(1, 100)
"""Seconds of a cue or sound, which are on no grid."""
_EXACT = 10**9
"""Times with a larger denominator become whole microseconds: a file must be able to hold them."""


def find(timeline: Timeline, entry: str) -> Entry:
    """The overlay, cue, sound or marker of an id."""
    entries: tuple[Entry, ...] = (*timeline.overlay, *timeline.cues, *timeline.sounds, *timeline.markers)
    for candidate in entries:
        if candidate.id == entry:
            return candidate
    raise InputError("the timeline has nothing of this id", value=entry, remedy="Select it again")


def put(timeline: Timeline, entry: Entry) -> Timeline:
    """The entry added, or in place of the one of its id; an overlay starts where it is free, nearest to its start."""
    match entry:
        case Placed():
            others = tuple(other for other in timeline.overlay if other.id != entry.id)
            return replace(timeline, overlay=in_order((*others, _fitted(timeline, entry, others))))
        case Cue():
            exact = replace(entry, start=_time(entry.start), length=_length(entry.length))
            return replace(timeline, cues=in_order(_with(timeline.cues, exact)))
        case Sound():
            exact_sound = replace(
                entry,
                start=_time(entry.start),
                in_point=_time(entry.in_point),
                length=_length(entry.length),
            )
            return replace(timeline, sounds=in_order(_with(timeline.sounds, exact_sound)))
        case Marker():
            noted = replace(entry, time=_time(entry.time))
            markers = _with(timeline.markers, noted)
            return replace(timeline, markers=tuple(sorted(markers, key=lambda marker: marker.time)))


def change(timeline: Timeline, entry: str, **fields: Any) -> Timeline:
    """The entry with other values in these fields."""
    return put(timeline, replace(find(timeline, entry), **fields))


def remove(timeline: Timeline, *entries: str) -> Timeline:
    """The timeline without these entries."""
    gone = {find(timeline, entry).id for entry in entries}
    return replace(
        timeline,
        overlay=tuple(x for x in timeline.overlay if x.id not in gone),
        cues=tuple(x for x in timeline.cues if x.id not in gone),
        sounds=tuple(x for x in timeline.sounds if x.id not in gone),
        markers=tuple(x for x in timeline.markers if x.id not in gone),
    )


def move(timeline: Timeline, entry: str, to: Fraction) -> Timeline:
    """The entry starting at a time of the film; a marker on an item at that time of the item's source."""
    found = find(timeline, entry)
    if isinstance(found, Marker):
        return put(timeline, replace(found, time=to))
    return put(timeline, replace(found, start=to))


def move_by(timeline: Timeline, entries: Collection[str], by: Fraction) -> Timeline:
    """Several entries moved together, no further back than the film's start; markers on items stay on them."""
    found = [find(timeline, entry) for entry in entries]
    found = [entry for entry in found if not (isinstance(entry, Marker) and entry.item is not None)]
    if not found:
        return timeline
    by = max(by, -min(_start(entry) for entry in found))
    rest = remove(timeline, *(entry.id for entry in found))
    # Those in front first, so that overlays of one group do not hinder one another.
    for entry in sorted(found, key=_start, reverse=by > 0):
        rest = put(rest, _at(entry, _start(entry) + by))
    return rest


def trim(
    timeline: Timeline,
    entry: str,
    start_by: Fraction = ZERO,
    end_by: Fraction = ZERO,
    source: Fraction | None = None,
) -> Timeline:
    """The entry starting and ending later (earlier if negative) by so much; what it shows of its source stays in place.

    Clamped to the source's beginning and, if its duration is given, its end, to the film's start, and for overlays to
    their neighbours. A marker has no edges.
    """
    found = find(timeline, entry)
    if isinstance(found, Marker):
        return timeline
    shortest, earliest, latest = SHORTEST, ZERO, None
    if isinstance(found, Placed):
        shortest, (earliest, latest) = timeline.frame, _neighbours(timeline, found)
        start_by, end_by = timeline.snap(start_by), timeline.snap(end_by)
        source = None if source is None else Fraction(int(source * timeline.rate)) / timeline.rate
    start_by = max(start_by, earliest - found.start)
    if not isinstance(found, Cue):
        start_by = max(start_by, -found.in_point)
        if source is not None:
            end_by = min(end_by, max(source - found.in_point - found.length, ZERO))
    if latest is not None:
        end_by = min(end_by, latest - found.end)
    start_by = min(start_by, found.length - shortest)
    length = max(found.length - start_by + end_by, shortest)
    trimmed = replace(found, start=found.start + start_by, length=length)
    if not isinstance(trimmed, Cue):
        trimmed = replace(trimmed, in_point=trimmed.in_point + start_by)
    return put(timeline, trimmed)


def slip(timeline: Timeline, entry: str, by: Fraction, source: Fraction | None = None) -> Timeline:
    """An overlay or sound showing another stretch of its source, as far as that goes; place and length stay."""
    found = find(timeline, entry)
    if not isinstance(found, Placed | Sound):
        return timeline
    in_point = max(found.in_point + by, ZERO)
    if source is not None and by > 0:
        in_point = min(in_point, max(source - found.length, found.in_point))
    return put(timeline, replace(found, in_point=in_point))


def split(timeline: Timeline, entry: str, time: Fraction) -> Timeline:
    """An overlay, cue or sound as two at a time of the film; nothing where it does not reach over that time.

    The first half keeps the id and the fade in, the second one gets the fade out.
    """
    found = find(timeline, entry)
    if isinstance(found, Marker):
        return timeline
    time = timeline.snap(time) if isinstance(found, Placed) else _time(time)
    first = time - found.start
    if not 0 < first < found.length:
        return timeline
    one, two = (
        replace(found, length=first),
        replace(found, id=new_id(), start=time, length=found.length - first),
    )
    if not isinstance(one, Cue) and not isinstance(two, Cue):
        one, two = replace(one, fade_out=ZERO), replace(two, in_point=two.in_point + first, fade_in=ZERO)
    return put(put(timeline, one), two)


def time_of(timeline: Timeline, marker: Marker) -> Fraction | None:
    """Where a marker stands in the film; None where its item is gone or does not show that time of its source."""
    if marker.item is None:
        return marker.time
    for start, item in timeline.spans():
        if item.id == marker.item:
            inside = item.in_point <= marker.time < item.in_point + item.length
            return start + marker.time - item.in_point if inside else None
    return None


def mark(
    timeline: Timeline, time: Fraction, name: str = "", *, on_item: bool = False, **fields: Any
) -> Timeline:
    """A new marker at a time of the film; with `on_item` it stands on the item that plays there and moves with it."""
    marker = Marker(new_id(), time, name, **fields)
    for start, item in timeline.spans():
        if on_item and item.shot is not None and start <= time < start + item.length:
            marker = replace(marker, item=item.id, time=item.in_point + time - start)
    return put(timeline, marker)


def _fitted(timeline: Timeline, placed: Placed, others: Iterable[Placed]) -> Placed:
    """The overlay on the grid, starting where it is free nearest to where it wants to."""
    length = max(timeline.snap(placed.length), timeline.frame)
    wanted = max(timeline.snap(placed.start), ZERO)
    places: list[Fraction] = []
    begin = ZERO
    for other in in_order(others):
        if other.start - begin >= length:
            places.append(min(max(wanted, begin), other.start - length))
        begin = other.end
    places.append(max(wanted, begin))
    start = min(places, key=lambda place: abs(place - wanted))
    in_point = max(timeline.snap(placed.in_point), ZERO)
    return replace(placed, start=start, in_point=in_point, length=length)


def _neighbours(timeline: Timeline, placed: Placed) -> tuple[Fraction, Fraction | None]:
    """Where the overlay before ends and the one behind starts."""
    before = max((p.end for p in timeline.overlay if p.end <= placed.start), default=ZERO)
    return before, min((p.start for p in timeline.overlay if p.start >= placed.end), default=None)


def _start(entry: Entry) -> Fraction:
    return entry.time if isinstance(entry, Marker) else entry.start


def _at(entry: Entry, time: Fraction) -> Entry:
    return replace(entry, time=time) if isinstance(entry, Marker) else replace(entry, start=time)


def _with(entries: tuple[_T, ...], entry: _T) -> tuple[_T, ...]:
    """The entries with one added, or replaced at its place."""
    if all(other.id != entry.id for other in entries):
        return (*entries, entry)
    return tuple(entry if other.id == entry.id else other for other in entries)


def _time(value: Fraction) -> Fraction:
    return max(_exact(value), ZERO)


def _length(value: Fraction) -> Fraction:
    return max(_exact(value), SHORTEST)


def _exact(value: Fraction) -> Fraction:
    return value if value.denominator <= _EXACT else as_seconds(float(value))
