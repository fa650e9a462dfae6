"""The picture alone on the whole screen; the row of playing comes over it while the pointer moves.

In: what comes to the viewer. Out: a window of its own with the same pictures and the keys of playing; Escape or its own
key closes it. Opened by the viewer panel.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from studio.playing.stage import Stage
from studio.theme import Look
from studio.viewer.pressing import Pressing
from studio.viewer.projection import Projection
from studio.viewer.screen import Screen
from studio.viewer.transport_bar import TransportBar
from studio.words import tr

REST_MS = 2500
"""How long the pointer rests before it and the row of playing go away."""


class FullScreen(QWidget):
    """On the screen where the panel is."""

    closed = Signal()
    """It is gone."""

    def __init__(self, stage: Stage, projection: Projection, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Viewer"))
        self._projection = projection
        self.screen_area = Screen(look, self)
        self.screen_area.alone = True
        # It would lie over the picture.
        self.screen_area.setToolTip("")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.screen_area)
        self.setFocusProxy(self.screen_area)
        self.desk = _Desk(look, self)
        self.transport = TransportBar(stage, look, self.screen_area, self.desk, lean=True)
        self.desk.take_in(self.transport)
        self.desk.hide()
        Pressing(self).watch(*self.desk.findChildren(QAbstractButton))
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._leave_alone)
        for widget in (self, self.screen_area, self.desk):
            widget.setMouseTracking(True)
            widget.installEventFilter(self)
        projection.add(self.screen_area)
        if (screen := parent.screen()) is not None:
            self.setGeometry(screen.geometry())

    def explain(self, tip: Callable[[str], str]) -> None:
        """Show what buttons do, with their keys."""
        self.transport.explain(tip)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks on: the pointer moves."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            self._show_desk()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and F11 come back."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The row of playing lies at the bottom, in the middle."""
        super().resizeEvent(event)
        self._place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The pictures come here no more."""
        self._projection.remove(self.screen_area)
        self.closed.emit()
        super().closeEvent(event)

    def _show_desk(self) -> None:
        self.unsetCursor()
        self.screen_area.unsetCursor()
        self._place()
        self.desk.show()
        self.desk.raise_()
        self._rest.start()

    def _leave_alone(self) -> None:
        """Nothing but the picture, unless the row is in use."""
        if self.desk.underMouse() or self.transport.place.hasFocus():
            self._rest.start()
            return
        self.desk.hide()
        self.screen_area.setCursor(Qt.CursorShape.BlankCursor)

    def _place(self) -> None:
        em = self.fontMetrics().height()
        width, height = min(self.width() - 2 * em, 48 * em), self.desk.sizeHint().height()
        self.desk.setGeometry((self.width() - width) // 2, self.height() - height - 2 * em, width, height)


class _Desk(QWidget):
    """The ground of the row: calm, and dark enough over any picture."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def take_in(self, widget: QWidget) -> None:
        """Lay the row on it."""
        em = self.fontMetrics().height()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(em // 2, em // 3, em // 2, em // 3)
        rows.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded panel."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._look.theme.line))
        painter.setBrush(QColor(self._look.theme.panel))
        em = self.fontMetrics().height()
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), em / 3, em / 3)
        painter.end()
