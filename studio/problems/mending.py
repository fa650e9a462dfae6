"""Bringing back what a document lacks: files that are looked for, kinds of nodes that take the place of unknown ones.

In: an open document, and what is missing. Out: edits of it (one undo step each), and what to say. The rest of the graph
works meanwhile. Called by the problems panel.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.document import Document, MediaItem
from engine.errors import StudioError
from studio.attempts import attempt
from studio.edit.media import use_instead
from studio.edit.substitute import substitute
from studio.problems import search
from studio.problems.lacking import MissingFile, UnknownType
from studio.problems.search import Located
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.telling import told
from studio.words import tr


class Mending(QObject):
    """What can be done about missing things of one document. `offered` are files of the right name, by media id."""

    said = Signal(str)
    found = Signal()
    """A search is over: `offered` may hold more."""

    def __init__(self, document: OpenDocument, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._workspace = workspace
        self.offered: dict[str, MediaItem] = {}

    def locate(self, lack: MissingFile, path: Path) -> None:
        """Use a file for a missing one: at once if it has the same content, else it is offered."""
        item, session, project = lack.item, self._workspace.session, self._project()
        self.said.emit(tr("Looking at {name}…", name=path.name))
        attempt(
            self._workspace.errands,
            lambda: search.in_file(item, path, session, project),
            self._located,
            self._failed,
        )

    def locate_all(self, lacks: Sequence[MissingFile], folder: Path) -> None:
        """Look for every missing file below a folder."""
        items = [lack.item for lack in lacks]
        session, project = self._workspace.session, self._project()
        self.said.emit(tr("Searching {name}…", name=folder.name or str(folder)))
        attempt(
            self._workspace.errands,
            lambda: search.in_folder(items, folder, session, project),
            self._located,
            self._failed,
        )

    def use_offered(self, lack: MissingFile) -> None:
        """Use a file of the same name although its content is another: one edit."""
        found = self.offered.pop(lack.item.id, None)
        if found is not None:
            name = tr("Replace {name}", name=lack.item.name)
            self._edit(name, lambda now: use_instead(now, {lack.item.id: found}.items()))
            self._workspace.look_for_media(self._document)

    def replace(self, lack: UnknownType, kind_id: str) -> None:
        """Put a kind in place of an unknown one, at all of its nodes: one edit."""
        kind = self._workspace.registry.find(kind_id)
        if kind is None:
            return
        dropped = 0

        def change(now: Document) -> Document:
            nonlocal dropped
            changed, dropped = substitute(now, lack.type, kind, self._workspace.registry)
            return changed

        self._edit(tr("Replace {old} with {new}", old=lack.type, new=kind.label), change)
        if dropped:
            self.said.emit(
                tr(
                    "{count} links found no port on {new}; undo brings them back",
                    count=dropped,
                    new=kind.label,
                )
            )

    def _located(self, found: Located) -> None:
        document = self._document
        if document not in self._workspace.documents:
            return
        self.offered |= {k: item for k, item in found.other.items() if k not in found.same}
        if found.same:
            # The same content at another place: nothing of the project changes, so it is no edit.
            document.model.replace_media(use_instead(document.model.document, found.same.items()))
            self._workspace.look_for_media(document)
        words = tr("Found {count} files", count=len(found.same))
        if found.other:
            words += tr("; {count} more have the right name but another content", count=len(found.other))
        self.said.emit(words)
        self.found.emit()

    def _edit(self, name: str, change: Callable[[Document], Document]) -> None:
        try:
            self._document.model.edit(name, change)
        except StudioError as error:
            self._failed(error)

    def _failed(self, error: StudioError) -> None:
        if self._document in self._workspace.documents:
            self.said.emit(told(error, self._document.model.document, self._workspace.registry))

    def _project(self) -> Path | None:
        return self._document.place.parent if self._document.path is not None else None
