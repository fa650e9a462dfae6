"""The frame of every search: a line to type in, a list below it, and perhaps a page beside it.

It lies over the window as a child of it, so that it moves, scales and is seen with the window. It takes the keyboard
when it opens and gives it back when it closes: by Esc, by a click outside, or when something was taken.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from studio.search.rows import Row, RowPainter, Rows
from studio.theme import Look

_BORROWED = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}


class Popup(QFrame):
    """A search over `window`. The owner answers `typed` with `show_rows`."""

    typed = Signal(str)
    pointed = Signal(object)
    """The item of the row that is marked now; None for none."""
    taken = Signal(object)
    """The item of the row that was chosen; the popup is closed by then."""
    closed = Signal()

    def __init__(self, look: Look, window: QWidget, name: str, side: QWidget | None = None) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._home: QWidget | None = None
        self.hide()
        self.setObjectName("search")
        self.setAccessibleName(name)
        self.setAutoFillBackground(True)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(name)
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self.typed)
        self.rows = Rows(self)
        self.list = QListView(self)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowPainter(look, self))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(name)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.foot = QLabel(self)
        self.foot.setObjectName("foot")
        self.foot.setWordWrap(True)
        self.side = side
        if side is not None:
            side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot.hide()
        self._lay_out()
        self._dress()
        look.changed.connect(self._dress)

    # -- for owners ----------------------------------------------------------------------------------------------------

    def open(self, size: tuple[int, int], at: QPoint | None = None, text: str = "") -> None:
        """Show it, `size` in letters and lines, at a point of the screen or else in the upper middle of the window."""
        window = self._window
        self._home = QApplication.focusWidget()
        self.line.blockSignals(True)
        self.line.setText(text)
        self.line.blockSignals(False)
        self.typed.emit(text)
        self._stand(size, window.rect(), None if at is None else window.mapFromGlobal(at))
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def close_up(self) -> None:
        """Hide it and give the keyboard back."""
        if not self.isVisible():
            return
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        held = self.isAncestorOf(QApplication.focusWidget() or self._window)
        self.hide()
        home, self._home = self._home, None
        if held and home is not None and isValid(home) and home.isVisible():
            home.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def say(self, text: str) -> None:
        """One line below the list; without a text it takes no room."""
        self.foot.setText(text)
        self.foot.setVisible(bool(text))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows, the first that can be taken marked."""
        self.rows.show(rows)
        self._mark(next((n for n, row in enumerate(rows) if row.item is not None and row.enabled), -1))
        self.list.scrollToTop()

    def current(self) -> Row | None:
        """The marked row."""
        index = self.list.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    # -- keys and mouse ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line's keys move the list; a press outside closes."""
        if watched is self.line and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self.line and event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._left(event)
        elif event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._press(watched, event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        ours = key in _MOVES or key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.ShortcutOverride and ours:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or not ours:
            return False
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key == Qt.Key.Key_Escape:
            self.close_up()
        else:
            self._take(self.list.currentIndex().row())
        return True

    def _press(self, watched: QObject, event: QMouseEvent) -> None:
        ours = isinstance(watched, QWidget) and watched.window() is self.window()
        if ours and not self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint())):
            self.close_up()

    def _left(self, event: QFocusEvent) -> None:
        """Another widget of the window took the keyboard; menus and other windows only borrow it."""
        if event.reason() not in _BORROWED:
            self.close_up()

    def _move(self, steps: int) -> None:
        there = [n for n, row in enumerate(self.rows.rows) if row.item is not None and row.enabled]
        if not there:
            return
        now = self.list.currentIndex().row()
        at = there.index(now) if now in there else -1
        to = (at + steps) % len(there) if abs(steps) == 1 else min(max(at + steps, 0), len(there) - 1)
        self._mark(there[to])
        if to == 0:
            self.list.scrollToTop()

    def _mark(self, row: int) -> None:
        index = self.rows.index(row, 0)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if row >= 0:
            self.list.scrollTo(index)
        else:
            self._tell()

    def _tell(self, *_: object) -> None:
        row = self.current()
        self.line.setAccessibleDescription(f"{row.title}, {row.note}" if row else "")
        self.pointed.emit(row.item if row else None)

    def _take(self, number: int) -> None:
        row = self.rows.rows[number] if 0 <= number < len(self.rows.rows) else None
        if row is not None and row.item is not None and row.enabled:
            self.close_up()
            self.taken.emit(row.item)

    # -- looks ---------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        gap = self.fontMetrics().height() // 2
        body = QHBoxLayout()
        body.setSpacing(gap)
        body.addWidget(self.list, 5)
        if self.side is not None:
            body.addWidget(self.side, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(gap)
        layout.addWidget(self.line)
        layout.addLayout(body, 1)
        layout.addWidget(self.foot)

    def _stand(self, size: tuple[int, int], room: QRect, at: QPoint | None) -> None:
        metrics = QFontMetrics(self.font())
        width = min(size[0] * metrics.averageCharWidth(), room.width() - 2 * metrics.height())
        height = min(round(size[1] * metrics.height() * 1.55), room.height() - 2 * metrics.height())
        if at is None:
            at = QPoint(room.center().x() - width // 2, room.top() + room.height() // 8)
        x = max(room.left(), min(at.x(), room.right() - width))
        y = max(room.top(), min(at.y(), room.bottom() - height))
        self.setGeometry(x, y, width, height)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        line = self.list.itemDelegate().sizeHint(self._option(), self.rows.index(0, 0)).height()
        self.resize(width, height - self.list.viewport().height() % line)

    def _option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        option.font = self.list.font()
        return option

    def _dress(self) -> None:
        theme = self._look.theme
        self.setStyleSheet(
            f"#search {{ background: {theme.panel}; border: 1px solid {theme.line}; border-radius: 8px; }}"
            f"#search QLineEdit {{ background: {theme.raised}; color: {theme.text}; padding: 0.35em;"
            f" border: 1px solid {theme.accent}; border-radius: 5px; }}"
            f"#search QListView, #search QTextBrowser {{ background: {theme.panel}; color: {theme.text}; }}"
            f"#foot {{ color: {theme.dim}; }}"
        )
