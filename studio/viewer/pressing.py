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
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return False
        if event.key() != Qt.Key.Key_Space or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        event.accept()
        return True
