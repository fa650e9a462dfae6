"""Editors to choose from what there is: words of a choice, on and off, models.

In: the value. Out: the chosen one, kept at once. A value that is not among the choices is shown as it is, until another
one is chosen.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout

from engine.graph import Json
from engine.params import BoolParam, ChoiceParam, ModelParam
from studio.editors.editor import Around, ParamEditor
from studio.editors.words import fill
from studio.words import tr


class Box(QComboBox):
    """A list that opens at a press; the wheel over it scrolls what it stands in, and changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whoever scrolls."""
        event.ignore()


class ChoiceEditor(ParamEditor):
    """One of a few words."""

    def __init__(self, param: ChoiceParam | ModelParam, around: Around) -> None:
        super().__init__(param, around)
        self.box = Box()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(6)
        self._rows: tuple[tuple[Json, str], ...] = ()
        self.box.activated.connect(self._chosen)
        fill(self, self.box)

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        rows = self._offered()
        if not mixed and value not in [held for held, _ in rows]:
            rows = (*rows, (value, str(value)))
        if rows != self._rows:
            self._rows = rows
            self.box.clear()
            self.box.addItems([text for _, text in rows])
        self.box.setPlaceholderText(tr("mixed"))
        held = [held for held, _ in rows]
        self.box.setCurrentIndex(-1 if mixed else held.index(value))

    def _offered(self) -> tuple[tuple[Json, str], ...]:
        if isinstance(self.param, ChoiceParam):
            labels = self.param.labels or {}
            return tuple((word, tr(labels.get(word, word))) for word in self.param.choices)
        names: Sequence[str] = self.around.models()
        return tuple((name, name) for name in dict.fromkeys(names))

    def _chosen(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            self.kept.emit(self._rows[index][0])


class SwitchEditor(ParamEditor):
    """On or off."""

    def __init__(self, param: BoolParam, around: Around) -> None:
        super().__init__(param, around)
        self.check = QCheckBox()
        self.check.clicked.connect(self._clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.check)
        row.addStretch(1)
        self.setFocusProxy(self.check)

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        states = Qt.CheckState
        self.check.setTristate(mixed)
        on = states.Checked if value is True else states.Unchecked
        self.check.setCheckState(states.PartiallyChecked if mixed else on)
        self.check.setText(tr("mixed") if mixed else tr("On") if value is True else tr("Off"))

    def _clicked(self) -> None:
        self.check.setTristate(False)
        self.kept.emit(self.check.isChecked())
