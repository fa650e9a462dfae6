"""The rows of the takes panel as a Qt list model: headings, cards, and jobs that will be takes.

In: entries of `studio.takes.cards`, pictures. Out: what a delegate paints. Rows that stay keep their selection; nothing
is asked per row but what is painted, so several hundred takes cost no more than a screenful.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QPixmap

from studio.document import DocumentModel
from studio.drags import dragged_takes
from studio.edit.ports import Faces
from studio.takes.cards import Card, Entry, Heading, Making
from studio.takes.differing import differing
from studio.takes.flipbooks import Flipbooks
from studio.takes.words import heading_words, spoken, tip
from studio.work.jobs import Jobs

ENTRY = Qt.ItemDataRole.UserRole + 1
"""The `Heading`, `Card` or `Making` of a row."""
PICTURE = Qt.ItemDataRole.UserRole + 2
"""Its picture, or None."""
LINE = Qt.ItemDataRole.UserRole + 3
"""The `JobLine` of a row that is being made, or None."""
DIFFERS = Qt.ItemDataRole.UserRole + 4
"""What a take differs in from the one before, as a list of short phrases."""
LOST = Qt.ItemDataRole.UserRole + 5
"""Whether the file of a take cannot be read."""

_Index = QModelIndex | QPersistentModelIndex


class TakeRows(QAbstractListModel):
    """`folder` tells where the masters lie. `playing` is the entry whose picture moves."""

    def __init__(
        self,
        model: DocumentModel,
        faces: Faces,
        jobs: Jobs,
        books: Flipbooks,
        folder: Callable[[], Path],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._faces, self._jobs, self._books, self._folder = model, faces, jobs, books, folder
        self._entries: list[Entry] = []
        self._places: dict[str, int] = {}
        self._files: dict[str, list[int]] = {}
        self._differs: dict[tuple[str, str], list[str]] = {}
        self.playing = ""
        self.share = 0.0
        """Where in its length the one that moves is."""
        self.moment = 0

    # -- what others ask -----------------------------------------------------------------------------------------------

    @property
    def entries(self) -> Sequence[Entry]:
        """Every row, in order."""
        return self._entries

    def entry(self, index: _Index) -> Entry | None:
        """The entry of a row."""
        return self._entries[index.row()] if index.isValid() else None

    def card(self, index: _Index) -> Card | None:
        """The card of a row; None for what is no take."""
        entry = self.entry(index)
        return entry if isinstance(entry, Card) else None

    def row_of(self, entry: str) -> int:
        """The row of an entry by its id; -1 where it is not shown."""
        return self._places.get(entry, -1)

    def rows_with(self, file: str) -> Sequence[int]:
        """Rows that show a master."""
        return self._files.get(file, ())

    def rows_of_jobs(self, jobs: set[str]) -> list[int]:
        """Rows of these jobs."""
        return [self._places[f"job {job}"] for job in jobs if f"job {job}" in self._places]

    def running(self) -> list[int]:
        """Rows of what is being made and shows a moving preview."""
        return [
            row for row, entry in enumerate(self._entries)
            if isinstance(entry, Making) and self._jobs.clip(entry.job) is not None
        ]  # fmt: skip

    def differs(self, card: Card) -> list[str]:
        """What a take differs in from the one before."""
        if card.before is None:
            return []
        key = (card.take.id, card.before.id)
        if key not in self._differs:
            self._differs[key] = differing(self._model.document, self._faces, card.before, card.take)
        return self._differs[key]

    def forget_words(self) -> None:
        """Nodes may have other names."""
        self._differs.clear()

    def follow(self, entries: Sequence[Entry]) -> None:
        """Show these; rows that stay keep their selection."""
        fresh = list(entries)
        if fresh == self._entries:
            return
        old, new = [entry.id for entry in self._entries], [entry.id for entry in fresh]
        if old == new:
            changed = [row for row, entry in enumerate(fresh) if entry != self._entries[row]]
            self._entries = fresh
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        common = _prefix(old, new)
        if len(old) == common:
            self.beginInsertRows(QModelIndex(), common, len(new) - 1)
            self._take_over(fresh)
            self.endInsertRows()
            if common:
                self.dataChanged.emit(self.index(0), self.index(common - 1))
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        names = [self._entries[index.row()].id for index in held]
        self._take_over(fresh)
        self.changePersistentIndexList(
            held, [self.index(self._places[n]) if n in self._places else QModelIndex() for n in names]
        )
        self.layoutChanged.emit()

    # -- asked by Qt ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Asked by Qt."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Asked by Qt."""
        entry = self.entry(index)
        return None if entry is None else self._told(entry, role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Asked by Qt."""
        entry = self.entry(index)
        if not isinstance(entry, Card):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDragActions(self) -> Qt.DropAction:
        """Asked by Qt."""
        return Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Asked by Qt when cards are dragged: one take of each shot, and every file."""
        cards = [card for index in indexes if (card := self.card(index)) is not None]
        takes = {card.shot: card.take.id for card in reversed(cards)}
        return dragged_takes(
            {shot: takes[shot] for shot in dict.fromkeys(card.shot for card in cards)},
            [self._folder() / card.take.file for card in cards],
        )

    # -- inside --------------------------------------------------------------------------------------------------------

    def _take_over(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._places = {entry.id: row for row, entry in enumerate(entries)}
        self._files = {}
        for row, entry in enumerate(entries):
            if isinstance(entry, Card):
                self._files.setdefault(entry.take.file, []).append(row)

    def _told(self, entry: Entry, role: int) -> Any:
        if role == ENTRY:
            return entry
        match entry:
            case Heading():
                words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
                return heading_words(entry) if role in words else None
            case Making():
                return self._told_making(entry, role)
            case Card():
                return self._told_card(entry, role)

    def _told_card(self, card: Card, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return card.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(card, self.differs(card))
            case Qt.ItemDataRole.ToolTipRole:
                return tip(card, self.differs(card))
            case _ if role == PICTURE:
                if card.id == self.playing:
                    return self._books.moving(card.take, self.share)
                return self._books.still(card.take)
            case _ if role == DIFFERS:
                return self.differs(card)
            case _ if role == LOST:
                return self._books.lost(card.take)
        return None

    def _told_making(self, making: Making, role: int) -> Any:
        line = self._jobs.line(making.job)
        if role == LINE or line is None:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.name
        if role == PICTURE:
            clip = self._jobs.clip(making.job)
            picture: QPixmap | None = clip.at(self.moment) if clip is not None else line.preview
            return picture
        return None


def _prefix(one: Sequence[str], other: Sequence[str]) -> int:
    """How many entries two lists begin with that are the same."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
