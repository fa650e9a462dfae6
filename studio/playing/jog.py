"""Knows whether the stop key (K) is held down: J and L are single frames then, as on an editing desk.

In: key events of whatever has the keyboard. Out: `held`. Shortcuts tell only that a key went down, so this looks on.
Made by each stage.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Jog(QObject):
    """Watches the widget with the keyboard. A key that goes up in another window counts as up."""

    def __init__(self, key: Qt.Key = Qt.Key.Key_K, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.held = False
        self._watched: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication), "keys need an application"
        application.focusChanged.connect(self._watch)
        self._watch(None, application.focusWidget())

    def _watch(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched, self.held = now, False
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks on."""
        if isinstance(event, QKeyEvent) and event.key() == self.key and not event.isAutoRepeat():
            if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
                self.held = True
            elif event.type() == QEvent.Type.KeyRelease:
                self.held = False
        return False
