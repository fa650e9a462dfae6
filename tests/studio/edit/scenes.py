"""What the tests of pure edits stand on: drawn graphs whose links all fit, and what must hold of every graph."""

from hypothesis import strategies as st

from engine.document import Document
from engine.graph import Graph, Link, Node
from studio.edit import wiring
from studio.edit.ports import Faces
from studio.edit.scope import Scope, graph_of
from tests.engine.graphs import document, group, links, node, registry

KINDS = (
    "prompt", "generate", "condition", "load_image", "load_clip", "extend_clip", "concatenate", "resize", "trim",
    "switch", "reroute", "seed", "number", "finish", "shot", "note",
)  # fmt: skip
PLACES = st.tuples(st.integers(-2000, 2000).map(float), st.integers(-2000, 2000).map(float))


def faces() -> Faces:
    """Faces of the built-in node types."""
    return Faces(registry())


def link(text: str) -> Link:
    """A link written as "source.output target.input"."""
    return links(text)[0]


def chain() -> Document:
    """Prompt, Generate, Finish and Shot in a row."""
    return document(
        node("prompt"), node("generate"), node("finish"), node("shot"), "prompt.text generate.prompt",
        "generate.clip finish.clip", "finish.clip shot.clip",
    )  # fmt: skip


def look() -> Document:
    """A group of three nodes in a row whose ends are shown outside, and an instance of it."""
    inside = group("look", node("trim"), node("speed"), node("title"), "trim.clip speed.clip", "speed.clip title.clip",
                   inputs={"in": "trim.clip"}, outputs={"out": "title.clip"})  # fmt: skip
    return document(
        node("generate"), Node("fx", "group:look"), node("shot"), "generate.clip fx.in", "fx.out shot.clip",
        groups=(inside,),
    )  # fmt: skip


@st.composite
def scenes(draw: st.DrawFn, most: int = 9) -> Document:
    """A document of a few nodes, linked as an artist would: only where it fits."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=most))
    nodes = [
        Node(
            f"n{i}",
            f"shotloom.{kind}",
            params=registry()[f"shotloom.{kind}"].defaults(),
            position=draw(PLACES),
        )
        for i, kind in enumerate(kinds)
    ]
    document, looks = Document(graph=Graph.of(nodes)), faces()
    ends = st.integers(0, len(nodes) - 1)
    for a, b in draw(st.lists(st.tuples(ends, ends), max_size=3 * most)):
        link = wiring.best_link(document, None, looks, f"n{a}", f"n{b}")
        if link is not None:
            document = wiring.connect(document, None, looks, link)
    return document


def faults(document: Document, scope: Scope = None) -> list[str]:
    """Everything that is wrong with the links of a graph; nothing for what the editor may make.

    Types at instances are left out: a group may be edited so that it takes something else than what feeds it, and then
    the compiler says so.
    """
    graph, looks = graph_of(document, scope), faces()
    flow = looks.flow(document, scope)
    found = [f"a circle: {cycle}" for cycle in graph.sources_first(graph.nodes, graph.into())[1]]
    held: set[tuple[str, str]] = set()
    for link in graph.links:
        why = wiring.refusal(document, scope, looks, link, link)
        instance = any(n in graph.nodes and graph[n].group for n in (link.source, link.target))
        found += [f"{link}: {why}"] if why and not (instance and "and this is" in why) else []
        port = flow.kind(link.target).input(link.input) if link.target in graph.nodes else None
        if port is not None and not port.multiple:
            found += [f"{link}: the input holds another link"] if (link.target, port.name) in held else []
            held.add((link.target, port.name))
    if len(set(graph.links)) != len(graph.links):
        found.append("a link stands twice")
    return found
