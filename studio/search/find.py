"""Find a node of the open project, in every group, by its title, its kind and the words in its params; and go there.

In: the document and its focus, when it is opened. Out: focus on the node. The window owns one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.document import Document
from engine.flatten import MAX_DEPTH
from engine.graph import Graph, Json, Node
from engine.types import PortType
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.edit.scope import Scope
from studio.focus import Focus
from studio.search.fuzzy import folded
from studio.search.popup import Popup
from studio.search.ranking import Entry, Ranked, rank
from studio.search.rows import Row
from studio.theme import Look
from studio.words import tr

SIZE = (72, 15)
MOST = 200
"""Rows that are shown; nobody reads further."""
AROUND = 24
"""Letters shown on either side of what was found in a text."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node, and the way to it: instances from outside in, and the group whose graph holds it."""

    path: tuple[str, ...]
    scope: Scope
    node: str


class NodeFinder(QObject):
    """One popup over `window`."""

    def __init__(self, look: Look, faces: Faces, window: QWidget) -> None:
        super().__init__(window)
        self._faces = faces
        self.popup = Popup(look, window, tr("Find a node"))
        self.popup.line.setPlaceholderText(tr("Title, kind or words…"))
        self.popup.typed.connect(self._search)
        self.popup.taken.connect(self._go)
        self._focus: Focus | None = None
        self._entries: list[Entry[Place]] = []
        self._notes: dict[Place, tuple[str, PortType | None]] = {}

    def open(self, model: DocumentModel, focus: Focus) -> None:
        """Search the nodes of a document as it is now."""
        self._focus = focus
        self._entries, self._notes = [], {}
        for place, node, where in nodes_everywhere(model.document):
            self._add(model.document, place, node, where)
        self.popup.open(SIZE)

    def _add(self, document: Document, place: Place, node: Node, where: tuple[str, ...]) -> None:
        kind = self._faces.of(document, node)
        words = [(tr(kind.label), 0.8)] if node.title else []
        words += [(tr(kind.category), 0.4)]
        text = "\n".join(_texts(list(node.params.values())))
        self._entries.append(Entry(place, node.title or tr(kind.label), tuple(words), text))
        parts = ([tr(kind.label)] if node.title else []) + ([" › ".join(where)] if where else [])
        ports = (*kind.outputs, *kind.inputs)
        self._notes[place] = (" · ".join(parts), ports[0].type if ports else None)

    def _search(self, text: str) -> None:
        found = rank(text, self._entries)
        self.popup.show_rows(
            [self._row(ranked, text) for ranked in found[:MOST]]
            or [Row(tr("No node is found by “{text}”", text=text))]
        )
        count = len(found)
        self.popup.say(tr("{count} nodes", count=count) if count != 1 else tr("1 node"))

    def _row(self, ranked: Ranked[Place], query: str) -> Row:
        entry = ranked.entry
        note, mark = self._notes[entry.item]
        by_text = bool(query.strip()) and not ranked.places and not ranked.because
        if by_text:
            note = f"{_snippet(entry.text, query)} · {note}" if note else _snippet(entry.text, query)
        return Row(entry.label, entry.item, note, ranked.places, mark)

    def _go(self, item: object) -> None:
        if isinstance(item, Place) and self._focus is not None:
            self._focus.enter(item.path, item.scope)
            self._focus.select((item.node,), current=item.node)
            self._focus.reveal.emit(item.node)


def nodes_everywhere(document: Document) -> Iterator[tuple[Place, Node, tuple[str, ...]]]:
    """Every node once, with the way to it and the titles of the groups on the way.

    A group with several instances is gone into through the first one.
    """
    seen: set[str] = set()
    todo: list[tuple[Graph, Scope, tuple[str, ...], tuple[str, ...]]] = [(document.graph, None, (), ())]
    while todo:
        graph, scope, path, titles = todo.pop(0)
        for node in graph:
            yield Place(path, scope, node.id), node, titles
            group = document.groups.get(node.group) if node.group else None
            if group is not None and group.id not in seen and len(path) < MAX_DEPTH:
                seen.add(group.id)
                title = node.title or group.title or tr("Group")
                todo.append((group.graph, group.id, (*path, node.id), (*titles, title)))


def _texts(values: list[Json]) -> Iterator[str]:
    """Every text in some params, also inside of lists and cards."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _texts(value)
        elif isinstance(value, dict):
            yield from _texts(list(value.values()))


def _snippet(text: str, query: str) -> str:
    at = max(folded(text).find(folded(query.strip())), 0)
    start, stop = max(0, at - AROUND), at + len(query) + AROUND
    part = " ".join(text[start:stop].split())
    return f"{'…' if start else ''}{part}{'…' if stop < len(text) else ''}"
