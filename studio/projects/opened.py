"""One open document with everything that panels of its page share.

Made by `studio.projects.workspace`; the window puts a page around each. Panels change it through `model` only.
"""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.errors import Problem
from engine.session import Opened
from studio.document import DocumentModel
from studio.focus import Focus
from studio.projects.autosave import Autosave
from studio.projects.notices import Notice
from studio.projects.opening import Ready


class OpenDocument(QObject):
    """A model, where the artist looks in it, its journal, and what there is to say about it.

    `place` is the file, or a place in the data folder while there is none; takes lie beside it. `autosave` is None
    where another program has the document open. `origin` is the folder that a copy came from, and its media with it,
    until it has a file of its own. `missing` are media without a usable file, by content hash.
    """

    named = Signal()
    """`name`, `path` or the unsaved marker changed."""
    noticed = Signal()
    """`notices` changed."""
    media_changed = Signal()
    """Files were looked for: `missing` or `problems` may differ."""

    def __init__(self, ready: Ready, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = DocumentModel(ready.document, ready.path, digest=ready.digest, parent=self)
        self.focus = Focus(self)
        self.place = ready.place
        self.origin = ready.origin
        self.lent: tuple[tuple[Path, Path], ...] = ()
        """Files that lie at its place and, the very same, where they came from, until it has a file of its own."""
        self.autosave: Autosave | None = None
        self.missing: Mapping[str, Problem] = {}
        self.problems: tuple[Problem, ...] = ()
        self.notices: tuple[Notice, ...] = ()
        self.saving = False
        """Whether files are on their way to another place, and the save follows."""
        self._name = ready.name
        if ready.unsaved:
            self.model.mark_unsaved()
        self.model.renamed.connect(self.named)

    @property
    def path(self) -> Path | None:
        """The document's file; None while it was never saved."""
        return self.model.path

    @property
    def name(self) -> str:
        """What the tab says, without the unsaved marker."""
        return self.model.path.stem if self.model.path else self._name

    @property
    def project(self) -> Path:
        """The folder inside which media are named by their place, and move along when the project does."""
        return self.place.parent

    @property
    def worth_keeping(self) -> bool:
        """Whether closing without a word would lose something; a read-only copy of what is open elsewhere too.
        What comes from a newer version cannot be saved, nor edited.
        """
        return self.model.unsaved and not self.model.newer

    def opened(self) -> Opened:
        """The document as the engine's session takes it."""
        return Opened(self.model.document, self.place, self.problems, (), self.missing)

    def notice(self, notice: Notice) -> None:
        """Say something above the graph, in place of what was said about the same thing."""
        self.notices = (*(n for n in self.notices if n.key != notice.key), notice)
        self.noticed.emit()

    def dismiss(self, key: str) -> None:
        """Take back what was said about something."""
        left = tuple(n for n in self.notices if n.key != key)
        if left != self.notices:
            self.notices = left
            self.noticed.emit()
