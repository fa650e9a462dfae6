"""The cards of the takes panel: rows of them that can be pointed at, chosen, starred, compared and dragged.

In: a model of `studio.takes.rows`. Out: signals. Keys that mean something here come from the action table.
"""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from studio.takes.paint import CardPaint
from studio.takes.rows import PICTURE, TakeRows
from studio.theme import Look
from studio.words import tr

DRAGGED = 9
"""Width of the picture under the pointer while cards are dragged, in heights of a line."""


class TakeList(QListView):
    """`pointed` tells the row under the pointer, an invalid index for none."""

    pointed = Signal(QModelIndex)
    compared = Signal(QModelIndex)
    """Clicked with Alt, or with the middle button: the card is what is compared with."""
    starred = Signal(QModelIndex)
    """The star of a card was clicked."""

    def __init__(self, rows: TakeRows, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = rows
        self.setModel(rows)
        self.painting = CardPaint(look, self)
        self.setItemDelegate(self.painting)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(0)
        self.setUniformItemSizes(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(tr("Takes"))
        self.setAccessibleDescription(
            tr("Enter picks a take, F makes it a favourite, B compares with it, V makes another one like it.")
        )

    def choose(self, entry: str) -> bool:
        """Select a card by its id and bring it into view; False where it is not shown."""
        row = self.rows.row_of(entry)
        if row < 0:
            return False
        index = self.rows.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A star, or what is compared with; anything else selects."""
        if not self._special(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click at a star is one more click."""
        if not self._special(event):
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What is under the pointer plays."""
        super().mouseMoveEvent(event)
        self.pointed.emit(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self.pointed.emit(QModelIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards share out the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Asked by Qt."""
        self.drag().exec(Qt.DropAction.CopyAction)

    def drag(self) -> QDrag:
        """What is dragged: the selected cards, with the picture of the one in hand."""
        drag = QDrag(self)
        drag.setMimeData(self.rows.mimeData(self.selectedIndexes()))
        picture = self.currentIndex().data(PICTURE)
        if isinstance(picture, QPixmap) and not picture.isNull():
            wide = round(DRAGGED * self.fontMetrics().height() * self.devicePixelRatioF())
            small = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
            small.setDevicePixelRatio(self.devicePixelRatioF())
            drag.setPixmap(small)
            drag.setHotSpot(QPoint(-8, -8))
        return drag

    def _special(self, event: QMouseEvent) -> bool:
        """Whether a press at a card means something else than choosing it."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if self.rows.card(index) is None:
            return False
        if event.button() == Qt.MouseButton.MiddleButton:
            # Many window managers keep clicks with Alt for themselves.
            self.compared.emit(index)
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if self.painting.star(self.visualRect(index)).contains(event.position()):
            self.starred.emit(index)
            return True
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.compared.emit(index)
            return True
        return False
