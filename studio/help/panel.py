"""The help panel: explains the kind of node that is selected, or one that is asked for.

In: the model and focus of the document in front. Out: nothing; it only shows. A dock of the window, opened by F1.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.spec import NodeType
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.edit.scope import graph_in
from studio.focus import Focus
from studio.kind_text import KindView
from studio.theme import Look
from studio.words import tr


class HelpPanel(QWidget):
    """Follows the selection of one document at a time."""

    def __init__(self, faces: Faces, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces = faces
        self._model: DocumentModel | None = None
        self._focus: Focus | None = None
        self.view = KindView(look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.setAccessibleName(tr("Help"))
        self.show_document(None, None)

    def show_document(self, model: DocumentModel | None, focus: Focus | None) -> None:
        """Follow another document; None while there is none."""
        if self._focus is not None:
            self._focus.selection_changed.disconnect(self.follow)
        self._model, self._focus = model, focus
        if focus is not None:
            focus.selection_changed.connect(self.follow)
        self.follow()

    def show_kind(self, kind: NodeType) -> None:
        """Explain a kind of node until the selection changes."""
        self.view.show_kind(kind)

    def follow(self) -> None:
        """Explain what is selected now."""
        if self.isVisible() or self.view.kind is None:
            kind = self._selected()
            if kind is None or kind is not self.view.kind:
                self.view.show_kind(kind, tr("Select a node to read what it does."))

    def showEvent(self, event: object) -> None:
        """Catch up with what was selected meanwhile."""
        self.follow()

    def _selected(self) -> NodeType | None:
        if self._model is None or self._focus is None:
            return None
        graph = graph_in(self._model.document, self._focus.scope)
        node = graph.nodes.get(self._focus.current) if graph else None
        return self._faces.of(self._model.document, node) if node else None
