"""The outline's rows as Qt's views and screen readers ask for them.

In: rows and the status of nodes. Out: an item model of four columns. Rows that stayed where they are keep their index,
so that a view keeps its place. Made by the outline panel.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPixmap

from engine.types import PortType
from studio.drags import NODES, dragged
from studio.outline.rows import Row
from studio.port_marks import mark_image
from studio.survey.state_words import state_colour, state_word
from studio.survey.status import NodeStatus, Status
from studio.theme import Look
from studio.words import tr

_Index = QModelIndex | QPersistentModelIndex
NAME, KIND, STATE, LINKS = range(4)
Role = Qt.ItemDataRole
_NO_PARENT = QModelIndex()


class OutlineModel(QAbstractItemModel):
    """`rows` in reading order; an index's internal id is the row's number in it."""

    def __init__(self, status: Status, look: Look, mark_side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._inside: dict[int, list[int]] = {}
        self._places: dict[int, int] = {}
        self._numbers: dict[str, int] = {}
        self._status = status
        self._look = look
        self.mark_side = mark_side
        self._marks: dict[object, QIcon] = {}

    # -- what changes it -----------------------------------------------------------------------------------------------

    def take(self, rows: list[Row]) -> bool:
        """Show these rows. True if the tree has another shape now, and views start anew."""
        before = self.rows
        if [(r.place, r.parent) for r in before] == [(r.place, r.parent) for r in rows]:
            self.rows = rows
            self._tell(n for n, (old, new) in enumerate(zip(before, rows, strict=True)) if old != new)
            return False
        self.beginResetModel()
        self.rows = rows
        self._inside, self._places = {-1: []}, {}
        for number, row in enumerate(rows):
            siblings = self._inside.setdefault(row.parent, [])
            self._places[number] = len(siblings)
            siblings.append(number)
        self._numbers = {row.place: number for number, row in enumerate(rows)}
        self.endResetModel()
        return True

    def states_changed(self, places: Collection[str]) -> None:
        """The status of these places is another one."""
        self._tell(self._numbers[place] for place in places if place in self._numbers)

    def restyle(self) -> None:
        """The theme changed."""
        self._marks.clear()
        self._tell(range(len(self.rows)))

    def _tell(self, numbers: Iterable[int]) -> None:
        """Say that rows differ: one signal per parent, from the first row to the last, since each costs the view."""
        spans: dict[int, tuple[int, int]] = {}
        for number in numbers:
            parent = self.rows[number].parent
            first, last = spans.get(parent, (number, number))
            spans[parent] = (min(first, number), max(last, number))
        for first, last in spans.values():
            self.dataChanged.emit(self.at(first), self.at(last, LINKS))

    # -- what is where -------------------------------------------------------------------------------------------------

    def at(self, number: int, column: int = NAME) -> QModelIndex:
        """The index of a row by its number."""
        return self.createIndex(self._places[number], column, number)

    def find(self, place: str) -> QModelIndex:
        """The index of a place; an invalid one for what is not there."""
        number = self._numbers.get(place)
        return QModelIndex() if number is None else self.at(number)

    def row(self, index: _Index) -> Row | None:
        """The row of an index."""
        return self.rows[index.internalId()] if index.isValid() else None

    def index(self, row: int, column: int, parent: _Index = _NO_PARENT) -> QModelIndex:
        """Asked by Qt."""
        numbers = self._inside.get(parent.internalId() if parent.isValid() else -1, [])
        inside = 0 <= row < len(numbers) and 0 <= column <= LINKS
        return self.createIndex(row, column, numbers[row]) if inside else QModelIndex()

    def parent(self, index: _Index = _NO_PARENT) -> Any:
        """Asked by Qt."""
        row = self.row(index)
        return QModelIndex() if row is None or row.parent < 0 else self.at(row.parent)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Asked by Qt."""
        if parent.column() > NAME:
            return 0
        return len(self._inside.get(parent.internalId() if parent.isValid() else -1, []))

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Asked by Qt."""
        return LINKS + 1

    # -- what is dragged out of it -------------------------------------------------------------------------------------

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Asked by Qt."""
        row, flags = self.row(index), super().flags(index)
        return flags if row is None or row.what == "frame" else flags | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Asked by Qt."""
        return [NODES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Asked by Qt. Frames are nothing that others could use."""
        rows = [row for index in indexes if index.column() == NAME and (row := self.row(index)) is not None]
        return dragged(NODES, [row.place for row in rows if row.what != "frame"])

    # -- what it says --------------------------------------------------------------------------------------------------

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Asked by Qt."""
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return (tr("Name"), tr("Kind"), tr("State"), tr("Links"))[section]
        return None

    def data(self, index: _Index, role: int = Role.DisplayRole) -> Any:
        """Asked by Qt."""
        row = self.row(index)
        if row is None:
            return None
        status = NodeStatus() if row.what == "frame" else self._status.at(row.place)
        column: Callable[[Row, NodeStatus, int], Any] = (self._name, self._kind, self._state, self._links)[
            index.column()
        ]
        if role == Role.ToolTipRole:
            return "\n".join([_spoken(row, status), *status.problems])
        return column(row, status, role)

    def _name(self, row: Row, status: NodeStatus, role: int) -> Any:
        match role:
            case Role.DisplayRole:
                return row.title
            case Role.AccessibleTextRole:
                return _spoken(row, status)
            case Role.AccessibleDescriptionRole:
                return " ".join(status.problems)
            case Role.DecorationRole:
                return self._mark(row)
            case Role.SizeHintRole:
                return QSize(0, 2 * self.mark_side)
            case Role.FontRole if row.what != "node":
                font = QFont()
                font.setBold(True)
                return font
        return None

    def _kind(self, row: Row, status: NodeStatus, role: int) -> Any:
        if role == Role.ForegroundRole:
            return QColor(self._look.theme.dim)
        return row.kind if role == Role.DisplayRole else None

    def _state(self, row: Row, status: NodeStatus, role: int) -> Any:
        if role == Role.ForegroundRole:
            return QColor(state_colour(status, self._look.theme))
        return state_word(status) if role == Role.DisplayRole else None

    def _links(self, row: Row, status: NodeStatus, role: int) -> Any:
        if role == Role.ForegroundRole:
            return QColor(self._look.theme.dim)
        if role != Role.DisplayRole:
            return None
        sides = (("←", row.fed), ("→", row.feeds))
        return "   ".join(f"{arrow} {', '.join(names)}" for arrow, names in sides if names)

    def _mark(self, row: Row) -> QIcon:
        """The mark of what the node yields, or a frame's colour; room for one where there is neither."""
        what = row.colour or row.yields
        if what not in self._marks:
            if isinstance(what, PortType):
                image = mark_image(what, self._look.theme, self.mark_side, 2.0)
            else:
                image = QImage(
                    2 * self.mark_side, 2 * self.mark_side, QImage.Format.Format_ARGB32_Premultiplied
                )
                image.setDevicePixelRatio(2.0)
                image.fill(QColor(what) if what else Qt.GlobalColor.transparent)
            icon = QIcon(QPixmap.fromImage(image))
            # On the ground of the selection a mark has the colour of its text, or a blue one could not be seen.
            if isinstance(what, PortType):
                lit = _tinted(image, self._look.theme.on_accent)
                icon.addPixmap(QPixmap.fromImage(lit), QIcon.Mode.Selected)
            self._marks[what] = icon
        return self._marks[what]


def _tinted(image: QImage, colour: str) -> QImage:
    """The same shape in one colour."""
    lit = image.copy()
    painter = QPainter(lit)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(QPointF(), lit.deviceIndependentSize()), QColor(colour))
    painter.end()
    return lit


def _spoken(row: Row, status: NodeStatus) -> str:
    """A row as one would say it."""
    parts = [row.title] if row.title == row.kind else [row.title, row.kind]
    word = state_word(status)
    if word:
        parts.append(word)
    if row.fed:
        parts.append(tr("fed by {names}", names=", ".join(row.fed)))
    if row.feeds:
        parts.append(tr("feeds {names}", names=", ".join(row.feeds)))
    return ", ".join(parts)
