"""Commands of the clipboard, of copies, and of taking away."""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication

from engine.document import Document
from engine.graph import Link
from engine.params import MAX_TEXT
from engine.spec import NodeType
from studio.actions import Command
from studio.edit import clipboard, clones, nodes, wiring
from studio.edit.frames import frames_of
from studio.graph.desk import Desk
from studio.graph.grid import STEP, snapped
from studio.step_names import things
from studio.words import tr

PROMPT = "shotloom.prompt"
"""What words become that are pasted into a graph."""
Made = tuple[Document, Collection[str]]
"""A document and the nodes that were made in it."""


class Clip:
    """`here` is where pasted nodes go: at the pointer, or in the middle of the view."""

    def __init__(self, desk: Desk, here: Callable[[], QPointF]) -> None:
        self._desk = desk
        self._here = here

    def commands(self) -> Mapping[str, Command]:
        """By action id."""
        return {
            "edit.cut": Command(self._cut, self._any),
            "edit.copy": Command(self.copy, self._any),
            "edit.paste": Command(lambda: self._paste(linked=False)),
            "edit.paste_linked": Command(lambda: self._paste(linked=True)),
            "edit.duplicate": Command(self._duplicate, self._any),
            "edit.clone": Command(self._clone, self._nodes),
            "edit.unclone": Command(self._unclone, self._has_clones),
            "edit.delete": Command(self._delete, lambda: self._any() or bool(self._desk.focus.links)),
            "edit.delete_heal": Command(self._heal, self._nodes),
            "edit.extract": Command(self._extract, self._nodes),
            "edit.disconnect": Command(self._disconnect, self._nodes),
        }

    # -- what is there -------------------------------------------------------------------------------------------------

    def _nodes(self) -> bool:
        return bool(self._desk.focus.nodes)

    def _any(self) -> bool:
        return bool(self._desk.focus.nodes or self._desk.focus.frames)

    def _what(self, links: Collection[Link] = ()) -> str:
        """The selection, as the history calls it."""
        return self._desk.what(self._desk.chosen(), self._frames(), links)

    def _has_clones(self) -> bool:
        graph = self._desk.graph
        return any(graph[n].clone_of is not None for n in self._desk.chosen())

    # -- copies --------------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the selection on the clipboard, as text."""
        desk = self._desk
        text = clipboard.copied(desk.document, desk.scope, desk.chosen(), self._frames())
        QGuiApplication.clipboard().setText(text)

    def _cut(self) -> None:
        self.copy()
        self._remove(tr("Cut {what}", what=self._what()))

    def _paste(self, *, linked: bool) -> None:
        desk, at = self._desk, snapped(self._here())
        text = QGuiApplication.clipboard().text()
        prompt = desk.registry.find(PROMPT)
        if prompt is not None and text.strip() and not clipboard.is_graph(text):
            self._paste_words(prompt, text.strip()[:MAX_TEXT], (at.x(), at.y()))
            return
        self._make(None, lambda d: clipboard.pasted(d, desk.scope, text, (at.x(), at.y()), linked))

    def _paste_words(self, kind: NodeType, text: str, at: tuple[float, float]) -> None:
        """Plain words become a prompt."""
        desk = self._desk
        made = nodes.new_node(kind, at, desk.registry).with_params(text=text)
        self._make(tr("Paste as Prompt"), lambda d: (nodes.add(d, desk.scope, made), (made.id,)))

    def _duplicate(self) -> None:
        desk, chosen, step = self._desk, self._desk.chosen(), (2 * STEP, 2 * STEP)
        frames = self._frames()
        name = tr("Duplicate {what}", what=self._what())
        self._make(name, lambda d: clipboard.duplicate(d, desk.scope, chosen, step, frames=frames))

    def _clone(self) -> None:
        desk, chosen, step = self._desk, self._desk.chosen(), (2 * STEP, 2 * STEP)
        name = tr("Clone {what}", what=desk.what(chosen))
        self._make(name, lambda d: clones.clone(d, desk.scope, chosen, step))

    def _unclone(self) -> None:
        desk, chosen = self._desk, self._desk.chosen()
        name = tr("Make {what} Independent", what=desk.what(chosen))
        desk.edit(name, lambda d: clones.independent(d, desk.scope, chosen))

    def _make(self, name: str | None, make: Callable[[Document], Made]) -> None:
        """One edit that makes nodes and frames; they are selected afterwards. Without a name it pastes."""
        made: Collection[str] = ()
        before = {frame.id for frame in self._desk.frames()}

        def change(document: Document) -> Document:
            nonlocal made
            document, made = make(document)
            return document

        def pasted(after: Document) -> str:
            frames = {frame.id for frame in frames_of(after, self._desk.scope)} - before
            what = things(after, self._desk.scope, self._desk.faces, made, frames)
            return tr("Paste {what}", what=what)

        if self._desk.edit(name or pasted, change):
            self._desk.focus.select(made, frames={f.id for f in self._desk.frames()} - before)

    # -- taking away ---------------------------------------------------------------------------------------------------

    def _frames(self) -> tuple[str, ...]:
        return tuple(f.id for f in self._desk.frames() if f.id in self._desk.focus.frames)

    def _delete(self) -> None:
        self._remove(tr("Delete {what}", what=self._what(self._links())))

    def _remove(self, name: str) -> None:
        desk, chosen, frames, links = self._desk, self._desk.chosen(), self._frames(), self._links()

        def change(document: Document) -> Document:
            document = wiring.cut(document, desk.scope, links)
            return nodes.remove(document, desk.scope, chosen, frames)

        desk.edit(name, change)

    def _links(self) -> list[Link]:
        return [link for link in self._desk.graph.links if link in self._desk.focus.links]

    def _heal(self) -> None:
        desk, chosen = self._desk, self._desk.chosen()
        name = tr("Delete {what} and Heal", what=desk.what(chosen))
        desk.edit(name, lambda d: wiring.remove_healed(d, desk.scope, desk.faces, chosen))

    def _extract(self) -> None:
        desk, chosen = self._desk, self._desk.chosen()
        name = tr("Pull Out {what}", what=desk.what(chosen))
        desk.edit(name, lambda d: wiring.pull_out(d, desk.scope, desk.faces, chosen))

    def _disconnect(self) -> None:
        desk, chosen = self._desk, self._desk.chosen()
        name = tr("Cut the Links of {what}", what=desk.what(chosen))
        desk.edit(name, lambda d: wiring.disconnect_nodes(d, desk.scope, chosen))
