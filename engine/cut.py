"""The cut as a graph: the items of the timeline become one more node, which compiler and passes treat like any other.

In: a document with a timeline. Out: the same document with a node that hangs on every shot of the cut, and the registry
that knows its kind. Used to render or export a whole film; never saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.build import Builder, Inputs, Settled
from engine.document import Document
from engine.errors import GraphError
from engine.flatten import flatten
from engine.graph import Link, Node
from engine.registry import Registry
from engine.spec import NodeType, Port
from engine.timeline import Item
from engine.types import PortType
from engine.values import ClipValue, Value

NODE = "timeline"
"""The id of the node that is the film, where no node of the graph has it already."""
KIND = "shotloom.timeline"


@dataclass(frozen=True, slots=True)
class Cut:
    """A document whose node `node` is the film."""

    document: Document
    registry: Registry
    node: str


def cut_of(document: Document, registry: Registry) -> Cut:
    """The film of a document. Raises GraphError when there is nothing on the timeline."""
    if not document.timeline.items:
        raise GraphError("the timeline is empty", remedy="Put a shot on it")
    name = NODE
    while name in document.graph.nodes:
        name += "_"
    shots = dict.fromkeys(item.shot for item in document.timeline.items if item.shot is not None)
    links = []
    nodes = flatten(document.graph, document.groups).graph.nodes
    for shot in shots:
        node = nodes.get(shot)
        kind = registry.find(node.type) if node else None
        if kind is not None and kind.outputs:
            links.append(Link(shot, kind.outputs[0].name, name, "shots"))
    sources = [link.source for link in links]

    def lower(inputs: Inputs, _params: Settled, build: Builder) -> Mapping[str, Value]:
        by_shot = dict(zip(sources, inputs.all("shots"), strict=True))
        film = build.concat(*(_piece(build, document, item, by_shot) for item in document.timeline.items))
        build.deliver(film, "{stem}")
        return {"clip": film}

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


def _piece(build: Builder, document: Document, item: Item, by_shot: Mapping[str, Value]) -> ClipValue:
    """One item at the timeline's rate and the document's size; a shot that ends early holds its last frame."""
    rate, size = document.timeline.rate, document.settings.size
    length, start = int(item.length * rate), int(item.in_point * rate)
    if item.shot is None:
        return build.hold(build.blank(size), length, rate)
    source = by_shot.get(item.shot)
    if source is None:
        source = _take(build, document, item.shot)
    assert isinstance(source, ClipValue)
    clip = build.retime(source, rate)
    have = clip.facts.frames - start
    if have <= 0:
        build.refuse(
            "an item begins after its shot's end",
            port=item.id,
            value=str(item.in_point),
            remedy="Trim the item, or take a longer shot",
        )
    if have < length:
        missing = Fraction(length - have) / rate
        what = f"a shot is {float(missing):.2f} s shorter than its place in the cut: its last frame is held"
        build.note(what, port=item.id, remedy="Trim the item, or render a longer take")
    piece = build.trim(clip, start, start + min(have, length))
    return build.resize(build.retime(piece, rate, length), size)


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
