"""From the engine's thread to the window's: every event of the executor arrives as a signal on the GUI thread.

In: `Bridge.hear`, which the session takes as its listener. Out: `happened`. Made once by the application.
"""

from PySide6.QtCore import QObject, Qt, Signal

from engine.events import Event


class Bridge(QObject):
    """Hands events over; the engine never waits for the window."""

    happened = Signal(object)
    """An `engine.events` event, in the order in which the engine told them."""
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard.connect(self.happened, Qt.ConnectionType.QueuedConnection)

    def hear(self, event: Event) -> None:
        """Called by the engine, on any thread."""
        self._heard.emit(event)
