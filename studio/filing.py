"""What the File menu does: asks for paths, opens, saves, and asks before anything unsaved is closed.

In: the workspace and the window that dialogs belong to. Out: calls of the workspace. The only place of the window with
boxes that must be answered: paths and unsaved work.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMessageBox, QWidget

from engine.files import SUFFIX
from studio.log import log_folder
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.words import tr

Answer = Literal["save", "discard", "keep", "cancel"]


@dataclass(frozen=True, slots=True)
class Quitting:
    """What the artist said to the question before the end: whether to `go`, which documents are `kept` for the next
    start, and whether to `finish` the jobs first.
    """

    go: bool = True
    kept: tuple[OpenDocument, ...] = ()
    finish: bool = False


class Filing(QObject):
    """The dialogs about files. `front` tells the document in front, None on the welcome page."""

    def __init__(
        self, workspace: Workspace, front: Callable[[], OpenDocument | None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._front = front
        self._window = window
        workspace.wants_path.connect(self.save_as)

    def open(self) -> None:
        """Ask for files and open them."""
        graphs, media = tr("Graphs and bundles"), tr("Videos and pictures that carry a graph")
        kinds = f"{graphs} (*{SUFFIX} *.loomz);;{media} (*.mp4 *.mov *.mkv *.webm *.png *.jpg *.webp *.gif)"
        names, _ = QFileDialog.getOpenFileNames(self._window, tr("Open"), self._folder(), kinds)
        for name in names:
            self._workspace.open(Path(name))

    def save(self, document: OpenDocument | None = None) -> bool:
        """Write the document in front, or this one; False if that did not happen."""
        document = document or self._front()
        return document is not None and self._workspace.save(document)

    def save_as(self, document: OpenDocument | None = None) -> bool:
        """Ask for another place and write the document there."""
        document = document or self._front()
        if document is None:
            return False
        start = document.path or Path(self._folder()) / f"{document.name}{SUFFIX}"
        kinds = f"{tr('Graphs')} (*{SUFFIX})"
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Save As"), str(start), kinds)
        return (
            bool(name) and self._may_make(Path(name).parent) and self._workspace.save_as(document, Path(name))
        )

    def _may_make(self, folder: Path) -> bool:
        """Whether a folder is there, or may be made: a slip of the keyboard makes none."""
        if folder.is_dir():
            return True
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("Save As"))
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(tr("There is no folder {name}. Make it?", name=folder))
        make = box.addButton(tr("Make Folder"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is not make:
            return False
        with suppress(OSError):
            # What the disk refuses is told when the document is written.
            folder.mkdir(parents=True)
        return True

    def close(self, document: OpenDocument) -> bool:
        """Close a document; ask first if something of it is unsaved. False if the artist would rather not."""
        if document.worth_keeping:
            answer, _ = self._ask([document])
            if answer == "cancel":
                return False
            if answer == "save" and not self._saved(document):
                return False
        self._workspace.close(document)
        return True

    def ask_to_quit(
        self, unsaved: Sequence[OpenDocument], jobs: str = "", *, finish: bool = False
    ) -> Quitting:
        """Ask what becomes of unsaved work when the program ends. `jobs` says what becomes of what runs and waits;
        `finish` offers to wait for it.
        """
        answer, first = self._ask(unsaved, quitting=True, jobs=jobs, finish=finish)
        if answer == "cancel" or (answer == "save" and not all(map(self._saved, unsaved))):
            return Quitting(go=False)
        if answer == "discard":
            for document in unsaved:
                self._workspace.close(document)
        return Quitting(kept=tuple(unsaved) if answer == "keep" else (), finish=first)

    def show_log(self) -> None:
        """Open the folder of the log in the system's file browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def _saved(self, document: OpenDocument) -> bool:
        """Save, with a question for the place where there is none; False if it is not on the disk afterwards."""
        self.save(document)
        return not document.worth_keeping

    def _ask(
        self,
        documents: Sequence[OpenDocument],
        *,
        quitting: bool = False,
        jobs: str = "",
        finish: bool = False,
    ) -> tuple[Answer, bool]:
        """The question before something unsaved is closed; the answer, and whether jobs are to be finished first."""
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("Unsaved work"))
        box.setIcon(QMessageBox.Icon.Question)
        names = ", ".join(document.name for document in documents)
        box.setText(tr("Save the changes in {names}?", names=names))
        save = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        keep = None
        if quitting:
            keep = box.addButton(tr("Keep for Later"), QMessageBox.ButtonRole.NoRole)
            keep.setToolTip(tr("Ends the program; the next start offers this work again."))
            later = tr("Work that is kept for later is offered when the program starts again.")
            box.setInformativeText("\n".join(part for part in (later, jobs) if part))
        first = None
        if finish:
            first = QCheckBox(tr("Finish what runs and waits before quitting"), box)
            box.setCheckBox(first)
        discard = box.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.exec()
        clicked = box.clickedButton()
        answer: Answer = "keep" if keep is not None and clicked is keep else "cancel"
        answer = "save" if clicked is save else "discard" if clicked is discard else answer
        return answer, first is not None and first.isChecked()

    def _folder(self) -> str:
        given = self._workspace.settings.value.folder
        return given if given and Path(given).is_dir() else str(Path.home())
