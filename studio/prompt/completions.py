"""The list below the cursor: phrases that go on from what is being typed.

In: completions. Out: the one that was taken. It never has the keyboard: the field hands it the keys that are its own.
Like every popup here it lies over the window as a child of it.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.prompting import Completion
from studio.theme import Look
from studio.words import tr

ROW = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
ROWS = 8
"""Rows that are seen at once."""
SAID = {
    "actor": "who",
    "colour": "colour",
    "number": "how many",
    "motion": "what happens",
    "place": "where",
    "time": "when",
    "weather": "weather",
    "camera": "camera",
    "style": "style",
    "change": "what changes",
}
"""Categories as the artist reads them."""


class CompletionList(QListView):
    """Lies over everything while something is offered; `taken` has the completion that was clicked."""

    taken = Signal(object)

    def __init__(self, look: Look, field: QWidget) -> None:
        super().__init__(field)
        self._look = look
        self._rows = _Rows(self)
        self.hide()
        self._field = field
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setObjectName("completions")
        self.setAccessibleName(tr("Words that the model knows"))
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(look, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.taken.emit(index.data(ROW)))
        self.entered.connect(self.setCurrentIndex)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def shown(self) -> Sequence[Completion]:
        """What is offered now; empty while the list is hidden."""
        return self._rows.rows if self.isVisible() else ()

    @property
    def chosen(self) -> Completion | None:
        """The marked row."""
        return self.currentIndex().data(ROW) if self.isVisible() else None

    def offer(self, completions: Sequence[Completion], below: QRect) -> None:
        """Show these below (or above) a rectangle of the field; none hides the list.

        The first is marked, unless what is typed is a phrase already: then Enter is not meant for the list.
        """
        if not completions:
            self.hide()
            return
        self._rows.show(completions)
        self._stand(below)
        self.show()
        self.raise_()
        if completions[0].whole:
            self.selectionModel().clear()
        else:
            self.move_mark(0, first=True)

    def move_mark(self, rows: int, *, first: bool = False) -> None:
        """Mark another row, so many further; at the ends it goes round."""
        count = len(self._rows.rows)
        now = -1 if first or not self.currentIndex().isValid() else self.currentIndex().row()
        row = 0 if first else (now + rows) % count if now >= 0 else (0 if rows > 0 else count - 1)
        index = self._rows.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _stand(self, below: QRect) -> None:
        metrics = QFontMetrics(self.font())
        rows = self._rows.rows
        widths = [
            metrics.horizontalAdvance(row.entry.phrase)
            + metrics.horizontalAdvance(tr(SAID[row.entry.category]))
            for row in rows
        ]
        wide = max(widths) + 6 * metrics.averageCharWidth() + 2 * self.frameWidth()
        high = min(len(rows), ROWS) * self.sizeHintForRow(0) + 2 * self.frameWidth()
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        place = QRect(self._field.mapTo(window, below.topLeft()), below.size())
        left = max(0, min(place.left(), window.width() - wide))
        top = place.bottom() + 2
        if top + high > window.height():
            top = max(0, place.top() - high - 2)
        self.setGeometry(QRect(QPoint(left, top), QSize(wide, high)))

    def _dress(self) -> None:
        theme = self._look.theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.raised))
        self.setPalette(palette)
        self.setStyleSheet(
            f"#completions {{ background: {theme.raised}; border: 1px solid {theme.line}; padding: 0; }}"
        )


class _Rows(QAbstractListModel):
    """The completions as Qt reads them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Completion] = ()

    def show(self, rows: Sequence[Completion]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One per completion."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The completion for the delegate; words for screen readers."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.entry.phrase
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.entry.phrase}, {tr(SAID[row.entry.category])}"
        return None


class _Painter(QStyledItemDelegate):
    """A phrase, and at the right what it says."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line with air around it."""
        return QSize(0, round(QFontMetrics(option.font).height() * 1.4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        painter.save()
        self._row(painter, option, index.data(ROW))
        painter.restore()

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, row: Completion) -> None:
        theme = self._look.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, QColor(theme.accent))
        air = option.fontMetrics.averageCharWidth()
        box = option.rect.adjusted(air, 0, -air, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(theme.on_accent if chosen else theme.text))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, row.entry.phrase)
        painter.setPen(QColor(theme.on_accent if chosen else theme.dim))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, tr(SAID[row.entry.category]))
