"""A list of documents on disk, each with a small picture of its graph, its time and what is in it.

In: files, or documents that were read already. Out: the chosen one. Used by the pages and dialogs for earlier saves and
recovery. Files are read and pictures drawn off the GUI thread; until then a row shows its time alone.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from engine.document import Document
from engine.errors import StudioError
from engine.files import load
from engine.registry import Registry
from studio.attempts import attempt
from studio.errands import Errands
from studio.projects.sketch import sketch
from studio.theme import Look
from studio.words import tr

FILE_TIME = "%Y%m%dT%H%M%S-%f"
"""How earlier saves are named (in UTC)."""


class SaveList(QListWidget):
    """The list; `chosen_path` is the file of the current row."""

    def __init__(
        self, registry: Registry, look: Look, errands: Errands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._registry = registry
        self._look = look
        self._errands = errands
        self._filled = 0
        height = self.fontMetrics().height() * 5
        self.setIconSize(QSize(height * 16 // 9, height))
        self.setUniformItemSizes(True)
        self.setAlternatingRowColors(True)
        self.setAccessibleName(tr("Saves"))
        self.setToolTip(tr("Each row is one save, the newest on top."))

    def show_files(self, paths: Sequence[Path]) -> None:
        """List earlier saves, the newest first as given."""
        self.clear()
        self._filled += 1
        for path in paths:
            item = QListWidgetItem(when(saved_at(path)))
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self.addItem(item)
            self._read(item, path, self._filled)
        self.setCurrentRow(0 if paths else -1)

    def add_document(self, document: Document, lines: Sequence[str], tip: str = "") -> QListWidgetItem:
        """Add a row for a document that was read already."""
        item = QListWidgetItem("\n".join(lines))
        item.setIcon(_icon(self._drawing()(document)))
        item.setToolTip(tip)
        self.addItem(item)
        return item

    @property
    def chosen_path(self) -> Path | None:
        """The file of the current row."""
        item = self.currentItem()
        return Path(item.data(Qt.ItemDataRole.UserRole)) if item else None

    def _read(self, item: QListWidgetItem, path: Path, filled: int) -> None:
        draw = self._drawing()

        def read() -> tuple[str, QImage]:
            document = load(path).document
            return contents(document), draw(document)

        def wanted() -> bool:
            """The list may be gone, or show others, by the time a file was read."""
            return isValid(self) and filled == self._filled

        def show(found: tuple[str, QImage]) -> None:
            if wanted():
                item.setText(f"{when(saved_at(path))}\n{found[0]}")
                item.setIcon(_icon(found[1]))

        def failed(error: StudioError) -> None:
            if wanted():
                item.setText(f"{when(saved_at(path))}\n{error}")
                item.setFlags(Qt.ItemFlag.NoItemFlags)

        attempt(self._errands, read, show, failed)

    def _drawing(self) -> Callable[[Document], QImage]:
        """Draws small pictures for this list on any thread, without asking the list again."""
        registry, theme = self._registry, self._look.theme
        size, ratio = self.iconSize(), self.devicePixelRatioF()
        return lambda document: sketch(document, registry, theme, size, ratio)


def _icon(image: QImage) -> QIcon:
    """An icon that a selected row does not tint."""
    pixmap = QPixmap.fromImage(image)
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def contents(document: Document) -> str:
    """What is in a document, in a few words."""
    nodes = len(document.graph.nodes) + sum(len(g.graph.nodes) for g in document.groups.values())
    takes = sum(len(shot.takes) for shot in document.shots.values())
    text = tr("{nodes} nodes, {links} links", nodes=nodes, links=len(document.graph.links))
    if not takes:
        return text
    return f"{text}, {tr('1 take') if takes == 1 else tr('{takes} takes', takes=takes)}"


def saved_at(path: Path) -> datetime:
    """When an earlier save was made: as its name says, else as the disk does."""
    try:
        return datetime.strptime(path.stem, FILE_TIME).replace(tzinfo=UTC).astimezone()
    except ValueError:
        try:
            return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        except OSError:
            return datetime.now().astimezone()


def when(at: datetime) -> str:
    """A moment as a person says it: how long ago, and the time by the clock."""
    seconds = (datetime.now().astimezone() - at).total_seconds()
    clock = QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(at.timestamp())), QLocale.FormatType.ShortFormat
    )
    if seconds < 90:
        return tr("{time}, a minute ago", time=clock)
    if seconds < 90 * 60:
        return tr("{time}, {minutes} minutes ago", time=clock, minutes=round(seconds / 60))
    return clock
