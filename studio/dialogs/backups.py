"""Earlier saves of a document: the last ten, each of which opens as a copy; the file itself stays as it is.

In: an open document, or the path of a file that cannot be opened. Out: a new tab. Opened from the File menu.
"""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from engine.files import backups
from studio.dialogs.saves import SaveList, saved_at, when
from studio.projects.workspace import Workspace
from studio.theme import Look
from studio.words import tr


class BackupsDialog(QDialog):
    """Choose one of the saves of `path` that this machine has kept."""

    def __init__(self, path: Path, workspace: Workspace, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._workspace = workspace
        self.setWindowTitle(tr("Earlier saves of {name}", name=path.name))
        found = backups(path)
        text = QLabel(
            tr(
                "The last saves of this project. One opens as a copy in a tab of its own; your file stays as it is."
            )
            if found
            else tr("This project was not saved on this machine yet; there will be ten saves to choose from.")
        )
        text.setWordWrap(True)
        self.list = SaveList(workspace.registry, look, workspace.errands, self)
        self.list.show_files(found)
        self.list.itemActivated.connect(self.accept)
        self.list.setVisible(bool(found))
        self.buttons = QDialogButtonBox()
        self.choose = self.buttons.addButton(tr("Open as Copy"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.choose.setToolTip(tr("Opens the chosen save in a tab of its own."))
        self.choose.setEnabled(bool(found))
        self.buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addWidget(text)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.buttons)
        unit = self.fontMetrics().height()
        self.resize(unit * 32, unit * (30 if found else 6))

    def accept(self) -> None:
        """Qt: open the chosen save."""
        chosen = self.list.chosen_path
        if chosen is not None:
            open_save(self._workspace, self._path, chosen)
        super().accept()


def open_save(workspace: Workspace, path: Path, save: Path) -> None:
    """Open an earlier save of `path` as a copy that is named after both."""
    at = saved_at(save)
    name = tr("{name} of {time}", name=path.stem, time=f"{at:%Y-%m-%d %H.%M.%S}")
    workspace.open_copy(save, name, path)
    workspace.said.emit(tr("Opened the save of {time} as a copy", time=when(at)))
