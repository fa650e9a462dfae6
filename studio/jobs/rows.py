"""The rows of the jobs panel: jobs in running order, then a heading that opens and closes what has ended.

In: the jobs. Out: a Qt list model whose rows keep their selection while they move; dragging a waiting row reorders the
queue. Nothing is asked per row but what is painted, so several hundred cost no more than a screenful.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QPixmap
from shiboken6 import isValid

from engine.job import FAILED, WAITING
from studio.errands import Errands
from studio.jobs.words import heading, spoken
from studio.work.jobs import Jobs
from studio.work.lines import JobLine

LINE = Qt.ItemDataRole.UserRole + 1
"""The `JobLine` of a row; None for the heading."""
PICTURE = Qt.ItemDataRole.UserRole + 2
"""The picture of a row, or None: a frame of the moving preview, or the thumbnail of the result."""
HEADING = "ended"
"""The id of the heading's row; no job has it."""
MIME = "application/x-shotloom-job"
KEPT = 600
"""Thumbnails in memory; each is a few tens of kilobytes."""

_Index = QModelIndex | QPersistentModelIndex


class JobRows(QAbstractListModel):
    """One row per job that is shown. `opened` says whether everything that has ended is; failures always are."""

    stale = Signal(int)
    """A row says something else and must be painted anew, -1 for all. Not `dataChanged`, at which Qt asks every row for
    its height: progress comes thirty times a second."""

    def __init__(self, jobs: Jobs, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._lines: dict[str, JobLine] = {}
        self._rows: list[str] = []
        self._moment = 0
        self._errands = errands
        self._thumbnails: OrderedDict[str, QPixmap | None] = OrderedDict()
        self.opened = False
        self.ended = 0
        jobs.changed.connect(self._changed)
        jobs.reset.connect(self.follow)
        self.follow()

    # -- what others ask -----------------------------------------------------------------------------------------------

    def line(self, index: _Index) -> JobLine | None:
        """The job of a row; None for the heading and for no row."""
        return self._lines.get(self._rows[index.row()]) if index.isValid() else None

    def row_of(self, job: str) -> int:
        """The row of a job; -1 where it is not shown."""
        return self._rows.index(job) if job in self._rows else -1

    def is_heading(self, index: _Index) -> bool:
        """Whether a row is the heading of what has ended."""
        return index.isValid() and self._rows[index.row()] == HEADING

    def toggle(self) -> None:
        """Show everything that has ended, or only what failed."""
        self.opened = not self.opened
        self.follow()
        self._tell([HEADING])

    def waiting_place(self, job: str) -> int:
        """Where a job stands among those that wait; -1 if it does not."""
        waiting = [name for name in self._rows if self._waits(name)]
        return waiting.index(job) if job in waiting else -1

    def tick(self) -> None:
        """Show the next frame of what runs."""
        self._moment += 1
        self._tell([name for name in self._rows[:1] if self._jobs.clip(name) is not None])

    # -- asked by Qt ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Asked by Qt."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Asked by Qt."""
        return self._told(self._rows[index.row()], role) if index.isValid() else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Asked by Qt."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return usual | Qt.ItemFlag.ItemIsDragEnabled if self._waits(self._rows[index.row()]) else usual

    def supportedDropActions(self) -> Qt.DropAction:
        """Asked by Qt."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Asked by Qt."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Asked by Qt when a row is dragged."""
        data = QMimeData()
        names = [self._rows[index.row()] for index in indexes if index.isValid()]
        data.setData(MIME, QByteArray("\n".join(names).encode()))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Asked by Qt when a row is dropped. False: Qt must not move rows, the queue does."""
        names = bytes(data.data(MIME).data()).decode().split("\n")
        before = parent.row() if parent.isValid() else row
        self.drop(names, len(self._rows) if before < 0 else before)
        return False

    # -- inside --------------------------------------------------------------------------------------------------------

    def drop(self, jobs: Sequence[str], row: int) -> None:
        """Put those of these jobs that wait before the job that is at a row now."""
        now = [name for name in self._rows if self._waits(name)]
        moved = [name for name in now if name in jobs]
        above = [name for name in self._rows[:row] if self._waits(name) and name not in moved]
        wanted = [*above, *moved, *(name for name in now if name not in moved and name not in above)]
        down = [name for name in moved if now.index(name) < wanted.index(name)]
        # Each goes straight to its place: what goes down the last first, what goes up the first first.
        for name in (*reversed(down), *(name for name in moved if name not in down)):
            target = wanted.index(name)
            if now.index(name) != target:
                now.remove(name)
                now.insert(target, name)
                self._jobs.reorder(name, target)

    def _told(self, name: str, role: int) -> Any:
        if name == HEADING:
            words = heading(self.ended)
            return (
                words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
            )
        line = self._lines[name]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(line)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (line.name, line.prompt) if part)
            case _ if role == LINE:
                return line
            case _ if role == PICTURE:
                return self._picture(line)
        return None

    def _picture(self, line: JobLine) -> QPixmap | None:
        clip = self._jobs.clip(line.id)
        if clip is not None and not line.over:
            return clip.at(self._moment) if self._moment else clip.middle
        if line.preview is not None:
            return line.preview
        return self._thumbnail(line.thumbnail) if line.thumbnail else None

    def _thumbnail(self, path: str) -> QPixmap | None:
        """A small picture of a result, None until it is read; what is painted must not wait for the disk."""
        if path in self._thumbnails:
            self._thumbnails.move_to_end(path)
            return self._thumbnails[path]
        self._thumbnails[path] = None
        while len(self._thumbnails) > KEPT:
            self._thumbnails.popitem(last=False)
        # The lists of other documents show the same picture, and none may take it from another.
        name = f"thumbnail {id(self)} {path}"
        self._errands.run(lambda: QImage(path), lambda image: self._read(path, image), key=name)
        return None

    def _read(self, path: str, image: QImage) -> None:
        # The document may have been closed meanwhile.
        if isValid(self) and path in self._thumbnails and not image.isNull():
            self._thumbnails[path] = QPixmap.fromImage(image)
            self._tell(name for name in self._rows if (x := self._lines.get(name)) and x.thumbnail == path)

    def _waits(self, name: str) -> bool:
        line = self._lines.get(name)
        return line is not None and line.state == WAITING

    def _changed(self, jobs: set[str]) -> None:
        for name in jobs:
            line = self._jobs.line(name)
            if line is not None:
                self._lines[name] = line
        self._tell(name for name in self._rows if name in jobs)

    def _tell(self, names: Iterable[str]) -> None:
        for name in names:
            row = self.row_of(name)
            if row >= 0:
                self.stale.emit(row)

    def follow(self) -> None:
        """Take over the jobs as they are now; rows that stay keep their selection."""
        lines = self._jobs.lines
        ended = [line for line in lines if line.over]
        shown = [line.id for line in lines if not line.over]
        shown += [HEADING] if ended else []
        shown += [line.id for line in ended if self.opened or line.state == FAILED]
        self.ended = len(ended)
        self._drop_rows(set(shown))
        self._lines = {line.id: line for line in lines}
        there = set(self._rows)
        self._order_rows([name for name in shown if name in there])
        self._insert_rows(shown)
        self.stale.emit(-1)

    def _drop_rows(self, staying: set[str]) -> None:
        row = len(self._rows) - 1
        while row >= 0:
            last = row
            while row >= 0 and self._rows[row] not in staying:
                row -= 1
            if row < last:
                self.beginRemoveRows(QModelIndex(), row + 1, last)
                del self._rows[row + 1 : last + 1]
                self.endRemoveRows()
            row -= 1

    def _order_rows(self, order: list[str]) -> None:
        if order == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        names = [self._rows[index.row()] for index in held]
        self._rows = order
        where = {name: row for row, name in enumerate(order)}
        self.changePersistentIndexList(held, [self.index(where[name]) for name in names])
        self.layoutChanged.emit()

    def _insert_rows(self, shown: list[str]) -> None:
        row = 0
        while row < len(shown):
            end = row
            while end < len(shown) and (row >= len(self._rows) or shown[end] != self._rows[row]):
                end += 1
            if end > row:
                self.beginInsertRows(QModelIndex(), row, end - 1)
                self._rows[row:row] = shown[row:end]
                self.endInsertRows()
            row = end + 1
