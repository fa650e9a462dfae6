"""The film as a list: the same boxes and markers as the tracks, row by row, for screen readers and for searching.

In: the table. Out: selection, and the playhead at the start of what is chosen.
"""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from studio.playing.timecode import told
from studio.timeline.layout import Block, Flag
from studio.timeline.table import CuttingTable
from studio.timeline.telling import kind_words, span_words, unfit_words
from studio.words import tr

_Index = QModelIndex | QPersistentModelIndex


class FilmRows(QAbstractListModel):
    """A row per box and marker, in the order of the film."""

    def __init__(self, table: CuttingTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self.rows: list[Block | Flag] = []

    def renew(self) -> None:
        """Other boxes are there, or elsewhere."""
        layout = self._table.still
        found: list[Block | Flag] = [*(b for b in layout.blocks.values() if not b.is_gap), *layout.flags]
        found.sort(key=lambda row: row.start if isinstance(row, Block) else row.frame)
        if found == self.rows:
            return
        self.beginResetModel()
        self.rows = found
        self.endResetModel()

    def name(self, row: int) -> str:
        """The id of what a row is."""
        found = self.rows[row]
        return found.id if isinstance(found, Block) else found.marker.id

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Asked by Qt."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Asked by Qt."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole,
        ):  # fmt: skip
            return None
        row = self.rows[index.row()]
        if isinstance(row, Flag):
            time = told(round(row.frame), self._table.still.film.rate)
            return f"{tr('Marker')} · {row.marker.name or tr('(no name)')} · {time}"
        why = unfit_words(self._table, row, short=True)
        words = [kind_words(row), self._table.name(row), *([tr("Does not fit")] if why else [])]
        words.append(span_words(self._table, row))
        if why and role != Qt.ItemDataRole.DisplayRole:
            words.append(why)
        return " · ".join(words)


class FilmList(QListView):
    """The list; `gone_to` tells the frame at which what was chosen begins."""

    gone_to = Signal(int)

    def __init__(self, table: CuttingTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._busy = False
        self._rows = FilmRows(table, self)
        self.setModel(self._rows)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(tr("Film as list"))
        self.setAccessibleDescription(tr("Everything on the timeline. Enter moves the playhead there."))
        self.selectionModel().selectionChanged.connect(self._choose)
        self.activated.connect(self._go)
        table.changed.connect(self._renew)
        table.selection_changed.connect(self._mark)

    def _renew(self) -> None:
        if not self.isVisible() or self._table.previewing:
            return
        self._busy = True
        self._rows.renew()
        self._busy = False
        self._mark()

    def _choose(self, *_: object) -> None:
        if not self._busy:
            chosen = [self._rows.name(index.row()) for index in self.selectionModel().selectedIndexes()]
            self._table.select(chosen)

    def _mark(self) -> None:
        """Select what is selected on the tracks."""
        if not self.isVisible() or self._busy:
            return
        self._busy = True
        picked = QItemSelection()
        for row in range(self._rows.rowCount()):
            if self._rows.name(row) in self._table.selection:
                index = self._rows.index(row, 0)
                picked.select(index, index)
        self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._busy = False

    def _go(self, index: QModelIndex) -> None:
        row = self._rows.rows[index.row()]
        self.gone_to.emit(round(row.start if isinstance(row, Block) else row.frame))

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
