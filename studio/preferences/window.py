"""The preferences: pages at the left, searched by what is written on them; what is changed counts at once.

In: pages, made by whoever opens the window. Out: changes in the settings. Not modal: it may stay open beside the work.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.preferences.page import PreferencesPage
from studio.words import tr

LIST_LETTERS = 25
WIDTH_LETTERS, HEIGHT_LINES = 104, 34


class PreferencesWindow(QDialog):
    """Search, list of pages, page."""

    def __init__(self, pages: Sequence[PreferencesPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.setModal(False)
        self.pages = {page.name: page for page in pages}
        self.query = QLineEdit()
        self.query.setPlaceholderText(tr("Search preferences…"))
        self.query.setAccessibleName(tr("Search preferences"))
        self.query.setToolTip(tr("Shows only pages with these words."))
        self.query.setClearButtonEnabled(True)
        self.query.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Pages of the preferences"))
        self.list.setToolTip(tr("Chooses a page."))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        for page in pages:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, page.name)
            self.list.addItem(item)
            self.stack.addWidget(page)
        self.list.currentRowChanged.connect(self._show_row)
        self._lay_out()
        for button in self.findChildren(QPushButton):
            # Enter in a field must not press whatever button comes next.
            button.setAutoDefault(False)
        self.list.setCurrentRow(0)
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.9))

    def open_at(self, name: str = "") -> None:
        """Show the window, in front of others, at a page ("" for where it was)."""
        if name in self.pages:
            self.query.clear()
            self.list.setCurrentRow(list(self.pages).index(name))
        self.show()
        self.raise_()
        self.activateWindow()
        self.query.setFocus()

    @property
    def page(self) -> PreferencesPage:
        """The page in front."""
        return list(self.pages.values())[self.stack.currentIndex()]

    def sizeHint(self) -> QSize:
        """Room for a page of settings with their explanations."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * WIDTH_LETTERS, metrics.height() * HEIGHT_LINES)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_line"):
            before = self._line
            self._measure()
            if self._line == before:
                return
            QTimer.singleShot(0, self, self._fit_screen)

    def _fit_screen(self) -> None:
        """Larger text needs a larger window, but never one that leaves the screen."""
        screen = self.screen().availableGeometry()
        self.resize(self.sizeHint().boundedTo(screen.size() * 0.9))
        frame = self.frameGeometry()
        frame.moveRight(min(frame.right(), screen.right()))
        frame.moveBottom(min(frame.bottom(), screen.bottom()))
        frame.moveLeft(max(frame.left(), screen.left()))
        frame.moveTop(max(frame.top(), screen.top()))
        self.move(frame.topLeft())

    def showEvent(self, event: QShowEvent) -> None:
        """What a page tells is looked up when it is seen."""
        super().showEvent(event)
        self.page.shown()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.query)
        left.addWidget(self.list, 1)
        self.side = QWidget()
        self.side.setLayout(left)
        columns = QHBoxLayout(self)
        columns.addWidget(self.side)
        columns.addWidget(self.stack, 1)
        self._measure()

    def _measure(self) -> None:
        """Sizes in letters and lines of the text size in use."""
        metrics = self.fontMetrics()
        self._line = metrics.height()
        self.side.setFixedWidth(metrics.averageCharWidth() * LIST_LETTERS)
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(QSize(0, metrics.height() * 9 // 5))

    def _show_row(self, row: int) -> None:
        if row >= 0:
            self.stack.setCurrentIndex(row)
            if self.isVisible():
                self.page.shown()

    def _filter(self, text: str) -> None:
        for row, page in enumerate(self.pages.values()):
            item = self.list.item(row)
            item.setHidden(not page.matches(text))
        present = self.list.currentItem()
        if present is None or present.isHidden():
            found = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
            if found:
                self.list.setCurrentRow(found[0])
