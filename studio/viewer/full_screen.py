"""The picture alone on the whole screen.

In: what comes to the viewer. Out: a window of its own with the same pictures and the keys of playing; Escape or its own
key closes it. Opened by the viewer panel.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.theme import Look
from studio.viewer.projection import Projection
from studio.viewer.screen import Screen
from studio.words import tr


class FullScreen(QWidget):
    """On the screen where the panel is."""

    closed = Signal()
    """It is gone."""

    def __init__(self, projection: Projection, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Viewer"))
        self._projection = projection
        self.screen_area = Screen(look, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.screen_area)
        self.setFocusProxy(self.screen_area)
        projection.add(self.screen_area)
        if (screen := parent.screen()) is not None:
            self.setGeometry(screen.geometry())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and F11 come back."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The pictures come here no more."""
        self._projection.remove(self.screen_area)
        self.closed.emit()
        super().closeEvent(event)
