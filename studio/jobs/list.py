"""The list of the jobs panel: rows that can be dragged, and keys that mean something here.

In: a model of `studio.jobs.rows`. Out: calls of `moved`, `removed` and `unfolded`, which the panel sets.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from studio.words import tr

_FOLDS = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class JobList(QListView):
    """The list: drags rows, and hands keys that mean something here to the panel before a shortcut takes them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.moved: Callable[[int], object] = lambda _: None
        self.removed: Callable[[], object] = lambda: None
        self.heads: Callable[[QModelIndex], bool] = lambda _: False
        """Whether a row is the heading of what can be opened and closed."""
        self.unfolded: Callable[[bool | None], object] = lambda _: None
        """Open (True) or close what is under the heading; None for the other way round."""
        self.setAccessibleName(tr("Jobs"))
        self.setAccessibleDescription(
            tr("Enter goes to the node, Delete removes, Alt+Up and Alt+Down move what waits, Right and Left open and "
               "close what has ended.")
        )  # fmt: skip
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)

    def event(self, event: QEvent) -> bool:
        """Keys of this list are no shortcuts while it has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _ours(event):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A heading opens as it is pressed: rows may lie elsewhere when the button is released."""
        if not self._head_at(event):
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(self.indexAt(event.position().toPoint()))
            self.unfolded(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second click at a heading would only undo the first."""
        if not self._head_at(event):
            super().mouseDoubleClickEvent(event)

    def _head_at(self, event: QMouseEvent) -> bool:
        return self.heads(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and remove; Space opens the heading as Enter does, Right and Left open and close it."""
        if event.key() in _FOLDS and self.heads(self.currentIndex()):
            self.unfolded(_FOLDS[Qt.Key(event.key())])
        elif not _ours(event):
            super().keyPressEvent(event)
        elif event.key() in _KEYS:
            self.moved(_KEYS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            self.activated.emit(self.currentIndex())
        else:
            self.removed()

    def dropEvent(self, event: QDropEvent) -> None:
        """The queue moves the job, and the rows follow: Qt cannot take the dragged row away."""
        index, above = self.indexAt(event.position().toPoint()), self.dropIndicatorPosition()
        row = index.row() if index.isValid() else self.model().rowCount()
        if index.isValid() and above == QAbstractItemView.DropIndicatorPosition.BelowItem:
            row += 1
        self.model().dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, row, 0, QModelIndex())
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()


def _ours(event: QKeyEvent) -> bool:
    """Whether a key means something in this list."""
    if event.modifiers() == Qt.KeyboardModifier.AltModifier:
        return event.key() in _KEYS
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space)
