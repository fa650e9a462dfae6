"""The page that a file opens as when it cannot be opened: what is wrong, where, and what can be done about it.

In: an `Explanation`. Out: an earlier save as a copy, or another try. The window shows it as a tab like any document.
"""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.dialogs.backups import open_save
from studio.dialogs.saves import SaveList
from studio.projects.workspace import Explanation, Workspace
from studio.theme import Look
from studio.words import tr


class ExplainPage(QWidget):
    """One file that could not be opened. Nothing on disk was changed, and nothing is changed by this page."""

    done = Signal()
    """The artist went on with something else: the page may close."""

    def __init__(
        self, explanation: Explanation, workspace: Workspace, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.explanation = explanation
        self._workspace = workspace
        unit = self.fontMetrics().height()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        rows.setSpacing(unit)
        rows.addWidget(_headline(tr("{name} cannot be opened", name=explanation.path.name)))
        rows.addWidget(_text(tr("The file is as it was; nothing was changed.")))
        rows.addLayout(self._facts())
        rows.addLayout(self._buttons())
        self.saves = SaveList(workspace.registry, look, workspace.errands, self)
        self.saves.itemActivated.connect(self.open_save)
        if explanation.backups:
            rows.addWidget(_text(tr("Earlier saves of this file that this machine has kept:")))
            rows.addWidget(self.saves, 1)
            self.saves.show_files(explanation.backups)
        else:
            self.saves.hide()
            rows.addWidget(_text(tr("This machine has kept no earlier save of this file.")))
            rows.addStretch(1)

    def _facts(self) -> QFormLayout:
        error = self.explanation.error
        where = ".".join(part for part in (error.node, error.port) if part)
        facts = QFormLayout()
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, value in (
            (tr("What is wrong"), _sentence(error.message, self.explanation.path.name)),
            (tr("Where"), where),
            (tr("What stands there"), error.value or ""),
            (tr("What to do"), error.remedy or ""),
            (tr("File"), str(self.explanation.path)),
        ):
            if value:
                facts.addRow(name, _text(value))
        return facts

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        if self.explanation.backups:
            self.copy = QPushButton(tr("Open the Chosen Save"))
            self.copy.setToolTip(tr("Opens it as a copy; save that over the damaged file if you like it."))
            self.copy.clicked.connect(self.open_save)
            self.copy.setDefault(True)
            row.addWidget(self.copy)
        self.again = QPushButton(tr("Try Again"))
        self.again.setToolTip(tr("Opens the file once more, after it was mended."))
        self.again.clicked.connect(self.try_again)
        row.addWidget(self.again)
        self.folder = QPushButton(tr("Show in Folder"))
        self.folder.setToolTip(tr("Opens the folder of the file."))
        self.folder.clicked.connect(self._show_folder)
        row.addWidget(self.folder)
        row.addStretch(1)
        return row

    def open_save(self) -> None:
        """Open the chosen earlier save as a copy."""
        chosen = self.saves.chosen_path
        if chosen is not None:
            open_save(self._workspace, self.explanation.path, chosen)
            self.done.emit()

    def try_again(self) -> None:
        """Open the file once more; where that fails again, the workspace tells of it as before."""
        self.done.emit()
        self._workspace.open(self.explanation.path)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.explanation.path.parent)))


def _sentence(message: str, name: str) -> str:
    """A message with a capital at its beginning, unless the file's name stands there."""
    return message if message.startswith(name) else message[:1].upper() + message[1:]


def _headline(text: str) -> QLabel:
    label = _text(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.6)
    font.setBold(True)
    label.setFont(font)
    return label


def _text(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
