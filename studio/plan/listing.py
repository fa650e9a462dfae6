"""The list of steps: the table in a view that sorts, with the keyboard's way to a node.

In: a `Sheet`, the keys that stand out, the chosen one. Out: `chosen` and `wanted` for the panel, as the picture does.
"""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from studio.plan.sheet import Sheet
from studio.plan.table import (
    FORECAST,
    MEMORY,
    NODE,
    NUMBER,
    REMARKS,
    RESULT,
    STATE,
    STEP,
    TOOK,
    PlanTable,
)
from studio.theme import Look
from studio.words import tr

WIDTHS = {
    NUMBER: 5, STEP: 16, NODE: 20, STATE: 14, FORECAST: 9, TOOK: 9, MEMORY: 10, REMARKS: 26, RESULT: 24,
}  # fmt: skip
"""Characters of the columns at first."""


class PlanList(QTreeView):
    """Rows as `PlanTable` gives them; Enter or a double click goes to the node."""

    chosen = Signal(str)
    wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = PlanTable(look, self)
        self._following = False
        self.setModel(self.table)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSortingEnabled(True)
        self.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(tr("Steps of the plan"))
        self.setAccessibleDescription(tr("Enter goes to the node of a step."))
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)
        self._fit_columns()

    def take(self, sheet: Sheet) -> None:
        """Show another sheet; the chosen step stays chosen if it is still there."""
        before = self.key
        self.table.take(sheet)
        self.setColumnHidden(TOOK, all(line.measured is None for line in sheet.lines))
        self.choose(before)

    def mark(self, keys: Collection[str]) -> None:
        """Let these steps stand out, and bring the first of them into sight."""
        if frozenset(keys) == self.table.marked:
            return
        self.table.mark(keys)
        first = next((line.key for line in self.table.sheet.lines if line.key in self.table.marked), "")
        self.scrollTo(self.table.find(first))

    @property
    def key(self) -> str:
        """The step of the current row, "" for none."""
        line = self.table.line(self.currentIndex())
        return line.key if line is not None else ""

    def choose(self, key: str) -> None:
        """Make a step's row the current one, silently."""
        if key == self.key:
            return
        index = self.table.find(key)
        flags = QItemSelectionModel.SelectionFlag
        self._following = True
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._following = False
        if index.isValid():
            self.scrollTo(index)

    def changeEvent(self, event: QEvent) -> None:
        """The text has another size: rows, whose height is asked for once, get theirs anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def _on_current(self, current: QModelIndex) -> None:
        line = self.table.line(current)
        if not self._following:
            self.chosen.emit(line.key if line is not None else "")

    def _on_activated(self, index: QModelIndex) -> None:
        line = self.table.line(index)
        if line is not None:
            self.wanted.emit(line.key)

    def _fit_columns(self) -> None:
        header, width = self.header(), self.fontMetrics().averageCharWidth()
        header.setMinimumSectionSize(width * 4)
        header.setStretchLastSection(True)
        header.setToolTip(tr("A click sorts; the right button shows and hides columns."))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for column, characters in WIDTHS.items():
            header.resizeSection(column, width * characters)
            if column == TOOK:
                # It is there when something was measured.
                continue
            action = QAction(str(self.table.headerData(column, Qt.Orientation.Horizontal)), self)
            action.setCheckable(True)
            action.setChecked(True)
            action.setEnabled(column != STEP)
            action.toggled.connect(lambda shown, column=column: self.setColumnHidden(column, not shown))
            header.addAction(action)
