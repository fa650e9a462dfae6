"""The cells of a grid of variations as a Qt table model: what each is, and what has become of it.

In: values along both sides, the content key of each cell once it is known, jobs, the shot's takes. Out: what a delegate
paints. A cell is known by its key, so it shows a take that was made long ago as well as one that is being made.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from studio.document import DocumentModel
from studio.takes.cards import Card, cards_of
from studio.takes.flipbooks import Flipbooks
from studio.takes.words import making_words, spoken
from studio.words import tr
from studio.work.jobs import Jobs
from studio.work.lines import JobLine
from studio.work.varying import Varied

CARD = Qt.ItemDataRole.UserRole + 1
"""The `Card` of a cell whose take is there, or None."""
LINE = Qt.ItemDataRole.UserRole + 2
"""The `JobLine` of a cell that is being made or could not be, or None."""
PICTURE = Qt.ItemDataRole.UserRole + 3
TROUBLE = Qt.ItemDataRole.UserRole + 4
"""Why a cell cannot be made, "" where it can."""

_Index = QModelIndex | QPersistentModelIndex


class GridCells(QAbstractTableModel):
    """`title` is what the shot is called."""

    def __init__(
        self, model: DocumentModel, jobs: Jobs, books: Flipbooks, shot: str, title: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._jobs, self._books = model, jobs, books
        self._shot, self._title = shot, title
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self._found: Sequence[Varied] = ()
        self._cards: Mapping[str, Card] = {}
        self._asked: dict[str, str] = {}
        self.playing = ""
        self.share = 0.0
        self.moment = 0
        self.look_again()

    # -- what others ask -----------------------------------------------------------------------------------------------

    def show(self, rows: Sequence[str], columns: Sequence[str]) -> None:
        """Another grid, with these words at its sides; nothing is known of its cells yet."""
        if (rows, columns) != (self._rows, self._columns):
            self.beginResetModel()
            self._rows, self._columns, self._found = rows, columns, ()
            self.endResetModel()

    def know(self, found: Sequence[Varied]) -> None:
        """What the cells are, row by row."""
        self._found = found
        self.touch()

    def asked(self, jobs: Mapping[str, str]) -> None:
        """Jobs that make cells, by key."""
        self._asked.update(jobs)
        self.touch()

    def look_again(self) -> None:
        """Takes came, went, or are picked."""
        shot = self._model.document.shots.get(self._shot)
        self._cards = (
            {card.take.key: card for card in cards_of(shot, self._title)} if shot is not None else {}
        )
        self.touch()

    def touch(self) -> None:
        """Everything may look different."""
        if self._rows and self._columns:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def wanted(self) -> int:
        """How many cells are yet to be asked for."""
        return len({v.key for v in self._found if v.key and not self._is_there(v.key)})

    def is_wanted(self, key: str) -> bool:
        """Whether a cell of this key is yet to be asked for."""
        return bool(key) and not self._is_there(key)

    def card(self, index: _Index) -> Card | None:
        """The take of a cell."""
        varied = self._varied(index)
        return self._cards.get(varied.key) if varied is not None else None

    def line(self, index: _Index) -> JobLine | None:
        """The job of a cell."""
        varied = self._varied(index)
        job = self._asked.get(varied.key) if varied is not None else None
        return self._jobs.line(job) if job is not None else None

    def moving(self) -> list[QModelIndex]:
        """Cells that show a moving preview."""
        cells = (self.index(r, c) for r in range(len(self._rows)) for c in range(len(self._columns)))
        lines = ((cell, self.line(cell)) for cell in cells)
        return [cell for cell, line in lines if line is not None and self._jobs.clip(line.id) is not None]

    # -- asked by Qt ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Asked by Qt."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Asked by Qt."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Asked by Qt."""
        words = self._columns if orientation == Qt.Orientation.Horizontal else self._rows
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return words[section] if role in shown and section < len(words) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Asked by Qt."""
        card = self.card(index)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(index, card)
        if role == CARD:
            return card
        if role == LINE:
            return self.line(index)
        if role == TROUBLE:
            varied = self._varied(index)
            return varied.problem if varied is not None else ""
        if role == PICTURE:
            return self._picture(index, card)
        return None

    # -- inside --------------------------------------------------------------------------------------------------------

    def _varied(self, index: _Index) -> Varied | None:
        number = index.row() * len(self._columns) + index.column()
        return self._found[number] if index.isValid() and number < len(self._found) else None

    def _is_there(self, key: str) -> bool:
        """Whether a take of this key is there, or on its way."""
        if key in self._cards:
            return True
        line = self._jobs.line(self._asked[key]) if key in self._asked else None
        return key in self._asked and (line is None or not line.over)

    def _picture(self, index: _Index, card: Card | None) -> QPixmap | None:
        if card is not None:
            if card.id == self.playing:
                return self._books.moving(card.take, self.share)
            return self._books.still(card.take)
        line = self.line(index)
        if line is None or line.over:
            return None
        clip = self._jobs.clip(line.id)
        picture: QPixmap | None = clip.at(self.moment) if clip is not None else line.preview
        return picture

    def _spoken(self, index: _Index, card: Card | None) -> str:
        row, column = self._rows[index.row()], self._columns[index.column()]
        place = ", ".join(part for part in (row, column) if part)
        if card is not None:
            return f"{place}: {spoken(card, ())}"
        line = self.line(index)
        if line is not None:
            return f"{place}: {line.message or making_words(line)}"
        return f"{place}: {self.data(index, TROUBLE) or tr('not made yet')}"
