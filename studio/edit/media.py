"""Media of a document as edits: files that become nodes, and files that take the place of others.

In: a document, the scope, checked media entries (`engine.media.index`). Out: a new document. Called by drops, the
problems panel, File > Add Media and whoever chooses a node's file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.document import CLIP, Document, MediaItem
from engine.graph import Node
from engine.registry import Registry
from studio.edit.chain import FAR, TALL
from studio.edit.frames import NODE_SIZE
from studio.edit.nodes import Place, add, new_node, set_params
from studio.edit.scope import Scope, graph_in

STEP = 190.0
"""From one new node to the one below it; a node with its picture is a little lower than that."""
KINDS = {True: "shotloom.load_clip", False: "shotloom.load_image"}
"""The node that loads a clip (True) or an image."""


def add_files(
    document: Document, scope: Scope, items: Sequence[MediaItem], at: Place, registry: Registry
) -> tuple[Document, tuple[str, ...]]:
    """A node for each file, one below the other from `at`; gives the document and the ids of the nodes.

    A file that the document has already (by content) keeps its entry.
    """
    nodes: list[Node] = []
    for number, given in enumerate(items):
        item = same_file(document, given) or given
        document = document if item.id in document.media else document.with_media(item)
        node = new_node(registry[KINDS[item.kind == CLIP]], (at[0], at[1] + number * STEP), registry)
        nodes.append(node.with_params(media=item.id))
    return add(document, scope, *nodes), tuple(node.id for node in nodes)


def free_place(document: Document, scope: Scope, at: Place) -> Place:
    """Where a new node lies on no other: at a place, or below that."""
    graph = graph_in(document, scope)
    near = [node.position for node in graph or () if abs(node.position[0] - at[0]) < NODE_SIZE[0]]
    for number in range(FAR):
        top = at[1] + number * STEP
        if not any(y - STEP < top < y + TALL for _, y in near):
            return at[0], top
    return at


def is_loader(document: Document, scope: Scope, node: str) -> bool:
    """Whether a node loads a picture or clip."""
    graph = graph_in(document, scope)
    found = graph.nodes.get(node) if graph else None
    return found is not None and found.type in KINDS.values()


def loads(document: Document, scope: Scope, node: str, item: MediaItem) -> bool:
    """Whether a node is one that can load this file."""
    graph = graph_in(document, scope)
    found = graph.nodes.get(node) if graph else None
    return found is not None and found.type == KINDS[item.kind == CLIP]


def load_file(
    document: Document, scope: Scope, node: str, param: str, item: MediaItem, registry: Registry
) -> Document:
    """Let a node load another file; the entry that it had stays for others."""
    known = same_file(document, item) or item
    return set_params(document.with_media(known), scope, node, {param: known.id}, registry)


def same_file(document: Document, item: MediaItem) -> MediaItem | None:
    """The entry of the document with the same content."""
    same = (known for known in document.media.values() if item.sha256 and known.sha256 == item.sha256)
    return next(same, None)


def use_instead(document: Document, found: Iterable[tuple[str, MediaItem]]) -> Document:
    """Other files for media entries, by id; nodes keep the entry that they name."""
    changed = [replace(item, id=key) for key, item in found if key in document.media]
    return document.with_media(*changed) if changed else document
