"""The cut as a graph: the timeline becomes one more node, which compiler and passes treat like any other.

In: a document with a timeline. Out: the same document with a node that hangs on every shot of the cut, and the registry
that knows its kind. It lowers to one `film` step over the shots' clips: no edit of the cut changes a key of what is
generated. Used to render or export a whole film; never saved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.build import Builder, Inputs, Settled
from engine.document import Document
from engine.errors import GraphError
from engine.film import Film, Source
from engine.flatten import flatten
from engine.graph import Link, Node
from engine.layout import written
from engine.registry import Registry
from engine.spec import NodeType, Port
from engine.timeline import Item
from engine.tracks import Placed
from engine.types import FactKind, Facts, PortType, Size
from engine.values import ClipValue, Value

NODE = "timeline"
"""The id of the node that is the film, where no node of the graph has it already."""
KIND = "shotloom.timeline"
MAX_FRAMES = 24 * 3600 * 60
"""A day at 60 frames per second."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A document whose node `node` is the film."""

    document: Document
    registry: Registry
    node: str


def cut_of(
    document: Document,
    registry: Registry,
    *,
    subtitles: bool = False,
    span: tuple[int, int] | None = None,
    size: Size | None = None,
) -> Cut:
    """The film of a document: all of it or the frames [start, stop) of `span`, at the document's size or another.

    Titles are part of the picture, subtitles are drawn on it where `subtitles` asks for it; sounds are not in it.
    Raises GraphError when there is nothing on the timeline, or nothing of it in the span.
    """
    timeline = document.timeline
    if not timeline.items and not timeline.overlay:
        raise GraphError("the timeline is empty", remedy="Put a shot on it")
    film = Film(timeline, size or document.settings.size, {})
    start, stop = span or (0, film.frames)
    start, stop = max(start, 0), min(stop, film.frames)
    if start >= stop:
        raise GraphError("nothing of the film lies in this range", value=span, remedy="Set in and out anew")
    name = NODE
    while name in document.graph.nodes:
        name += "_"
    links = []
    nodes = flatten(document.graph, document.groups).graph.nodes
    for shot in film.shots:
        node = nodes.get(shot)
        kind = registry.find(node.type) if node else None
        if kind is not None and kind.outputs:
            links.append(Link(shot, kind.outputs[0].name, name, "shots"))
    linked = [link.source for link in links]

    def lower(inputs: Inputs, _params: Settled, build: Builder) -> Mapping[str, Value]:
        by_shot = dict(zip(linked, inputs.all("shots"), strict=True))
        clips = [by_shot.get(shot) or _take(build, document, shot) for shot in film.shots]
        shown = _part(build, _film(build, film, clips, subtitles), start, stop)
        build.deliver(shown, "{stem}")
        return {"clip": shown}

    kind = NodeType(
        id=KIND,
        label="Timeline",
        category="Output",
        help="The film: every item of the timeline, one after the other.",
        inputs=(Port("shots", PortType.CLIP, "Shots", "The shots of the cut.", multiple=True),),
        outputs=(Port("clip", PortType.CLIP, "Film", "The whole film."),),
        sink=True,
        lower=lower,
    )
    graph = document.graph.put(Node(name, KIND, title="Timeline")).link(*links)
    return Cut(document.with_graph(graph), Registry((*registry, kind)), name)


def _film(build: Builder, film: Film, clips: Sequence[Value], subtitles: bool) -> ClipValue:
    """The step that is the film. It may be far longer than a clip: nothing is held but what is being read."""
    shots = [clip for clip in clips if isinstance(clip, ClipValue)]
    assert len(shots) == len(clips)
    sources = {
        shot: Source(clip.facts.frames, clip.facts.rate, clip.facts.size)
        for shot, clip in zip(film.shots, shots, strict=True)
    }
    _check_lengths(build, Film(film.timeline, film.size, sources))
    if film.frames > MAX_FRAMES:
        build.refuse(
            "the film is too long", value=f"{film.frames:,} frames", remedy=f"At most {MAX_FRAMES:,} frames"
        )
    facts = Facts(FactKind.CLIP, film.frames, film.rate, film.size)
    params = written(film.timeline, film.size, film.shots, subtitles=subtitles)
    return ClipValue(build.step("film", shots, facts, **params), facts)


def _part(build: Builder, film: ClipValue, start: int, stop: int) -> ClipValue:
    """The frames [start, stop) of the film, as long as they may be."""
    facts = replace(film.facts, frames=stop - start)
    if facts == film.facts:
        return film
    return ClipValue(build.step("trim", (film,), facts, start=start, stop=stop), facts)


def _check_lengths(build: Builder, film: Film) -> None:
    """Refuse an item that begins behind its shot's end, and say where a last frame is held."""
    entries: tuple[Item | Placed, ...] = (*film.timeline.items, *film.timeline.overlay)
    tails = film.tails()
    for entry in entries:
        missing = tails.get(entry.id, 0) / film.rate
        if missing == entry.length:
            build.refuse(
                "an item begins after its shot's end",
                port=entry.id,
                value=f"{float(entry.in_point):.2f} s",
                remedy="Trim the item, or take a longer shot",
            )
        if missing:
            what = (
                f"a shot is {float(missing):.2f} s shorter than its place in the cut: its last frame is held"
            )
            build.note(what, port=entry.id, remedy="Trim the item, or render a longer take")


def _take(build: Builder, document: Document, shot: str) -> ClipValue:
    """The picked take of a shot whose node is gone."""
    held = document.shots.get(shot)
    take = held.picked() if held else None
    if take is None:
        build.refuse(
            "a shot of the cut is not in the graph and has no take",
            value=shot,
            remedy="Remove its item, or undo the removal of the node",
        )
    return build.read_take(take.file, take.frames, take.rate, take.size)
