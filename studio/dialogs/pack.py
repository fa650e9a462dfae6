"""Pack for sharing: one file of the graph, its media and takes, with or without the words in it.

In: the document in front. Out: a `.loomz` file, written off the GUI thread; the status line tells when it is there.
Opened from the File menu.
"""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFileDialog, QLabel, QVBoxLayout, QWidget

from engine.bundle import Packed
from engine.errors import StudioError
from studio.command_line import packing
from studio.projects.notices import Notice
from studio.projects.opened import OpenDocument
from studio.projects.opening import BUNDLE
from studio.projects.workspace import Workspace
from studio.words import tr
from studio.writing import write


class PackDialog(QDialog):
    """Asks what goes along, then where to."""

    def __init__(self, document: OpenDocument, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._workspace = workspace
        self.setWindowTitle(tr("Pack {name} for sharing", name=document.name))
        text = QLabel(tr("The graph as it is now, with every picture, clip and take it uses, in one file."))
        text.setWordWrap(True)
        self.wordless = QCheckBox(tr("Leave every text out"))
        self.wordless.setToolTip(
            tr(
                "Prompts and notes stay here, also those that pictures, clips and sounds carry in their own files."
            )
        )
        self.wordless.setAccessibleDescription(self.wordless.toolTip())
        buttons = QDialogButtonBox()
        go = buttons.addButton(tr("Pack…"), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setToolTip(tr("Asks for the file, then writes it."))
        stop = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        stop.setToolTip(tr("Writes nothing."))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        line = self.fontMetrics().height()
        rows.setContentsMargins(line, line, line, line)
        rows.setSpacing(line // 2)
        for widget in (text, self.wordless, buttons):
            rows.addWidget(widget)
        self.setMinimumWidth(line * 24)

    def accept(self) -> None:
        """Qt: ask for the file and begin to write it."""
        document = self._document
        folder = document.path.parent if document.path else Path(self._workspace.settings.value.folder)
        start = folder / f"{document.name}{BUNDLE}"
        kinds = f"{tr('Bundles')} (*{BUNDLE})"
        name, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), str(start), kinds)
        if name:
            target = Path(name)
            self.pack(target if target.suffix.lower() == BUNDLE else target.with_name(target.name + BUNDLE))
            super().accept()

    def pack(self, target: Path) -> None:
        """Write the bundle; the artist has agreed to replace a file that is there."""
        workspace, document = self._workspace, self._document
        session, opened, wordless = workspace.session, document.opened(), self.wordless.isChecked()
        workspace.said.emit(tr("Packing {name}…", name=target.name))

        def done(packed: Packed) -> None:
            workspace.said.emit(". ".join([tr("Packed {name}", name=target.name), *packed.notes]))

        def refused(error: StudioError) -> None:
            text = tr("Not packed: {why}", why=error)
            workspace.said.emit(text)
            if document in workspace.documents:
                document.notice(Notice("pack", text, "error"))

        document.dismiss("pack")
        write(
            workspace.errands,
            document,
            target,
            lambda told: packing.write(
                session, opened, target, without_prompts=wordless, overwrite=True, on_bytes=told
            ),
            done,
            refused,
            lambda: workspace.said.emit(tr("{name} was stopped: nothing is written", name=target.name)),
        )
