"""Where a file goes: its name without the ending, the folder, and what that comes to on the disk.

In: a name and a folder. Out: what was typed and chosen. A part of the export dialogs.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from studio.export.names import clean
from studio.one_line import OneLine
from studio.words import tr


class Place(QWidget):
    """Two rows for a form: `name` with the ending behind it, `folder` with a button that chooses another."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = Path.home()
        self.name = QLineEdit(self)
        self.name.setAccessibleName(tr("File name"))
        self.name.setToolTip(tr("The name of the file without its ending."))
        self.name.setMaxLength(160)
        self.name.textChanged.connect(lambda _: self.changed.emit())
        self.ending = QLabel(self)
        self.ending.setProperty("role", "dim")
        self.shown = OneLine(self)
        self.choose = QPushButton(tr("Choose…"), self)
        self.choose.setToolTip(tr("Asks for another folder."))
        self.choose.setAccessibleName(tr("Choose folder"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._ask)
        gap = self.fontMetrics().height() // 3
        self.file_row = QHBoxLayout()
        self.file_row.setSpacing(gap)
        self.file_row.addWidget(self.name, 1)
        self.file_row.addWidget(self.ending)
        self.folder_row = QHBoxLayout()
        self.folder_row.setSpacing(gap)
        self.folder_row.addWidget(self.shown, 1)
        self.folder_row.addWidget(self.choose)
        self.hide()

    @property
    def folder(self) -> Path:
        """Where it goes."""
        return self._folder

    @property
    def stem(self) -> str:
        """What was typed, as every disk takes it."""
        return clean(self.name.text())

    def set_folder(self, folder: Path) -> None:
        """Another folder."""
        self._folder = folder
        self.shown.show_text(str(folder))
        self.shown.setAccessibleName(tr("Folder {name}", name=folder))
        self.changed.emit()

    def set_path(self, path: Path) -> None:
        """The folder and name of a file, its ending aside."""
        self.set_folder(path.parent)
        self.name.setText(path.stem)

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(self.choose, tr("Choose Folder"), str(self._folder))
        if name:
            self.set_folder(Path(name))
