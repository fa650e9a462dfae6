"""Events of the view that Qt hands to nobody by itself: claims on keys, tips, touch pads, files that are dropped.

In: every event of the view and its viewport. Out: calls of `Hands`, tips on the screen, and `files_dropped`.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QNativeGestureEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QToolTip

from studio.graph.gestures.hands import Hands
from studio.graph.gestures.pointer import scene_position
from studio.graph.targets import tolerance
from studio.graph.tips import Tips
from studio.graph.view import GraphView


class ViewEvents(QObject):
    """Watches one view for as long as it lives."""

    files_dropped = Signal(object, object)
    """Local paths, and where in the scene."""
    menu_asked = Signal()
    """The key for the context menu was pressed."""

    def __init__(self, view: GraphView, hands: Hands, tips: Tips) -> None:
        super().__init__(view)
        self._view = view
        self._hands = hands
        self._tips = tips
        self._handlers: dict[QEvent.Type, Callable[[QEvent], bool]] = {
            QEvent.Type.ToolTip: self._tip,
            QEvent.Type.NativeGesture: self._pinch,
            QEvent.Type.Gesture: self._spread,
            QEvent.Type.DragEnter: self._consider,
            QEvent.Type.DragMove: self._consider,
            QEvent.Type.Drop: self._drop,
        }
        view.viewport().setMouseTracking(True)
        view.viewport().grabGesture(Qt.GestureType.PinchGesture)
        view.setAcceptDrops(True)
        view.viewport().setAcceptDrops(True)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event is dealt with."""
        if watched is self._view:
            return self._of_view(event)
        handler = self._handlers.get(event.type())
        return handler is not None and handler(event)

    def _of_view(self, event: QEvent) -> bool:
        """During a gesture every key is its own, the ones of shortcuts and Tab included."""
        if isinstance(event, QKeyEvent) and self._hands.wants(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._hands.key_press(event)
        if isinstance(event, QContextMenuEvent) and event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit()
            return True
        if event.type() == QEvent.Type.FocusOut:
            self._hands.let_go()
        return False

    def _tip(self, event: QEvent) -> bool:
        assert isinstance(event, QHelpEvent)
        position = scene_position(self._view, QPointF(event.pos()))
        text = self._tips.text(self._view.graph.hit(position, tolerance(self._view)))
        if text and not self._hands.busy:
            QToolTip.showText(event.globalPos(), text, self._view)
        else:
            QToolTip.hideText()
        return True

    def _pinch(self, event: QEvent) -> bool:
        return isinstance(event, QNativeGestureEvent) and self._hands.pinch(event)

    def _spread(self, event: QEvent) -> bool:
        """Two fingers on a touch screen."""
        pinch = event.gesture(Qt.GestureType.PinchGesture) if isinstance(event, QGestureEvent) else None
        if isinstance(pinch, QPinchGesture):
            middle = self._view.viewport().mapFromGlobal(pinch.hotSpot().toPoint())
            self._view.zoom_at(QPointF(middle), pinch.scaleFactor())
        return pinch is not None

    def _consider(self, event: QEvent) -> bool:
        assert isinstance(event, QDragEnterEvent | QDragMoveEvent)
        if _paths(event):
            event.acceptProposedAction()
        else:
            event.ignore()
        return True

    def _drop(self, event: QEvent) -> bool:
        assert isinstance(event, QDropEvent)
        paths = _paths(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths, scene_position(self._view, event.position()))
        return True


def _paths(event: QDropEvent) -> list[Path]:
    """Files of this machine among what is dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
