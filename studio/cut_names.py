"""What steps on the timeline are called in the history: what was done, and to which shot, sound or title.

In: a document as it was before the step, the deed and the ids that it is about. Out: words for `DocumentModel.edit`.
Called by whoever edits the cut.
"""

from collections.abc import Collection

from engine.document import Document
from engine.timeline import Item
from engine.tracks import TITLE, Cue, Marker, Placed, Sound
from studio.edit.places import way_to
from studio.edit.ports import Faces
from studio.edit.scope import graph_in
from studio.edit.timeline import entries_of, items_of, thing_of
from studio.step_names import short
from studio.words import tr

DEEDS = {
    "trim": ("Trim {what}", "Trim"),
    "move": ("Move {what}", "Move"),
    "roll": ("Move the cut before {what}", "Move a cut"),
    "slip": ("Slip {what}", "Slip"),
    "slide": ("Slide {what}", "Slide"),
    "split": ("Split {what}", "Split at the playhead"),
    "lift": ("Lift {what}", "Lift"),
    "delete": ("Delete {what}", "Delete"),
    "ripple": ("Ripple delete {what}", "Ripple delete"),
    "lift_range": ("Lift what lies between in and out", "Lift what lies between in and out"),
    "extract": ("Extract what lies between in and out", "Extract what lies between in and out"),
    "insert": ("Insert {what}", "Insert"),
    "overwrite": ("Overwrite with {what}", "Overwrite"),
    "replace": ("Replace {what}", "Replace"),
    "overlay": ("Place {what} on top", "Place on top"),
    "raise": ("Move {what} on top", "Move on top"),
    "lower": ("Move {what} to the main track", "Move to the main track"),
    "paste": ("Paste {what}", "Paste on the timeline"),
    "cut": ("Cut {what}", "Cut"),
    "duplicate": ("Duplicate {what}", "Duplicate"),
    "dissolve": ("Dissolve into {what}", "Dissolve"),
    "fade": ("Fade {what}", "Fade"),
    "volume": ("Volume of {what}", "Volume"),
    "mute": ("Mute {what}", "Mute"),
    "unmute": ("Hear {what} again", "Hear again"),
    "opacity": ("Opacity of {what}", "Opacity"),
    "change": ("Change {what}", "Change the timeline"),
    "text": ("Words of {what}", "Words"),
    "marker": ("Change marker {what}", "Set a marker"),
    "sound": ("Add sound {what}", "Add a sound"),
    "title": ("Add title {what}", "Add a title"),
    "subtitle": ("Add subtitle {what}", "Add a subtitle"),
    "subtitles": ("Add subtitles", "Add subtitles"),
    "add_all": ("Add all shots to the film", "Add all shots to the film"),
    "add_take": ("Add a take to {what}", "Add a take"),
    "pick": ("Pick another take of {what}", "Pick another take"),
    "finalise": ("Keep only the pick of {what}", "Keep only the pick"),
    "favourite": ("Favourite take of {what}", "Favourite take"),
    "remove_takes": ("Remove takes of {what}", "Remove takes"),
    "extend": ("Extend {what}", "Extend"),
    "lead_up": ("Extend {what} at its start", "Extend at start"),
    "jump": ("Jump on from {what}", "Jump on"),
    "connect": ("Connect {what} to the next shot", "Connect"),
    "loop": ("Loop {what}", "Loop"),
    "retake": ("Retake a range of {what}", "Retake a range"),
    "remix": ("Remix {what}", "Remix"),
    "still": ("New shot from a still", "New shot from a still"),
    "first": ("Still as first frame of {what}", "Still as first frame"),
}
"""Every deed: its words with what it was done to, and without."""


def cut_step(document: Document, faces: Faces, deed: str, ids: Collection[str] = ()) -> str:
    """The step's name. `ids` are things on the timeline, or shots; those that are not there are not named."""
    what = cut_things(document, faces, ids)
    return tr(DEEDS[deed][0 if what else 1], what=what)


def cut_things(document: Document, faces: Faces, ids: Collection[str]) -> str:
    """One thing by its name, several by how many there are; "" for none."""
    timeline = document.timeline
    items, entries = items_of(timeline, ids), entries_of(timeline, ids)
    there = (*items, *entries)
    if not there and len(ids) == 1:
        return shot_name(document, faces, next(iter(ids)))
    if len(there) == 1:
        return thing_name(document, faces, there[0])
    if len(there) == len(items) and there:
        return tr("{count} shots", count=len(there))
    return tr("{count} things", count=len(there)) if there else ""


def thing_name(document: Document, faces: Faces, thing: str) -> str:
    """What a person calls an item, overlay, cue, sound or marker."""
    match thing_of(document.timeline, thing):
        case Item(shot=None):
            return tr("a gap")
        case Item(shot=str() as shot) | Placed(shot=shot):
            return shot_name(document, faces, shot) or tr("a shot")
        case Cue(text=text, role=role):
            words = short(text)
            return f"“{words}”" if words else tr("a title") if role == TITLE else tr("a subtitle")
        case Sound(media=media):
            known = document.media.get(media)
            return short(known.name) if known is not None else tr("a sound")
        case Marker(name=name):
            return f"“{short(name)}”" if name.strip() else tr("a marker")
    return ""


def shot_name(document: Document, faces: Faces, shot: str) -> str:
    """What a person calls a shot: its node's title or kind, or what it was called when it had a node."""
    way = way_to(document, shot)
    graph = graph_in(document, way[1]) if way is not None else None
    if way is not None and graph is not None:
        node = graph.nodes[way[2]]
        return short(node.title or tr(faces.of(document, node).label))
    held = document.shots.get(shot)
    return short(held.name) if held is not None else ""
