"""What is dropped on the timeline: shots, nodes and files find a place in the cut, and nothing there is lost.

In: a document, the faces, what is dropped and where. Out: a new document and what stands there now. Dropping inserts,
adds a take or replaces, as the artist chooses; what an item showed before stays in the project. Called by the timeline,
the viewer and the menus.
"""

from collections.abc import Sequence
from fractions import Fraction

from engine import cutting, placing
from engine.document import IMAGE, SOUND, Document, MediaItem
from engine.errors import GraphError, InputError
from engine.graph import new_id
from engine.timeline import Item, Timeline
from engine.tracks import ZERO, Placed
from studio.edit.chain import Chain
from studio.edit.frames import Sizes
from studio.edit.growing import NO_SIZES
from studio.edit.media import same_file
from studio.edit.places import way_to
from studio.edit.ports import Faces, original
from studio.edit.scope import graph_of
from studio.edit.sounds import add_sound
from studio.edit.timeline import edited
from studio.edit.timeline_lengths import seconds_of

SHOT = "shotloom.shot"


# -- shots -------------------------------------------------------------------------------------------------------------


def new_item(
    document: Document, faces: Faces, shot: str, in_point: Fraction = ZERO, length: Fraction | None = None
) -> Item:
    """A fresh item that shows a shot from a time on, to its end if no length is given; in whole frames."""
    timeline = document.timeline
    start = timeline.snap(max(in_point, ZERO))
    if length is None:
        whole = seconds_of(document, faces, shot)
        # A take is shown no longer than it is; of what is not there yet the nearest frame is made.
        there = document.picked(shot) is not None
        length = (Fraction(timeline.whole(whole)) / timeline.rate if there else timeline.snap(whole)) - start
    return timeline.new_item(shot, max(length, timeline.frame), start)


def insert_shot(
    document: Document,
    faces: Faces,
    shot: str,
    time: Fraction,
    in_point: Fraction = ZERO,
    length: Fraction | None = None,
    *,
    ripple_all: bool = False,
) -> tuple[Document, str]:
    """A shot in at a time of the film: what plays there is split, what follows moves on."""
    item = new_item(document, faces, shot, in_point, length)
    return edited(document, Timeline.insert_at, time, item, ripple_all=ripple_all), item.id


def insert_shot_at(
    document: Document,
    faces: Faces,
    shot: str,
    position: int,
    in_point: Fraction = ZERO,
    length: Fraction | None = None,
    *,
    ripple_all: bool = False,
) -> tuple[Document, str]:
    """A shot before the item at `position`, at a cut."""
    item = new_item(document, faces, shot, in_point, length)
    return edited(document, Timeline.insert, position, item, ripple_all=ripple_all), item.id


def append_shot(document: Document, faces: Faces, shot: str) -> tuple[Document, str]:
    """A shot behind all others."""
    return insert_shot_at(document, faces, shot, len(document.timeline.items))


def overwrite_shot(
    document: Document,
    faces: Faces,
    shot: str,
    time: Fraction,
    in_point: Fraction = ZERO,
    length: Fraction | None = None,
) -> tuple[Document, str]:
    """A shot from a time on in place of what played there; nothing else moves."""
    item = new_item(document, faces, shot, in_point, length)
    return edited(document, cutting.overwrite_at, time, item), item.id


def replace_shot(document: Document, item: str, shot: str) -> Document:
    """An item that shows another shot from its beginning, at the same place and length."""
    return edited(document, cutting.show, item, shot, ZERO)


def overlay_shot(
    document: Document,
    faces: Faces,
    shot: str,
    time: Fraction,
    in_point: Fraction = ZERO,
    length: Fraction | None = None,
) -> tuple[Document, str]:
    """A shot over the main track at a time, or at the nearest place that is free."""
    item = new_item(document, faces, shot, in_point, length)
    placed = Placed(new_id(), shot, max(time, ZERO), item.in_point, item.length)
    return edited(document, placing.put, placed), placed.id


def shots_of_item(document: Document, thing: str) -> str | None:
    """The shot that an item or overlay shows."""
    every: tuple[Item | Placed, ...] = (*document.timeline.items, *document.timeline.overlay)
    return next((x.shot for x in every if x.id == thing), None)


def count_shots(document: Document) -> int:
    """How many shots the outermost graph has."""
    return sum(original(document.graph, node).type == SHOT for node in document.graph)


def all_shots(document: Document, faces: Faces) -> Document:
    """Every shot of the outermost graph that the film does not show yet, behind it, in the order they were made."""
    used = {item.shot for item in document.timeline.items} | {x.shot for x in document.timeline.overlay}
    for node in document.graph:
        if original(document.graph, node).type == SHOT and node.id not in used:
            document, _ = append_shot(document, faces, node.id)
    return document


# -- nodes -------------------------------------------------------------------------------------------------------------


def shot_of(document: Document, faces: Faces, place: str, *, sizes: Sizes = NO_SIZES) -> tuple[Document, str]:
    """The shot that a node is or feeds, or a new one behind it. `place` is the node's id, led by instances around it.

    Raises GraphError for a node whose result is no picture.
    """
    way = way_to(document, place)
    if way is not None:
        graph = graph_of(document, way[1])
        if original(graph, graph[way[2]]).type == SHOT:
            return document, place
        fed = (x.target for x in graph.links if x.source == way[2] and x.target in graph.nodes)
        there = next((name for name in fed if original(graph, graph[name]).type == SHOT), None)
        if there is not None:
            return document, "/".join((*way[0], there))
    chain = Chain(document, faces, place)
    node = chain.beside[0]
    shot = chain.add("shot", 0, title=chain.free_title("Shot"))
    if not chain.link_best(node, shot):
        raise GraphError(
            "its result is no picture that a film could show", node=chain.graph[node].title or None,
            remedy="Drop a node that gives a clip or an image",
        )  # fmt: skip
    return chain.settle(sizes), chain.place(shot)


# -- files -------------------------------------------------------------------------------------------------------------


def insert_files(
    document: Document,
    faces: Faces,
    files: Sequence[MediaItem],
    time: Fraction,
    *,
    position: int | None = None,
    sizes: Sizes = NO_SIZES,
    ripple_all: bool = False,
) -> tuple[Document, tuple[str, ...]]:
    """Files into the film, one behind the other: clips and pictures as shots, sounds on their own track.

    Shots go in at a time, or with `position` before the item there; sounds always start at the time. Gives the ids of
    the new items and sounds.
    """
    made: list[str] = []
    heard = at = document.timeline.snap(max(time, ZERO))
    # Sounds last: they begin where the first shot does, and do not move on with what follows it.
    for media in sorted(files, key=lambda file: file.kind == SOUND):
        if media.kind == SOUND:
            document, sound = add_sound(document, media, heard)
            made.append(sound)
            heard = placing.find(document.timeline, sound).end  # type: ignore[union-attr]
            continue
        document, shot = _loaded(document, faces, media, sizes)
        if position is None:
            document, item = insert_shot(document, faces, shot, at, ripple_all=ripple_all)
            at = document.timeline.start(item) + document.timeline.item(item).length
        else:
            document, item = insert_shot_at(document, faces, shot, position, ripple_all=ripple_all)
            position += 1
        made.append(item)
    return document, tuple(made)


def _loaded(document: Document, faces: Faces, media: MediaItem, sizes: Sizes) -> tuple[Document, str]:
    """A shot that shows a file: the node that loads it and the Shot, below all others."""
    if media.kind == SOUND:
        raise InputError("a sound is no shot", value=media.name, remedy="Put it on the sound track")
    known = same_file(document, media)
    known = known if known is not None and known.kind == media.kind else media
    document = document if known.id in document.media else document.with_media(known)
    chain = Chain(document, faces)
    still = media.kind == IMAGE
    loader = chain.add("load_image" if still else "load_clip", 0, media=known.id)
    shot = chain.add("shot", 1, title=chain.free_title("Shot"))
    chain.link((loader, "image" if still else "clip"), shot, "clip")
    return chain.settle(sizes), shot
