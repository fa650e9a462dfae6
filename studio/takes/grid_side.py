"""One side of a grid of variations: which param varies along it, and over which values.

In: what can vary in the shot's graph. Out: an `Axis`, or why there is none. Two of them stand in the dialog.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from engine.document import Document
from engine.errors import Problem, StudioError
from engine.graph import Json
from engine.params import Param
from studio.edit.ports import Faces
from studio.edit.variations import Axis, suggested
from studio.step_names import short
from studio.survey.findings import sentence
from studio.takes import axis_values
from studio.words import tr

Varying = tuple[str, Param]
"""The place of a node and a param of it."""


class GridSide(QObject):
    """`choice` and `values` are put into a form by the dialog."""

    changed = Signal()

    def __init__(self, name: str, faces: Faces, parent: QWidget) -> None:
        super().__init__(parent)
        self._faces = faces
        self._document: Document | None = None
        self._offered: Sequence[Varying] = ()
        self.trouble = ""
        """Why the values cannot be taken, "" where they can."""
        self.choice = QComboBox(parent)
        self.choice.setAccessibleName(tr("What varies: {side}", side=name))
        self.choice.setToolTip(tr("The param that is another one in every cell along this side."))
        self.values = QLineEdit(parent)
        self.values.setAccessibleName(tr("Values: {side}", side=name))
        self.values.setToolTip(tr("Values with commas between them; prompts with | between them."))
        self.choice.currentIndexChanged.connect(self._chosen)
        self.values.textChanged.connect(self.changed)

    def offer(self, document: Document, offered: Sequence[Varying], first: int = -1) -> None:
        """What can vary; `first` of it is chosen, or nothing."""
        self._document, self._offered = document, offered
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItem(tr("Nothing"))
        for node, param in offered:
            self.choice.addItem(f"{_name(document, self._faces, node)}: {tr(param.label)}")
        self.choice.setCurrentIndex(first + 1)
        self.choice.blockSignals(False)
        self._suggest()

    def param(self) -> Param | None:
        """What varies."""
        number = self.choice.currentIndex() - 1
        return self._offered[number][1] if 0 <= number < len(self._offered) else None

    def axis(self) -> Axis | None:
        """Param and values; None where nothing varies along this side, or `trouble` says what is wrong."""
        self.trouble = ""
        number = self.choice.currentIndex() - 1
        if not 0 <= number < len(self._offered):
            return None
        node, param = self._offered[number]
        try:
            return Axis(node, param.name, axis_values.read(param, self.values.text()))
        except StudioError as error:
            self.trouble = sentence(Problem.of(error))
            return None

    def labels(self, axis: Axis | None) -> tuple[str, ...]:
        """What stands at the cells along this side; one nameless line of cells where nothing varies."""
        param = self.param()
        if axis is None or param is None:
            return ("",)
        return tuple(axis_values.label(param, value) for value in axis.values)

    def _chosen(self) -> None:
        self._suggest()
        self.changed.emit()

    def _suggest(self) -> None:
        """Values that make sense around the one that it has."""
        number = self.choice.currentIndex() - 1
        there = 0 <= number < len(self._offered) and self._document is not None
        self.values.setEnabled(there)
        self.values.blockSignals(True)
        self.values.setText("")
        if there and self._document is not None:
            node, param = self._offered[number]
            self.values.setText(axis_values.written(param, suggested(param, self._now(node, param))))
            self.values.setCursorPosition(0)
        self.values.blockSignals(False)

    def _now(self, node: str, param: Param) -> Json:
        assert self._document is not None
        held = self._document.node(node)
        return held.params.get(param.name, param.default_json) if held is not None else None


def _name(document: Document, faces: Faces, place: str) -> str:
    """A node as it is called, led by the groups that it lies in."""
    *path, _ = steps = place.split("/")
    names = []
    for depth in range(len(steps)):
        node = document.node("/".join(steps[: depth + 1]))
        if node is not None:
            own = node.title if depth == len(path) else ""
            names.append(short(own or tr(faces.of(document, node).label)))
    return " > ".join(names)
