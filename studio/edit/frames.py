"""Frames behind nodes: titled rectangles that carry the nodes dropped into them, in every scope.

In: a document and rectangles in scene units, as (x, y, width, height). Out: the document with other frames. A frame
lists what it carries; `carry` brings the lists up to date when nodes were dropped into or out of frames.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from engine.document import Document
from engine.errors import GraphError
from engine.graph import Frame, Graph, new_id
from studio.edit.scope import Scope, graph_of, with_graph
from studio.edit.titles import titled

Rect: TypeAlias = tuple[float, float, float, float]
"""x, y, width and height in scene units."""
Sizes: TypeAlias = Mapping[str, tuple[float, float]]
"""Width and height of nodes as they are drawn, by id."""

NODE_SIZE = (180.0, 80.0)
"""What a node measures for which nobody gave a size."""
MARGIN = 24.0
"""Room that a new frame leaves around its nodes."""
HEAD = 32.0
"""Room above them for its title."""
SMALLEST = (80.0, 60.0)
"""A frame is never made smaller than that."""


def frames_of(document: Document, scope: Scope) -> tuple[Frame, ...]:
    """The frames of a scope, the rearmost first. Raises GraphError if the group is gone."""
    if scope is None:
        return document.frames
    graph_of(document, scope)
    return document.groups[scope].frames


def with_frames(document: Document, scope: Scope, frames: Iterable[Frame]) -> Document:
    """The document with these frames only in a scope; the same document if they are the same."""
    frames = tuple(frames)
    if frames == frames_of(document, scope):
        return document
    if scope is None:
        return document.with_frames(*frames)
    return document.with_group(replace(document.groups[scope], frames=frames))


def frame_of(document: Document, scope: Scope, frame: str) -> Frame:
    """The frame of an id. Raises GraphError if there is none."""
    for found in frames_of(document, scope):
        if found.id == frame:
            return found
    raise GraphError("there is no such frame", value=frame, remedy="Select a frame that is there")


def frame(
    document: Document,
    scope: Scope,
    rects: Mapping[str, Rect],
    title: str,
    colour: str = "",
    *,
    margin: float = MARGIN,
    head: float = HEAD,
) -> tuple[Document, str]:
    """A new frame around nodes, given by id with their rectangles, and the new frame's id.

    A frame around nothing is a `GraphError`; see `place` for an empty one.
    """
    around = bounds(rects.values())
    if around is None:
        raise GraphError("a frame needs nodes to stand around", remedy="Select some nodes first")
    x, y, width, height = around
    rect = (x - margin, y - margin - head, width + 2 * margin, height + 2 * margin + head)
    return place(document, scope, rect, title, colour, tuple(rects))


def place(
    document: Document, scope: Scope, rect: Rect, title: str, colour: str = "", nodes: Iterable[str] = ()
) -> tuple[Document, str]:
    """A new frame at a place, behind the smaller frames and before the larger ones, and its id."""
    new = Frame(new_id(), title, _large_enough(rect), nodes=tuple(nodes))
    if colour:
        new = replace(new, colour=colour)
    before = frames_of(document, scope)
    at = next((i for i, f in enumerate(before) if _area(f.rect) < _area(new.rect)), len(before))
    return with_frames(document, scope, (*before[:at], new, *before[at:])), new.id


def move(document: Document, scope: Scope, frames: Collection[str], by: tuple[float, float]) -> Document:
    """The document with frames, and everything that they carry, moved."""
    nodes, inner = carried(document, scope, frames)
    graph = graph_of(document, scope)
    moved = []
    for name in nodes:
        x, y = graph[name].position
        moved.append(replace(graph[name], position=(x + by[0], y + by[1])))
    document = with_graph(document, scope, graph.put(*moved)) if moved else document
    return _changed(
        document,
        scope,
        {
            f.id: replace(f, rect=(f.rect[0] + by[0], f.rect[1] + by[1], f.rect[2], f.rect[3]))
            for f in frames_of(document, scope)
            if f.id in inner
        },
    )


def carried(document: Document, scope: Scope, frames: Collection[str]) -> tuple[set[str], set[str]]:
    """The nodes and the frames that move along with frames: themselves, frames that lie wholly in them, their nodes."""
    graph, known = graph_of(document, scope), frames_of(document, scope)
    moving = [f for f in known if f.id in frames]
    inner = {f.id for f in known if any(f is outer or within(f.rect, outer.rect) for outer in moving)}
    return {n for f in known if f.id in inner for n in f.nodes if n in graph.nodes}, inner


def resize(document: Document, scope: Scope, frame: str, rect: Rect, sizes: Sizes | None = None) -> Document:
    """The document with a frame of another rectangle; it carries what stands in it then."""
    found = frame_of(document, scope, frame)
    rect = _large_enough(rect)
    graph = graph_of(document, scope)
    inside = {name for name in graph.nodes if _stands_in(_rect(graph, name, sizes), rect)}
    return _changed(document, scope, {frame: replace(found, rect=rect, nodes=_members(found, inside))})


def rename(document: Document, scope: Scope, frame: str, title: str) -> Document:
    """The document with a frame of another title. Raises GraphError for a title too long."""
    found = frame_of(document, scope, frame)
    return _changed(document, scope, {frame: replace(found, title=titled(title, found.title))})


def recolour(document: Document, scope: Scope, frames: Collection[str], colour: str) -> Document:
    """The document with frames of another colour (`#rrggbb`)."""
    return _changed(
        document,
        scope,
        {f.id: replace(f, colour=colour) for f in frames_of(document, scope) if f.id in frames},
    )


def remove(document: Document, scope: Scope, frames: Collection[str]) -> Document:
    """The document without these frames; what they carried stays where it is."""
    return with_frames(document, scope, (f for f in frames_of(document, scope) if f.id not in frames))


def carry(
    document: Document, scope: Scope, sizes: Sizes | None = None, nodes: Iterable[str] | None = None
) -> Document:
    """The document in which every frame lists the nodes that stand in it: those whose middle it covers.

    `nodes` are the ones that were moved (None: all of them); what others belong to is left as it is. Nodes that are
    gone are dropped from every list.
    """
    graph = graph_of(document, scope)
    asked = set(graph.nodes if nodes is None else nodes)
    rects = {name: _rect(graph, name, sizes) for name in asked if name in graph.nodes}
    changed = {}
    for found in frames_of(document, scope):
        kept = {n for n in found.nodes if n in graph.nodes and n not in asked}
        inside = {name for name, rect in rects.items() if _stands_in(rect, found.rect)}
        changed[found.id] = replace(found, nodes=_members(found, kept | inside))
    return _changed(document, scope, changed)


def bounds(rects: Iterable[Rect]) -> Rect | None:
    """The smallest rectangle around some; None around nothing."""
    given = list(rects)
    if not given:
        return None
    left, top = min(r[0] for r in given), min(r[1] for r in given)
    right, bottom = max(r[0] + r[2] for r in given), max(r[1] + r[3] for r in given)
    return (left, top, right - left, bottom - top)


def _changed(document: Document, scope: Scope, changed: Mapping[str, Frame]) -> Document:
    return with_frames(document, scope, (changed.get(f.id, f) for f in frames_of(document, scope)))


def _members(frame: Frame, now: set[str]) -> tuple[str, ...]:
    """Who stays keeps its place in the list, who comes is added in the order of ids."""
    return (*(n for n in frame.nodes if n in now), *sorted(now - set(frame.nodes)))


def _rect(graph: Graph, node: str, sizes: Sizes | None) -> Rect:
    return (*graph[node].position, *(sizes or {}).get(node, NODE_SIZE))


def _stands_in(node: Rect, frame: Rect) -> bool:
    x, y = node[0] + node[2] / 2, node[1] + node[3] / 2
    return frame[0] <= x <= frame[0] + frame[2] and frame[1] <= y <= frame[1] + frame[3]


def within(inner: Rect, outer: Rect) -> bool:
    """Whether one rectangle lies wholly in another, and is not the same."""
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[0] + inner[2] <= outer[0] + outer[2]
        and inner[1] + inner[3] <= outer[1] + outer[3]
        and inner != outer
    )


def _area(rect: Rect) -> float:
    return rect[2] * rect[3]


def _large_enough(rect: Rect) -> Rect:
    return (rect[0], rect[1], max(rect[2], SMALLEST[0]), max(rect[3], SMALLEST[1]))
