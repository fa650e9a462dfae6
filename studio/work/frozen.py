"""The results of frozen nodes: kept whatever else the cache has to let go, for as long as a node needs them.

In: documents that are open, and what becomes of them. Out: pins of the cache, set on the errand thread. Made once by
the application; lives on the GUI thread.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.document import Document
from engine.session import Session
from studio.attempts import attempt
from studio.errands import Errands
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable


def frozen_keys(document: Document) -> frozenset[str]:
    """The keys of all results that nodes of a document are frozen to, in groups too."""
    graphs = (document.graph, *(group.graph for group in document.groups.values()))
    return frozenset(node.frozen_key for graph in graphs for node in graph if node.frozen_key)


class Frozen(QObject):
    """Pins what a node is frozen to; a result is let go again when an edit has taken its last node away.

    A document that closes leaves its pins: it needs them when it is opened again. One that was discarded never is.
    """

    def __init__(
        self, session: Session, workspace: Workspace, errands: Errands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._workspace = workspace
        self._errands = errands
        self._of: dict[OpenDocument, tuple[Document, frozenset[str]]] = {}
        workspace.opened.connect(self._attend)
        workspace.let_go.connect(self._discarded)
        workspace.closed.connect(self._leave)

    def _attend(self, document: OpenDocument) -> None:
        before = self._all()
        self._of[document] = document.model.document, frozen_keys(document.model.document)
        document.model.changed.connect(self._changed)
        self._keep(self._all() - before, ())

    def _discarded(self, place: Path) -> None:
        before = self._all()
        for document, (known, _) in self._of.items():
            if document.place == place:
                self._of[document] = known, frozenset()
        self._keep((), before - self._all())

    def _leave(self, document: OpenDocument) -> None:
        if self._of.pop(document, None) is not None:
            document.model.changed.disconnect(self._changed)

    def _changed(self) -> None:
        before = self._all()
        for document, (known, _) in self._of.items():
            now = document.model.document
            if now.graph is not known.graph or now.groups is not known.groups:
                self._of[document] = now, frozen_keys(now)
        after = self._all()
        if before != after:
            self._keep(after - before, before - after)

    def _all(self) -> frozenset[str]:
        return frozenset().union(*(keys for _, keys in self._of.values()))

    def _keep(self, new: "Iterable[str]", gone: "Iterable[str]") -> None:
        if not (new or gone):
            return

        def work() -> None:
            cache = self._session.cache
            for key in new:
                cache.pin(key)
            for key in gone:
                cache.unpin(key)

        attempt(self._errands, work, lambda _: None, lambda error: self._workspace.said.emit(str(error)))
