"""What opens over the window and goes away again: searches, the command palette, dialogs.

In: the window's parts and bindings. Out: each popup, made when it is first asked for, so that the window opens quickly.
Called by the window; the search for a new node answers to the page that asked.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from studio.actions import ACTIONS
from studio.bindings import Bindings
from studio.parts import Parts
from studio.projects.opened import OpenDocument
from studio.projects.recovery import offers
from studio.requests import SearchRequest

if TYPE_CHECKING:
    from studio.page import DocumentPage
    from studio.preferences.window import PreferencesWindow
    from studio.search.add import NodeSearch
    from studio.search.find import NodeFinder
    from studio.search.palette import CommandPalette


class Popups:
    """The popups of one window."""

    def __init__(self, parts: Parts, bindings: Bindings, window: QWidget) -> None:
        self._parts = parts
        self._bindings = bindings
        self._window = window
        self._asking: DocumentPage | None = None
        self._sought: OpenDocument | None = None
        parts.workspace.closed.connect(self._document_closed)

    @cached_property
    def palette(self) -> "CommandPalette":
        """Every command by name."""
        from studio.search.palette import CommandPalette

        return CommandPalette(self._bindings, self._parts.look, self._window)

    @cached_property
    def finder(self) -> "NodeFinder":
        """Every node of a document."""
        from studio.search.find import NodeFinder

        return NodeFinder(self._parts.look, self._parts.faces, self._window)

    @cached_property
    def search(self) -> "NodeSearch":
        """Every kind of node."""
        from studio.edit.templates import templates
        from studio.search.add import NodeSearch

        parts = self._parts
        made = NodeSearch(
            parts.look, parts.faces, parts.session.registry, templates, parts.settings, self._window
        )
        made.chosen.connect(self._answer)
        made.closed.connect(self._closed)
        return made

    @cached_property
    def preferences_window(self) -> "PreferencesWindow":
        """What the artist can choose about the program."""
        from studio.preferences.making import preferences

        return preferences(self._parts, self.shortcuts, self._window)

    def preferences(self, page: str = "") -> None:
        """Show the preferences, at a page such as "storage" if one is named."""
        self.preferences_window.open_at(page)

    def add_node(self, page: "DocumentPage", request: SearchRequest) -> None:
        """Ask which node to add; the answer goes to the page."""
        self._asking = page
        self.search.ask(request, page.opened.model.document, page.opened.focus.scope)

    def find_node(self, document: OpenDocument | None) -> None:
        """Search the nodes of a document."""
        if document is not None:
            self._sought = document
            self.finder.open(document.model, document.focus)

    def shortcuts(self) -> None:
        """Show and change the keys."""
        from studio.dialogs.shortcuts import ShortcutDialog

        self._open(ShortcutDialog(ACTIONS, self._parts.settings, self._window))

    def backups(self, document: OpenDocument | None) -> None:
        """Choose an earlier save of a document."""
        from studio.dialogs.backups import BackupsDialog

        if document is not None and document.path is not None:
            self._open(BackupsDialog(document.path, self._parts.workspace, self._parts.look, self._window))

    def pack(self, document: OpenDocument | None) -> None:
        """Put a document and what it uses into one file."""
        from studio.dialogs.pack import PackDialog

        if document is not None:
            self._open(PackDialog(document, self._parts.workspace, self._window))

    def about(self) -> None:
        """Say what this program is."""
        from studio.dialogs.about import AboutDialog

        self._open(AboutDialog(self._window))

    def recovery(self) -> bool:
        """Offer what a crash left, if anything; whether there was something."""
        found = offers()
        if found:
            from studio.dialogs.recovery import RecoveryDialog

            self._open(RecoveryDialog(found, self._parts.workspace, self._parts.look, self._window))
        return bool(found)

    def _open(self, dialog: QDialog) -> None:
        """Show a dialog that stops nothing but this window, and let go of it afterwards."""
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _answer(self, choice: object, request: SearchRequest) -> None:
        if self._asking is not None:
            self._asking.answer(choice, request)

    def _document_closed(self, document: OpenDocument) -> None:
        """A search about a document ends with it; there is nothing any more that could be done with its answer."""
        if self._asking is not None and self._asking.opened is document:
            self._asking = None
            self.search.popup.close_up()
        if self._sought is document:
            self._sought = None
            self.finder.popup.close_up()

    def _closed(self) -> None:
        if self._asking is not None:
            self._asking.editor.search_closed()
