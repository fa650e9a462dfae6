"""What a group shows outside: a dialog for its inputs, outputs and params, their names and their order.

In: a document's model and a group's id. Out: one edit when it is accepted. Opened from the group's menu.
"""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTabWidget, QVBoxLayout, QWidget

from engine.errors import StudioError
from studio.dialogs.face_side import FaceSide
from studio.document import DocumentModel
from studio.edit import exposed
from studio.edit.exposed import Side
from studio.edit.ports import Faces
from studio.step_names import short
from studio.telling import told
from studio.theme import Look
from studio.words import tr


class PortsDialog(QDialog):
    """The face of one group as it would be after OK. Raises GraphError if the group is gone."""

    def __init__(
        self, model: DocumentModel, faces: Faces, group: str, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._registry, self._group, self._look = model, faces.registry, group, look
        document = model.document
        made = exposed.group_of(document, group)
        self.setWindowTitle(tr("Exposed ports of {group}", group=made.title or tr("Group")))
        self.sides: dict[Side, FaceSide] = {
            side: FaceSide(document, faces, group, side, look, self) for side in exposed.SIDES
        }
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Sides of the group"))
        for side in self.sides.values():
            self.tabs.addTab(side, "")
            side.table.setAccessibleName(self._title(side.side))
            side.changed.connect(self._judge)
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.trouble.setAccessibleName(tr("What stands in the way"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addWidget(self.tabs, 1)
        rows.addWidget(self.trouble)
        rows.addWidget(self.buttons)
        self._judge()
        self.sides["inputs"].table.setFocus()

    def accept(self) -> None:
        """Qt: make the face what it is here, as one step."""
        wanted = {name: tuple(side.rows) for name, side in self.sides.items()}
        try:
            # One that is gone by now is refused below.
            group = self._model.document.groups.get(self._group)
            name = tr("Exposed Ports of {what}", what=short((group and group.title) or tr("Group")))
            self._model.edit(name, lambda d: exposed.with_faces(d, self._group, wanted))
        except StudioError as error:
            self._say(told(error, self._model.document, self._registry), error=True)
            return
        super().accept()

    def _judge(self) -> None:
        """Count the ports on the tabs, and say what stands in the way of OK or what goes with it."""
        wrong = ""
        for index, side in enumerate(self.sides.values()):
            refusal = side.refusal()
            wrong = wrong or refusal
            mark = " !" if refusal else ""
            self.tabs.setTabText(index, f"{self._title(side.side)} ({len(side.rows)}){mark}")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not wrong)
        going = sum(side.losing() for side in self.sides.values())
        note = tr("{count} links or values outside go with what is hidden.", count=going) if going else ""
        self._say(wrong or note, error=bool(wrong))

    def _say(self, text: str, *, error: bool) -> None:
        theme = self._look.theme
        self.trouble.setStyleSheet(f"color: {theme.error if error else theme.warn}")
        self.trouble.setText(text)

    def _title(self, side: Side) -> str:
        return {"inputs": tr("Inputs"), "outputs": tr("Outputs"), "params": tr("Params")}[side]
