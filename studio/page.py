"""The page of one open document: notices, the graph editor, and what its docks show.

In: an open document and the application's parts. Out: a tab of the window. Everything that belongs to this document
alone (status, checker, panels) is made here and ends with the page.
"""

import importlib
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.actions import Command
from studio.bindings import Bindings
from studio.opened import OpenDocument
from studio.parts import Parts
from studio.status import Status
from studio.words import tr


class DocumentPage(QWidget):
    """A tab. `panel(name)` makes a dock's content when it is first looked at."""

    said = Signal(str)
    """A line for the status bar."""
    wants_dock = Signal(str)
    """A dock that should come to the front."""

    def __init__(
        self, opened: OpenDocument, parts: Parts, bindings: Bindings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self.opened = opened
        self.parts = parts
        self.status = Status(opened.model, opened.focus, self)
        self.editor = self._make_editor()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.editor, 1)
        self._panels: dict[str, QWidget] = {}
        self._makers: Mapping[str, Callable[[], QWidget]] = {}

    def commands(self) -> Mapping[str, Command]:
        """What the graph editor can do, for menus and keys."""
        found: Mapping[str, Command] = self.editor.commands() if hasattr(self.editor, "commands") else {}
        return found

    def _make_editor(self) -> QWidget:
        try:
            module = importlib.import_module("studio.graph.editor")
        except ImportError:
            return QLabel(tr("The graph"), self)
        given, parts = self.opened, self.parts
        editor: QWidget = module.GraphEditor(
            given.model,
            given.focus,
            parts.faces,
            parts.session.registry,
            parts.look,
            self.status,
            parts.settings,
            self,
        )
        return editor

    def panel(self, name: str) -> QWidget | None:
        """The content of a dock for this document."""
        if name not in self._panels and name in self._makers:
            self._panels[name] = self._makers[name]()
        return self._panels.get(name)

    def made(self) -> list[QWidget]:
        """The panels that were looked at so far."""
        return list(self._panels.values())
