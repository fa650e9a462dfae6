"""What the dialogs for one file have in common: where it goes, what is in the way, and the question before it is
written over.

In: a form of their own. Out: a path that may be written. Base of `FrameDialog` and `CutDialog`.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from studio.errands import Errands
from studio.export.findings import Findings
from studio.export.names import clean, taken
from studio.export.place import Place
from studio.export.question import Question
from studio.theme import Look
from studio.words import tr


class SmallDialog(QDialog):
    """`ending` says what the file's name ends in; `write` is called with a path, and whether it may be replaced."""

    def __init__(self, errands: Errands, look: Look, start: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._errands, self._closed = errands, False
        self.form = QFormLayout()
        self.place = Place(self)
        self.findings = Findings(look, self)
        self.buttons = QDialogButtonBox(self)
        self.question = Question(self.buttons, self)
        self.question.dismissed.connect(self.again)
        self.go = self.buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setToolTip(tr("Writes the file; the window can be used meanwhile."))
        stop = self.buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        stop.setToolTip(tr("Writes nothing."))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.place.set_path(start)
        self.place.changed.connect(self.again)

    @property
    def ending(self) -> str:
        """The file's ending with its dot; each dialog has its own."""
        return ""

    def write(self, path: Path, overwrite: bool) -> None:
        """Say what is wanted; the dialog closes. Each dialog has its own."""

    @property
    def path(self) -> Path:
        """The file that is named now."""
        name = self.place.name.text()
        ending = self.ending
        stem = name[: -len(ending)] if name.lower().endswith(ending) and len(name) > len(ending) else name
        return self.place.folder / f"{clean(stem)}{ending}"

    def again(self) -> None:
        """Another file: what was asked about the one before is no longer so."""
        self.question.put_away()
        self.place.ending.setText(self.ending)
        self.go.setEnabled(self.ready())

    def ready(self) -> bool:
        """Whether it can be written."""
        return True

    def accept(self) -> None:
        """Qt: write the file, unless another one would be lost."""
        if not self.go.isEnabled():
            return
        path = self.path
        self.go.setEnabled(False)
        self._errands.run(
            lambda: bool(taken([(path, 1)])), lambda there: self._decide(path, there), first=True
        )

    def done(self, result: int) -> None:
        """Qt: the dialog closes, however."""
        self._closed = True
        super().done(result)

    def _decide(self, path: Path, there: bool) -> None:
        if self._closed:
            return
        if there:
            text = tr("{name} is there already.", name=path.name)
            self.question.ask(text, lambda: self._write(path, overwrite=True), lambda: self._beside(path))
        else:
            self._write(path, overwrite=False)

    def _beside(self, path: Path) -> None:
        names = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(2, 1000))
        self._write(next(name for name in names if not taken([(name, 1)])), overwrite=False)

    def _write(self, path: Path, *, overwrite: bool) -> None:
        self.write(path, overwrite)
        super().accept()

    def arrange(self, *above: QWidget) -> None:
        """Put everything in its place: what stands above the form, the form, and what every dialog has."""
        line = self.fontMetrics().height()
        self.form.setHorizontalSpacing(line)
        self.form.setVerticalSpacing(line // 2)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(tr("File"), self.place.file_row)
        self.form.addRow(tr("Folder"), self.place.folder_row)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(line, line, line, line)
        rows.setSpacing(line * 2 // 3)
        for widget in above:
            rows.addWidget(widget)
        rows.addLayout(self.form)
        rows.addStretch(1)
        for foot in (self.findings, self.question, self.buttons):
            rows.addWidget(foot)
        self.setMinimumWidth(line * 34)
        self.again()
        self.place.name.selectAll()
        self.place.name.setFocus()
