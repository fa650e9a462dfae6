"""Copying and pasting: a selection as text in the file's own format, and back into any document.

In: a document, the scope, ids; or text from the clipboard, which may come from a stranger. Out: a small `.loom` as
text; or a new document and the ids of what was pasted. Called by the commands of the graph view.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

import msgspec

from engine.document import Document, Settings
from engine.errors import FileFormatError, GraphError
from engine.files import dumps, loads
from engine.graph import Frame, Graph, Node
from engine.json_text import encode
from studio.edit.frames import frames_of
from studio.edit.nodes import inherited
from studio.edit.paste import Origin, placed
from studio.edit.scope import Scope, graph_of
from studio.edit.wires import original

OURS = "clipboard"
"""The key under a file's `extra` that says where the nodes came from."""
_NOTHING = "Copy some nodes in a graph first"


def copied(document: Document, scope: Scope, nodes: Iterable[str], frames: Collection[str] = ()) -> str:
    """Nodes and frames with the links between them, and the groups and media that they use, as a `.loom` file's text.

    The links that come in from other nodes are noted in it, so that a paste can make them again.
    """
    part, origin = _excerpt(document, scope, nodes, frames)
    return dumps(replace(part, extra={OURS: encode(origin)})).decode()


def pasted(
    document: Document, scope: Scope, text: str, at: tuple[float, float], linked: bool = False
) -> tuple[Document, tuple[str, ...]]:
    """The document with what a text holds, its top left corner at a place in the graph; and the new nodes' ids.

    Every node, frame and (where the document has another of that id) group and medium gets a fresh id. With `linked`
    the nodes are fed by what fed the originals, as far as that is there. Raises GraphError for a text that is no graph.
    """
    part = _read(text)
    corner = _corner(part.graph, part.frames)
    by = (at[0] - corner[0], at[1] - corner[1])
    return placed(document, scope, part, by, _origin(part), linked)


def duplicate(
    document: Document,
    scope: Scope,
    nodes: Iterable[str],
    offset: tuple[float, float],
    frames: Collection[str] = (),
    linked: bool = False,
) -> tuple[Document, tuple[str, ...]]:
    """A second one of nodes and frames, moved by an offset, with the links between them; and the new nodes' ids."""
    part, origin = _excerpt(document, scope, nodes, frames)
    return placed(document, scope, part, offset, origin, linked)


def _excerpt(
    document: Document, scope: Scope, nodes: Iterable[str], frames: Collection[str]
) -> tuple[Document, Origin]:
    """A document of the chosen alone, and what it was cut from. Clones of other nodes hold their sources' params."""
    graph = graph_of(document, scope)
    chosen = {name for name in nodes if name in graph.nodes}
    cut = [_whole(graph, node, chosen) for node in graph if node.id in chosen]
    into = [x for x in graph.links if x.target in chosen and x.source in graph.nodes]
    groups = _groups_used(cut, document)
    inside = [node for group in groups for node in document.groups[group].graph]
    used = {text for node in (*cut, *inside) for text in _texts(node.params)}
    named = {x.source for x in into} | {n.clone_of for n in cut if n.clone_of is not None}
    outside = {k: (graph[k].type, graph[k].title) for k in named if k in graph.nodes and k not in chosen}
    settings = document.settings
    part = Document(
        media={key: item for key, item in document.media.items() if key in used},
        graph=Graph.of(cut, (x for x in into if x.source in chosen)),
        groups={key: document.groups[key] for key in groups},
        frames=tuple(
            replace(f, nodes=tuple(n for n in f.nodes if n in chosen))
            for f in frames_of(document, scope)
            if f.id in frames
        ),
    ).with_settings(Settings(settings.rate, settings.size, settings.look))
    return part, Origin([(x.source, x.output, x.target, x.input) for x in into], outside)


def _whole(graph: Graph, node: Node, chosen: Collection[str]) -> Node:
    """A node as it stands alone: a clone names its first source, and holds its params if that does not come along."""
    source = original(graph, node)
    if source is node:
        return node
    own = node if source.id in chosen else inherited(node, source)
    return replace(own, clone_of=source.id)


def _groups_used(nodes: Iterable[Node], document: Document) -> list[str]:
    """Ids of the groups that nodes need, at any depth."""
    found: dict[str, None] = {}
    todo = [node.group for node in nodes if node.group is not None]
    while todo:
        name = todo.pop()
        if name in document.groups and name not in found:
            found[name] = None
            todo += [n.group for n in document.groups[name].graph if n.group is not None]
    return list(found)


def _texts(value: object) -> Iterable[str]:
    """Every text inside a value; media are named by such texts, whatever the kind of node."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            todo.extend(item.values())
        elif isinstance(item, list | tuple):
            todo.extend(item)


def is_graph(text: str) -> bool:
    """Whether a text claims to be nodes; anything else is plain words."""
    return '"format"' in text


def _read(text: str) -> Document:
    if not is_graph(text):
        raise GraphError("there are no nodes on the clipboard", remedy=_NOTHING)
    try:
        part = loads(text.encode(errors="replace")).document
    except FileFormatError as error:
        raise GraphError(
            f"what is on the clipboard is no whole graph: {error.message}", node=error.node, port=error.port,
            value=error.value, remedy=error.remedy or _NOTHING,
        ) from None  # fmt: skip
    if not part.graph.nodes and not part.frames:
        raise GraphError("the graph on the clipboard is empty", remedy=_NOTHING)
    return part


def _origin(part: Document) -> Origin:
    """Where a text came from; nowhere for what is no note of ours."""
    try:
        return msgspec.json.decode(part.extra.get(OURS, b"{}"), type=Origin)
    except msgspec.DecodeError:
        return Origin()


def _corner(graph: Graph, frames: Iterable[Frame]) -> tuple[float, float]:
    places = [node.position for node in graph] + [frame.rect[:2] for frame in frames]
    return min(x for x, _ in places), min(y for _, y in places)
