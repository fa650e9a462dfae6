"""Recovery: what was open when the program ended unexpectedly, with a picture, the time, and how much there is.

In: `Offer`s of `studio.projects.recovery`. Out: restored documents in tabs. Shown when the program starts and
there is something to restore. Nothing is deleted unasked: "Decide Later" asks again at the next start.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidgetItem, QVBoxLayout, QWidget

from studio.dialogs.saves import SaveList, contents, when
from studio.projects.recovery import Offer
from studio.projects.workspace import Workspace
from studio.theme import Look
from studio.words import tr


class RecoveryDialog(QDialog):
    """Choose what to restore; everything is chosen at first."""

    def __init__(
        self, offers: Sequence[Offer], workspace: Workspace, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._sure = False
        self.setWindowTitle(tr("Restore unsaved work"))
        text = QLabel(
            tr(
                "The program ended before these were saved. What is restored opens in tabs; save it to keep it."
            )
        )
        text.setWordWrap(True)
        self.list = SaveList(workspace.registry, look, workspace.errands, self)
        self.list.setAccessibleName(tr("Unsaved work"))
        self.list.setToolTip(tr("Only what is ticked is restored or deleted."))
        self._quieten(look)
        self._offers: list[tuple[Offer, QListWidgetItem]] = [(offer, self._row(offer)) for offer in offers]
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._refresh)
        self.buttons = QDialogButtonBox()
        self.restore = self.buttons.addButton(tr("Restore"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.restore.setToolTip(tr("Opens what is ticked."))
        self.restore.setDefault(True)
        self.later = self.buttons.addButton(tr("Decide Later"), QDialogButtonBox.ButtonRole.RejectRole)
        self.later.setToolTip(tr("Keeps everything, and asks again at the next start."))
        self.delete = self.buttons.addButton(tr("Delete…"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.delete.setToolTip(tr("Deletes what is ticked for good, after a second click."))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.delete.clicked.connect(self._delete)
        rows = QVBoxLayout(self)
        rows.addWidget(text)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.buttons)
        unit = self.fontMetrics().height()
        self.resize(unit * 36, unit * min(34, 10 + 6 * len(self._offers)))

    @property
    def chosen(self) -> list[Offer]:
        """The offers that are ticked."""
        return [offer for offer, item in self._offers if item.checkState() == Qt.CheckState.Checked]

    def accept(self) -> None:
        """Qt: restore what is ticked; the rest is offered again at the next start."""
        for offer in self.chosen:
            self._workspace.recover(offer)
        super().accept()

    def _quieten(self, look: Look) -> None:
        """A calm ground for the current row: on the accent colour its tick could not be seen."""
        ground, text, edge = look.theme.raised, look.theme.text, look.theme.accent
        self.list.setStyleSheet(
            f"QListWidget::item:selected {{ background: {ground}; color: {text}; border: 1px solid {edge}; }}"
        )

    def _row(self, offer: Offer) -> QListWidgetItem:
        at = when(offer.at) if offer.at else tr("at an unknown time")
        edits = _edits(offer)
        last = tr("the last: {name}", name=offer.last) if offer.last else ""
        lines = [offer.name, at, "; ".join(part for part in (edits, last) if part)]
        lines.append(str(offer.path) if offer.path else tr("never saved"))
        item = self.list.add_document(offer.document, lines, "\n".join(offer.notes))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        return item

    def _refresh(self) -> None:
        self._sure = False
        self.delete.setText(tr("Delete…"))
        for button in (self.restore, self.delete):
            button.setEnabled(bool(self.chosen))

    def _delete(self) -> None:
        """The first click asks, the second deletes."""
        if not self._sure:
            self._sure = True
            self.delete.setText(tr("Delete {count} for Good", count=len(self.chosen)))
            return
        gone = self.chosen
        for offer in gone:
            self._workspace.discard(offer)
        for offer, item in [pair for pair in self._offers if pair[0] in gone]:
            self._offers.remove((offer, item))
            self.list.takeItem(self.list.row(item))
        self._refresh()
        if not self._offers:
            self.reject()


def _edits(offer: Offer) -> str:
    """How much there is to restore."""
    if not offer.edits:
        return contents(offer.document)
    if offer.edits == 1:
        return tr("1 edit since the last save")
    return tr("{count} edits since the last save", count=offer.edits)
