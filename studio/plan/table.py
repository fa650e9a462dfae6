"""The plan as a list: one row a step, sorted by whatever column is clicked.

In: a `Sheet`, and the keys that stand out. Out: Qt's table model, sorted by what the cells mean. Made by the panel.
"""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from studio.plan import words
from studio.plan.sheet import Line, Sheet
from studio.quantities import bytes_words, seconds_words
from studio.theme import Look, Theme
from studio.words import tr

_Index = QModelIndex | QPersistentModelIndex
NUMBER, STEP, NODE, STATE, FORECAST, TOOK, MEMORY, REMARKS, RESULT = range(9)
RIGHT = (NUMBER, FORECAST, TOOK, MEMORY)
Role = Qt.ItemDataRole
_NO_PARENT = QModelIndex()


class PlanTable(QAbstractTableModel):
    """One row a step, in running order until a column is sorted by."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet()
        self.marked: frozenset[str] = frozenset()
        self._rows: list[int] = []
        self._places: dict[str, int] = {}
        self._sorting = (NUMBER, Qt.SortOrder.AscendingOrder)
        self._look = look
        look.changed.connect(self._restyle)

    def take(self, sheet: Sheet) -> None:
        """Show another sheet; rows that stayed the same steps keep their index."""
        same = [x.key for x in sheet.lines] == [x.key for x in self.sheet.lines]
        if same:
            self.sheet = sheet
            self.sort(*self._sorting)
            self._restyle()
            return
        self.beginResetModel()
        self.sheet = sheet
        self._order()
        self.endResetModel()

    def mark(self, keys: Collection[str]) -> None:
        """Let these steps stand out."""
        if frozenset(keys) != self.marked:
            self.marked = frozenset(keys)
            self._restyle()

    def line(self, index: _Index) -> Line | None:
        """The line of an index."""
        return self.sheet.lines[self._rows[index.row()]] if index.isValid() else None

    def find(self, key: str) -> QModelIndex:
        """The index of a step, an invalid one for a step that is not there."""
        row = self._places.get(key)
        return QModelIndex() if row is None else self.index(row, 0)

    # -- asked by Qt ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Asked by Qt."""
        return 0 if parent.isValid() else len(self.sheet.lines)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Asked by Qt."""
        return 0 if parent.isValid() else RESULT + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Asked by Qt."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return _heads()[section][0]
        if orientation == Qt.Orientation.Horizontal and role == Role.ToolTipRole:
            return _heads()[section][1]
        return None

    def data(self, index: _Index, role: int = Role.DisplayRole) -> Any:
        """Asked by Qt."""
        if not index.isValid():
            return None
        number = self._rows[index.row()]
        return self._told(self.sheet.lines[number], number, index.column(), role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Asked by Qt when a head is clicked."""
        self._sorting = (column, order)
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        numbers = [self._rows[index.row()] for index in kept]
        self._order()
        places = {number: row for row, number in enumerate(self._rows)}
        moved = [self.index(places[n], i.column()) for n, i in zip(numbers, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _order(self) -> None:
        """Put the rows in the order that is asked for; equal ones stay in running order."""
        column, order = self._sorting
        lines = self.sheet.lines
        descending = order == Qt.SortOrder.DescendingOrder
        values = [self._value(line, number, column) for number, line in enumerate(lines)]
        self._rows = sorted(range(len(lines)), key=values.__getitem__, reverse=descending)
        self._places = {lines[number].key: row for row, number in enumerate(self._rows)}

    def _told(self, line: Line, number: int, column: int, role: int) -> Any:
        match role:
            case Role.DisplayRole:
                return self._text(line, number, column)
            case Role.ToolTipRole:
                return words.facts_words(line, self.sheet)
            case Role.TextAlignmentRole if column in RIGHT:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Role.ForegroundRole:
                return self._colour(line, column)
            case Role.FontRole if line.key in self.marked:
                font = QFont()
                font.setBold(True)
                return font
        return None

    def _text(self, line: Line, number: int, column: int) -> str:
        match column:
            case 0:
                return str(number + 1)
            case 1:
                return tr(line.label)
            case 2:
                return words.names(line.places, self.sheet)
            case 3:
                return words.state_words(line.state)
            case 4:
                return "" if line.state in ("free", "unneeded") else seconds_words(line.forecast)
            case 5:
                return "" if line.measured is None else seconds_words(line.measured)
            case 6:
                return bytes_words(line.bytes) if line.bytes else ""
            case 7:
                return ", ".join((*words.special_words(line, self.sheet), *line.notes))
            case _:
                return words.result_words(line)

    def _value(self, line: Line, number: int, column: int) -> Any:
        match column:
            case 0:
                return number
            case 4:
                return -1.0 if line.state in ("free", "unneeded") else line.forecast
            case 5:
                return -1.0 if line.measured is None else line.measured
            case 6:
                return line.bytes
            case _:
                return self._text(line, number, column).casefold()

    def _colour(self, line: Line, column: int) -> QColor | None:
        theme = self._look.theme
        if line.key in self.marked:
            return QColor(theme.warn)
        if column == STATE:
            return QColor(state_colour(line, theme))
        quiet = line.state in ("free", "unneeded", "skipped") or column in (NUMBER, RESULT)
        return QColor(theme.dim) if quiet else None

    def _restyle(self) -> None:
        if self.sheet.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.sheet.lines) - 1, RESULT))


def state_colour(line: Line, theme: Theme) -> str:
    """The colour of a step's state, as `#rrggbb`."""
    match line.state:
        case "run" | "planned":
            return theme.accent if theme.dark else theme.text
        case "cached" | "ran":
            return theme.ok
        case "failed":
            return theme.error
        case _:
            return theme.dim


def _heads() -> tuple[tuple[str, str], ...]:
    return (
        ("#", tr("The order in which steps run.")),
        (tr("Step"), tr("What the engine does.")),
        (tr("Node"), tr("The nodes that the step is for; several share its result.")),
        (tr("State"), tr("Whether the result is there, or has to be made.")),
        (tr("Forecast"), tr("How long it is thought to take, from what was measured on this machine.")),
        (tr("Took"), tr("How long it took.")),
        (tr("Memory"), tr("Memory beside what is held already: as it is thought, or as it was measured.")),
        (tr("Remarks"), tr("What is shared, handed on, or run together.")),
        (tr("Result"), tr("Size, frames and rate of what comes out, or the words that are read.")),
    )
