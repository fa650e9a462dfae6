"""A button for what cannot be taken back: pressed once it asks, pressed again it does it.

In: its text and the question. Out: whether a press is the second one. Used by panels and dialogs.
"""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton, QWidget

SURE_MS = 8000
"""How long a button that asks whether one is sure goes on asking once the pointer is elsewhere."""


class SureButton(QPushButton):
    """A button for what cannot be taken back: pressed once it asks, pressed again it does it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._text = text
        self._asked = False
        self._over = False
        self._asking = QTimer(self, singleShot=True, interval=SURE_MS)
        self._asking.timeout.connect(self._calm)

    def sure(self, question: str) -> bool:
        """Whether this press is the second one; the first one asks."""
        if self._asked:
            self._calm()
            return True
        self._asked = True
        self.setText(question)
        if not self._over:
            self._asking.start()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Under the pointer the question stays."""
        super().enterEvent(event)
        self._over = True
        self._asking.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """With the pointer gone it is forgotten after a while."""
        super().leaveEvent(event)
        self._over = False
        if self._asked:
            self._asking.start()

    def _calm(self) -> None:
        self._asked = False
        self._asking.stop()
        self.setText(self._text)
