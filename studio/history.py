"""The history of a document as a list: what was done, taken back, and last saved; a click goes there.

In: the model's undo stack. Out: jumps in it. A panel of the window; one per open document.
"""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from studio.document import DocumentModel
from studio.theme import Look
from studio.words import tr

_Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """Row 0 is the document as it was opened, row n what it is after n steps."""

    def __init__(self, model: DocumentModel, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._model = model
        self._stack = stack = model.stack
        self._look = look
        self._steps = stack.count()
        model.renamed.connect(self._step)
        stack.moved.connect(self._step)
        look.changed.connect(self._step)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Asked by Qt."""
        return 0 if parent.isValid() else self._steps + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Asked by Qt."""
        return self._told(index.row(), role) if index.isValid() else None

    def _told(self, row: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._name(row)
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(0, round(self._parent.fontMetrics().height() * 1.5))
            case Qt.ItemDataRole.ToolTipRole:
                return tr("Goes back to this step; nothing is lost until you do something else.")
            case Qt.ItemDataRole.AccessibleTextRole:
                state = tr("taken back") if row > self._stack.index() else ""
                here = tr("present") if row == self._stack.index() else ""
                return ", ".join(part for part in (self._name(row), here, state) if part)
            case Qt.ItemDataRole.ForegroundRole if row > self._stack.index():
                return QColor(self._look.theme.dim)
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setItalic(row > self._stack.index())
                font.setBold(row == self._stack.index())
                return font
        return None

    def _name(self, row: int) -> str:
        if row == 0:
            began = tr("New project") if self._model.began_empty else tr("As opened")
            name = tr("Before all of these") if self._stack.is_full() else began
        else:
            name = tr(self._stack.text(row - 1)) or tr("Change")
        saved = row == self._model.saved_step
        return tr("{step} (saved)", step=name) if saved else name

    def _step(self) -> None:
        """The stack moved, grew, or forgot what had been taken back."""
        count = self._stack.count()
        if count > self._steps:
            self.beginInsertRows(QModelIndex(), self._steps + 1, count)
            self._steps = count
            self.endInsertRows()
        elif count < self._steps:
            self.beginRemoveRows(QModelIndex(), count + 1, self._steps)
            self._steps = count
            self.endRemoveRows()
        self.dataChanged.emit(self.index(0), self.index(self._steps))


class HistoryPanel(QWidget):
    """The list, with the present step marked."""

    def __init__(self, model: DocumentModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = model.stack
        self.list = QListView(self)
        self.list.setModel(HistoryModel(model, look, self))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(tr("History"))
        self.list.setAccessibleDescription(tr("Every step of this document. Enter or a click goes to it."))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self._stack.moved.connect(self._mark)
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        """The text has another size: rows, whose height is asked for once, get theirs anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.list.scheduleDelayedItemsLayout()

    def _go(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() != self._stack.index():
            self._stack.go_to(index.row())

    def _mark(self) -> None:
        """Put the list's own cursor on the present step."""
        self.list.setCurrentIndex(self.list.model().index(self._stack.index(), 0))
        self.list.scrollTo(self.list.currentIndex())
