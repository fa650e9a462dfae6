"""Copying and pasting on the timeline: a selection as text in the file's own format, and back in at a time.

In: a document and ids of items and entries; or text from the clipboard, which may come from a stranger. Out: text; or a
new document and the ids of what was pasted. Shots are named, not copied: a paste shows the same shots again.
"""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

import msgspec

from engine import loom_read, loom_write, placing
from engine.document import SOUND, Document
from engine.errors import FileFormatError, InputError
from engine.graph import new_id
from engine.json_text import encode
from engine.timeline import Timeline
from engine.tracks import ZERO, Cue, Marker, Placed, Sound
from studio.edit.timeline import start_of

OURS = "cut"
"""The one key of the text, which holds a timeline as a file has it."""
_NOTHING = "Copy something on the timeline first"


class _Text(msgspec.Struct, forbid_unknown_fields=True):
    cut: msgspec.Raw


def copied(document: Document, ids: Collection[str]) -> str:
    """Items, one behind the other, and what is chosen beside them, from the earliest of them on.

    Markers on these items come along. Raises InputError where nothing is chosen.
    """
    timeline = document.timeline
    items = tuple(item for item in timeline.items if item.id in ids)
    named = {item.id for item in items}
    starts = [at for thing in ids if (at := start_of(timeline, thing)) is not None]
    if not starts:
        raise InputError("nothing is selected", remedy="Select something on the timeline")
    by = -min(starts)
    markers = [m for m in timeline.markers if m.item in named or (m.item is None and m.id in ids)]
    part = Timeline(
        timeline.rate,
        items,
        overlay=tuple(replace(x, start=x.start + by) for x in timeline.overlay if x.id in ids),
        cues=tuple(replace(x, start=x.start + by) for x in timeline.cues if x.id in ids),
        sounds=tuple(replace(x, start=x.start + by) for x in timeline.sounds if x.id in ids),
        markers=tuple(m if m.item is not None else replace(m, time=m.time + by) for m in markers),
    )
    return encode({OURS: msgspec.Raw(loom_write.timeline(part))}).decode()


def is_cut(text: str) -> bool:
    """Whether a text claims to be a piece of a timeline."""
    return text.startswith('{"cut":')


def pasted(
    document: Document, text: str, time: Fraction, *, ripple_all: bool = False
) -> tuple[Document, tuple[str, ...]]:
    """The document with what a text holds from a time on, and the new ids.

    Items go into the main track, where what plays is split; the rest lies beside it. What this project does not have is
    left out; raises InputError where that is all, and for a text that is no piece of a timeline.
    """
    part = _read(text, document)
    timeline, at = document.timeline, document.timeline.snap(max(time, ZERO))
    ids = {item.id: new_id() for item in part.items}
    # The last one first: each pushes those that are in already.
    for item in reversed(part.items):
        timeline = timeline.insert_at(at, replace(item, id=ids[item.id]), ripple_all=ripple_all)
    entries: list[Placed | Cue | Sound | Marker] = []
    every: tuple[Placed | Cue | Sound, ...] = (*part.overlay, *part.cues, *part.sounds)
    entries += [replace(x, id=new_id(), start=x.start + at) for x in every]
    for marker in part.markers:
        if marker.item is None:
            entries.append(replace(marker, id=new_id(), time=marker.time + at))
        elif marker.item in ids:
            entries.append(replace(marker, id=new_id(), item=ids[marker.item]))
    timeline = placing.put(timeline, *entries)
    chosen = tuple(entry.id for entry in entries if not isinstance(entry, Marker) or entry.item is None)
    # Gaps may have become one with what was empty there.
    there = {item.id for item in timeline.items}
    return document.with_timeline(timeline), (*(x for x in ids.values() if x in there), *chosen)


def duplicated(
    document: Document, ids: Collection[str], *, ripple_all: bool = False
) -> tuple[Document, tuple[str, ...]]:
    """A second one of everything chosen, behind the last of it; and the new ids."""
    timeline = document.timeline
    ends = [timeline.start(item.id) + item.length for item in timeline.items if item.id in ids]
    beside: tuple[Placed | Cue | Sound, ...] = (*timeline.overlay, *timeline.cues, *timeline.sounds)
    ends += [x.end for x in beside if x.id in ids]
    ends += [m.time + timeline.frame for m in timeline.markers if m.id in ids and m.item is None]
    return pasted(document, copied(document, ids), max(ends, default=ZERO), ripple_all=ripple_all)


def _read(text: str, document: Document) -> Timeline:
    """The piece as far as this project has it, at its rate."""
    try:
        part = loom_read.timeline(msgspec.json.decode(text, type=_Text).cut, document.settings.rate)
    except (msgspec.DecodeError, FileFormatError, UnicodeError, RecursionError):
        raise InputError("there is no piece of a timeline on the clipboard", remedy=_NOTHING) from None
    shots = {*document.shots, *(node.id for node in document.graph)}
    shots |= {x.shot for x in document.timeline.items if x.shot is not None}
    shots |= {x.shot for x in document.timeline.overlay}
    heard = {key for key, item in document.media.items() if item.kind == SOUND}
    found = replace(
        part,
        items=tuple(x for x in part.items if x.shot is None or x.shot in shots),
        overlay=tuple(x for x in part.overlay if x.shot in shots),
        sounds=tuple(x for x in part.sounds if x.media in heard),
    )
    if not (found.items or found.overlay or found.cues or found.sounds or found.markers):
        raise InputError("what was copied is not in this project", remedy="Copy from this project's timeline")
    return found
