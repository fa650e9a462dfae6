"""Space presses the button that has the keyboard, although it plays everywhere else in the viewer.

In: a button. Out: its own key stays its own. Used for every button of the viewer.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


class Pressing(QObject):
    """Claims space for buttons before any command gets it."""

    def watch(self, *buttons: QAbstractButton) -> None:
        """These buttons are pressed with space."""
        for button in buttons:
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks whoever has the keyboard whether it wants a key, before it looks for commands."""
        wanted = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if wanted and event.key() == Qt.Key.Key_Space and not event.modifiers():  # type: ignore[attr-defined]
            event.accept()
            return True
        return False
