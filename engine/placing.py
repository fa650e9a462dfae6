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
from engine.tracks import (
    LATEST,
    LOUDEST,
    MOST_ENTRIES,
    MOST_NAME,
    MOST_WORDS,
    QUIETEST,
    SMALLEST_TEXT,
    ZERO,
    Cue,
    Marker,
    Placed,
    Sound,
    in_order,
)

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


def put(timeline: Timeline, *entries: Entry) -> Timeline:
    """The entries added, or in place of those of their ids; overlays start where it is free, nearest to their start.

    Times and texts are brought to what a file can hold. Raises InputError where there are too many of a kind.
    """
    overlay = timeline.overlay
    for placed in entries:
        if isinstance(placed, Placed):
            others = tuple(other for other in overlay if other.id != placed.id)
            overlay = in_order((*others, _fitted(timeline, placed, others)))
    return replace(
        timeline,
        overlay=_bounded(overlay),
        cues=_with(timeline.cues, [_cue(e) for e in entries if isinstance(e, Cue)]),
        sounds=_with(timeline.sounds, [_sound(e) for e in entries if isinstance(e, Sound)]),
        markers=_with(timeline.markers, [_marker(e) for e in entries if isinstance(e, Marker)]),
    )


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
    length = max(timeline.snap(_time(placed.length)), timeline.frame)
    wanted = timeline.snap(_time(placed.start))
    places: list[Fraction] = []
    begin = ZERO
    for other in in_order(others):
        if other.start - begin >= length:
            places.append(min(max(wanted, begin), other.start - length))
        begin = other.end
    places.append(max(wanted, begin))
    start = min(places, key=lambda place: abs(place - wanted))
    return replace(
        placed,
        start=start,
        in_point=max(timeline.snap(placed.in_point), ZERO),
        length=length,
        opacity=min(_time(placed.opacity), Fraction(1)),
        fade_in=_time(placed.fade_in),
        fade_out=_time(placed.fade_out),
    )


def _cue(cue: Cue) -> Cue:
    return replace(
        cue,
        start=_time(cue.start),
        length=_length(cue.length),
        text=cue.text[:MOST_WORDS],
        size=min(max(_exact(cue.size), SMALLEST_TEXT), Fraction(1)),
        fade=_time(cue.fade),
    )


def _sound(sound: Sound) -> Sound:
    return replace(
        sound,
        start=_time(sound.start),
        in_point=_time(sound.in_point),
        length=_length(sound.length),
        volume=min(max(sound.volume, QUIETEST), LOUDEST),
        fade_in=_time(sound.fade_in),
        fade_out=_time(sound.fade_out),
    )


def _neighbours(timeline: Timeline, placed: Placed) -> tuple[Fraction, Fraction | None]:
    """Where the overlay before ends and the one behind starts."""
    before = max((p.end for p in timeline.overlay if p.end <= placed.start), default=ZERO)
    return before, min((p.start for p in timeline.overlay if p.start >= placed.end), default=None)


def _start(entry: Entry) -> Fraction:
    return entry.time if isinstance(entry, Marker) else entry.start


def _at(entry: Entry, time: Fraction) -> Entry:
    return replace(entry, time=time) if isinstance(entry, Marker) else replace(entry, start=time)


def _marker(marker: Marker) -> Marker:
    return replace(
        marker, time=_time(marker.time), name=marker.name[:MOST_NAME], note=marker.note[:MOST_WORDS]
    )


def _with(entries: tuple[_T, ...], new: list[_T]) -> tuple[_T, ...]:
    """The entries with some added or replaced, in order of time; untouched where there are none."""
    if not new:
        return entries
    table = {entry.id: entry for entry in (*entries, *new)}
    return _bounded(tuple(sorted(table.values(), key=_start)))


def _bounded(entries: tuple[_T, ...]) -> tuple[_T, ...]:
    if len(entries) > MOST_ENTRIES:
        raise InputError(f"a film holds at most {MOST_ENTRIES:,} of these", remedy="Remove some first")
    return entries


def _time(value: Fraction) -> Fraction:
    return min(max(_exact(value), ZERO), LATEST)


def _length(value: Fraction) -> Fraction:
    return min(max(_exact(value), SHORTEST), LATEST)


def _exact(value: Fraction) -> Fraction:
    return value if value.denominator <= _EXACT else as_seconds(float(value))
