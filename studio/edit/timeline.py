"""The cut as edits of the document: what is chosen on the timeline is trimmed, moved, split, faded and taken away.

In: a document and ids, which may name items of the main track, overlays, cues, sounds and markers alike. Out: a new
document. What a shot's clip can give is known here, so every edit is clamped to it. Called by the timeline panel and
its commands; shots and files come onto the timeline in `timeline_drops`, whole new shots in `growing`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Concatenate, ParamSpec

from engine import cutting, placing
from engine.cutting import Lengths
from engine.document import Document
from engine.errors import InputError
from engine.film import sources_of
from engine.graph import new_id
from engine.timeline import Item, Timeline
from engine.tracks import ZERO, Cue, Marker, Placed, Sound

_P = ParamSpec("_P")


def edited(
    document: Document,
    change: Callable[Concatenate[Timeline, _P], Timeline],
    *args: _P.args,
    **named: _P.kwargs,
) -> Document:
    """The document with its timeline as a function makes it; the same document if that changes nothing."""
    after = change(document.timeline, *args, **named)
    return document if after == document.timeline else document.with_timeline(after)


def lengths_of(document: Document) -> Lengths:
    """How long the clip of each shot's pick is, in seconds; None for shots that show nothing yet."""
    lengths = {shot: source.seconds for shot, source in sources_of(document).items()}
    return lengths.get


def length_of(document: Document, thing: str) -> Fraction | None:
    """Seconds of the source of an item, overlay or sound; None where it has none, or nobody knows."""
    found = thing_of(document.timeline, thing)
    if isinstance(found, Sound):
        media = document.media.get(found.media)
        return Fraction(media.frames) / media.rate if media is not None and media.rate else None
    if isinstance(found, Item | Placed) and found.shot is not None:
        take = document.picked(found.shot)
        return take.duration if take is not None else None
    return None


def thing_of(timeline: Timeline, thing: str) -> Item | placing.Entry:
    """The item or entry of an id. Raises InputError if there is none."""
    return next((item for item in timeline.items if item.id == thing), None) or placing.find(timeline, thing)


def items_of(timeline: Timeline, ids: Collection[str]) -> tuple[str, ...]:
    """Those of some ids that stand on the main track, in its order."""
    return tuple(item.id for item in timeline.items if item.id in ids)


def entries_of(timeline: Timeline, ids: Collection[str]) -> tuple[str, ...]:
    """Those of some ids that lie beside the main track: overlays, cues, sounds, markers."""
    every: Iterable[placing.Entry] = (*timeline.overlay, *timeline.cues, *timeline.sounds, *timeline.markers)
    return tuple(entry.id for entry in every if entry.id in ids)


def start_of(timeline: Timeline, thing: str) -> Fraction | None:
    """Where an item or entry starts in the film; None for a marker whose item does not show its time."""
    found = thing_of(timeline, thing)
    if isinstance(found, Item):
        return timeline.start(thing)
    return placing.time_of(timeline, found) if isinstance(found, Marker) else found.start


# -- taking away -------------------------------------------------------------------------------------------------------


def delete(
    document: Document, ids: Collection[str], *, ripple: bool = False, ripple_all: bool = False
) -> Document:
    """The document without some items and entries. Items leave a gap, with `ripple` what follows closes up; gaps
    alone always close up.

    Ids that are not there are passed over. Shots and takes stay in the project.
    """

    def change(timeline: Timeline) -> Timeline:
        timeline = placing.remove(timeline, *entries_of(timeline, ids))
        items = items_of(timeline, ids)
        if ripple or all(timeline.item(item).shot is None for item in items):
            return timeline.ripple_delete(*items, ripple_all=ripple_all)
        return timeline.lift(*items)

    return edited(document, change)


def delete_range(
    document: Document, start: Fraction, stop: Fraction, *, ripple: bool = False, ripple_all: bool = False
) -> Document:
    """The main track without what plays from `start` to `stop`: a gap, or with `ripple` closed up."""
    if ripple:
        return edited(document, cutting.extract, start, stop, ripple_all=ripple_all)
    return edited(document, cutting.lift_range, start, stop)


# -- edges and cuts ----------------------------------------------------------------------------------------------------


def trim_start(
    document: Document, thing: str, by: Fraction, *, ripple: bool = True, ripple_all: bool = False
) -> Document:
    """An item or entry starting later by so much (earlier if negative), as far as its source goes.

    On the main track what follows moves along, unless `ripple` is off: then a gap opens or closes before it.
    """
    if thing not in items_of(document.timeline, (thing,)):
        return edited(document, placing.trim, thing, by, ZERO, length_of(document, thing))
    if ripple:
        return edited(document, Timeline.trim_start, thing, by, ripple_all=ripple_all)
    return edited(document, cutting.move_start, thing, by)


def trim_end(
    document: Document, thing: str, by: Fraction, *, ripple: bool = True, ripple_all: bool = False
) -> Document:
    """An item or entry ending later by so much (earlier if negative), as far as its source goes.

    On the main track what follows moves along, unless `ripple` is off: then it can only grow over a gap.
    """
    if thing not in items_of(document.timeline, (thing,)):
        return edited(document, placing.trim, thing, ZERO, by, length_of(document, thing))
    if ripple:
        return edited(
            document, Timeline.trim_end, thing, by, length_of(document, thing), ripple_all=ripple_all
        )
    return edited(document, cutting.move_end, thing, by, lengths_of(document))


def trim_to(
    document: Document, time: Fraction, edge: str, *, ripple: bool = True, ripple_all: bool = False
) -> Document:
    """The item that plays at a time with its `edge` ("start" or "end") moved there."""
    return edited(document, cutting.trim_to, time, edge, ripple=ripple, ripple_all=ripple_all)


def roll(document: Document, item: str, by: Fraction) -> Document:
    """The cut before an item moved; nothing else moves."""
    return edited(document, cutting.roll, item, by, lengths_of(document))


def slide(document: Document, item: str, by: Fraction) -> Document:
    """An item moved between its neighbours, which take and give the room."""
    return edited(document, cutting.slide, item, by, lengths_of(document))


def slip(document: Document, thing: str, by: Fraction) -> Document:
    """An item, overlay or sound showing another stretch of its source; place and length stay."""
    source = length_of(document, thing)
    found = thing_of(document.timeline, thing)
    if not isinstance(found, Item):
        return edited(document, placing.slip, thing, by, source)
    return document if found.shot is None else edited(document, Timeline.slip, thing, by, source)


def split(document: Document, time: Fraction, ids: Collection[str] | None = None) -> Document:
    """The blade at a time: what plays there on the main track becomes two; with `ids` those of them instead."""

    def change(timeline: Timeline) -> Timeline:
        playing = timeline.resolve(timeline.whole(timeline.snap(time)))
        if playing is not None and (ids is None or playing.item.id in ids):
            timeline = timeline.split_at(time)
        for entry in entries_of(timeline, ids or ()):
            timeline = placing.split(timeline, entry, time)
        return timeline

    return edited(document, change)


def set_dissolve(document: Document, item: str, seconds: Fraction) -> Document:
    """The item faded into over so long, 0 for a plain cut; at most what there is room for."""
    return edited(document, cutting.set_dissolve, item, seconds)


# -- moving ------------------------------------------------------------------------------------------------------------


def move_items(document: Document, ids: Collection[str], position: int) -> Document:
    """Items put, in their order, before what then stands at `position` of the main track; all lengths stay."""
    return edited(document, cutting.move_items, items_of(document.timeline, ids), position)


def move_entries(document: Document, ids: Collection[str], by: Fraction) -> Document:
    """Overlays, cues, sounds and free markers moved together, no further back than the film's start."""
    entries = entries_of(document.timeline, ids)
    return edited(document, placing.move_by, entries, by) if entries and by else document


def raise_item(
    document: Document, item: str, at: Fraction | None = None, *, ripple: bool = False
) -> tuple[Document, str]:
    """An item of the main track as an overlay at a time (default: where it stands), and the overlay's id.

    It leaves a gap, or with `ripple` what follows closes up. Raises InputError for a gap.
    """
    own = document.timeline.item(item)
    if own.shot is None:
        raise InputError("there is nothing in a gap that could be moved", value=item, remedy="Select a shot")
    start = document.timeline.start(item) if at is None else at
    placed = Placed(new_id(), own.shot, max(start, ZERO), own.in_point, own.length)
    lifted = delete(document, (item,), ripple=ripple)
    return edited(lifted, placing.put, placed), placed.id


def lower_item(
    document: Document, placed: str, position: int | None = None, *, ripple_all: bool = False
) -> tuple[Document, str]:
    """An overlay as an item of the main track, and the item's id.

    It goes before what stands at `position`, or (None) in at its own time, where what plays there is split.
    """
    own = placing.find(document.timeline, placed)
    if not isinstance(own, Placed):
        raise InputError("this is no overlay", value=placed, remedy="Select an overlay")
    item = Item(new_id(), own.shot, own.in_point, own.length)

    def change(timeline: Timeline) -> Timeline:
        timeline = placing.remove(timeline, placed)
        if position is None:
            return timeline.insert_at(own.start, item, ripple_all=ripple_all)
        return timeline.insert(position, item, ripple_all=ripple_all)

    return edited(document, change), item.id


def taken_along(before: Document, after: Document) -> Document:
    """`after`, with what stands beside the main track moved like the first shot that an edit of that moved.

    Where none was, the film grew at its end.
    """
    was, now = before.timeline, after.timeline
    starts = {item.id: start for start, item in now.spans()}
    moved = (
        (start, starts.get(item.id, start) - start) for start, item in was.spans() if item.shot is not None
    )
    at, by = next(((at, by) for at, by in moved if by), (was.total, now.total - was.total))
    return edited(after, Timeline.rippled, True, at, by)


# -- values ------------------------------------------------------------------------------------------------------------


def change(document: Document, entry: str, **fields: Any) -> Document:
    """An overlay, cue, sound or marker with other values in these fields."""
    return edited(document, lambda t: placing.change(t, entry, **fields))


def set_volume(document: Document, ids: Iterable[str], decibels: float) -> Document:
    """The sounds among these as loud as that; 0 is as recorded."""
    return _with_each(document, ids, Sound, {"volume": float(decibels)})


def mute(document: Document, ids: Iterable[str], on: bool) -> Document:
    """The sounds among these silent, or heard again."""
    return _with_each(document, ids, Sound, {"muted": on})


def set_fades(
    document: Document, entry: str, fade_in: Fraction | None = None, fade_out: Fraction | None = None
) -> Document:
    """How long an overlay or sound takes to come and to go (a cue: one fade for both); None leaves as it is.

    Together they last no longer than the whole.
    """
    own = placing.find(document.timeline, entry)
    if isinstance(own, Marker):
        return document
    if isinstance(own, Cue):
        wanted = fade_in if fade_in is not None else fade_out
        fade = own.fade if wanted is None else wanted
        return change(document, entry, fade=min(max(fade, ZERO), own.length / 2))
    first = own.fade_in if fade_in is None else min(max(fade_in, ZERO), own.length)
    last = own.fade_out if fade_out is None else min(max(fade_out, ZERO), own.length)
    if fade_in is not None:
        last = min(last, own.length - first)
    first = min(first, own.length - last)
    return change(document, entry, fade_in=first, fade_out=last)


def mark(
    document: Document, time: Fraction, name: str = "", *, on_item: bool = False
) -> tuple[Document, str]:
    """A new marker at a time, and its id; with `on_item` it moves with the item that plays there."""
    known = {marker.id for marker in document.timeline.markers}
    after = edited(document, lambda t: placing.mark(t, time, name, on_item=on_item))
    return after, next(m.id for m in after.timeline.markers if m.id not in known)


def next_marker(timeline: Timeline, time: Fraction, step: int = 1) -> Fraction | None:
    """The time of the nearest marker behind a time, or with `step` -1 before it; None where there is none."""
    times = (placing.time_of(timeline, marker) for marker in timeline.markers)
    found = [at for at in times if at is not None and (at - time) * step > 0]
    return min(found, key=lambda at: abs(at - time), default=None)


def _with_each(
    document: Document, ids: Iterable[str], kind: type[placing.Entry], fields: Mapping[str, Any]
) -> Document:
    def change(timeline: Timeline) -> Timeline:
        found = [placing.find(timeline, entry) for entry in entries_of(timeline, tuple(ids))]
        return placing.put(timeline, *(replace(own, **fields) for own in found if isinstance(own, kind)))

    return edited(document, change)
